"""The line of a form that holds what was put in by hand before its cell was run again; its button gives what the cell says."""

from collections.abc import Callable

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses
from kaizala_nb.toolkit.widgets.style import html

KEPT = "Your text from before."


class KeptLine(widgets.HBox):
    """Empty until it is shown. ``as_in_cell`` is called when its button is pressed."""

    def __init__(self, as_in_cell: Callable[[], None], presses: Presses) -> None:
        super().__init__()
        self._as_in_cell, self._presses = as_in_cell, presses

    def show(self, whether: bool = True) -> None:
        """Say it, or say nothing."""
        if whether and not self.children:
            button = PressButton("As in the cell", self._as_in_cell, self._presses)
            button.add_class("kz-link")
            self.children = (widgets.HTML(html(faces.element("span", KEPT, "kz-note"))), button)
        elif not whether:
            self.children = ()

    @property
    def shown(self) -> bool:
        """Whether it says so."""
        return bool(self.children)
