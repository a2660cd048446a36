"""Lists whose rows are one line."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.toolkit.widgets.entry import Changed, Entry, line
from kaizala_nb.toolkit.widgets.fields.lines import written
from kaizala_nb.toolkit.widgets.rows import Rows


class TextEntry(Entry):
    """A text, or something that has a title."""

    as_written = True

    def __init__(self, words: str, changed: Changed) -> None:
        self._line = line(words, changed)
        self.box = self._line.widget

    def shown(self) -> str:
        return self._line.widget.value

    def put(self, value: Any) -> None:
        self._line.widget.value = written(value.get("title") if isinstance(value, Mapping) else value)

    def called(self, name: str) -> None:
        self._line.called(name)


def texts(noun: str, changed: Changed) -> Rows:
    """A list of texts, each of them a ``noun``."""
    return Rows(noun, lambda: TextEntry("Text", changed), changed, read=_filled, flat=True)


def _filled(value: str) -> None:
    if not value.strip():
        raise ValueError("It is empty.")
