"""The table at the end of a run: how many of each folder passed, failed and were not run, and what the failures say."""

from kaizala_nb.toolkit.collection import Folder
from kaizala_nb.toolkit.runner.run import Result
from kaizala_nb.toolkit.runner.summary import table

books, loans = Folder("books", "Books"), Folder("loans", "Loans")


@books.step("Add a book", "POST /books")
def add_a_book(): ...


@loans.step("Lend a book", "POST /loans")
def lend_a_book(): ...


RESULTS = [
    *[Result(books, add_a_book, "passed", 0.25)] * 3,
    Result(books, add_a_book, "failed", 0.5, "No.", "Refused: 403\nNo."),
    *[Result(loans, lend_a_book, "not run")] * 2,
]


def test_a_long_reason_of_several_requests_stands_there_once():
    reports = [f"Not sent\n{step.name}\nWhy   No.\nTo do   Yes." for step in (add_a_book, lend_a_book)]
    results = [
        Result(books, add_a_book, "failed", 0.5, "No.", reports[0]),
        Result(loans, lend_a_book, "failed", 0.5, "No.", reports[1]),
        Result(loans, lend_a_book, "failed", 0.5, "No.", "Refused: 403\nNo."),
        Result(books, add_a_book, "failed", 0.5, "No.", "Refused: 403\nNo."),
    ]
    lines = table(results, str).splitlines()[4:-2]
    assert lines[1:8] == [
        "Failed: Add a book",
        *(f"  {line}" for line in reports[0].splitlines()),
        "",
        "Failed: Lend a book",
    ]
    assert lines[8] == '  For the same reason as "Add a book".'
    assert lines.count("  Refused: 403") == 2


def test_each_folder_has_its_counts_and_all_have_their_sum():
    lines = table(RESULTS, str).splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["Folder", "requests", "passed", "failed", "not", "run", "time"],
        ["Books", "4", "3", "1", "0", "1,250", "ms"],
        ["Loans", "2", "0", "0", "2", "0", "ms"],
        ["All", "6", "3", "1", "2", "1,250", "ms"],
    ]
    assert lines[4:] == [
        "",
        "Failed: Add a book",
        "  Refused: 403",
        "  No.",
        "",
        "3 of 6 requests passed, in 1.2 seconds.",
    ]
