"""Lesson 05: what its checks take and what they do not, and what its refused cells are refused for."""

from contextlib import contextmanager

import pytest

from kaizala_nb.course.errors import NotArrivedError
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk, SharedDesk
from tests.course.lessons.near_misses.lesson_05 import HELP_WRONG

ANOTHER_WEBHOOK = """
asha = kaizala.phone("+447700900002")
kaizala.webhooks.subscribe_to_group(event_types=["PollResponse"])
kaizala.webhooks.subscribe_to_action()
asha.answer(kaizala.environment["test-action-id"], "They are on the shelf")
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = SharedDesk("05")
    yield made
    made.close()


@pytest.fixture(scope="module")
def late_desk():
    """The same, for what is tried at the end."""
    made = SharedDesk("05")
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


def test_a_forged_event_is_refused_and_two_webhooks_call_twice(desk):
    forged = desk.find("forged = {")
    desk.run_to(forged)
    assert desk.run(desk.cells[forged].source) == 401
    two = desk.find("They are on the shelf")
    desk.run_to(two)
    table = desk.run_cell(two)
    desk.next += 1
    assert (table["eventId"].nunique(), table["subscriptionId"].nunique()) == (1, 2)


@contextmanager
def your_turn(desk, tried):
    """The check, once this was tried with the four messages just come: what earlier tries sent is in the inbox otherwise."""
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    desk.kaizala.sandbox.settle()
    with desk.tried(desk.cells[turn - 1].source):
        desk.run(tried)
        yield desk.check("05 your turn")


def test_an_answer_in_another_group_is_none(desk):
    elsewhere = "here = kaizala.groups.create_group(name='Elsewhere', members=[asha.number]).json['groupId']\n"
    with your_turn(
        desk, elsewhere + desk.answer("05 your turn").replace("message=", "group_id=here, message=")
    ) as check:
        assert not check.passed
        assert "Ben asked for help once and got 0 answers." in str(check)


def test_whoever_names_nobody_is_told_to_name_one(desk):
    with your_turn(desk, "kaizala.content.send_message(message='coming')") as check:
        assert all('event["fromUserName"]' in line.hints[-1] for line in check.lines)


def test_whoever_answered_too_often_may_try_again(desk):
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    with desk.tried(HELP_WRONG["the same, by name"]):
        said = str(desk.check("05 your turn"))
        assert "Asha asked for help twice and got 3 answers." in said
        assert "Ben asked for help once and got 0 answers." in said
        assert "once more, for a new try" in said
        desk.run_cell(turn - 1)
        assert not desk.check("05 your turn").passed
        desk.run(desk.answer("05 your turn"))
        assert desk.check("05 your turn").passed


@pytest.mark.parametrize("tried", ["each person once", "each text once, and not each event"])
def test_whoever_forgets_a_person_or_a_text_is_led_to_the_event_id(desk, tried):
    with your_turn(desk, HELP_WRONG[tried]) as check:
        [each, once] = check.lines
        assert (each.done, once.done) == (False, True)
        assert "not the name or the text" in each.hints[-1]


@pytest.mark.parametrize(
    "broken", ["inbox.answer = 500", "inbox.pause()", "inbox.pause()\nkaizala.sandbox.advance(days=3)"]
)
def test_whoever_hears_no_call_for_help_is_told_how_to_mend_that(desk, broken):
    turn = desk.your_turn("05 your turn")
    desk.run_to(turn)
    messages, answer = desk.cells[turn - 1].source, desk.answer("05 your turn")
    unheard = broken.replace("kaizala", "asha.send_message(group, 'Help')\nkaizala")
    with desk.tried(f"{unheard}\n{messages}\n{answer}"):
        [each, _] = desk.check("05 your turn").lines
        assert "did not reach your inbox" in each.sentence
        desk.run(each.code)
        desk.run(f"{messages}\n{answer}")
        assert desk.check("05 your turn").passed


@pytest.mark.parametrize("tried", ["", "kaizala.webhooks.subscribe_to_group()\n"])
def test_the_exercise_of_part_one_leaves_the_rest_as_it_is(tried):
    """Also where a webhook of a first try hears everything."""
    desk = Desk("05")
    desk.run_to(desk.your_turn("05 polls"))
    desk.run(tried + desk.answer("05 polls"))
    two = desk.find("They are on the shelf")
    desk.run_to(two)
    assert len(desk.run_cell(two)) >= 2
    desk.next += 1
    for check in ("05 your turn", "05 drill"):
        desk.run_to(desk.your_turn(check))
        assert [line.done for line in desk.check(check).lines] == [False, False]
        desk.run(desk.answer(check))
        assert desk.check(check).passed
    desk.run_to(len(desk.cells))
    assert desk.check("05 polls").passed
    desk.close()


def test_the_drill_switches_the_webhook_off_and_can_be_repaired(desk):
    desk.run_to(desk.your_turn("05 drill"))
    assert isinstance(desk.refusals[max(desk.refusals)], NotArrivedError)
    assert [line.done for line in desk.check("05 drill").lines] == [False, False]
    desk.run(desk.answer("05 drill"))
    assert desk.check("05 drill").passed
    with desk.tried("kaizala.webhooks.update_webhook(active=False)"):
        assert [line.done for line in desk.check("05 drill").lines] == [False, False]
    desk.run_to(len(desk.cells))


TRIED_FIRST = {
    "05 polls": (
        "kaizala.webhooks.subscribe_to_group()\nkaizala.content.post_poll(question='Lunch?', choices=['Yes', 'No'])",
        "kaizala.content.post_poll(question='Lunch?', choices=['Yes', 'No'])\n"
        "kaizala.webhooks.subscribe_to_group(event_types=['PollCreated'])",
        "kaizala.webhooks.subscribe_to_group(event_types=['PollCreated'])\nkaizala.webhooks.unsubscribe()",
    ),
    "05 drill": (
        "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()",
        "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.advance(hours=30)",
        "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.advance(days=3)",
        "inbox.answer = 500\ninbox.resume()\nkaizala.webhooks.subscribe_to_group(event_types=['PollResponse'])",
    ),
}
"""What somebody might have tried before they look at the answer."""


@pytest.mark.parametrize(("check", "tried"), [(check, one) for check, tries in TRIED_FIRST.items() for one in tries])
def test_the_answer_works_after_a_wrong_try(late_desk, check, tried):
    desk = late_desk
    desk.run_to(desk.your_turn(check))
    with desk.tried(tried):
        assert not desk.check(check).passed
        desk.run(desk.answer(check))
        assert desk.check(check).passed


def test_a_webhook_beside_the_one_that_is_off_is_no_repair(late_desk):
    late_desk.run_to(late_desk.your_turn("05 drill"))
    with late_desk.tried("inbox.resume()\nkaizala.webhooks.subscribe_to_group()\nkaizala.sandbox.settle()"):
        [active, _] = late_desk.check("05 drill").lines
        assert not active.done
        late_desk.run(active.hints[-1].replace("active=...", "active=True"))
        assert late_desk.check("05 drill").passed


def test_whoever_ended_the_webhook_of_the_drill_may_begin_again(late_desk):
    desk = late_desk
    turn = desk.your_turn("05 drill")
    desk.run_to(turn)
    with desk.tried("inbox.resume()\nkaizala.webhooks.unsubscribe()"):
        [_, late] = desk.check("05 drill").lines
        assert "went with the webhook that you ended" in late.sentence
        desk.run(late.code)
        desk.run_cell(desk.find("Late, part one"))
        assert not desk.check("05 drill").passed
        desk.run(desk.answer("05 drill"))
        assert desk.check("05 drill").passed
