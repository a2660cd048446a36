"""What scripts mostly do with the library moment: they add days to a date, and write it in a form."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from kaizala_nb.toolkit.collection.scripts import dates
from kaizala_nb.toolkit.collection.scripts.dates import Moment
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Value

Arguments = Sequence[Value]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_WORDS = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|ZZ|Z|A|a|X|x|[A-Za-z]")
_MONTHS = calendar.month_name[:]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPANS = {"week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60, "second": 1, "millisecond": 0.001}
_SHORT = {
    "d": "day",
    "w": "week",
    "M": "month",
    "y": "year",
    "h": "hour",
    "m": "minute",
    "s": "second",
    "ms": "millisecond",
}
_FORMS: dict[str, Callable[[datetime], str]] = {
    "YYYY": lambda at: f"{at.year:04}",
    "YY": lambda at: f"{at.year % 100:02}",
    "MMMM": lambda at: _MONTHS[at.month],
    "MMM": lambda at: _MONTHS[at.month][:3],
    "MM": lambda at: f"{at.month:02}",
    "M": lambda at: str(at.month),
    "DD": lambda at: f"{at.day:02}",
    "D": lambda at: str(at.day),
    "dddd": lambda at: _DAYS[at.weekday()],
    "ddd": lambda at: _DAYS[at.weekday()][:3],
    "HH": lambda at: f"{at.hour:02}",
    "H": lambda at: str(at.hour),
    "hh": lambda at: f"{at.hour % 12 or 12:02}",
    "h": lambda at: str(at.hour % 12 or 12),
    "mm": lambda at: f"{at.minute:02}",
    "m": lambda at: str(at.minute),
    "ss": lambda at: f"{at.second:02}",
    "s": lambda at: str(at.second),
    "SSS": lambda at: f"{at.microsecond // 1000:03}",
    "ZZ": lambda at: at.strftime("%z")[:5],
    "Z": lambda at: f"{at.strftime('%z')[:3]}:{at.strftime('%z')[3:5]}",
    "A": lambda at: "AM" if at.hour < 12 else "PM",
    "a": lambda at: "am" if at.hour < 12 else "pm",
    "X": lambda at: str(int(at.timestamp())),
    "x": lambda at: str(int(at.timestamp() * 1000)),
}


class LibraryMoment(Host):
    """A date of the library moment, in this machine's time zone. Adding to it changes it."""

    name = "a date of moment"

    def __init__(self, at: datetime) -> None:
        self._at = at

    def member(self, name: str) -> Value:
        if name in ("add", "subtract"):
            return Native(name, lambda arguments: self._add(arguments, 1 if name == "add" else -1))
        if name == "format":
            return Native(name, lambda arguments: self._format(argument(arguments, 0)))
        if name == "toISOString":
            return Native(name, lambda arguments: self._milliseconds().text_in_utc())
        if name == "unix":
            return Native(name, lambda arguments: self._milliseconds().milliseconds // 1000)
        if name == "valueOf":
            return Native(name, lambda arguments: self._milliseconds().milliseconds)
        if name == "toDate":
            return Native(name, lambda arguments: self._milliseconds())
        if name == "clone":
            return Native(name, lambda arguments: LibraryMoment(self._at))
        raise Lost(f"{name} of a date of moment is not understood")

    def _milliseconds(self) -> Moment:
        return Moment(float((self._at - _EPOCH) // timedelta(milliseconds=1)))

    def _add(self, arguments: Arguments, sign: int) -> Value:
        count, unit = argument(arguments, 0), argument(arguments, 1)
        if isinstance(count, str) and re.fullmatch(r"-?\d{1,6}", count):
            count = float(count)
        word = _SHORT.get(unit, unit.lower().removesuffix("s")) if isinstance(unit, str) else ""
        if not isinstance(count, float) or not count.is_integer() or word not in {*_SPANS, "month", "year"}:
            raise Lost("adding this to a date is not understood")
        try:
            self._at = _moved(self._at, sign * int(count), word)
        except (ValueError, OverflowError):
            raise Lost("a date so far away is not understood") from None
        return self

    def _format(self, form: Value) -> str:
        if form is UNDEFINED:
            form = "YYYY-MM-DDTHH:mm:ssZ"
        if not isinstance(form, str):
            raise Lost("the form of this date is not understood")
        return _WORDS.sub(self._word, form)

    def _word(self, match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        if match[0] not in _FORMS:
            if match[0] == "T":
                return "T"
            raise Lost(f"the form {match[0]!r} of a date is not understood")
        return _FORMS[match[0]](self._at)


def _moved(at: datetime, count: int, unit: str) -> datetime:
    """A date with so many units more. Days and longer ones keep the time of the day; a day that a month lacks is its last."""
    here = at.replace(tzinfo=None)
    if unit in ("month", "year"):
        months = here.year * 12 + here.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        day = min(here.day, calendar.monthrange(year, month + 1)[1])
        return here.replace(year=year, month=month + 1, day=day).astimezone()
    span = timedelta(seconds=count * _SPANS[unit])
    return (here + span).astimezone() if unit in ("day", "week") else (at + span).astimezone()


def moment(arguments: Arguments) -> Value:
    """``moment(...)``."""
    value, form = argument(arguments, 0), argument(arguments, 1)
    if value is UNDEFINED and not arguments[1:]:
        return LibraryMoment(_local(dates.now()))
    if isinstance(value, Moment) and form is UNDEFINED:
        return LibraryMoment(_local(value.milliseconds))
    day = _DAY.fullmatch(value) if isinstance(value, str) else None
    if day is not None and form in (UNDEFINED, "YYYY-MM-DD"):
        try:
            return LibraryMoment(datetime(int(day[1]), int(day[2]), int(day[3])).astimezone())
        except ValueError:
            raise Lost("this date is not understood") from None
    if isinstance(value, str) and form is UNDEFINED and "T" in value:
        return LibraryMoment(_local(dates.parse(value)))
    raise Lost("this date of moment is not understood")


def _local(milliseconds: float) -> datetime:
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone()
    except (OverflowError, ValueError, OSError):
        raise Lost("this date is not understood") from None
