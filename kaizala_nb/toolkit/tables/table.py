"""The DataFrame that everything here gives: pandas' own, and one that can be written to a file as it is.

Excel knows no time zones, so pandas refuses a table that has times with one, as all of ours have. And what stands in a table was
written by others: a text that begins with "=" is no formula. Parquet keeps one type a column, so what is of several goes as JSON.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = datetime(1900, 3, 1)
"""Before it, Excel's calendar has a day that never was."""


class MissingWriter(ImportError):
    """What writes such a file is not installed. A notebook shows the sentence alone."""

    def __init__(self, what: str) -> None:
        super().__init__(f'{what} cannot be written yet: run  pip install "kaizala-nb[files]"  and restart the kernel.')

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Table(pd.DataFrame):
    """A DataFrame whose ``to_excel`` and ``to_parquet`` take what is in it: times with their zone, lists, objects.

    The two need ``pip install "kaizala-nb[files]"``. What is made of a Table is a Table; all else is pandas'.
    """

    @property
    def _constructor(self) -> "Callable[..., Table]":
        return Table

    def to_excel(
        self,
        excel_writer: Any,
        *,
        sheet_name: str = "Sheet1",
        engine: str | None = None,
        storage_options: dict[str, Any] | None = None,
        engine_kwargs: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        """Write it to a file for Excel, as pandas does; times in **UTC**, as the table shows them, since Excel has no time zones.

        A time before March 1900, which Excel does not know, is a text; a text stays one, also where it looks like a formula.

        Raises:
            MissingWriter: openpyxl is not installed.
        """
        held = _of_cells(pd.DataFrame(self), _for_excel)
        if isinstance(excel_writer, pd.ExcelWriter):
            held.to_excel(excel_writer, sheet_name=sheet_name, **options)
            _no_formulas(excel_writer, sheet_name)
            return
        options |= {"sheet_name": sheet_name}
        named = {"engine": engine, "storage_options": storage_options, "engine_kwargs": engine_kwargs}
        try:
            writer = pd.ExcelWriter(excel_writer, **named)
        except ImportError:
            raise MissingWriter("A file for Excel") from None
        with writer:
            held.to_excel(writer, **options)
            _no_formulas(writer, sheet_name)

    def to_parquet(self, path: Any = None, **options: Any) -> bytes | None:
        """Write it to a Parquet file, as pandas does. A column with objects, or with several kinds of value, holds them as JSON.

        Raises:
            MissingWriter: pyarrow is not installed.
        """
        held = pd.DataFrame(self)
        for place, dtype in enumerate(self.dtypes):
            if dtype.kind == "O" and not isinstance(dtype, pd.api.extensions.ExtensionDtype):
                column = held.iloc[:, place]
                held.isetitem(place, column if _of_one_kind(column) else column.map(_as_json).astype("string"))
        try:
            return held.to_parquet(path, **options)
        except ImportError:
            raise MissingWriter("A Parquet file") from None


def _of_cells(table: pd.DataFrame, written: Callable[[Any], Any]) -> pd.DataFrame:
    """The table with each text and each time, in its labels too, as it is written."""
    for place, dtype in enumerate(table.dtypes):
        column = table.iloc[:, place]
        if isinstance(dtype, pd.DatetimeTZDtype) or str(dtype) in ("object", "str", "string", "category"):
            table.isetitem(place, pd.Series([written(value) for value in column], index=column.index, dtype=object))
    table.index, table.columns = (
        axis.map(lambda label: tuple(map(written, label)) if isinstance(label, tuple) else written(label))
        if len(axis) and not isinstance(axis, pd.RangeIndex)
        else axis
        for axis in table.axes
    )
    return table


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
    """Let each text of a sheet be a text: openpyxl takes one that begins with "=" for a formula."""
    if writer.engine == "openpyxl":
        for row in writer.sheets[sheet_name].iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e"):
                    cell.data_type = "s"


def _of_one_kind(column: pd.Series) -> bool:
    """Whether Parquet takes the values of a column as they are: all texts, say, or all lists of texts."""
    try:
        import pyarrow as pa

        kind = pa.array(column, from_pandas=True).type
    except Exception:  # pyarrow has errors of many families for what it cannot take; whether it is there is said later
        return False
    while pa.types.is_list(kind):
        kind = kind.value_type
    return not (pa.types.is_struct(kind) or pa.types.is_null(kind))


def _as_json(value: Any) -> Any:
    return value if value is None or value is pd.NA else json.dumps(value, ensure_ascii=False, default=str)
