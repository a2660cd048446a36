"""Lesson 04: what its checks take and what they do not, and what its refused cell is refused for."""

from contextlib import closing

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk

BY_HAND = """
import time
from kaizala_nb import KaizalaError
try:
    kaizala.queries.fetch_polls()
except KaizalaError as busy:
    time.sleep(busy.retry_after)
    kaizala.queries.fetch_polls()
"""
IMPATIENT = """
from kaizala_nb import KaizalaError
for _ in range(2):
    try:
        kaizala.queries.fetch_polls()
    except KaizalaError:
        pass
"""
HALF_THE_WAIT = """
from kaizala_nb import KaizalaError
try:
    kaizala.queries.fetch_polls()
except KaizalaError as busy:
    kaizala.sandbox.advance(seconds=busy.retry_after / 2)
    kaizala.queries.fetch_polls()
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("04")
    yield made
    made.close()


def test_part_one_wants_a_list_and_its_pages(desk):
    desk.run_to(desk.find("### Fetch surveys in a group"))
    assert [line.done for line in desk.check("04").lines] == [False, False]
    desk.run_to(desk.find("**Guess first.** There are seven jobs"))
    assert [line.done for line in desk.check("04").lines] == [True, False]
    with desk.tried("kaizala.queries.fetch_action_responses(from_date=1)"):  # not a list of one kind
        assert [line.done for line in desk.check("04").lines] == [True, False]
    counted = desk.find("len(pages), len(jobs)")
    desk.run_to(counted)
    assert desk.run(desk.cells[counted].source) == (4, 7)
    assert desk.check("04").passed


def test_the_right_number_passes_and_no_near_miss(desk):
    desk.run_to(desk.your_turn("04 your turn"))
    column = desk.names["answers"]["Are you for the move?"]
    assert not desk.check("04 your turn").passed
    assert not desk.check("04 your turn", answer=None).passed
    with desk.tried(desk.answer("04 your turn")):
        answer = desk.names["answer"]
        assert desk.check("04 your turn", answer=answer).passed
        assert desk.check("04 your turn", answer=float(answer)).passed
        near = (answer + 1, answer - 1, answer + 0.5, str(answer), True, column.str.contains("No").sum(), [answer])
        assert not any(desk.check("04 your turn", answer=one).passed for one in near)
    assert desk.check("04 your turn", answer=column.value_counts()["No"]).passed


def test_nobody_said_no_to_another_survey():
    with closing(Kaizala(start="03")) as kaizala:
        kaizala.content.send_survey(title="Tea?", questions=[{"title": "How many?", "type": "Numeric"}])
        assert not kaizala.check("04 your turn", answer=0).passed


@pytest.mark.parametrize(
    ("tried", "done"),
    [("", 0), (None, 2), (BY_HAND, 2), (IMPATIENT, 1), (HALF_THE_WAIT, 1)],
    ids=["untouched", "answer", "by hand", "impatient", "half the wait"],
)
def test_the_drill_wants_a_wait(tried, done):
    desk = Desk("04")  # a journal of its own: what was tried before is in it
    desk.run_to(desk.your_turn("04 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.TooManyRequests)
    assert refused.retry_after == 1
    desk.run(desk.answer("04 drill") if tried is None else tried)
    check = desk.check("04 drill")
    assert sum(line.done for line in check.lines) == done, check
    desk.close()
