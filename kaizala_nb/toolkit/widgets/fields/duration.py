"""A duration: a number and its unit."""

from datetime import timedelta
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, choice_part, text_part

_LARGER = {"hours": ("days", 24), "minutes": ("hours", 60)}


class DurationEntry(Entry):
    """An entry for a duration. It is sent in ``unit``, "hours" or "minutes"; it may be typed in the next larger unit too."""

    def __init__(self, unit: str, on_change: OnChange) -> None:
        self._unit = unit
        self._larger, self._factor = _LARGER[unit]
        self._number = text_part("Number", on_change)
        self._units = choice_part("Unit", (unit, self._larger), on_change)
        self.box = widgets.HBox([self._number.widget, self._units.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._number.widget

    def value(self) -> int | float | str:
        """The number in the unit that is sent; the text as it was typed if it is not a number."""
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
        value = self.value()
        return faces.count(value, self._unit[:-1]) if isinstance(value, int | float) else value

    def set_owner(self, owner: str) -> None:
        for part in (self._number, self._units):
            part.set_owner(owner)
