"""Every table of the package is made here. A reply's JSON is the table that its reader wants: an object a row, a field a column.

What a step calls its ``rows`` says which list of the reply that is. A service may have readers of its own for some names; whatever
is not shaped as such a reader expects is read in the general way too, so every reply has a table. Ids come first. Times are times
(UTC), flags are flags, whole numbers stay whole where one is missing. What is a list or an object inside a row stays one, unless a
column can be made of it. What we note ourselves, such as the calls of a server, is a table by the kinds of its columns.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables.columns import assemble, build, declared, records_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Readers", "frame", "records_of", "rows"]

Readers = Mapping[str, Callable[[Any], "pd.DataFrame | None"]]
"""Readers of tables by the name of their rows; None says that a value is not shaped as the reader expects."""


def frame(value: Any, rows: str | None = None, example: Any = None, readers: Readers | None = None) -> "pd.DataFrame":
    """The table of a reply.

    Args:
        value: Any JSON.
        rows: What is read as rows: the name of a list in it that holds one object a row, or of a table with a reader of its
            own. Without it, the list is taken if the value is one, or else the value itself is the row.
        example: A reply of the same kind. When there are no rows, the columns are those of its table, so that code that reads
            them finds them. Without it, ``{}`` and empty lists give a table with neither rows nor columns.
        readers: The readers of the service.
    """
    table = _read(value, rows, readers or {})
    if example and not len(table) and not len(table.columns):
        return _read(example, rows, readers or {}).iloc[:0]
    return table


def rows(records: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> "pd.DataFrame":
    """A table of records whose fields are known: just these columns in this order, of the same types with rows and without.

    Args:
        records: An object a row. What it lacks is missing in its row.
        columns: The name of each column, and its kind: "string", "integer", "boolean", "time" (epoch milliseconds), or "object"
            for what stays as it is.
    """
    held = list(records)
    return assemble(
        {name: declared(kind, [record.get(name) for record in held]) for name, kind in columns.items()}, len(held)
    )


def _read(value: Any, rows: str | None, readers: Readers) -> "pd.DataFrame":
    reader = readers.get(rows or "")
    table = reader(value) if reader else None
    return build(records_of(value, rows)) if table is None else table
