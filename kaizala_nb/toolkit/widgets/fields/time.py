"""When: a date, a time, and the zone that they are meant in, said in words."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.collection.times import as_datetime, read_time, written_time
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, Part, menu, said
from kaizala_nb.toolkit.widgets.page import page_zone, the_page

_HERE, _PAGE = "here", "page"
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
        self._page, self._own = the_page(), False
        self._zone = menu("Time zone", _zones(), self._edited)
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
        """More is known of the page's zone. It is the one to begin with, if nothing stands here yet."""
        told = self._told
        if page_zone() is not None and _PAGE not in self._offered:
            here = self._zone.widget.value == _HERE
            self._choose(_PAGE if here and self._picker.widget.value is None else self._zone.widget.value, _zones())
        self._say()
        if self._told != told:
            self._changed()

    @property
    def _offered(self) -> list[Any]:
        return [zone for _, zone in self._zone.widget.options]

    def _choose(self, zone: Any, offered: list[tuple[str, Any]]) -> None:
        self._own = True
        try:
            self._zone.widget.options = offered
            self._zone.widget.value = zone
        finally:
            self._own = False

    def _edited(self) -> None:
        if self._own:
            return
        if self._page is not None and self._picker.widget.value is not None:
            self._page.ask_zone(self._picker.widget.value)
        self._raw = None
        self._say()
        self._changed()

    def _moment(self) -> datetime | None:
        when, zone = self._picker.widget.value, self._zone.widget.value
        if when is None:
            return None
        try:
            if zone == _HERE:
                return when.astimezone()
            return when.replace(tzinfo=page_zone() if zone == _PAGE else timezone(timedelta(minutes=zone)))
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
        zone = self._offered[0] if offset is None else round(offset / timedelta(minutes=1))
        if zone not in self._offered:
            self._choose(self._offered[0], _zones(zone))
        self._picker.widget.value = moment.replace(tzinfo=None)
        self._zone.widget.value = zone
        self._raw = None
        self._say()

    def take_over(self, other: Self) -> None:
        when, zone = other._picker.widget.value, other._zone.widget.value
        self.put(other._raw if when is None else when)
        self._choose(zone, self._zone.widget.options if zone in self._offered else _zones(zone))
        self._say()

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
        self._told = self.shown()
        if moment is None:
            self._note.value = ""
            return
        here = faces.moment(moment.replace(microsecond=0).timestamp() * 1000)
        self._note.value = said(f"{here} in {faces.whose_zone()} time zone. Sent as {self.shown()}.", "kz-help")


def _zones(*more: int) -> list[tuple[str, Any]]:
    """The zones to choose from, the one to begin with first: the browser's, where it is known."""
    here = datetime.now().astimezone()
    offsets = sorted({*_OFFSETS, *more} - {0})
    named = [(faces.offset(timedelta(minutes=minutes)), minutes) for minutes in offsets]
    zone = page_zone()
    first = [(f"your browser's: {zone.tzname(None)}", _PAGE)] if zone else []
    return [*first, (f"this computer's: {here.tzname()}", _HERE), ("UTC", 0), *named]


def _zone_name(moment: datetime) -> str:
    return faces.offset(moment.utcoffset())


def _since_1970(number: float, unit: str) -> datetime | float:
    try:
        return datetime.fromtimestamp(number / 1000 if unit == "milliseconds" else number, UTC)
    except (OverflowError, OSError, ValueError):
        return number


def unit_of(number: float) -> str:
    """The unit of a number of seconds or milliseconds since 1970."""
    return "milliseconds" if abs(number) >= _FIRST_MILLISECONDS else "seconds"
