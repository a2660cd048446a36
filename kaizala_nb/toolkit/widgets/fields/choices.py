"""A choice of several options: a box to tick for each."""

from typing import Any

from kaizala_nb.toolkit.widgets.entry import Description, Entry, Raw


class ChoicesEntry(Entry):
    """An entry for several of the ``choices``. The value, and the raw value too, has them in the order of the choices."""

    type = "ticks"
    as_written = True

    def __init__(self, choices: tuple[str, ...], label: str = "") -> None:
        super().__init__(label)
        self._choices = tuple(dict.fromkeys(choices))
        self.raw: list[str] = []

    def describe(self) -> Description:
        return super().describe() | {"choices": list(self._choices)}

    def read(self, raw: Raw) -> None:
        self.put(raw if isinstance(raw, list) else ())

    def value(self) -> list[str]:
        return list(self.raw)

    def put(self, value: Any) -> None:
        names = value or ()
        self.raw = [name for name in self._choices if name in names]

    def text(self) -> str:
        return ", ".join(self.raw)
