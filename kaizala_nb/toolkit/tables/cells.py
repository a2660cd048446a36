"""The cells of a table in words: times short and local, flags as yes and no, a missing value as nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from kaizala_nb.toolkit.display import faces

_SHORT_ENTRY = 30  # characters; an entry of a list that is no longer is never cut
_MOST_LEVELS = 4  # objects and lists in one another, in a cell


class Zones:
    """The time zones of the times that a table shows. They are said once, below the table."""

    def __init__(self) -> None:
        self._offsets: set[str] = set()
        self._others: set[str] = set()

    def shown(self, when: datetime) -> datetime:
        """A time as it is shown: one in UTC is shown in the reader's zone. Any other zone was chosen by somebody, and stays."""
        if when.tzinfo is None:
            return when
        if str(when.tzinfo) != "UTC":
            self._others.add(str(when.tzinfo))
            return when
        with suppress(ValueError, OverflowError, OSError):  # the first and the last day of all calendars stay in UTC
            when = faces.local(when)
        self._offsets.add(faces.offset(when.utcoffset()))
        return when

    @property
    def words(self) -> list[str]:
        """The sentences that stand below the table."""
        sentences = []
        if self._offsets == {"UTC"}:
            sentences.append("Times: UTC.")
        elif self._offsets:
            offsets = " and ".join(sorted(self._offsets))
            sentences.append(f"Times: {faces.whose_zone()} time zone, {offsets}; in code, UTC.")
        if self._others:
            sentences.append(f"Times in another zone: {' and '.join(sorted(self._others))}.")
        return sentences


def in_words(values: Iterable[Any], longest: int, zones: Zones) -> list[str]:
    """The values of a column, as texts of at most ``longest`` characters. Behind a text that is cut stands how much is left out.

    Times are told apart: if two of them are in one minute, all have seconds.
    """
    values = list(values)
    times = {place: zones.shown(when) for place, value in enumerate(values) if (when := moment(value)) is not None}
    minutes = Counter(when.replace(second=0, microsecond=0) for when in times.values())
    seconds = any(count > 1 for count in minutes.values())
    return [
        faces.in_words(times[place], seconds=seconds) if place in times else _words(value, longest)
        for place, value in enumerate(values)
    ]


def moment(value: Any) -> datetime | None:
    """A time as Python's own; None for a value that is no time, or that is in a year which Python's own cannot have."""
    if isinstance(value, pd.Timestamp):
        with suppress(ValueError):
            return value.to_pydatetime(warn=False)
    elif isinstance(value, datetime) and value is not pd.NaT:
        return value
    return None


def to_the_millisecond(value: Any) -> str:
    """A time as code has it: "2026-11-24 14:02:05.250 UTC"; "" for a value that is no time."""
    when = moment(value)
    if when is None:
        return ""
    if when.tzinfo is not None:
        with suppress(OverflowError):  # the first and the last day of all calendars stay in their zone
            return f"{when.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'milliseconds')} UTC"
    return when.isoformat(" ", "milliseconds")


def cut(words: str, longest: int) -> str:
    """A text of at most ``longest`` characters, and behind it how many are left out."""
    if len(words) <= longest:
        return words
    return f"{words[:longest]}… {faces.count(len(words) - longest, 'character')} more"


def _words(value: Any, longest: int) -> str:
    if isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], Mapping):
        return _words(value[0], longest)
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _nested(value, longest, _MOST_LEVELS)
    if is_missing(value):
        return ""
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    return cut(_fraction(value) if isinstance(value, float) else str(value), longest)


def is_missing(value: Any) -> bool:
    """Whether a value is None, NaN, NaT or pd.NA."""
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _nested(value: Any, longest: int, levels: int) -> str:
    """The entries of a list or an object. ``levels``: how deep it is looked into."""
    if isinstance(value, Mapping):
        pairs = (f"{name}: {_entry(entry, longest, levels)}" for name, entry in value.items())
        return _joined(pairs, len(value), longest)
    return _joined((_entry(entry, longest, levels) for entry in value), len(value), longest)


def _entry(entry: Any, longest: int, levels: int) -> str:
    """An entry of a list or an object."""
    if isinstance(entry, str):
        return str(entry)
    if isinstance(entry, Mapping | list | tuple):
        before, after = "{}" if isinstance(entry, Mapping) else "[]"
        return f"{before}{_nested(entry, longest, levels - 1) if levels else '…'}{after}"
    return "–" if is_missing(entry) else str(entry)


def _joined(entries: Iterable[str], count: int, longest: int) -> str:
    """Entries with commas between them. It does not look at those that are left out: there may be many."""
    words = ""
    for number, entry in enumerate(entries, 1):
        before, words = words, f"{words}, {entry}" if words else entry
        if len(words) > longest and before and len(entry) <= _SHORT_ENTRY:
            return f"{before}, … {count - number + 1:,} more"
        if len(words) > longest and number < count:
            return f"{words[:longest]}… {count - number:,} more"
    return cut(words, longest)


def _fraction(value: float) -> str:
    """A number with as many digits after the point as pandas shows, but without zeros at its end."""
    precision = pd.get_option("display.precision")
    rounded = round(float(value), precision)
    return str(rounded) if rounded or not value else f"{value:.{precision}g}"
