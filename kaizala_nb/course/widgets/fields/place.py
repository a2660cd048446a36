"""A place on the earth: latitude, longitude and a name."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.values import folded
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, text_part
from kaizala_nb.toolkit.widgets.fields.single import input_text

LONG = ("latitude", "longitude", "name")
"""The names of the parts in a card."""

SHORT = ("lt", "lg", "n")
"""The names of the parts in an answer."""


class PlaceEntry(Entry):
    """An entry for a place. ``names`` are the names of its parts on the wire."""

    as_written = True

    def __init__(self, on_change: OnChange, names: tuple[str, str, str] = LONG) -> None:
        self._names = names
        self._parts = [
            text_part("Latitude", on_change, hint="51.5", wire=names[0]),
            text_part("Longitude", on_change, hint="-0.1", wire=names[1]),
            text_part("Name", on_change, hint="London", wire=names[2]),
        ]
        self.box = widgets.HBox([part.widget for part in self._parts])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._parts[0].widget

    def value(self) -> dict[str, Any] | None:
        latitude, longitude, name = (part.widget.value.strip() for part in self._parts)
        if not (latitude or longitude or name):
            return None
        return dict(zip(self._names, (_number(latitude), _number(longitude), name), strict=True))

    def put(self, value: Any) -> None:
        if isinstance(value, Mapping):
            parts = folded(value)
            value = [parts.get(long, parts.get(short)) for long, short in zip(LONG, SHORT, strict=True)]
        values = list(value) if isinstance(value, list | tuple) else [value]
        for part, one in zip(self._parts, [*values, None, None], strict=False):
            part.widget.value = input_text(one)

    def text(self) -> str:
        return ", ".join(part.widget.value for part in self._parts if part.widget.value)

    def set_owner(self, owner: str) -> None:
        for part in self._parts:
            part.set_owner(owner)


def _number(typed: str) -> float | int | str:
    """The number that was typed; the text itself if it is not a number. A check says so later."""
    try:
        number = float(typed)
    except ValueError:
        return typed
    return int(number) if typed.lstrip("-").isdigit() and isfinite(number) else number
