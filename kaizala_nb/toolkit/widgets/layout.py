"""Forms and boxes side by side; one below the other where the page is narrow."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.style import sheet


class SideBySide(widgets.Box):
    """Widgets side by side. Its plain text is the plain text of each of them; so is its HTML, if each of them has HTML."""

    def __init__(self, *parts: widgets.Widget) -> None:
        super().__init__([sheet(), *parts])
        self.add_class("kz-pair")

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            texts = [part._repr_mimebundle_().get("text/plain", "") for part in self.children[1:]]
            bundle["text/plain"] = "\n\n".join(texts)
        return bundle
