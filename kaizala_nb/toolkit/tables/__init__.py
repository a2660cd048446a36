"""Every table of the package is made here.

The JSON of a reply becomes a table with a row for each object and a column for each field. The ``rows`` of a step name the list of
the reply that has the objects. A service may have its own readers for some of these names. A reply that such a reader cannot read
is read in the general way, so every reply has a table.

Columns with ids come first. Times are times in UTC, flags are flags, and whole numbers stay whole if one of them is missing. A list
or an object in a row stays one, unless a column can be made of it. For records of our own, such as the calls of a server, the kinds
of the columns are known, and :func:`rows` makes the table.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables.columns import assemble, build, known_column, records_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Readers", "frame", "html", "is_frame", "records_of", "rows", "text"]

Readers = Mapping[str, Callable[[Any], "pd.DataFrame | None"]]
"""Readers of tables, by the names of their rows. A reader gives None for a value that it cannot read."""


def frame(
    value: Any,
    rows: str | None = None,
    example: Any = None,
    readers: Readers | None = None,
    *,
    below: tuple[str, str] = ("", ""),
    is_table: bool = True,
) -> "pd.DataFrame":
    """The table of a reply.

    Args:
        value: Any JSON.
        rows: The name of a list in the value that has an object for each row; or a name that a reader has. Without it, the rows
            are the entries of the value if it is a list; else the value is the only row.
        example: A reply of the same kind. If there are no rows, the table has the columns of the example's table, so that code
            finds its columns. Without it, ``{}`` and empty lists give a table with neither rows nor columns.
        readers: The readers of the service.
        below: What stands below the table where it is shown as it is, in HTML and in text. It stands below no table made of it.
        is_table: Whether the reply is one. If not, ``below`` is shown alone, without a word of the rows that are not there.
    """
    from kaizala_nb.toolkit.tables.table import Table

    table = _read(value, rows, readers or {})
    if example and not len(table) and not len(table.columns):
        table = _read(example, rows, readers or {}).iloc[:0]
    if isinstance(table, Table):
        table._below, table._is_table = below, is_table
    return table


def rows(
    records: Iterable[Mapping[str, Any]],
    columns: Mapping[str, str],
    *,
    if_empty: str = "",
    below: tuple[str, str] = ("", ""),
    shown: int | None = None,
) -> "pd.DataFrame":
    """A table of records whose columns are known. It has these columns, in this order, with the same types even without a row.

    Args:
        records: An object for each row. A field that it does not have is missing in the table.
        columns: The name of each column, and its kind: "string", "integer", "boolean", "time" (milliseconds since 1970), or
            "floating" for numbers, "object" for values that stay as they are.
        if_empty: What is said of this table, and of none made of it, if it has no row.
        below: What stands below it; see :func:`frame`.
        shown: How many of its columns an output shows, the first ones; those of a table made of it are all shown.
    """
    from kaizala_nb.toolkit.tables.table import Table

    records = list(records)
    typed = {name: known_column(kind, [record.get(name) for record in records]) for name, kind in columns.items()}
    table = assemble(typed, len(records))
    if isinstance(table, Table):
        table._if_empty, table._below, table._shown = if_empty, below, shown
    return table


def html(table: "pd.DataFrame", most: int) -> str:
    """The first rows of a table in HTML of at most ``most`` bytes, and what is left out. All its texts are escaped."""
    from kaizala_nb.toolkit.tables import face

    return face.html(table, most)


def text(table: "pd.DataFrame", most: int) -> str:
    """The same excerpt in plain text."""
    from kaizala_nb.toolkit.tables import face

    return face.text(table, most)


def is_frame(value: Any) -> bool:
    """Whether a value is a DataFrame, of ours or of pandas."""
    import pandas as pd

    return isinstance(value, pd.DataFrame)


def _read(value: Any, rows: str | None, readers: Readers) -> "pd.DataFrame":
    reader = readers.get(rows or "")
    table = reader(value) if reader else None
    return build(records_of(value, rows)) if table is None else table
