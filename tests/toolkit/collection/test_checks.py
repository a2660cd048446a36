"""What a value may be, kind by kind: the last that is taken, and the first that is not, with the sentence about it."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

import pandas as pd
import pytest

from kaizala_nb.toolkit.collection import EpochMilliseconds, EpochSeconds, Folder, Hours, InvalidInput, Longest, Moment
from kaizala_nb.toolkit.collection.times import NO_TIME

books = Folder("books", "Books")
NINE = datetime(2030, 1, 31, 9, tzinfo=UTC)


@books.step("Add a book", "POST /books")
def add_a_book(
    title: Annotated[str, Longest(5)] = "Emma",
    copies: int | None = None,
    price: float | None = None,
    lent: bool | None = None,
    shelf: Literal["A", "B"] | None = None,
    words: list[str] | None = None,
    kept: Hours | None = None,
    since: EpochSeconds | None = None,
    until: EpochMilliseconds | None = None,
    opens: Moment | None = None,
): ...


@pytest.mark.parametrize(
    ("name", "given", "sent"),
    [
        ("title", "12345", "12345"),
        ("copies", 5.0, 5),
        ("copies", "5", 5),
        ("copies", 0, 0),
        ("price", "2.5", 2.5),
        ("price", 0, 0.0),
        ("lent", False, False),
        ("shelf", "B", "B"),
        ("words", "a, b;c\nd", ["a", "b", "c", "d"]),
        ("words", ("a, b",), ["a, b"]),
        ("kept", timedelta(days=1), 24),
        ("kept", 0, 0),
        ("kept", 999_999_999, 999_999_999),
        ("since", NINE, 1_896_080_400),
        ("since", 7, 7),
        ("until", NINE, 1_896_080_400_000),
        ("until", NINE + timedelta(milliseconds=1), 1_896_080_400_001),
        ("opens", NINE, "2030-01-31T09:00:00Z"),
        ("opens", "2030-01-31T14:30:00+05:30", "2030-01-31T09:00:00Z"),
    ],
)
def test_what_is_taken_is_sent_in_its_unit(name, given, sent):
    body = add_a_book.call({name: given}, {}).body
    assert body[name] == sent
    assert type(body[name]) is type(sent)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("title", "123456", "Title has 6 characters. It may have 5."),
        ("copies", 5.5, "Copies is a whole number."),
        ("copies", True, "Copies is a whole number."),
        ("price", "dear", "Price is a number."),
        ("price", float("inf"), "Price is a number."),
        ("lent", "yes", "Lent is True or False."),
        ("shelf", "C", "Shelf is one of A, B."),
        ("words", ["a", None], "Words: entry 2 of 2 is missing."),
        ("kept", -1, "This is a whole number of hours, not below 0."),
        ("kept", timedelta(minutes=90), "This is a whole number of hours, not below 0."),
        ("kept", 1_000_000_000, "This is a whole number of hours, not below 0."),
        ("opens", 1_896_080_400, NO_TIME),
        ("opens", "Fri 27 Nov 11:19", NO_TIME),
        ("opens", pd.Series([NINE]), NO_TIME),
    ],
)
def test_what_is_not_taken_is_said(name, given, said):
    with pytest.raises(InvalidInput) as wrong:
        add_a_book.call({name: given}, {})
    assert wrong.value.problems == {name: said}
