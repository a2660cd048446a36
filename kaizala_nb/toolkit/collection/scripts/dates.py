"""Dates of JavaScript. The scripts see the clock of this machine, and its time zone."""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Value, error, number

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII
)
_READ = {
    "getFullYear": lambda moment: moment.year,
    "getMonth": lambda moment: moment.month - 1,
    "getDate": lambda moment: moment.day,
    "getDay": lambda moment: moment.isoweekday() % 7,
    "getHours": lambda moment: moment.hour,
    "getMinutes": lambda moment: moment.minute,
    "getSeconds": lambda moment: moment.second,
    "getMilliseconds": lambda moment: moment.microsecond // 1000,
}
_UNITS = {"Date": "days", "Hours": "hours", "Minutes": "minutes", "Seconds": "seconds", "Milliseconds": "milliseconds"}


@dataclass(eq=False)
class Moment(Host):
    """A date: milliseconds since 1970, or NaN."""

    milliseconds: float

    name = "a date"

    def member(self, name: str) -> Value:
        if name in ("getTime", "valueOf"):
            return Native(name, lambda arguments: self.milliseconds)
        if name in ("toISOString", "toJSON"):
            return Native(name, lambda arguments: self.text_in_utc())
        base = name.replace("UTC", "", 1)
        if base in _READ:
            return Native(name, lambda arguments: self._read(base, "UTC" in name))
        if base[:3] == "set" and base[3:] in _UNITS:
            return Native(name, lambda arguments: self._move(base[3:], arguments, "UTC" in name))
        if name == "setTime":
            return Native(name, self._set)
        if name.startswith(("get", "set", "to")):
            raise Lost(f"{name} of a date is not understood")
        return UNDEFINED

    def text_in_utc(self) -> str:
        """The date as ``toISOString`` writes it."""
        if math.isnan(self.milliseconds):
            raise error("RangeError", "Invalid time value")
        return self._at(True).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _at(self, utc: bool) -> datetime:
        try:
            moment = _EPOCH + timedelta(milliseconds=self.milliseconds)
            return moment if utc else moment.astimezone()
        except (OverflowError, ValueError, OSError):
            raise Lost("a date so far away is not understood") from None

    def _read(self, name: str, utc: bool) -> float:
        return math.nan if math.isnan(self.milliseconds) else float(_READ[name](self._at(utc)))

    def _set(self, arguments: Sequence[Value]) -> float:
        self.milliseconds = number(arguments[0]) if arguments else math.nan
        return self.milliseconds

    def _move(self, unit: str, arguments: Sequence[Value], utc: bool) -> float:
        """Sets one part. Days and hours go over into the next months and days."""
        wanted = number(arguments[0]) if len(arguments) == 1 else math.nan
        if math.isnan(self.milliseconds) or not math.isfinite(wanted):
            raise Lost("setting this date is not understood")
        moment = self._at(utc)
        moved = moment.replace(tzinfo=None) + timedelta(**{_UNITS[unit]: int(wanted) - _READ[f"get{unit}"](moment)})
        at = moved.replace(tzinfo=UTC) if utc else moved.astimezone()
        self.milliseconds = float(round((at - _EPOCH) / timedelta(milliseconds=1)))
        return self.milliseconds


def now() -> float:
    """The milliseconds since 1970."""
    return float(int(time.time() * 1000))


def moment_of(arguments: Sequence[Value]) -> Moment:
    """``new Date(...)``."""
    if not arguments:
        return Moment(now())
    if len(arguments) > 1:
        raise Lost("a date of several numbers is not understood")
    value = arguments[0]
    if isinstance(value, Moment):
        return Moment(value.milliseconds)
    if isinstance(value, str):
        return Moment(parse(value))
    return Moment(number(value))


def parse(text: str) -> float:
    """``Date.parse`` of a date in ISO's form. Raises :class:`Lost` for other forms."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise Lost("a date that is not in the form 2024-12-31T23:59:59Z is not understood")
    year, month, day, hour, minute, second = (
        int(part or default) for part, default in zip(match.groups(), (0, 1, 1, 0, 0, 0), strict=False)
    )
    fraction = float(f"0.{match[7]}") if match[7] else 0.0
    try:
        moment = datetime(year, month, day, hour, minute, second)
        zone = match[8] or ("Z" if match[4] is None else "")
        at = (
            moment.astimezone()
            if not zone
            else datetime.fromisoformat(moment.isoformat() + zone.replace("Z", "+00:00"))
        )
    except (ValueError, OverflowError, OSError):
        return math.nan
    return float(round((at - _EPOCH) / timedelta(milliseconds=1))) + int(fraction * 1000)
