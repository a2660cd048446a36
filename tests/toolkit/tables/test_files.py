"""Every table is a DataFrame that can be written to a file for Excel and to a Parquet file as it is, and read back."""

import io
import pickle
import sys
from datetime import UTC, datetime, timedelta, timezone

import openpyxl
import pandas as pd
import pytest

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.tables.table import MissingWriter, Table
from tests.toolkit.tables.conftest import AT, FORMULA

ODD = f"{FORMULA} \x07\x0b half \ud83d \uffff"


def utc(table: pd.DataFrame) -> dict[str, list]:
    """The columns of times, in UTC and without a zone."""
    held = table.select_dtypes("datetimetz")
    return {name: list(held[name].dt.tz_convert("UTC").dt.tz_localize(None)) for name in held}


def test_every_table_is_one(shown):
    assert all(isinstance(table, Table) for table in shown.values())
    assert all(len(table) for name, table in shown.items() if name != "empty")
    assert sum(bool(utc(table)) for table in shown.values()) >= 9


def test_every_table_is_written_for_excel_and_read_back(shown, tmp_path):
    for name, table in shown.items():
        table.to_excel(tmp_path / "a.xlsx", index=False)
        back = pd.read_excel(tmp_path / "a.xlsx", keep_default_na=False, na_values=[""])
        assert list(back.columns) == list(table.columns), name
        assert len(back) == len(table), name
        for column, moments in utc(table).items():
            for there, kept in zip(back[column], moments, strict=True):
                assert (pd.isna(there) and pd.isna(kept)) or abs(there - kept) < timedelta(milliseconds=1), (
                    name,
                    column,
                )


def test_every_table_is_written_as_parquet_and_read_back(shown, tmp_path):
    for name, table in shown.items():
        table.to_parquet(tmp_path / "a.parquet")
        back = pd.read_parquet(tmp_path / "a.parquet")
        assert list(back.columns) == list(table.columns), name
        assert utc(back) == utc(table), name
        assert all(str(back[column].dt.tz) == "UTC" for column in utc(table))
    several = pd.read_parquet(io.BytesIO(shown["responses"].to_parquet()))["What?"]
    assert list(several.iloc[0]) == ["a", "b"]


def test_columns_of_several_kinds_are_json_in_parquet():
    table = Table(
        {"a": pd.Series([{}, {"x": AT}, [1, "b"], None, "t"], dtype=object), "b": [[], ["x"], None, ["y"], []]}
    )
    back = pd.read_parquet(io.BytesIO(table.to_parquet()))
    assert list(back["a"].fillna("")) == ["{}", '{"x": "2030-01-31 09:00:00.250000+00:00"}', '[1, "b"]', "", '"t"']
    assert list(back["b"][1]) == ["x"]


def test_text_stays_text_in_excel(tmp_path):
    texts = pd.Series([FORMULA, "#N/A", ODD, "+1"], dtype=object)
    Table({FORMULA: texts, "=b": [1, 2, 3, 4]}).to_excel(tmp_path / "a.xlsx", index=False)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert sheet["A2"].value == sheet["A1"].value == FORMULA
    assert sheet["A4"].value == f"{FORMULA} \ufffd\ufffd half \ufffd \ufffd"


def test_times_stand_in_utc_wherever_they_are_and_old_ones_are_text(tmp_path):
    late = datetime(2030, 1, 31, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    table = Table(
        {
            "a": pd.Series([late, AT, pd.NaT, datetime(1, 1, 1, tzinfo=UTC)], dtype=object),
            "b": [[AT], {"x": 1}, None, 1.5],
        }
    )
    table.index = pd.DatetimeIndex([AT] * 4).tz_convert("Asia/Kolkata")
    table.to_excel(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["B2"].value == datetime(2030, 1, 31, 9)
    assert [sheet["B4"].value, sheet["B5"].value] == [None, "0001-01-01 00:00:00"]
    assert sheet["A2"].value.replace(microsecond=0) == datetime(2030, 1, 31, 9)
    assert [sheet[f"C{row}"].value for row in range(2, 6)] == [
        '["2030-01-31 09:00:00.250000+00:00"]',
        '{"x": 1}',
        None,
        1.5,
    ]
    wide = Table({"at": [AT, late], "who": ["a", "b"], "n": [1, 2]}).pivot_table(
        columns="at", index=["who", "n"], values="n"
    )
    wide.to_excel(tmp_path / "b.xlsx")
    assert type(wide) is Table


def test_several_tables_go_into_one_file(shown, tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as writer:
        shown["chats"].to_excel(writer, sheet_name="chats")
        shown["journal"].to_excel(writer, sheet_name="journal")
    held = pd.read_excel(tmp_path / "a.xlsx", sheet_name=None)
    assert {name: len(table) for name, table in held.items()} == {
        name: len(shown[name]) for name in ("chats", "journal")
    }


@pytest.mark.parametrize(
    ("library", "write"),
    [
        (["openpyxl", "xlsxwriter"], lambda table, folder: table.to_excel(folder / "a.xlsx")),
        (["pyarrow", "fastparquet"], lambda table, folder: table.to_parquet(folder / "a.parquet")),
    ],
    ids=["excel", "parquet"],
)
def test_where_the_writer_is_missing_the_sentence_says_how_to_get_it(library, write, tmp_path, monkeypatch):
    for name in library:
        for module in [one for one in sys.modules if one.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingWriter, match=r'pip install "kaizala-nb\[files\]"') as missing:
        write(tables.frame([{"sentAt": 1_900_000_000_000, "odd": {}}]), tmp_path)
    assert missing.value._render_traceback_() == [str(missing.value)]
    assert not list(tmp_path.iterdir())


def test_it_is_pandas_own_otherwise(shown):
    table = shown["responses"]
    plain = pd.DataFrame(table)
    assert type(plain) is pd.DataFrame
    for write in ("to_html", "to_string", "to_csv", "to_dict"):
        assert getattr(table, write)() == getattr(plain, write)()
    assert (
        type(table.head(1)) is type(table.groupby("responderName").first()) is type(pd.concat([table, table])) is Table
    )
    assert type(table["title" if "title" in table else "responderName"]) is pd.Series
    before = table.copy()
    table.to_excel(io.BytesIO())
    table.to_parquet()
    for other in (pickle.loads(pickle.dumps(table)), before):  # noqa: S301
        pd.testing.assert_frame_equal(other, table)
        assert type(other) is Table
