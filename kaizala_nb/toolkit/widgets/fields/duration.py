"""How long: a number and its unit."""

from datetime import timedelta
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, line, menu

_LARGER = {"hours": ("days", 24), "minutes": ("hours", 60)}


class DurationEntry(Entry):
    """A duration that is sent in ``unit``, "hours" or "minutes"; it may be given in the next larger one as well."""

    def __init__(self, unit: str, changed: Changed) -> None:
        self._unit = unit
        self._larger, self._factor = _LARGER[unit]
        self._number = line("Number", changed)
        self._units = menu("Unit", (unit, self._larger), changed)
        self.box = widgets.HBox([self._number.widget, self._units.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._number.widget

    def shown(self) -> int | float | str:
        """In the unit that it is sent in; as it was typed where that is no number."""
        typed = self._number.widget.value.strip()
        try:
            number = float(typed) * (self._factor if self._units.widget.value == self._larger else 1)
        except ValueError:
            return typed
        return int(number) if number.is_integer() else number

    def put(self, value: Any) -> None:
        if isinstance(value, timedelta):
            value = value / timedelta(**{self._unit: 1})
            value = int(value) if value.is_integer() else value
        self._units.widget.value = self._unit
        self._number.widget.value = "" if value is None else str(value)

    def take_over(self, other: Self) -> None:
        self._units.widget.value, self._number.widget.value = other._units.widget.value, other._number.widget.value

    def text(self) -> str:
        value = self.shown()
        return faces.count(value, self._unit[:-1]) if isinstance(value, int | float) else value

    def called(self, name: str) -> None:
        for part in (self._number, self._units):
            part.called(name)
