"""Rows in Python: what stands in them on the page is their value. How they are added and moved is a matter of the page."""

import pytest

from kaizala_nb.toolkit.widgets.fields.lists import text_list


@pytest.fixture
def three():
    """Three texts."""
    made = text_list("Name")
    made.put(["one", "two", "three"])
    return made


def test_the_page_sends_all_rows_as_they_stand(three):
    assert three.raw == ["one", "two", "three"]
    three.read(["two", "three", "four"])
    assert three.value() == ["two", "three", "four"]
    three.read([])
    assert three.value() == []


def test_a_row_is_described_once_with_what_a_new_one_holds(three):
    assert three.describe() == {
        "type": "rows",
        "noun": "Name",
        "flat": True,
        "row": {"type": "text", "blank": ""},
    }


def test_empty_rows_at_the_end_are_none(three):
    three.read(["one", "two", "three", "", ""])
    assert three.value() == ["one", "two", "three"]
    assert three.problems() == {}
    three.read(["one", " ", "three", ""])
    assert three.problems() == {"/1": "Name 2: It is empty."}


@pytest.mark.parametrize("raw", [None, "x", 5, {"0": "a"}])
def test_what_is_no_list_on_the_page_is_an_empty_one(three, raw):
    three.read(raw)
    assert three.value() == []


def test_what_is_no_text_in_a_row_is_an_empty_one(three):
    three.read(["one", None, ["x"], "four"])
    assert three.raw == ["one", "", "", "four"]
