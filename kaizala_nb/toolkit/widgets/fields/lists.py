"""Lists of texts."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.toolkit.widgets.entry import Rows
from kaizala_nb.toolkit.widgets.fields.lines import TextEntry


class TitleEntry(TextEntry):
    """An entry for a text. It takes an object with a ``title`` too, and then shows the title."""

    as_written = True

    def put(self, value: Any) -> None:
        super().put(value.get("title") if isinstance(value, Mapping) else value)


def text_list(noun: str) -> Rows:
    """An entry for a list of texts. One of them is called ``noun``."""
    return Rows(noun, TitleEntry, check=_check_filled, flat=True)


def _check_filled(value: str) -> None:
    if not value.strip():
        raise ValueError("It is empty.")
