"""The DataFrame of this package: that of pandas, with a face of its own. A file of Excel or Parquet can be written of it as it is.

Excel has no time zones, so pandas refuses to write times with a zone, and all our times have one. The texts in a table come from
others, so a text that begins with "=" must not become a formula. A column of a Parquet file has one type, so a column with values
of several types is written as JSON.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from os import PathLike
from typing import Any, BinaryIO, Literal

import pandas as pd

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.tables import face

_MOST_HTML, _MOST_TEXT = 120_000, 40_000
"""Bytes of an output that shows a table."""
_FEW_COLUMNS = 3  # so few that a terminal leaves none of them out
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = datetime(1900, 3, 1)
"""The calendar of Excel is wrong before this day: it has a 29 February 1900."""


class MissingWriter(ImportError):
    """The package that writes such a file is not installed. A notebook shows only the sentence."""

    def __init__(self, what: str) -> None:
        super().__init__(f'{what} cannot be written yet: run  pip install "kaizala-nb[files]"  and restart the kernel.')

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Table(pd.DataFrame):
    """A DataFrame that a notebook shows in the way of this package: see :mod:`kaizala_nb.toolkit.tables.face`.

    Its ``to_excel`` and ``to_parquet`` can write times with a zone, lists and objects. These two need
    ``pip install "kaizala-nb[files]"``. All else is as in pandas, and what pandas makes from a Table is a Table.
    """

    _below = (
        "",
        "",
    )  # what stands below this table where it is shown, and below none that is made of it, in HTML and in text

    _is_table = True  # whether the reply that this table was made of has a table
    _if_empty = ""  # what is said of this table if it has no row
    _shown: int | None = None  # how many columns of this table an output shows; None for as many as pandas' options say

    @property
    def _constructor(self) -> "Callable[..., Table]":
        return Table

    def _repr_html_(self) -> str | None:
        """What a notebook shows. How many rows and columns that are, pandas' own options say, such as ``display.max_rows``."""
        if not pd.get_option("display.notebook_repr_html"):
            return None
        if not len(self) and self._if_empty:
            return faces.output(faces.element("p", self._if_empty))
        table = face.html(self, _MOST_HTML, face.alone(self._shown)) if self._is_table else ""
        return faces.output(table, self._below[0])

    def __repr__(self) -> str:
        """The same in text."""
        if not len(self) and self._if_empty:
            return self._if_empty
        if not self._is_table:
            return self._below[1]
        text = face.text(self, _MOST_TEXT, face.alone(self._shown), _lay_out)
        return f"{text}\n\n{self._below[1]}" if self._below[1] else text

    def to_excel(  # type: ignore[misc, override]  # final for pandas-stubs alone, not for pandas
        self,
        excel_writer: "str | PathLike[str] | BinaryIO | pd.ExcelWriter[Any]",
        *,
        sheet_name: str = "Sheet1",
        engine: Literal["openpyxl", "odf", "xlsxwriter"] | None = None,
        storage_options: dict[str, Any] | None = None,
        engine_kwargs: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        """Write the table to a file of Excel. The arguments are those of pandas.

        Times are written in **UTC**, as the table shows them, because Excel has no time zones. A time before March 1900 is
        written as a text, because Excel cannot hold it. A text stays a text, even if it looks like a formula.

        Raises:
            MissingWriter: openpyxl is not installed.
        """
        table = _with_cells(pd.DataFrame(self), _for_excel)
        if isinstance(excel_writer, pd.ExcelWriter):
            table.to_excel(excel_writer, sheet_name=sheet_name, **options)
            _no_formulas(excel_writer, sheet_name)
            return
        options |= {"sheet_name": sheet_name}
        try:
            writer = pd.ExcelWriter(
                excel_writer, engine=engine, storage_options=storage_options, engine_kwargs=engine_kwargs
            )
        except ImportError:
            raise MissingWriter("A file for Excel") from None
        with writer:
            table.to_excel(writer, **options)
            _no_formulas(writer, sheet_name)

    def to_parquet(self, path: Any = None, **options: Any) -> bytes | None:  # type: ignore[override]  # all goes to pandas' own
        """Write the table to a Parquet file. The arguments are those of pandas, and so is the result.

        A column with objects, or with values of several kinds, is written as JSON.

        Raises:
            MissingWriter: pyarrow is not installed.
        """
        table = pd.DataFrame(self)
        for position, dtype in enumerate(self.dtypes):
            if dtype.kind == "O" and not isinstance(dtype, pd.api.extensions.ExtensionDtype):
                column = table.iloc[:, position]
                if not _has_one_kind(column):
                    table.isetitem(position, column.map(_as_json).astype("string").array)
        try:
            return table.to_parquet(path, **options)
        except ImportError:
            raise MissingWriter("A Parquet file") from None


def _lay_out(texts: pd.DataFrame) -> str:
    """A table of texts in lines that the terminal has room for, as pandas breaks them. Few columns are all shown."""
    columns = None if len(texts.columns) <= _FEW_COLUMNS else pd.get_option("display.max_columns")
    options = ("display.max_rows", None, "display.max_colwidth", None, "display.show_dimensions", False)
    with pd.option_context(*options, "display.max_columns", columns):
        return repr(texts)


def _with_cells(table: pd.DataFrame, cell: Callable[[Any], Any]) -> pd.DataFrame:
    """The table with ``cell(value)`` in place of each text and each time; in its labels too."""
    for position, dtype in enumerate(table.dtypes):
        column = table.iloc[:, position]
        if isinstance(dtype, pd.DatetimeTZDtype) or str(dtype) in ("object", "str", "string", "category"):
            cells = pd.Series([cell(value) for value in column], index=column.index, dtype=object)
            table.isetitem(position, cells)  # type: ignore[arg-type]  # pandas takes a Series, and keeps its type only so
    table.index = _with_labels(table.index, cell)
    table.columns = _with_labels(table.columns, cell)
    return table


def _with_labels(axis: pd.Index, cell: Callable[[Any], Any]) -> pd.Index:
    """The labels of rows or columns, with ``cell(label)`` in place of each."""
    if isinstance(axis, pd.RangeIndex) or not len(axis):
        return axis
    if isinstance(axis, pd.MultiIndex):
        return axis.map(lambda labels: tuple(map(cell, labels)))
    return pd.Index([cell(label) for label in axis], name=axis.name)  # map would keep the zone of an axis of times


def _for_excel(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_XML.sub("\ufffd", value)
    if isinstance(value, list | tuple | dict):
        return _NO_XML.sub("\ufffd", _as_json(value))
    if isinstance(value, datetime) and value is not pd.NaT:
        moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return moment if moment >= _FIRST_DAY else moment.isoformat(" ")
    return value


def _no_formulas(writer: pd.ExcelWriter, sheet_name: str) -> None:
    """Make every formula of a sheet a text again: openpyxl makes a formula from a text that begins with "="."""
    if writer.engine == "openpyxl":
        for row in writer.sheets[sheet_name].iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e"):
                    cell.data_type = "s"


def _has_one_kind(column: pd.Series) -> bool:
    """Whether Parquet can write the values of a column as they are: for example all texts, or all lists of texts."""
    try:
        import pyarrow as pa

        kind = pa.array(column, from_pandas=True).type
    except Exception:  # pyarrow raises many kinds of errors; if it is missing, to_parquet says so
        return False
    while pa.types.is_list(kind):
        kind = kind.value_type
    return not (pa.types.is_struct(kind) or pa.types.is_null(kind))


def _as_json(value: Any) -> Any:
    return value if value is None or value is pd.NA else json.dumps(value, ensure_ascii=False, default=str)
