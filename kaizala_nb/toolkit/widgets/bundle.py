"""What a widget gives a notebook to show: the view of the widget, and HTML and text for places that have no widgets."""

from typing import Any, TypeAlias

import ipywidgets as widgets
from anywidget import AnyWidget

Bundle: TypeAlias = dict[str, Any] | tuple[dict[str, Any], dict[str, Any]]
"""By MIME types: the data; or the data and what is said of it."""


def bundle(widget: widgets.DOMWidget, text: str, html: str) -> Bundle:
    """The view of a widget, with its text and its HTML.

    In Colab it is said of a view who draws it, or Colab draws no widget but its own. anywidget knows how that is said.
    """
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    data = {"application/vnd.jupyter.widget-view+json": view, "text/plain": text, "text/html": html}
    _, metadata = AnyWidget._repr_mimebundle_(widget) or ({}, {})
    return (data, metadata) if metadata else data
