"""Columns with types. The values of a column tell its type; where they are not enough, its name does.

A table is built column by column, not row by row. One pass over a column gives its values, their types, and so the type of the
column. This is several times faster than to let pandas guess, and the result is always the same.
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
"""What a number counts that is a time: milliseconds, seconds, or one of them, as its size tells."""

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
"""Fields with a time, as a number since 1970 or in ISO 8601."""

_SECONDS_BELOW = 10**11  # the service reads a smaller number as seconds if it may be either
_NO_TIME_BELOW = 10**10  # April 1970: a smaller number is a duration, such as the hours of a card's validity
_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999  # the years 1 to 9999: others cannot be written
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT_FLAGS = ("result",)  # fields with yes and no as a text: {"result": "true"}
_BY_COMMAS = ("scope", "grantedScope")
_MEASURES = ("latitude", "longitude")  # never whole numbers, even if a value is whole
_LARGEST = 2**63


def records_of(value: Any, rows: str | None) -> list[dict[str, Any]]:
    """An object for each row of a table: the list ``rows`` of a reply, or the value itself.

    An entry that is not an object becomes one: ``{"value": entry}``.
    """
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
    """A typed table with a row for each object.

    Columns with ids come first, then those of ``first``, then the others; then come pictures, and then those of ``last``.
    """
    arrays = _arrays(records)
    pictures = [name for name in arrays if name.casefold().endswith(("pic", "imageurl")) and name not in last]
    ends = [*pictures, *(name for name in last if name in arrays)]
    middle = [name for name in first if name in arrays and name not in ends]
    middle += [name for name in arrays if name not in first and name not in ends]
    names = [*middle, *ends]
    ids = [name for name in names if name == "id" or name.endswith("Id")]
    order = [*ids, *(name for name in names if name not in ids)]
    return assemble({name: typed(name, arrays[name]) for name in order}, len(records))


def assemble(columns: Mapping[str, Any], length: int) -> "pd.DataFrame":
    """A table of columns that have their types already."""
    import pandas as pd

    from kaizala_nb.toolkit.tables.table import Table

    index = pd.RangeIndex(length)
    series = dict(columns)
    for name, column in columns.items():
        if column.dtype == object:  # without this, pandas would guess a type
            series[name] = pd.Series(column, index=index, dtype=object)
    return Table(series, index=index, copy=False)


def unique_name(name: str, others: Iterable[str]) -> str:
    """A name that no other column has: "Why?", "Why? (2)"."""
    number, candidate = 1, name
    while candidate in others:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _arrays(records: Sequence[dict[str, Any]]) -> dict[str, "np.ndarray"]:
    """The values of each field, None where it is missing. The fields are in the order in which they first occur."""
    if len(set(map(len, records))) == 1:  # all have as many fields: mostly the same ones
        with suppress(KeyError):
            return {name: objects(list(map(itemgetter(name), records))) for name in records[0]}
    names = dict.fromkeys(name for record in records for name in record)
    return {name: objects([record.get(name) for record in records]) for name in names}


def typed(name: str, values: "Sequence[Any] | np.ndarray") -> Any:
    """The column of a field, with the type that its name and its values tell. Lists and objects stay as they are."""
    import numpy as np
    import pandas as pd

    array = values if isinstance(values, np.ndarray) else objects(values)
    if name in TIMES:
        moments = times(array, TIMES[name])
        if moments is not None:
            return moments
    kind = kind_of(array)
    if name in _TEXT_FLAGS and kind == TEXTS and set(array) <= {"true", "false", None}:
        return pd.array([None if value is None else value == "true" for value in array], dtype="boolean")
    if name in _BY_COMMAS and kind == TEXTS:
        return objects([None if value is None else _parts(value) for value in array])
    if name in _MEASURES and kind == "integer":
        return numbers(array, measures=True)
    return column_of_kind(array, kind)


def known_column(kind: str, values: Sequence[Any]) -> Any:
    """A column whose kind is known: "time" (milliseconds since 1970), "object", or a kind of :func:`column_of_kind`."""
    if kind == "time":
        moments = times(values, MILLISECONDS, least=0)
        return times([None] * len(values), MILLISECONDS) if moments is None else moments
    if kind == TEXTS:
        values = [value if value is None or isinstance(value, str) else str(value) for value in values]
    return column_of_kind(objects(values), kind)


def kind_of(array: "np.ndarray") -> str:
    """The kind of the values, in the words of pandas: ``TEXTS``, ``NOTHING`` if all are missing, "integer", "boolean" and so on."""
    from pandas.api.types import infer_dtype

    return infer_dtype(array, skipna=True)


def column_of_kind(array: "np.ndarray", kind: str) -> Any:
    """A column of texts, flags or numbers. Values of any other kind stay as they are."""
    import numpy as np
    import pandas as pd

    if kind == TEXTS:
        return pd.array(array, dtype=pd.StringDtype("python"))  # the same type with pyarrow and without
    if kind == "boolean":
        if set(array) <= {True, False}:
            return pd.arrays.BooleanArray(array.astype(bool), np.zeros(len(array), bool))
        return pd.array(array.tolist(), dtype="boolean")
    return numbers(array) if kind in ("integer", "floating", "mixed-integer-float") else array


def numbers(values: Iterable[Any], *, measures: bool = False) -> Any:
    """A column of numbers: whole numbers if all values are whole, unless they are ``measures``.

    If a number is too large for any such column, all of them stay as they are.
    """
    import pandas as pd

    values = list(values)
    if not measures and all(value is None or _is_whole(value) for value in values):
        return pd.array(values, dtype="Int64")
    try:
        return pd.array([None if value is None else float(value) for value in values], dtype="Float64")
    except OverflowError:
        return objects(values)


def objects(values: Sequence[Any]) -> "np.ndarray":
    """A column of any values, as they are. A list among them is one value."""
    import numpy as np

    return np.fromiter(values, dtype=object, count=len(values))


def times(values: Iterable[Any], unit: int, *, least: int = _NO_TIME_BELOW) -> Any:
    """A column of times in UTC, to the millisecond; None if no value is a time.

    A value that is not a time is missing in the column. So is a number that is nearer to 1970 than ``least`` milliseconds.
    """
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
    """A time in milliseconds since 1970; None for a value that is not a time."""
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


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
