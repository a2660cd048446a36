"""A reply's JSON as a typed DataFrame: one row a member or a group where that is what one reads, else one row.

Ids come first. Times are times (UTC), flags are flags, whole numbers stay whole where one is missing. What is a list or an
object inside a row stays one.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_TIME_UNITS = {
    "accessTokenExpiry": "ms",
    "refreshTokenExpiry": "ms",
    "lastModifiedTime": "ms",
    "validity": "ms",
    "ts": "ms",
    "at": "ms",
    "creationTime": "s",
    "sentAt": None,
    "expiryDate": None,
    "startingTime": None,
}
"""Fields that hold a time: in epoch milliseconds, epoch seconds, or (None) ISO 8601."""

_TEXT_FLAGS = ("result",)
"""Fields that say yes and no in text: ``{"result": "true"}``."""


def frame(value: Any, rows: str | None = None) -> "pd.DataFrame":
    """The table of a reply.

    ``value`` is any JSON; ``rows`` names the list in it that holds one object a row. Without it, the list is taken if the
    value is one, or else the value itself is the row. ``{}`` and empty lists give a table without rows.
    """
    import pandas as pd

    records = _records(value, rows)
    table = pd.DataFrame(records)
    for column in table.columns:
        table[column] = _typed(table[column])
    return table[sorted(table.columns, key=lambda name: not _is_id(str(name)))]


def _records(value: Any, rows: str | None) -> list[dict[str, Any]]:
    if rows and isinstance(value, Mapping) and isinstance(value.get(rows), list):
        value = value[rows]
    if isinstance(value, Mapping):
        return [dict(value)] if value else []
    if isinstance(value, list):
        return [entry if isinstance(entry, dict) else {"value": entry} for entry in value]
    return [] if value is None else [{"value": value}]


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("Id")


def _typed(column: "pd.Series") -> "pd.Series":
    import pandas as pd

    name = str(column.name)
    if name in _TIME_UNITS:
        unit = _TIME_UNITS[name]
        whole = pd.to_numeric(column, errors="coerce") if unit else column
        return pd.to_datetime(whole, unit=unit, utc=True, errors="coerce")
    if name in _TEXT_FLAGS and column.isin(["true", "false"]).all():
        return column.map({"true": True, "false": False}).astype("boolean")
    return column.convert_dtypes()
