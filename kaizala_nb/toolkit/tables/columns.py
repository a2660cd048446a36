"""Columns of a type each, read off the values; off the name as well where the values alone do not say it.

A table is built column by column, not from its rows: one pass over a column gives its values, their types and so its own type. That
is several times faster than to let pandas guess, and always comes out the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import isfinite
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TEXTS, NOTHING = "string", "empty"

MILLISECONDS, SECONDS, EITHER = 1, 1000, 0
"""What a number that is a time counts: milliseconds, seconds, or whichever of them its size tells."""

TIMES = {
    "accessTokenExpiry": MILLISECONDS,
    "at": MILLISECONDS,
    "creationTime": SECONDS,
    "dueDate": EITHER,
    "expiryDate": EITHER,
    "lastModifiedTime": MILLISECONDS,
    "refreshTokenExpiry": MILLISECONDS,
    "responseTime": MILLISECONDS,
    "sentAt": EITHER,
    "startingTime": EITHER,
    "ts": MILLISECONDS,
    "validity": MILLISECONDS,
}
"""Fields that hold a time, as a number since 1970 or in ISO 8601."""

_SECONDS_BELOW = 10**11  # as the service reads a time that may be in either
_NO_TIME_BELOW = 10**10  # April 1970: such a number is a duration, as the hours of a card's validity
_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999  # the years 1 to 9999, which can be written
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT_FLAGS = ("result",)  # fields that say yes and no in text: {"result": "true"}
_BY_COMMAS = ("scope", "grantedScope")
_MEASURES = ("latitude", "longitude")  # never whole numbers, even where one happens to be
_LARGEST = 2**63


def records_of(value: Any, rows: str | None) -> list[dict[str, Any]]:
    """The list called ``rows`` of a reply, or the value itself: an object a row; what is no object is the ``value`` of one."""
    if rows and isinstance(value, Mapping) and isinstance(value.get(rows), list):
        value = value[rows]
    if isinstance(value, Mapping):
        return [dict(value)] if value else []
    if isinstance(value, list):
        if set(map(type, value)) == {dict}:
            return value
        return [entry if isinstance(entry, dict) else {"value": entry} for entry in value]
    return [] if value is None else [{"value": value}]


def build(records: Sequence[dict[str, Any]], first: Sequence[str] = (), last: Sequence[str] = ()) -> "pd.DataFrame":
    """A typed table of objects, one a row. Ids come first, then ``first``; pictures, then ``last``, come last."""
    held = _held(records)
    places = {name: place for place, name in enumerate(first)}
    ends = {name: 2 + place for place, name in enumerate(last)}

    def place(name: str) -> tuple[bool, int, int]:
        end = ends.get(name, int(name.casefold().endswith(("pic", "imageurl"))))
        return (not (name == "id" or name.endswith("Id")), end, places.get(name, len(first)))

    return assemble({name: typed(name, held[name]) for name in sorted(held, key=place)}, len(records))


def assemble(columns: Mapping[str, Any], length: int) -> "pd.DataFrame":
    """A table of columns that have their types."""
    import pandas as pd

    from kaizala_nb.toolkit.tables.table import Table

    index = pd.RangeIndex(length)
    held = {
        name: pd.Series(column, index=index, dtype=object)
        if column.dtype == object
        else column  # or pandas would guess
        for name, column in columns.items()
    }
    return Table(held, index=index, copy=False)


def apart(name: str, taken: Iterable[str]) -> str:
    """A name that no other column has: "Why?", "Why? (2)"."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _held(records: Sequence[dict[str, Any]]) -> dict[str, "np.ndarray"]:
    """The values of each field, None where it is missing; fields in the order in which they turn up."""
    if len(set(map(len, records))) == 1:  # mostly all have the same fields: as many, and those of the first in each
        with suppress(KeyError):
            return {name: objects(map(itemgetter(name), records), len(records)) for name in records[0]}
    names = dict.fromkeys(name for record in records for name in record)
    return {name: objects([record.get(name) for record in records]) for name in names}


