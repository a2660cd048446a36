"""The page of evidence says what the code does: every operation, every guess, and nothing that is not there."""

import inspect
import re
from pathlib import Path

import pytest

from kaizala_nb.emulator import Emulator, inferred
from kaizala_nb.emulator.announce import EVENT_TYPES
from kaizala_nb.emulator.evidence.choices import EVENTS, LIMITS
from kaizala_nb.emulator.evidence.page import page, situations
from kaizala_nb.emulator.evidence.table import MEANING, ROWS
from tests.emulator.conftest import Client, opened
from tests.emulator.operations import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_the_page_is_the_one_that_make_docs_writes():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_all_operations_variants_and_facades_are_in_it_once():
    assert [row.number for row in ROWS] == [*map(str, range(1, 46)), "v1", "v2", "f1", "f2"]
    assert all({row.request, row.reply} <= set(MEANING) for row in ROWS)


def test_whatever_is_inferred_says_what_is_ours():
    assert all(row.ours for row in ROWS if "inferred" in (row.request, row.reply))


@pytest.fixture(scope="module")
def stranger():
    emulator = Emulator(throttle=False)
    with opened(emulator, "in process") as client:
        yield client
    emulator.close()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_each_row_is_a_call_that_there_is(stranger: Client, row):
    path = re.sub(r"{event}", "MemberAdded", row.path)
    reply = stranger.http.request(row.method, stranger.url + re.sub(r"{\w+}", "x", path), data=b"{}")
    assert reply.status_code in (400, 401), f"{row.method} {row.path} answers {reply.status_code}"


def test_every_row_that_a_test_walks_is_in_the_table():
    rows = {(row.number, row.method): re.sub(r"{\w+}", "{}", row.path.lower()) for row in ROWS}
    for one in OPERATIONS:
        path = re.sub(r"{\w+}", "{}", one.path.partition("?")[0].lower())
        known = rows[one.number, one.method]
        assert path in (known, known.removesuffix("/properties")), str(one)


def test_every_guess_stands_in_the_table_and_every_name_of_the_table_is_a_guess():
    public = {name for name in vars(inferred) if not name.startswith("_")}
    functions = {name for name in public if inspect.isfunction(getattr(inferred, name))}
    assert set(LIMITS) == public - functions
    named = {name for row in ROWS for name in row.names}
    assert functions <= named
    assert named <= public


def test_every_event_is_in_it():
    assert {name for names, *_ in EVENTS for name in names.split(", ")} == {*EVENT_TYPES, "UserJoined"}


def test_every_refusal_is_in_it():
    text = PAGE.read_text(encoding="utf-8")
    assert len(situations()) > 50
    assert all(one.sentence.replace("|", r"\|") in text for one in situations().values())
