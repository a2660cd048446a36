"""A place on the earth: latitude, longitude and a name."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from kaizala_nb.course.kinds.values import folded
from kaizala_nb.toolkit.widgets.entry import Group
from kaizala_nb.toolkit.widgets.fields.lines import TextEntry, input_text

LONG = ("latitude", "longitude", "name")
"""The names of the parts in a card."""

SHORT = ("lt", "lg", "n")
"""The names of the parts in an answer."""


class PlaceEntry(Group):
    """An entry for a place. ``names`` are the names of its parts on the wire."""

    as_written = True

    def __init__(self, names: tuple[str, str, str] = LONG, label: str = "") -> None:
        self._names = names
        self._texts = [
            TextEntry("Latitude", hint="51.5", wire=names[0]),
            TextEntry("Longitude", hint="-0.1", wire=names[1]),
            TextEntry("Name", hint="London", wire=names[2]),
        ]
        super().__init__(dict(zip(LONG, self._texts, strict=True)), label)

    def value(self) -> dict[str, Any] | None:
        latitude, longitude, name = (part.raw.strip() for part in self._texts)
        if not (latitude or longitude or name):
            return None
        return dict(zip(self._names, (_number(latitude), _number(longitude), name), strict=True))

    def problems(self) -> dict[str, str]:
        for name, part in zip(LONG, self._texts[:2], strict=False):
            if not self.empty and not part.raw.strip():
                return {f"/{name}": "Fill in latitude and longitude, in degrees. Or empty all fields of the place."}
        return super().problems()

    def put(self, value: Any) -> None:
        if isinstance(value, Mapping):
            parts = folded(value)
            value = [parts.get(long, parts.get(short)) for long, short in zip(LONG, SHORT, strict=True)]
        values = list(value) if isinstance(value, list | tuple) else [value]
        for part, one in zip(self._texts, [*values, None, None], strict=False):
            part.raw = input_text(one)

    def text(self) -> str:
        return ", ".join(part.raw for part in self._texts if part.raw)


def _number(typed: str) -> float | int | str:
    """The number that was typed; the text itself if it is not a number. A check says so later."""
    try:
        number = float(typed)
    except ValueError:
        return typed
    return int(number) if typed.lstrip("-").isdigit() and isfinite(number) else number
