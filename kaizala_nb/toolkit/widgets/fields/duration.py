"""A duration: a number and its unit."""

from datetime import timedelta
from typing import Any

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Group
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, TextEntry

_LARGER = {"hours": ("days", 24), "minutes": ("hours", 60)}


class DurationEntry(Group):
    """An entry for a duration. It is sent in ``unit``, "hours" or "minutes"; it may be typed in the next larger unit too."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._larger, self._factor = _LARGER[unit]
        self._number = TextEntry("Number")
        self._units = ChoiceEntry((unit, self._larger), optional=False, label="Unit")
        super().__init__({"number": self._number, "unit": self._units})
        self._units.put(unit)

    def value(self) -> int | float | str:
        """The number in the unit that is sent; the text as it was typed if it is not a number."""
        typed = self._number.raw.strip()
        try:
            number = float(typed) * (self._factor if self._units.raw == self._larger else 1)
        except ValueError:
            return typed
        return int(number) if number.is_integer() else number

    def put(self, value: Any) -> None:
        if isinstance(value, timedelta):
            value = value / timedelta(**{self._unit: 1})
            value = int(value) if value.is_integer() else value
        self._units.put(self._unit)
        self._number.put(value)

    def text(self) -> str:
        value = self.value()
        return faces.count(value, self._unit[:-1]) if isinstance(value, int | float) else value
