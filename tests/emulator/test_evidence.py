"""The document of evidence says what the code does: every call, every guess, and nothing that is not there."""

import inspect
import re
from collections import defaultdict
from pathlib import Path

from kaizala_nb.emulator import answers, values
from kaizala_nb.emulator.announce import EVENT_TYPES
from kaizala_nb.emulator.evidence.choices import EVENTS, LIMITS
from kaizala_nb.emulator.evidence.markdown import document, situations
from kaizala_nb.emulator.evidence.row import MEANING, call_of
from kaizala_nb.emulator.evidence.table import ROWS, row_of
from kaizala_nb.emulator.rooms import all_routes

DOCUMENT = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_the_document_is_the_one_that_make_docs_writes():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: make docs"


def test_every_route_has_its_row_and_every_row_its_route():
    rows = [call_of(row.method, row.path) for row in ROWS]
    routes = {call_of(route.method, route.path) for route in all_routes() if route.kind != "control"}
    assert len(set(rows)) == len(rows)
    assert not routes - set(rows), f"add a row to a file of kaizala_nb/emulator/evidence/: {routes - set(rows)}"
    assert not set(rows) - routes, f"a row in kaizala_nb/emulator/evidence/ has no route: {set(rows) - routes}"


def test_each_row_has_a_number_of_its_own_and_kinds_of_evidence_that_there_are():
    assert len({row.number for row in ROWS}) == len(ROWS)
    assert all({row.request, row.reply} <= set(MEANING) for row in ROWS)


def test_the_docstring_of_each_view_names_its_rows_and_no_others():
    numbers = defaultdict(set)
    for route in all_routes():
        row = row_of(route.method, route.path)
        numbers[route.view] |= {row.number} if row else set()
    for view, expected in numbers.items():
        named = re.search(r" Evidence: (.+)\.$", inspect.getdoc(view) or "")
        assert set(named[1].split(", ") if named else ()) == expected, (
            f"{view.__module__}.{view.__qualname__}: its docstring ends with the numbers of its rows: "
            f"Evidence: {', '.join(sorted(expected)) or '(a row is missing in kaizala_nb/emulator/evidence/)'}."
        )


def test_whatever_is_inferred_says_what_is_ours():
    silent = [row.number for row in ROWS if "inferred" in (row.request, row.reply) and not row.ours]
    assert not silent, f"ours= of the rows {silent} says what is inferred"


def test_every_value_and_every_part_of_an_answer_stands_in_the_tables_and_nothing_else_does():
    limits = {name for name in vars(values) if name.isupper()}
    parts = {name for name, _ in inspect.getmembers(answers, inspect.isfunction)}
    named = {name for row in ROWS for name in row.names}
    assert set(LIMITS) == limits, (
        "each name of kaizala_nb/emulator/values.py has a line in LIMITS of evidence/choices.py"
    )
    assert {level for _, level in LIMITS.values()} <= set(MEANING)
    assert not parts - named, f"names= of a row names each function of kaizala_nb/emulator/answers.py: {parts - named}"
    assert named <= limits | parts


def test_every_event_is_in_it():
    assert {name for names, *_ in EVENTS for name in names.split(", ")} == {*EVENT_TYPES, "UserJoined"}


def test_every_refusal_is_in_it():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert len(situations()) > 50
    assert all(one.sentence.replace("|", r"\|") in text for one in situations().values())
