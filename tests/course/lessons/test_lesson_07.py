"""Lesson 07: what its checks take and what they do not, and what its refused cells are refused for."""

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk

THIRD = 'kaizala.phone("+447700900004").answer(poll, "Pizza")\ninbox.wait(3)\n'
BY_BOT = 'with kaizala.session.using("bot-access-token"):\n    kaizala.content.send_message(message="{}")\n'
ANOTHER_POLL = """
own = kaizala.content.post_poll(question="Tea?", choices=["Yes", "No"]).json["actionId"]
for number in ("+447700900002", "+447700900003", "+447700900004"):
    kaizala.phone(number).answer(own, "No")
inbox.wait(5)
""" + BY_BOT.format("no tea, then")
RIGHT = THIRD + BY_BOT.format("We eat pizza")


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("07")
    yield made
    made.close()


def test_part_one_wants_a_bot_that_speaks(desk):
    desk.run_to(desk.find("### Create bot user"))
    assert [line.done for line in desk.check("07").lines] == [False] * 3
    desk.run_to(desk.find("### Generate accessToken"))
    assert [line.done for line in desk.check("07").lines] == [True, False, False]
    desk.run_to(desk.find("Look at the name before"))
    assert not desk.check("07 drill").passed  # the bot speaks, and nothing of yours came before
    assert desk.check("07").passed


def test_a_bot_that_is_in_no_group_is_refused_as_if_there_was_none(desk):
    desk.run_to(desk.find("### Step16"))
    assert isinstance(desk.refusals[max(desk.refusals)], errors.NotFound)


@pytest.mark.parametrize(
    ("tried", "done"),
    [
        ("", 0),
        (None, 3),
        (ANOTHER_POLL, 3),
        (RIGHT, 3),
        (THIRD + 'kaizala.content.send_message(message="We eat pizza")', 1),
        (BY_BOT.format("Pizza, I guess") + THIRD, 1),
        (THIRD + BY_BOT.format("We eat something"), 1),
        (RIGHT + BY_BOT.format("We eat pizza"), 2),
    ],
    ids=["untouched", "answer", "another poll", "other words", "from you", "too early", "no result", "twice"],
)
def test_your_turn_takes_right_ways_and_no_near_miss(desk, tried, done):
    desk.run_to(desk.your_turn("07 your turn"))
    with desk.tried(desk.answer("07 your turn") if tried is None else tried):
        check = desk.check("07 your turn")
        assert sum(line.done for line in check.lines) == done, check
        assert check.passed == (done == 3)


def test_the_drill_is_wrong_until_the_bot_speaks(desk):
    desk.run_to(desk.your_turn("07 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.NotAllowed)
    assert "webhook.read" in refused.message
    assert not desk.check("07 drill").passed
    with desk.tried('remind("Lunch is at two")'):
        assert not desk.check("07 drill").passed
    for tried in (desk.answer("07 drill"), BY_BOT.format("One o'clock")):
        with desk.tried(tried):
            assert desk.check("07 drill").passed
    desk.run_to(len(desk.cells))
