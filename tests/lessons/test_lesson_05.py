"""Lesson 05: what its checks take and what they do not, and what its refused cells are refused for."""

import pytest

from kaizala_nb.client import errors
from tests.lessons.desk import Desk

ANSWER_ALL = "for event in inbox.events:\n    kaizala.content.send_message(message='Coming')"
WITH_DUPLICATE = """
for event in inbox.events:
    if "help" in event["data"]["text"].lower():
        kaizala.content.send_message(message="Coming")
"""
CASE_MATTERS = """
for event in inbox.events[:-1]:
    if "help" in event["data"]["text"]:
        kaizala.content.send_message(message="Coming")
"""
BY_TABLE = """
asked = inbox.df.query("not duplicate")
for text in asked[asked["text"].str.contains("help", case=False)]["text"]:
    kaizala.content.send_message(message=f"You said: {text}")
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("05")
    yield made
    made.close()


def test_part_one_wants_a_webhook_that_was_called(desk):
    desk.run_to(desk.find("### Subscribe to all events at group level"))
    assert [line.done for line in desk.check("05").lines] == [False, False]
    desk.run_to(desk.find('asha.send_message(group, "Hello, notebook")'))
    assert [line.done for line in desk.check("05").lines] == [True, False]
    assert isinstance(desk.refusals[max(desk.refusals)], errors.BadRequest)
    desk.run_to(desk.find("You can stop here"))
    assert desk.check("05").passed


def test_a_forged_event_is_refused_and_three_webhooks_call_three_times(desk):
    forged = desk.find("forged = {")
    assert desk.run(desk.cells[forged].source) == 401
    three = desk.find("They are on the shelf")
    desk.run_to(three)
    table = desk.run_cell(three)
    desk.next += 1
    assert (table["eventId"].nunique(), table["subscriptionId"].nunique()) == (1, 3)


@pytest.mark.parametrize(
    ("tried", "done"),
    [("", 1), (None, 2), (BY_TABLE, 2), (ANSWER_ALL, 1), (WITH_DUPLICATE, 1), (CASE_MATTERS, 1)],
    ids=["untouched", "answer", "by table", "all", "the duplicate too", "case matters"],
)
def test_your_turn_takes_right_ways_and_no_near_miss(desk, tried, done):
    desk.run_to(desk.your_turn("05 your turn"))
    with desk.tried(desk.answer("05 your turn") if tried is None else tried):
        check = desk.check("05 your turn")
        assert sum(line.done for line in check.lines) == done, check
        assert check.passed == (done == 2)


def test_whoever_answered_too_often_may_try_again(desk):
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    with desk.tried(WITH_DUPLICATE):
        assert "once more, for a new try" in str(desk.check("05 your turn"))
        desk.run_cell(turn - 1)
        assert not desk.check("05 your turn").passed
        desk.run(desk.answer("05 your turn"))
        assert desk.check("05 your turn").passed


def test_the_drill_switches_the_webhook_off_and_can_be_repaired(desk):
    desk.run_to(desk.your_turn("05 drill"))
    assert isinstance(desk.refusals[max(desk.refusals)], errors.NotArrivedError)
    assert [line.done for line in desk.check("05 drill").lines] == [False, False]
    with desk.tried("kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()"):  # and nobody answers
        assert [line.done for line in desk.check("05 drill").lines] == [True, False]
    anew = "inbox.resume()\nkaizala.webhooks.unsubscribe()\nkaizala.webhooks.subscribe_to_group()"
    with desk.tried(anew):  # a new webhook knows nothing of what happened before
        assert [line.done for line in desk.check("05 drill").lines] == [True, False]
    desk.run(desk.answer("05 drill"))
    assert desk.check("05 drill").passed
    desk.run_to(len(desk.cells))
