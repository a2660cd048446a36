"""The time zone of the browser's clock. A widget that shows nothing lets the page say it, once the page has the widget."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import anywidget
import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook


class _Question(anywidget.AnyWidget):
    """The question; ``zone`` is the answer, None until it has come."""

    _esm = """export default { initialize({ model }) {
      model.send({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    } };"""
    zone: tzinfo | None = None

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._on_answer)

    def _on_answer(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        try:
            self.zone = ZoneInfo(message["zone"])
        except (ValueError, LookupError, OSError):  # a name that this computer has no rules for
            return
        faces.show_times_in(self.zone)


_questions: list[_Question] = []


def browser_zone() -> tzinfo | None:
    """The time zone of the browser's clock; None as long as it is not known, and outside a notebook. The first call asks for it."""
    if not in_notebook():
        return None
    if not _questions or _questions[-1].comm is None:  # somebody has closed all widgets
        _questions[:] = [_Question()]
    return _questions[-1].zone
