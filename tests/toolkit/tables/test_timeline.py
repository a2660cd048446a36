"""A table of calls shows itself as a timeline, and as a chart of who called what, when."""

import pandas as pd
import pytest

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.tables.timeline import Timeline

KINDS = {
    "request": "string",
    "method": "string",
    "path": "string",
    "status": "integer",
    "at": "time",
    "caller": "string",
}
GROUP = "9d0b8dff-846d-4aac-8aee-778f0a350ef8"
BOOKS = f"/shelves/{GROUP}/books"
CALLS = [
    {"request": "Log in", "method": "POST", "path": "/login", "status": 200, "at": 1_764_000_000_000},
    {"request": "Add a book", "method": "POST", "path": BOOKS, "status": 201, "at": 1_764_000_001_000, "caller": "Asha"},
    {"method": "GET", "path": "/books/<b>", "status": 404, "at": 1_764_090_000_000, "caller": "Asha"},
]  # fmt: skip


@pytest.fixture
def calls():
    return Timeline(tables.rows(CALLS, KINDS))


def test_a_call_is_a_line_with_a_short_path_and_a_failure_is_marked(calls):
    html = calls._repr_html_()
    assert "/shelves/9d0b8dff…0ef8/books</code>" in html and f'title="{BOOKS}"' in html
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert html.count('class="kz-marked"') == 1 and '<tr class="kz-marked"><td>2</td>' in html
    assert html.count("colgroup") == 2  # two days
    assert html.count("time zone") == 1
    assert "<th>Request</th><th>Reply</th>" in html


@pytest.mark.parametrize(
    "make", [lambda calls: calls.tail(2), lambda calls: calls[calls["status"] < 400], lambda calls: calls.copy()]
)
def test_what_pandas_makes_of_it_is_a_timeline_too(calls, make):
    made = make(calls)
    assert isinstance(made, pd.DataFrame) and "kz-timeline" in made._repr_html_()


def test_without_a_column_of_calls_it_is_a_table(calls):
    assert "kz-timeline" not in calls[["method", "path"]]._repr_html_()
    with pytest.raises(ValueError, match="at, method, path, status"):
        calls[["method"]].chart()


def test_values_that_somebody_changed_are_shown_as_nothing(calls):
    changed = calls.astype(object)
    changed["at"], changed["status"], changed["path"] = None, "?", 5
    assert "no answer" in changed._repr_html_()
    assert changed.chart().as_text() == "without a token: 1 call, 1 failed\nAsha: 2 calls, 2 failed"


def test_without_calls_it_says_so():
    none = Timeline(tables.rows([], KINDS))
    assert "No calls yet." in none._repr_html_() and none.chart().as_text() == "No calls yet."
    assert "No calls yet." in none.chart().as_html()


def test_a_chart_has_a_lane_for_each_caller_and_a_mark_for_each_call(calls):
    chart = calls.chart()
    assert chart.as_text() == "without a token: 1 call, 0 failed\nAsha: 2 calls, 1 failed"
    html = chart.as_html()
    assert html.count('class="kz-lane"') == 2 and html.count("<i ") == 3 and html.count("kz-failed title=") == 1
    assert 'aria-label="Asha: 2 calls, 1 failed"' in html
    assert "left:2.0%" in html and "left:98.0%" in html


def test_the_newest_of_many_calls_are_shown():
    many = Timeline(tables.rows(CALLS * 50, KINDS))
    assert "The newest 100 of 150 calls." in many._repr_html_()
