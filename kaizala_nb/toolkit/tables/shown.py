"""The part of a table that an output shows, in words; and the sentences that stand below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from kaizala_nb.toolkit.display import faces, ids
from kaizala_nb.toolkit.tables import cells

_MANY_COLUMNS = 7  # from this number on, whole ids would push the other columns out of sight
_LONGEST_NAME = 40  # characters of a name in a sentence
_MOST_NAMES = 30
_FEW_NAMES = 5  # columns left out that are named


class Extent(NamedTuple):
    """How much of a table is shown: its first and last rows, its first columns, and the first characters of a cell."""

    first: int
    last: int
    columns: int
    longest: int


@dataclass(frozen=True)
class Column:
    """A column as it is shown; or the labels of the rows."""

    name: str
    texts: list[str]
    moments: list[str]
    """Beside each time all of it, to the millisecond; "" beside any other value."""
    is_number: bool = False
    is_numbering: bool = False
    """Whether these are numbers of rows, which nobody has named."""


class Shown:
    """The part of a table that is shown.

    Attributes:
        labels: The labels of the rows: one column of them, or more.
        columns: The columns.
        count: How many rows are shown.
        gap: Before which of these rows others are left out; None if none are left out there.
        short: The ids in it, each with its short form.
    """

    def __init__(self, table: pd.DataFrame, extent: Extent) -> None:
        self._table, self._extent, self._zones = table, extent, cells.Zones()
        rows = len(table)
        self._is_part = rows > extent.first + extent.last
        places = [*range(extent.first), *range(rows - extent.last, rows)] if self._is_part else [*range(rows)]
        part = table.iloc[places, : extent.columns]
        self.count = len(part)
        self.gap = extent.first if self._is_part and extent.last else None
        self.labels = [self._labels(part.index.get_level_values(level)) for level in range(part.index.nlevels)]
        self.columns = [self._column(part.iloc[:, number]) for number in range(part.shape[1])]
        texts = [text for column in self.labels + self.columns for text in column.texts]
        self.short = ids.shorten(whole for text in texts for whole in ids.in_text(text))

    @property
    def has_many_columns(self) -> bool:
        return self._table.shape[1] >= _MANY_COLUMNS

    @property
    def size(self) -> str:
        """How large the table is: "3 rows, 2 columns"."""
        rows, columns = self._table.shape
        return f"{faces.count(rows, 'row')}, {faces.count(columns, 'column')}"

    @property
    def rows_left_out(self) -> str:
        return f"{faces.count(len(self._table) - self.count, 'row')} between"

    def notes(self, how_to_have_ids: str) -> list[str]:
        """The sentences below the table: what is left out, the time zone, and how to have a shortened id whole."""
        whole = "" if self._extent.last else "; .df has them all"
        rows, columns = self._table.shape
        notes = []
        if self.gap is not None:
            notes.append(f"{self.count:,} of {rows:,} rows.")
        elif self._is_part:
            first = "first" if self.count == 1 else f"first {self.count}"
            notes.append(f"The {first} of {rows:,} rows{whole}.")
        if columns > self._extent.columns:
            left_out = [_name(name) for name in self._table.columns[self._extent.columns :]]
            others = f"; not shown: {', '.join(left_out)}" if len(left_out) <= _FEW_NAMES else ""
            notes.append(f"The first {self._extent.columns} of {columns:,} columns{whole or others}.")
        notes += self._zones.words
        if how_to_have_ids and any(short.middle for short in self.short.values()):
            notes.append(how_to_have_ids)
        return notes

    def _column(self, column: "pd.Series[Any]") -> Column:
        kind = column.dtype
        is_number = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        return self._of(column.name, list(column), is_number=is_number)

    def _labels(self, level: pd.Index) -> Column:
        is_number = pd.api.types.is_integer_dtype(level.dtype)
        return self._of(level.name, list(level), is_number=is_number, is_numbering=is_number and level.name is None)

    def _of(self, name: Any, values: Iterable[Any], **traits: bool) -> Column:
        values = list(values)
        longest = self._extent.longest
        texts = cells.in_words(values, longest, self._zones)
        moments = [cells.to_the_millisecond(value) for value in values]
        return Column(cells.cut(name_in_words(name), longest), texts, moments, **traits)


def name_in_words(name: Any) -> str:
    """The name of a column. Where pandas has made the table it may be missing, or a tuple of names."""
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(str(part) for part in parts if not cells.is_missing(part)).strip()


def nothing(table: pd.DataFrame) -> str:
    """What is said of a table without cells."""
    if len(table):
        return f"{faces.count(len(table), 'row')}, no columns."
    names = [_name(name) for name in table.columns[:_MOST_NAMES]]
    names += ["…"] if table.shape[1] > _MOST_NAMES else []
    return f"No rows. Columns: {', '.join(names)}." if names else "No rows."


def _name(name: Any) -> str:
    return cells.cut(name_in_words(name), _LONGEST_NAME)
