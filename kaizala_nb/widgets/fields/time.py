"""When: a date, a time, and the zone that they are meant in, said in words."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb import faces
from kaizala_nb.collection.values import as_datetime, read_time, written_time
from kaizala_nb.widgets.entry import Changed, Entry, Part, menu, said

_HERE = "here"
_OFFSETS = (
    *(-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120, 180, 210),
    *(240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840),
)
"""The offsets from UTC that are in use, in minutes."""

_FIRST_MILLISECONDS = 100_000_000_000
"""Above this, a number is in milliseconds since 1970: as seconds it would be in the year 5138."""


class TimeEntry(Entry):
    """A date and a time in a zone. ``unit`` is how it is sent: "iso", "seconds" or "milliseconds"."""

    def __init__(self, unit: str, changed: Changed) -> None:
        self._unit, self._changed = unit, changed
        self._raw: Any = None  # what was given and is no time, until one is chosen
        self._picker = Part(widgets.NaiveDatetimePicker(), "Date and time")
        self._zone = menu("Time zone", _zones(()), self._edited)
        self._picker.widget.observe(lambda change: self._edited(), "value")
        self._note = widgets.HTML()
        pickers = widgets.HBox([self._picker.widget, self._zone.widget])
        pickers.add_class("kz-parts")
        self.box = widgets.VBox([pickers, self._note])
        self._say()

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._picker.widget

    def _edited(self) -> None:
        self._raw = None
        self._say()
        self._changed()

    def _moment(self) -> datetime | None:
        when, zone = self._picker.widget.value, self._zone.widget.value
        if when is None:
            return None
        try:
            return when.astimezone() if zone == _HERE else when.replace(tzinfo=timezone(timedelta(minutes=zone)))
        except (OverflowError, OSError, ValueError):
            return when.replace(tzinfo=UTC)

    def shown(self) -> Any:
        """As it is sent, so that the same moment in another zone is the same value."""
        moment = self._moment()
        return self._raw if moment is None else written_time(moment, self._unit)

    def put(self, value: Any) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = _since_1970(value, self._unit)
        try:
            moment = value if value in (None, "") else as_datetime(value)
            read_time(moment if moment not in (None, "") else datetime.now())
        except ValueError:
            self._raw, self._picker.widget.value = value, None
            self._say()
            return
        if not moment:
            self._picker.widget.value = None
            return
        offset = moment.utcoffset()
        zone = _HERE if offset is None else round(offset / timedelta(minutes=1))
        if zone not in (_HERE, *_OFFSETS):
            self._zone.widget.options = _zones((zone,))
        self._picker.widget.value = moment.replace(tzinfo=None)
        self._zone.widget.value = zone
        self._raw = None
        self._say()

    def take_over(self, other: Self) -> None:
        moment, here = other._moment(), other._zone.widget.value == _HERE
        self.put(other._raw if moment is None else moment.replace(tzinfo=None) if here else moment)

    def mark(self) -> str:
        return "" if self._raw in (None, "") else "This is a time, such as 2030-01-31T09:00:00+05:30."

    def text(self) -> str:
        moment = self._moment()
        return str(self._raw or "") if moment is None else f"{moment:%Y-%m-%d %H:%M} {_zone_name(moment)}"

    def called(self, name: str) -> None:
        for part in (self._picker, self._zone):
            part.called(name)

    def _say(self) -> None:
        moment = self._moment()
        if moment is None:
            self._note.value = ""
            return
        here = faces.moment(moment.replace(microsecond=0).timestamp() * 1000)
        self._note.value = said(f"{here} in this computer's time zone. Sent as {self.shown()}.", "kz-help")


def _zones(more: tuple[int, ...]) -> list[tuple[str, Any]]:
    here = datetime.now().astimezone()
    offsets = sorted({*_OFFSETS, *more} - {0})
    named = [(_offset_name(minutes), minutes) for minutes in offsets]
    return [(f"this computer's: {here.tzname()}", _HERE), ("UTC", 0), *named]


def _offset_name(minutes: int) -> str:
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _zone_name(moment: datetime) -> str:
    offset = moment.utcoffset()
    return _offset_name(round(offset / timedelta(minutes=1))) if offset is not None else "UTC"


def _since_1970(number: float, unit: str) -> datetime | float:
    try:
        return datetime.fromtimestamp(number / 1000 if unit == "milliseconds" else number, UTC)
    except (OverflowError, OSError, ValueError):
        return number


def unit_of(number: float) -> str:
    """The unit of a number of seconds or milliseconds since 1970."""
    return "milliseconds" if abs(number) >= _FIRST_MILLISECONDS else "seconds"
