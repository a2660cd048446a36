"""Lists of texts."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, text_part
from kaizala_nb.toolkit.widgets.fields.single import input_text
from kaizala_nb.toolkit.widgets.rows import Rows


class TitleEntry(Entry):
    """An entry for a text. It takes an object with a ``title`` too, and then shows the title."""

    as_written = True

    def __init__(self, words: str, on_change: OnChange) -> None:
        self._text = text_part(words, on_change)
        self.box = self._text.widget

    def value(self) -> str:
        return self._text.widget.value

    def put(self, value: Any) -> None:
        self._text.widget.value = input_text(value.get("title") if isinstance(value, Mapping) else value)

    def set_owner(self, owner: str) -> None:
        self._text.set_owner(owner)


def text_list(noun: str, on_change: OnChange) -> Rows:
    """An entry for a list of texts. One of them is called ``noun``."""
    return Rows(noun, lambda: TitleEntry("Text", on_change), on_change, check=_check_filled, flat=True)


def _check_filled(value: str) -> None:
    if not value.strip():
        raise ValueError("It is empty.")
