"""A notice in a form: the text that was typed before its cell ran again was kept. A button brings back what the cell says."""

from collections.abc import Callable

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses
from kaizala_nb.toolkit.widgets.style import html

KEPT = "Your text from before."


class KeptTextNotice(widgets.HBox):
    """The notice. It is empty until :meth:`show`. ``as_in_cell`` is called when its button is pressed."""

    children: tuple[widgets.Widget, ...]

    def __init__(self, as_in_cell: Callable[[], None], presses: Presses) -> None:
        super().__init__()
        self._as_in_cell, self._presses = as_in_cell, presses

    def show(self, whether: bool = True) -> None:
        """Show the notice, or hide it."""
        if whether and not self.children:
            button = PressButton("As in the cell", self._as_in_cell, self._presses)
            button.add_class("kz-link")
            self.children = (widgets.HTML(html(faces.element("span", KEPT, "kz-note"))), button)
        elif not whether:
            self.children = ()

    @property
    def visible(self) -> bool:
        """Whether the notice is shown."""
        return bool(self.children)
