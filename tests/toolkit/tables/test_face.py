"""What a table looks like: short ids that are whole when copied, local times, yes and no, and what pandas makes of it alike."""

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pandas as pd
import pytest

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.tables.table import Table

ONE, OTHER = "5b0c6a5e-52d1-4d8a-8086-cf8f342534de", "5b0c6a5e-99aa-4d8a-8086-cf8f3425a1b2"
EVIL = "<img src=x onerror=alert(1)>\"'&"
THIS_YEAR = datetime.now().year
RECORDS = [
    {"groupId": ONE, "name": "Team", "count": 3, "open": True, "sentAt": f"{THIS_YEAR}-03-05T22:30:05.250Z"},
    {"groupId": OTHER, "name": EVIL, "count": None, "open": False, "sentAt": None},
]


class Page(HTMLParser):
    """The cells of a table, row by row: what is copied of each, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.attributes: list[list[dict]] = []
        self.titles: list[str] = []
        self.tags: set[str] = set()
        self._in_cell = False
        self.below = ""
        self.feed(html.split("</style>", 1)[-1])

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
            self.attributes.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.attributes[-1].append(dict(attrs))
            self._in_cell = True
        if "title" in dict(attrs):
            self.titles.append(dict(attrs)["title"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data):
        if self._in_cell:
            self.rows[-1][-1] += data
        else:
            self.below += data


@pytest.fixture(autouse=True)
def zone():
    """The reader lives half a day from UTC, almost."""
    faces.show_times_in(timezone(timedelta(hours=5.5)))
    yield
    faces.show_times_in(None)


@pytest.fixture
def table() -> pd.DataFrame:
    return tables.frame(RECORDS)


def test_a_table_reads_at_a_glance(table):
    page = Page(table._repr_html_())
    assert page.rows == [
        ["", "groupId", "name", "count", "open", "sentAt"],
        ["0", ONE, "Team", "3", "yes", "Fri 6 Mar 04:00" if THIS_YEAR == 2026 else page.rows[1][5]],
        ["1", OTHER, EVIL, "", "no", ""],
    ]
    assert [cell.get("class") for cell in page.attributes[1]] == ["kz-right kz-nr", None, None, "kz-right", None, None]
    assert {cell.get("scope") for cell in page.attributes[0][1:]} == {"col"}
    assert "img" not in page.tags
    assert "Times: your browser's time zone, UTC+05:30; in code, UTC." in page.below
    assert "Ids are shortened; copied, they are whole." in page.below
    assert page.titles == [ONE, f"{THIS_YEAR}-03-05 22:30:05.250 UTC", OTHER]


def test_an_id_is_shown_short_and_its_middle_stands_in_the_page(table):
    html = table._repr_html_()
    assert f'<code class="kz-id" title="{ONE}">5b0c6a5e<span>-52d1-4d8a-8086-cf8f3425</span>34de</code>' in html
    assert ".kz-id span{font-size:0;" in html
    assert 'content:"…"' in html


def test_an_id_inside_a_text_is_short_too_and_one_of_another_form_is_in_code_type():
    html = tables.frame([{"bookId": "isbn-1", "path": f"/v1/groups/{ONE}/messages", "note": "isbn-1"}])._repr_html_()
    assert f'<td>/v1/groups/<code class="kz-id" title="{ONE}">' in html
    assert html.count("<code>isbn-1</code>") == 1


MADE = {
    "head": lambda table: table.head(1),
    "a filter": lambda table: table[table["open"]],
    "columns": lambda table: table[["groupId", "sentAt"]],
    "a sort": lambda table: table.sort_values("name"),
    "query": lambda table: table.query("name == 'Team'"),
    "assign": lambda table: table.assign(more=1),
    "merge": lambda table: table.merge(pd.DataFrame({"groupId": [ONE], "x": [1]}), on="groupId"),
    "turned": lambda table: table.T,
    "rows by name": lambda table: table.set_index("groupId"),
    "dropped": lambda table: table.dropna(),
    "copied": lambda table: table.copy(deep=True),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_pandas_makes_of_it_looks_the_same(table, make):
    made = make(table)
    assert isinstance(made, pd.DataFrame)
    assert type(made) is Table
    html = made._repr_html_()
    assert f'title="{ONE}">5b0c6a5e<span>' in html
    assert "True" not in Page(html).below + str(Page(html).rows)
    plain = make(pd.DataFrame(table))
    pd.testing.assert_frame_equal(pd.DataFrame(made), plain)


def test_what_pandas_gives_as_its_own_stays_its_own(table):
    assert type(table["groupId"]) is type(table.iloc[0]) is pd.Series
    assert type(table["groupId"].to_frame()) is pd.DataFrame
    assert type(table["name"].value_counts().to_frame()) is pd.DataFrame
    assert type(pd.DataFrame(table)) is pd.DataFrame
    assert table.iloc[0]["groupId"] == ONE


def test_labels_and_names_of_any_shape_are_shown():
    made = pd.DataFrame({"who": ["a", "a", "b"], "day": [1, 2, 1], "n": [1.5, 2.0, 3.25]})
    table = Table(made).pivot_table(index=["who", "day"], values="n", aggfunc=["sum", "mean"])
    assert Page(table._repr_html_()).rows == [
        ["who", "day", "sum n", "mean n"],
        ["a", "1", "1.5", "1.5"],
        ["a", "2", "2.0", "2.0"],
        ["b", "1", "3.25", "3.25"],
    ]
    two = Table([[1, ONE]], columns=["x", "x"])
    assert Page(two._repr_html_()).rows == [["", "x", "x"], ["0", "1", ONE]]


def test_values_of_every_kind_are_words():
    naive = datetime(THIS_YEAR, 11, 24, 14, 2, 5)
    values = [
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (float("nan"), ""),
        (True, "yes"),
        (False, "no"),
        (1 / 3, "0.333333"),
        (1e-9, "1e-09"),
        (["a", None, 1], "a, –, 1"),
        ({"latitude": 1.5, "name": "x"}, "latitude: 1.5, name: x"),
        ([], ""),
        (2**70, str(2**70)),
        (naive, f"{naive:%a} 24 Nov 14:02"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))), "Mon 1 Jan 1 00:00"),
    ]
    table = Table({"x": pd.Series([value for value, _ in values], dtype=object)})
    assert [row[1] for row in Page(table._repr_html_()).rows[1:]] == [words for _, words in values]
    assert "Times in another zone: UTC+01:00." in table._repr_html_()


def test_times_of_one_minute_have_their_seconds():
    def shown(*seconds: int) -> list[str]:
        at = pd.Timestamp(f"{THIS_YEAR}-03-05 12:00", tz="UTC")
        table = Table({"at": [at + pd.Timedelta(seconds=number) for number in seconds]})
        return [row[1][-8:] for row in Page(table._repr_html_()).rows[1:]]

    assert shown(5, 65) == ["ar 17:30", "ar 17:31"]
    assert shown(5, 7) == ["17:30:05", "17:30:07"]


def test_a_zone_that_somebody_chose_stays(table):
    chosen = table.assign(sentAt=table["sentAt"].dt.tz_convert("Asia/Tokyo"))
    page = Page(chosen._repr_html_())
    assert page.rows[1][5].endswith("6 Mar 07:30")
    assert "Times in another zone: Asia/Tokyo." in page.below
    faces.show_times_in(UTC)
    assert "Times: UTC." in Page(table._repr_html_()).below


def test_where_there_are_no_rows_words_say_so(table):
    none = table[table["name"] == "nobody"]
    assert Page(none._repr_html_()).below == repr(none) == "No rows. Columns: groupId, name, count, open, sentAt."
    assert repr(tables.frame([])) == "No rows."
    assert repr(table[[]]) == "2 rows, no columns."


def test_of_a_long_table_the_first_and_the_last_rows_are_shown():
    table = Table({"n": range(1234)})
    page = Page(table._repr_html_())
    assert [row[-1] for row in page.rows[1:]] == [
        *map(str, range(30)),
        "… 1,174 rows between …",
        *map(str, range(1204, 1234)),
    ]
    assert "60 of 1,234 rows." in page.below
    assert "60 of 1,234 rows." in repr(table)
    with pd.option_context("display.max_rows", 4, "display.notebook_repr_html", True):
        assert [row[-1] for row in Page(table._repr_html_()).rows[1:]] == [
            "0",
            "1",
            "… 1,230 rows between …",
            "1232",
            "1233",
        ]
    with pd.option_context("display.notebook_repr_html", False):
        assert table._repr_html_() is None


def test_the_text_has_the_same_words(table, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    lines = repr(table).splitlines()
    assert re.fullmatch(r" +groupId +name +count +open +sentAt *", lines[0])
    assert f"0  {ONE}  Team " in lines[1]
    assert " yes " in lines[1]
    assert "<NA>" not in repr(table)
    assert lines[3:] == ["Times: your browser's time zone, UTC+05:30; in code, UTC."]
    assert "5b0c6a5e…34de" in repr(table.assign(a=1, b=1))


def test_a_list_of_short_words_is_cut_between_them():
    words = [f"permission-{number}" for number in range(20)]
    [_, row] = Page(tables.frame([{"scope": words}])._repr_html_()).rows
    kept, rest = row[-1].split(", … ")
    assert kept.split(", ") == words[: len(kept.split(", "))]
    assert rest == f"{20 - len(kept.split(', '))} more"


def test_the_face_changes_nothing(table):
    before = table.copy()
    table._repr_html_(), repr(table)
    pd.testing.assert_frame_equal(table, before)


def test_objects_in_a_cell_are_words_and_not_python():
    value = [{"name": "Ines", "born": 1971}]
    many = [{"a": 1}, {"b": [True, None, {"c": "<x>"}]}]
    html = tables.frame([{"authors": value, "many": many, "shelf": {"place": {"room": "North"}}}])._repr_html_()
    assert "name: Ines, born: 1971" in html
    assert "{a: 1}, {b: [True, –, {c: &lt;x&gt;}]}" in html
    assert "place: {room: North}" in html
    deep = functools.reduce(lambda inner, _: [inner], range(900), 1)
    assert "[[[[[…]]]]]" in tables.frame([{"deep": deep}])._repr_html_()
