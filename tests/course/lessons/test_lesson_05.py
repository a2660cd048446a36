"""Lesson 05: what its checks take and what they do not, and what its refused cells are refused for."""

from contextlib import contextmanager

import pytest

from kaizala_nb.course.errors import NotArrivedError
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk
from tests.course.lessons.near_misses import NEAR_MISSES

BY_TABLE = """
asked = inbox.df.query("not duplicate")
for text in asked[asked["text"].str.contains("help", case=False)]["text"]:
    kaizala.content.send_message(message=f"You said: {text}")
"""
BY_NUMBER = """
for name in {one["eventId"]: one for one in inbox.events if "help" in one["data"]["text"].casefold()}.values():
    kaizala.content.send_message(message=f"{name['fromUser']}: coming")
"""
NEWEST_FIRST = """
for event in reversed({event["eventId"]: event for event in inbox.events}.values()):
    if "HELP" in event["data"]["text"].upper():
        kaizala.content.send_message(message=f"We will help you, {event['fromUserName']}!")
"""

ANOTHER_WEBHOOK = """
kaizala.webhooks.subscribe_to_group(event_types=["PollResponse"])
kaizala.webhooks.subscribe_to_action()
asha.answer(card, "They are on the shelf")
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("05")
    yield made
    made.close()


def test_the_call_of_another_webhook_is_not_the_one_that_is_asked_for(desk):
    desk.run_to(desk.find("### Subscribe to all events at group level"))
    with desk.tried(ANOTHER_WEBHOOK):
        assert [line.done for line in desk.check("05").lines] == [True, False]


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


@contextmanager
def your_turn(desk, tried):
    """The check, once this was tried with the four messages just come: what earlier tries sent is in the inbox otherwise."""
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    desk.kaizala.sandbox.settle()
    with desk.tried(desk.cells[turn - 1].source):
        desk.run(tried)
        yield desk.check("05 your turn")


@pytest.mark.parametrize(
    "tried", [None, BY_TABLE, BY_NUMBER, NEWEST_FIRST], ids=["answer", "quoted", "by number", "reversed"]
)
def test_your_turn_takes_right_ways(desk, tried):
    with your_turn(desk, desk.answer("05 your turn") if tried is None else tried) as check:
        assert check.passed, check


@pytest.mark.parametrize("tried", ["", *NEAR_MISSES.values()], ids=["untouched", *NEAR_MISSES])
def test_your_turn_takes_no_near_miss(desk, tried):
    with your_turn(desk, tried) as check:
        assert [line.done for line in check.lines] == [True, False], check


def test_an_answer_in_another_group_is_none(desk):
    elsewhere = "here = kaizala.groups.create_group(name='Elsewhere', members=[asha.number]).json['groupId']\n"
    with your_turn(
        desk, elsewhere + desk.answer("05 your turn").replace("message=", "group_id=here, message=")
    ) as check:
        assert not check.passed
        assert "Ben asked for help once and got 0 answers." in str(check)


def test_whoever_answered_too_often_may_try_again(desk):
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    with desk.tried(NEAR_MISSES["the same, by name"]):
        said = str(desk.check("05 your turn"))
        assert "Asha asked for help twice and got 3 answers. Ben asked for help once and got 0 answers." in said
        assert "once more, for a new try" in said
        desk.run_cell(turn - 1)
        assert not desk.check("05 your turn").passed
        desk.run(desk.answer("05 your turn"))
        assert desk.check("05 your turn").passed


def test_the_drill_switches_the_webhook_off_and_can_be_repaired(desk):
    desk.run_to(desk.your_turn("05 drill"))
    assert isinstance(desk.refusals[max(desk.refusals)], NotArrivedError)
    assert [line.done for line in desk.check("05 drill").lines] == [False, False]
    with desk.tried("kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()"):  # and nobody answers
        assert [line.done for line in desk.check("05 drill").lines] == [True, False]
    anew = "inbox.resume()\nkaizala.webhooks.unsubscribe()\nkaizala.webhooks.subscribe_to_group()"
    with desk.tried(anew):  # a new webhook knows nothing of what happened before
        assert [line.done for line in desk.check("05 drill").lines] == [True, False]
    with desk.tried(anew + "\nben.send_message(group, 'I am back')\ninbox.wait(1)"):  # one of two has come
        assert [line.done for line in desk.check("05 drill").lines] == [True, False]
    desk.run(desk.answer("05 drill"))
    assert desk.check("05 drill").passed
    with desk.tried("kaizala.webhooks.update_webhook(active=False)"):
        assert [line.done for line in desk.check("05 drill").lines] == [False, False]
    desk.run_to(len(desk.cells))
