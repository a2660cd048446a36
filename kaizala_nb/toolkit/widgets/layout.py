"""Forms and boxes side by side; one below the other where the page is narrow."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.bundle import Bundle, bundle


class SideBySide(widgets.Box):
    """Widgets side by side. Its plain text and its HTML are those of each of them."""

    children: tuple[widgets.Widget, ...]

    def __init__(self, *parts: widgets.Widget) -> None:
        super().__init__(parts)
        self.add_class("kz-pair")

    def _repr_mimebundle_(self, **kwargs: Any) -> Bundle:
        texts = [part.as_text() if hasattr(part, "as_text") else repr(part) for part in self.children]
        htmls = [part.as_html() for part in self.children if hasattr(part, "as_html")]
        return bundle(self, "\n\n".join(texts), "".join(htmls))

    _ipython_display_ = None  # ipywidgets 7 shows a widget by this method, without HTML

    def _display_(self) -> object:
        """What marimo shows: it knows no boxes of ipywidgets, and lays out by itself what is in them."""
        import marimo

        return marimo.hstack(self.children, justify="start", align="start", wrap=True)
