"""Lesson 07: what its checks take and what they do not, and what its refused cells are refused for."""

import pytest

from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk, SharedDesk


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = SharedDesk("07")
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


def test_the_drill_is_wrong_until_the_bot_speaks(desk):
    desk.run_to(desk.your_turn("07 drill"))
    assert not desk.check("07 drill").passed
    desk.run_to(desk.find("## More of this folder"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.NotAllowed)
    assert "webhook.read" in refused.message
    desk.run_to(len(desk.cells))


def test_a_wrong_result_is_quoted_and_a_second_one_leads_to_a_new_poll():
    desk = Desk("07")
    desk.run_to(desk.your_turn("07 your turn"))
    desk.run('kaizala.phone("+447700900004").answer(poll, "Pasta")')
    bot = 'with kaizala.session.using("bot-access-token"):\n    kaizala.content.send_message(message="{}")\n'
    desk.run(bot.format("Most want Pizza"))
    assert 'Your bot said "Most want Pizza". That is not the result.' in repr(desk.check("07 your turn"))
    desk.run(bot.format("Pasta beats pizza"))
    assert "It does not name only what most people want." in repr(desk.check("07 your turn"))
    desk.run('kaizala.content.send_message(message="Most want Pasta")')
    assert 'You said "Most want Pasta". The bot is to say it.' in repr(desk.check("07 your turn"))
    desk.run(2 * desk.answer("07 your turn"))
    told = desk.check("07 your turn").lines[-1]
    assert not told.done and "2 times" in told.sentence and "post_poll" in told.hints[-1]
    for cell in (desk.find("post_poll("), desk.find("asha.answer(poll")):
        desk.run_cell(cell)
    desk.run('kaizala.phone("+447700900004").answer(poll, "Pasta")\n' + bot.format("Most want Pizza"))
    assert "That is not the result." in repr(
        desk.check("07 your turn")
    )  # the newest poll counts, and not the one told twice
    desk.run(desk.answer("07 your turn"))
    assert desk.check("07 your turn").passed
    desk.close()


def test_whoever_has_done_all_exercises_gets_through_the_lesson():
    desk = Desk("07")
    for check in ("07 second bot", "07 your turn", "07 drill"):
        desk.run_to(desk.your_turn(check))
        assert not desk.check(check).passed
        desk.run(desk.answer(check))
        assert desk.check(check).passed
    cards = [chat for chat in desk.kaizala.sandbox.read_phone(PEOPLE["Asha"])["chats"] if chat["kind"] == "card"]
    assert [card["fromName"] for card in cards] == ["Pollster"]  # the second bot, whose token came last
    desk.run_to(len(desk.cells))
    names = {bot["name"] for bot in desk.kaizala.bots.get_bots().json["bots"]}
    assert names == {"Bot of Field team", "Greeter"}
    desk.close()
