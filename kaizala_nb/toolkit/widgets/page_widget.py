"""A widget whose page is drawn by a module of JavaScript of its own: one model, whatever it shows.

What it shows is its ``content``, a plain dictionary. Whatever is in there may be saved with a notebook, so no secret ever is. A
secret goes by :meth:`PageWidget.send`, as a message to the views that a page shows at the moment, and rests nowhere.
"""

from pathlib import Path
from typing import Any, ClassVar

import anywidget
import ipywidgets as widgets
import traitlets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets import library
from kaizala_nb.toolkit.widgets.bundle import Bundle, bundle
from kaizala_nb.toolkit.widgets.style import SHEET

_LOADER = Path(__file__).resolve().parent / "javascript" / "loader.mjs"


class PageWidget(anywidget.AnyWidget):
    """Shows its ``content``.

    A class that derives from it names the ``module`` that draws it, says what :meth:`still` and :meth:`as_text` give, and, if
    there is something to press, what :meth:`pressed` does.
    """

    module: ClassVar[Path]
    """The file of JavaScript. Its ``render({model, el, style})`` draws a view, and gives what ends it."""

    look: ClassVar[str] = ""
    """What :meth:`still` needs of its own style sheet, the file of CSS beside the module, if there is one."""

    _esm = library.code_of(_LOADER)  # each widget has a copy
    _library = traitlets.Unicode().tag(sync=True)
    _module = traitlets.Unicode().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        shared = library.the_library(SHEET)
        reference = f"IPY_MODEL_{shared.model_id}"  # as ipywidgets name a model, so that a saved page takes it along
        super().__init__(_library=reference, _module=library.name_of(self.module), **state)
        self.on_msg(self._on_message)

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        """A message of a view."""
        if message.get("kind") == "library":  # where a page cannot reach other models
            shared = library.the_library(SHEET)
            self.send({"kind": "library", **{name: getattr(shared, name) for name in ("modules", "style", "version")}})
        elif message.get("kind") == "press":
            self._press(message)

    def _press(self, message: dict[str, Any]) -> None:
        """The page waits for both: that its press has come, and what came of it."""
        self.send({"kind": "received", "id": message["id"]})
        problem = "This did not work: the log of the notebook says why."
        try:
            problem = self.pressed(message)
        finally:
            self.send({"kind": "answered", "id": message["id"], "problem": problem})

    def pressed(self, message: dict[str, Any]) -> str:
        """Do what a press in the page asks for; gives what is wrong in words, "" if nothing is."""
        raise NotImplementedError

    @staticmethod
    def still(content: dict[str, Any]) -> str:
        """The same content as HTML: a picture for places that have no widgets."""
        raise NotImplementedError

    def as_text(self) -> str:
        """The same in plain text."""
        raise NotImplementedError

    def as_html(self) -> str:
        """The same in HTML, whole: as it stands in an output."""
        return faces.output(self.still(self.content), style=self.look)

    def _repr_mimebundle_(self, **kwargs: Any) -> Bundle:  # type: ignore[override]  # it has more than a view
        return bundle(self, self.as_text(), self.as_html())

    _ipython_display_ = None  # ipywidgets 7 shows a widget by this method, without HTML
