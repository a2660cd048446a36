"""A time: a date, a time of day, and their time zone, with a sentence that says what is sent."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kaizala_nb.toolkit.collection.times import NO_TIME, as_datetime, read_time, written_time
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.browser_zone import browser_zone
from kaizala_nb.toolkit.widgets.entry import Description, Entry, Raw

_HERE, _BROWSER = "here", "browser"

_FIRST_MILLISECONDS = 100_000_000_000
"""From this number on, a number counts milliseconds since 1970. As seconds it would be in the year 5138."""

_LONGEST_OFFSET = 24 * 60 - 1  # minutes


class TimeEntry(Entry):
    """An entry for a time. ``unit`` says how it is sent: "iso" (ISO 8601), or "seconds" or "milliseconds" since 1970.

    Its raw value has ``when``, as the page's field for date and time has it, ``zone`` ("browser", "here" for that of this computer,
    or minutes from UTC), and ``offset``: the minutes from UTC of the browser's zone at that time, which only the page knows.
    """

    type = "time"

    def __init__(self, unit: str, label: str = "") -> None:
        super().__init__(label)
        self._unit = unit
        self._wrong: Any = None  # a value that is not a time, until a time is chosen
        self.put(None)

    def describe(self) -> Description:
        return super().describe() | {"here": f"this computer's: {datetime.now().astimezone().tzname()}"}

    def read(self, raw: Raw) -> None:
        if not isinstance(raw, Mapping):
            return
        when, zone, offset = (raw.get(name) for name in ("when", "zone", "offset"))
        self._stand(when if isinstance(when, str) else "", zone if isinstance(zone, int | str) else _BROWSER, offset)
        self._wrong = None

    def _stand(self, when: str, zone: int | str, offset: Any = None) -> None:
        self.raw = {"when": when, "zone": zone}
        if zone == _BROWSER and isinstance(offset, int):
            self.raw["offset"] = max(-_LONGEST_OFFSET, min(offset, _LONGEST_OFFSET))

    def _moment(self) -> datetime | None:
        zone = self.raw["zone"]
        try:
            when = datetime.fromisoformat(self.raw["when"])
        except ValueError:
            return None
        minutes = self.raw.get("offset") if zone == _BROWSER else zone
        try:
            if isinstance(minutes, int):
                return when.replace(tzinfo=timezone(timedelta(minutes=minutes)))
            return when.astimezone()
        except (OverflowError, OSError, ValueError):
            return when.replace(tzinfo=UTC)

    def value(self) -> Any:
        """The time as it is sent. So the same moment in another zone is the same value."""
        moment = self._moment()
        if moment is None:
            return self.raw["when"] or self._wrong
        return written_time(moment, self._unit)

    def put(self, value: Any) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = _since_1970(value, self._unit)
        self._wrong = None
        self._stand("", _BROWSER)
        if value in (None, ""):
            return
        try:
            moment = as_datetime(value)
            read_time(moment)
        except ValueError:
            self._wrong = value
            return
        has_no_zone, when = moment.tzinfo is None, _typed(moment.replace(tzinfo=None))
        offset = (moment.replace(tzinfo=browser_zone()) if has_no_zone else moment).utcoffset()
        if offset is None:
            self._stand(when, _HERE)
        else:
            minutes = round(offset / timedelta(minutes=1))
            self._stand(when, _BROWSER if has_no_zone else minutes, minutes)

    def take_over(self, other: "TimeEntry") -> None:
        self.raw, self._wrong = dict(other.raw), other._wrong

    def problems(self) -> dict[str, str]:
        is_time = self._moment() is not None or self.value() in (None, "")
        return {} if is_time else {"": NO_TIME}

    def notes(self) -> dict[str, Any]:
        moment = self._moment()
        if moment is None:
            return {}
        return {"": {"at": moment.replace(microsecond=0).timestamp() * 1000, "sent": str(self.value())}}

    def text(self) -> str:
        moment = self._moment()
        return (
            str(self.value() or "") if moment is None else f"{moment:%Y-%m-%d %H:%M} {faces.offset(moment.utcoffset())}"
        )


def _typed(when: datetime) -> str:
    """A time as the page's field for date and time has it."""
    if when.microsecond:
        return when.isoformat(timespec="milliseconds")
    return when.isoformat(timespec="seconds" if when.second else "minutes")


def _since_1970(number: float, unit: str) -> datetime | float:
    try:
        return datetime.fromtimestamp(number / 1000 if unit == "milliseconds" else number, UTC)
    except (OverflowError, OSError, ValueError):
        return number


def unit_of(number: float) -> str:
    """Whether a number counts "seconds" or "milliseconds" since 1970."""
    return "milliseconds" if abs(number) >= _FIRST_MILLISECONDS else "seconds"