def typed(name: str, values: Iterable[Any]) -> Any:
    """The column of a field: a pandas array of the type that its name and its values tell; lists and objects stay as they are."""
    held = values if hasattr(values, "dtype") else objects(values)
    if name in TIMES and (moments := times(held, TIMES[name])) is not None:
        return moments
    kind = kind_of(held)
    if name in _TEXT_FLAGS and kind == TEXTS and set(held) <= {"true", "false", None}:
        return _array([None if value is None else value == "true" for value in held], "boolean")
    if name in _BY_COMMAS and kind == TEXTS:
        return objects([None if value is None else _parts(value) for value in held])
    if name in _MEASURES and kind == "integer":
        return numbers(held, measures=True)
    return of_kind(held, kind)


def declared(kind: str, values: Sequence[Any]) -> Any:
    """Values of a kind that is known before they are: "time", which counts milliseconds, "object", or one of :func:`of_kind`."""
    if kind == "time":
        moments = times(values, MILLISECONDS, least=0)
        return times([None] * len(values), MILLISECONDS) if moments is None else moments
    if kind == TEXTS:
        values = [value if value is None or isinstance(value, str) else str(value) for value in values]
    return of_kind(objects(values), kind)


def kind_of(held: "np.ndarray") -> str:
    """What the values of a column are, as pandas says it: ``TEXTS``, ``NOTHING`` if they are all missing, and so on."""
    from pandas.api.types import infer_dtype

    return infer_dtype(held, skipna=True)


def of_kind(held: "np.ndarray", kind: str) -> Any:
    """Values of a kind, or missing, as a column of that type; of any other kind as they are."""
    import numpy as np
    import pandas as pd

    if kind == TEXTS:
        return pd.array(held, dtype=pd.StringDtype("python"))  # the same type whether or not pyarrow is there
    if kind == "boolean":
        whole = set(held) <= {True, False}
        return pd.arrays.BooleanArray(held.astype(bool), np.zeros(len(held), bool)) if whole else _array(held, kind)
    return numbers(held) if kind in ("integer", "floating", "mixed-integer-float") else held


def numbers(values: Iterable[Any], *, measures: bool = False) -> Any:
    """A column of numbers: whole ones if all of them are, and they are no ``measures``; as they are if one is too large."""
    values = list(values)
    if not measures and all(value is None or _is_whole(value) for value in values):
        return _array(values, "Int64")
    try:
        return _array([None if value is None else float(value) for value in values], "Float64")
    except OverflowError:
        return objects(values)


def objects(values: Iterable[Any], count: int | None = None) -> "np.ndarray":
    """A column of whatever it is: a list in it is one value, not several. ``count`` is how many there are, if they cannot tell."""
    import numpy as np

    return np.fromiter(values, dtype=object, count=len(values) if count is None else count)


def as_they_are(values: Sequence[Any], index: Any = None) -> "pd.Series":
    """A column of any values, to be shown: pandas' own texts may be Arrow's, which hold no half characters."""
    import pandas as pd

    return pd.Series(values, index=index, dtype=object)


def times(values: Iterable[Any], unit: int, *, least: int = _NO_TIME_BELOW) -> Any:
    """A column of times in UTC, to the millisecond. What is no time, and what is nearer to 1970 than ``least`` milliseconds, is
    missing; None if none of them is a time."""
    import numpy as np
    import pandas as pd

    values = list(values)
    moments = [_milliseconds(value, unit, least) for value in values]
    if not any(moment is not None for moment in moments) and any(value is not None for value in values):
        return None
    missing = np.iinfo("int64").min
    whole = np.array([missing if moment is None else moment for moment in moments], dtype="int64")
    return pd.DatetimeIndex(whole.view("datetime64[ms]")).tz_localize("UTC")


def _milliseconds(value: Any, unit: int, least: int) -> int | None:
    """A time in epoch milliseconds; None for what is none."""
    if isinstance(value, str):
        text = value.strip()
        if not text.removeprefix("-").isdecimal():
            return _of_iso(text)
        value = int(text) if len(text) < 20 else None
    if value is None or isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    moment = int(value * (unit or (SECONDS if abs(value) < _SECONDS_BELOW else MILLISECONDS)))
    return moment if abs(moment) >= least and _FIRST_MS <= moment <= _LAST_MS else None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and -_LARGEST <= value < _LARGEST


def _of_iso(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (moment - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return None


def _array(values: list[Any], kind: str) -> Any:
    import pandas as pd

    return pd.array(values, dtype=kind)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
