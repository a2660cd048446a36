"""Forms and boxes side by side; one below the other where the page is narrow."""

from typing import Any

import ipywidgets as widgets


class SideBySide(widgets.Box):
    """Widgets side by side. Its plain text and its HTML are those of each of them, one after the other."""

    children: tuple[widgets.Widget, ...]

    def __init__(self, *parts: widgets.Widget) -> None:
        super().__init__(parts)
        self.add_class("kz-pair")

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            parts = [part._repr_mimebundle_() for part in self.children]
            bundle["text/plain"] = "\n\n".join(part.get("text/plain", "") for part in parts)
            bundle["text/html"] = "".join(part.get("text/html", "") for part in parts)
        return bundle
