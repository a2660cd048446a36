"""A time: a date, a time of day, and their time zone, with a sentence that says what is sent."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.collection.times import as_datetime, read_time, written_time
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.browser_page import browser_page, browser_zone
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, Part, choice_part, paragraph

_HERE, _BROWSER = "here", "browser"
_OFFSETS = (
    *(-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120, 180, 210),
    *(240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840),
)
"""The offsets from UTC that time zones have, in minutes."""

_FIRST_MILLISECONDS = 100_000_000_000
"""From this number on, a number counts milliseconds since 1970. As seconds it would be in the year 5138."""


class TimeEntry(Entry):
    """An entry for a time. ``unit`` says how it is sent: "iso" (ISO 8601), or "seconds" or "milliseconds" since 1970."""

    def __init__(self, unit: str, on_change: OnChange) -> None:
        self._unit, self._on_change = unit, on_change
        self._raw: Any = None  # a value that is not a time, until a time is chosen
        self._picker = Part(widgets.NaiveDatetimePicker(), "Date and time")
        self._page, self._choosing = browser_page(), False
        self._zone = choice_part("Time zone", _zones(), self._edited)
        self._picker.widget.observe(lambda change: self._edited(), "value")
        self._note = widgets.HTML()
        pickers = widgets.HBox([self._picker.widget, self._zone.widget])
        pickers.add_class("kz-parts")
        self.box = widgets.VBox([pickers, self._note])
        self._say()
        if self._page is not None:
            self._page.watchers.add(self)

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._picker.widget

    def refresh(self) -> None:
        """Show what is known of the browser's zone by now. It becomes the chosen zone if nothing is filled in yet."""
        value = self._last_value
        if browser_zone() is not None and _BROWSER not in self._zone_values:
            zone = self._zone.widget.value
            if zone == _HERE and self._picker.widget.value is None:
                zone = _BROWSER
            self._choose(zone, _zones())
        self._say()
        if self._last_value != value:
            self._on_change()

    @property
    def _zone_values(self) -> list[Any]:
        return [zone for _, zone in self._zone.widget.options]

    def _choose(self, zone: Any, zones: list[tuple[str, Any]]) -> None:
        """Choose a zone from new zones, without a call of ``on_change``."""
        self._choosing = True
        try:
            self._zone.widget.options = zones
            self._zone.widget.value = zone
        finally:
            self._choosing = False

    def _edited(self) -> None:
        if self._choosing:
            return
        if self._page is not None and self._picker.widget.value is not None:
            self._page.ask_zone(self._picker.widget.value)
        self._raw = None
        self._say()
        self._on_change()

    def _moment(self) -> datetime | None:
        when, zone = self._picker.widget.value, self._zone.widget.value
        if when is None:
            return None
        try:
            if zone == _HERE:
                return when.astimezone()
            return when.replace(tzinfo=browser_zone() if zone == _BROWSER else timezone(timedelta(minutes=zone)))
        except (OverflowError, OSError, ValueError):
            return when.replace(tzinfo=UTC)

    def value(self) -> Any:
        """The time as it is sent. So the same moment in another zone is the same value."""
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
        first = self._zone_values[0]
        zone = first if offset is None else round(offset / timedelta(minutes=1))
        if zone not in self._zone_values:
            self._choose(first, _zones(zone))
        self._picker.widget.value = moment.replace(tzinfo=None)
        self._zone.widget.value = zone
        self._raw = None
        self._say()

    def take_over(self, other: Self) -> None:
        when, zone = other._picker.widget.value, other._zone.widget.value
        self.put(other._raw if when is None else when)
        self._choose(zone, self._zone.widget.options if zone in self._zone_values else _zones(zone))
        self._say()

    def mark(self) -> str:
        return "" if self._raw in (None, "") else "This is a time, such as 2030-01-31T09:00:00+05:30."

    def text(self) -> str:
        moment = self._moment()
        return str(self._raw or "") if moment is None else f"{moment:%Y-%m-%d %H:%M} {_zone_name(moment)}"

    def set_owner(self, owner: str) -> None:
        for part in (self._picker, self._zone):
            part.set_owner(owner)

    def _say(self) -> None:
        moment = self._moment()
        self._last_value = self.value()
        if moment is None:
            self._note.value = ""
            return
        here = faces.moment(moment.replace(microsecond=0).timestamp() * 1000)
        self._note.value = paragraph(f"{here} in {faces.whose_zone()} time zone. Sent as {self.value()}.", "kz-help")


def _zones(*more: int) -> list[tuple[str, Any]]:
    """The zones to choose from, with their names. The first is the one to begin with: the browser's, if it is known."""
    here = datetime.now().astimezone()
    offsets = sorted({*_OFFSETS, *more} - {0})
    others = [(faces.offset(timedelta(minutes=minutes)), minutes) for minutes in offsets]
    zone = browser_zone()
    first = [(f"your browser's: {zone.tzname(None)}", _BROWSER)] if zone else []
    return [*first, (f"this computer's: {here.tzname()}", _HERE), ("UTC", 0), *others]


def _zone_name(moment: datetime) -> str:
    return faces.offset(moment.utcoffset())


def _since_1970(number: float, unit: str) -> datetime | float:
    try:
        return datetime.fromtimestamp(number / 1000 if unit == "milliseconds" else number, UTC)
    except (OverflowError, OSError, ValueError):
        return number


def unit_of(number: float) -> str:
    """Whether a number counts "seconds" or "milliseconds" since 1970."""
    return "milliseconds" if abs(number) >= _FIRST_MILLISECONDS else "seconds"
