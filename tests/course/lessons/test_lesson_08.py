"""Lesson 08: what its refused cells are refused for, its checks without what they need, and the program that it ends with."""

import os
import subprocess
import sys
from contextlib import suppress

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk
from tests.course.lessons.near_misses.lesson_08 import TRIALS
from tests.patience import DEADLINE

CHECKS = ("08 book", "08 wait", "08 signature", "08 pages")


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("08")
    made.run_to(len(made.cells))
    yield made
    made.close()


def test_it_is_refused_for_no_token_and_for_too_many_calls(desk):
    no_token, too_many = (desk.refusals[index] for index in sorted(desk.refusals))
    assert isinstance(no_token, errors.NotAuthenticated)
    assert isinstance(too_many, errors.TooManyRequests)
    assert 0 < too_many.retry_after <= 5


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_without_the_library_says_how_to_give_it(desk, name):
    for given in ({}, {"api": desk.kaizala}, {"api": "library"}):
        [line] = desk.check(name, **given).lines
        assert not line.done
        assert line.hints[-1] == f'kaizala.check("{name}", api=library)'


def test_the_checks_of_the_file_hold_for_a_price_of_the_learner(desk):
    with desk.tried("library.books.add_a_book()\nchanged = library.books.change_a_book(price=15)"):
        assert not desk.names["changed"].checks.failed


def test_looking_on_leaves_no_trace(desk):
    library = desk.names["library"]
    before = library.sandbox.calls, library.sandbox.snapshot()
    for name in CHECKS:
        desk.check(name, api=library, verify=print, titles=["x"])
    assert (library.sandbox.calls, library.sandbox.snapshot()) == before


def test_an_error_in_the_function_of_the_learner_is_said(desk):
    lines = desk.check("08 signature", api=desk.names["library"], verify=lambda body: True).lines
    assert [line.done for line in lines] == [False] * 3
    assert ["TypeError" in line.sentence for line in lines] == [True, False, False]
    assert [len(line.hints) for line in lines] == [2, 0, 0]


def test_a_function_that_prints_and_returns_nothing_is_told_so(desk, capsys):
    lines = desk.check("08 signature", api=desk.names["library"], verify=lambda body, signature: print("True")).lines
    assert lines[0].sentence == "Your function gives nothing back."
    assert lines[0].hints[-1] == "return, in place of print."
    assert capsys.readouterr().out == ""


def test_two_runs_at_once_are_told_apart_from_one(desk):
    [trial] = [trial for trial in TRIALS if trial.check == "08 wait"]
    limit = 'library.sandbox.teach("limit", calls=3, seconds=5)\n'
    with desk.tried(limit + trial.wrong["waited, and not sent again, run twice at once"]):
        lines = desk.check("08 wait", api=desk.names["library"]).lines
    assert not lines[0].done
    assert lines[0].hints == ("Two runs came one after the other. Wait ten seconds, and run your cell once.",)


def test_what_is_not_seen_yet_is_not_praised(desk):
    lines = desk.check("08 signature", api=desk.names["library"], verify=lambda body, signature: False).lines
    assert [line.done for line in lines] == [False] * 3


def test_a_wait_that_the_last_run_kept_is_not_blamed(desk):
    [answer] = [trial for trial in TRIALS if trial.check == "08 wait"]
    limit = 'library.sandbox.teach("limit", calls=3, seconds=5)\n'
    with desk.tried(limit + answer.wrong["waited, and not sent again"]):
        lines = desk.check("08 wait", api=desk.names["library"]).lines
    assert [line.done for line in lines] == [False, True]
    assert lines[0].sentence == "You got the hours 5 times. The last run counts."


STATES = {
    "without the limit": ("08 wait", 'library.sandbox.forget("limit")'),
    "with the limit": ("08 pages", 'library.sandbox.teach("limit", calls=1, seconds=5)'),
    "not page by page": ("08 pages", 'library.sandbox.forget("paging")'),
}


@pytest.mark.parametrize("state", STATES)
def test_a_state_in_which_the_answer_does_not_work_is_left_by_the_line_of_the_check(desk, state):
    name, spoil = STATES[state]
    with desk.tried(spoil):
        given = {"api": desk.names["library"], "titles": []}
        [way_out] = {line.code for line in desk.check(name, **given).lines if line.code}
        desk.run(way_out)
        desk.run(desk.answer(name))
        assert desk.check(name, **(given | {"titles": desk.names.get("titles")})).passed


def test_whoever_begins_with_the_last_part_is_led_to_its_answer():
    desk = Desk("08")
    desk.run_to(2)
    desk.run("import requests")
    ways_out = []
    for _ in range(3):
        with suppress(KeyError):  # a refusal has no "data"
            desk.run(desk.answer("08 pages"))
        check = desk.check("08 pages", api=desk.names["library"], titles=desk.names["titles"])
        ways_out += [line.code for line in check.lines if line.code]
        desk.run("\n".join(ways_out[-1:]))
    desk.close()
    assert check.passed
    assert ways_out[0] == "library.start.log_in()"


def test_the_program_at_the_end_runs_anywhere_and_its_key_adds_no_second_book(desk):
    library = desk.names["library"]
    text = (desk.folder / "library.py").read_text(encoding="utf-8")
    (desk.folder / "again.py").write_text(text.replace("https://api.library.example", library.sandbox.url))
    own = {"PIN": "135790", "EMAIL": "sam@practice.example"}
    given = os.environ | {f"{prefix}_{name}": value for prefix in ("LIBRARY", "API") for name, value in own.items()}
    command = [sys.executable, "again.py"]
    with desk.tried('library.sandbox.forget("limit")\nlibrary.sandbox.forget("webhook")'):
        before = library.books.list_books().json["total"]
        ran = subprocess.run(command, cwd=desk.folder, env=given, capture_output=True, text=True, timeout=DEADLINE)
        assert ran.returncode == 0, ran.stderr
        assert "Add a book 201\nChange a book 200\nRemove a book 204\n" in ran.stdout
        assert library.books.list_books().json["total"] == before
