"""A reply as a typed table: ids first, times as times, flags as flags, one row a thing."""

from functools import partial

import pandas as pd
import pytest

from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit import tables

frame = partial(tables.frame, readers=READERS)


def test_ids_come_first_and_types_are_kept():
    table = frame(
        {"members": [{"role": "Admin", "id": "a", "isProvisioned": True}, {"role": "Member", "id": "b"}]}, "members"
    )
    assert list(table.columns) == ["id", "role", "isProvisioned"]
    assert table.dtypes["isProvisioned"] == "boolean"
    assert table["isProvisioned"].isna().tolist() == [False, True]


def test_times_are_times():
    table = frame({"accessTokenExpiry": 1624666069773, "creationTime": 1500377471, "sentAt": "2017-07-18T08:33:51Z"})
    assert table["accessTokenExpiry"][0] == pd.Timestamp("2021-06-26T00:07:49.773Z")
    assert table["creationTime"][0] == pd.Timestamp("2017-07-18T11:31:11Z")
    assert table["sentAt"][0] == pd.Timestamp("2017-07-18T08:33:51Z")


def test_a_flag_in_text_is_a_flag():
    assert frame({"result": "true"})["result"].tolist() == [True]
    assert frame({"result": {"+1": {"isAdded": True}}})["result"].tolist() == [{"+1": {"isAdded": True}}]


def test_whole_numbers_stay_whole():
    assert frame([{"userCount": 3}, {}])["userCount"].dtype == "Int64"


@pytest.mark.parametrize("value", [{}, [], None, {"groups": []}])
def test_nothing_is_a_table_without_rows(value):
    assert len(frame(value, "groups")) == 0


@pytest.mark.parametrize(
    "value", [7, "text", True, [1, 2], [[1], {"a": 2}], {"a": {"b": [1]}}, {"sentAt": "no time"}, {"ts": "x"}]
)
def test_any_json_has_a_table(value):
    assert len(frame(value)) >= 1


def test_what_is_nested_stays_as_it_is():
    assert frame({"place": {"latitude": 1.5}})["place"][0] == {"latitude": 1.5}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None], "string"),
        ([True, None], "boolean"),
        ([True, float("nan")], "boolean"),
        ([1, None], "Int64"),
        ([1, 2.5, None], "Float64"),
        ([10**40, 1], "Float64"),
        ([10**400, 1], "object"),
        ([None, None], "object"),
        (["a", 1], "object"),
        ([True, 1], "object"),
        ([["a"], ["b", "c"]], "object"),
        ([{"a": 1}, None], "object"),
    ],
)
def test_a_column_has_the_type_of_its_values_and_missing_ones_are_missing(values, kind):
    column = frame([{"x": value} for value in values])["x"]
    assert str(column.dtype) == kind
    assert column.isna().tolist() == [value is None or value != value for value in values]


def test_what_is_no_time_by_its_size_stays_a_number():
    assert frame({"validity": 24})["validity"].tolist() == [24]
    assert frame([{"sentAt": "2017-07-18T08:33:51.1234567Z"}, {"sentAt": "?"}])["sentAt"].isna().tolist() == [
        False,
        True,
    ]
    assert frame({"at": 10**17})["at"].tolist() == [10**17]
    assert frame({"startingTime": "9998-12-31T23:59:59Z"})["startingTime"][0].year == 9998
    assert frame({"ts": "1624666069773"})["ts"][0] == pd.Timestamp("2021-06-26T00:07:49.773Z")


def test_fields_that_not_all_have_keep_their_order():
    table = frame([{"b": 1, "a": 2}, {"c": 3, "b": 4}, {"groupId": "x", "profilePic": "", "d": 5}])
    assert list(table.columns) == ["groupId", "b", "a", "c", "d", "profilePic"]
    assert table["b"].tolist() == [1, 4, pd.NA]


def test_a_scope_is_a_list():
    assert frame({"scope": "media.all, action.all"})["scope"].tolist() == [["media.all", "action.all"]]
