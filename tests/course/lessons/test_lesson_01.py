"""Lesson 01: what is refused and why; that the checks take every right way and no near miss; that the tokens stay hidden."""

import re
from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import REFUSED, Desk, tags

PARTS = ("01 tokens", "01 refused")
SIGN_IN = 'kaizala.sign_in("+447700900001").send_once()\n'


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The lesson, not begun."""
    made = Desk("01")
    yield made
    made.close()


def at(desk: Desk, check: str) -> Desk:
    """The desk, with all done up to where a check's exercise begins."""
    desk.run_to(desk.your_turn(check))
    return desk


def test_each_refusal_is_the_one_that_the_lesson_speaks_of(desk):
    desk.run_to(len(desk.cells))
    refused = [index for index, cell in enumerate(desk.cells) if REFUSED in tags(cell)]
    assert list(desk.refusals) == refused
    said = [desk.refusals[index] for index in refused]
    assert all(isinstance(one, errors.NotAuthenticated) for one in said)
    assert [one.code for one in said] == ["InvalidToken", "InvalidToken", "Unauthenticated", "Unauthenticated"]
    for one, words in zip(
        said, ("Token missing", "Invalid token", "The refresh token", "Dont have correct"), strict=True
    ):
        assert one.message.startswith(words)


def test_an_expired_token_is_refused_with_the_time_since_then_in_minutes(desk):
    desk.run_to(desk.find("kaizala.sandbox.advance(hours=25)"))
    desk.run("kaizala.session.renew_tokens = False\nkaizala.sandbox.advance(days=1, minutes=30)")
    with pytest.raises(errors.NotAuthenticated) as refused:
        desk.run("kaizala.authentication.me()")
    assert "ran out 30 minutes ago" in refused.value.as_text()


@pytest.mark.parametrize("check", PARTS)
def test_a_part_is_done_when_its_cells_were_run_and_not_before(desk, check):
    asks = desk.find(f'kaizala.check("{check}")')
    desk.run_to(2)
    assert not any(line.done for line in desk.check(check).lines)
    desk.run_to(asks)
    assert desk.check(check).passed


def test_a_refusal_after_the_good_call_opens_the_check_again(desk):
    desk.run_to(desk.find('kaizala.check("01 refused")'))
    with desk.tried("try:\n    kaizala.authentication.access_token(refresh_token=old)\nexcept Exception: pass"):
        assert [line.done for line in desk.check("01 refused").lines] == [True, True, False]


def test_untouched_the_exercises_are_open_with_two_hints_a_line(desk):
    desk.run_to(len(desk.cells))
    for check in ("01 tokens turn", "01 your turn", "01 drill"):
        assert not any(line.done for line in desk.check(check).lines)
    assert [line.done for line in desk.check("01 four ways").lines] == [True, True, True, False, False]
    for check in ("01 tokens turn", "01 four ways", "01 your turn", "01 drill"):
        assert all(len(line.hints) == 2 for line in desk.check(check).lines)


def test_whoever_signed_in_anew_for_one_more_token_is_told_so(desk):
    at(desk, "01 tokens turn")
    assert "a new PIN" not in str(desk.check("01 tokens turn"))
    desk.run(SIGN_IN + "kaizala.authentication.me()")
    assert "once more, with a new PIN" in str(desk.check("01 tokens turn"))
    desk.run(desk.answer("01 tokens turn"))
    assert desk.check("01 tokens turn").passed


def test_a_code_that_is_sent_twice_is_refused_without_a_traceback(desk):
    desk.run_to(desk.find("requests.post("))
    status, names = desk.run_cell(desk.next)
    assert status == 200
    assert {"accessToken", "refreshToken"} <= set(names)
    assert desk.run_cell(desk.find("requests.post("))[0] == 401


def test_a_new_pin_after_a_year_is_named(desk):
    at(desk, "01 your turn")
    with desk.tried("kaizala.sandbox.advance(days=400)\n" + SIGN_IN + "kaizala.authentication.me()"):
        assert "You signed in with a new PIN" in str(desk.check("01 your turn"))


def test_a_drill_that_was_done_by_a_new_sign_in_is_not_called_a_repair(desk):
    at(desk, "01 drill")
    with desk.tried('kaizala.portal().register("Mine")\n' + SIGN_IN):
        assert desk.check("01 drill").passed
        assert "belong together" not in str(desk.check("01 drill"))


@pytest.mark.parametrize("tried", ["portal.register('Mine')", "portal.take_token('user')", "portal.use('Web app')"])
def test_after_any_button_of_the_portal_all_answers_work(desk, tried):
    at(desk, "01 four ways").run(tried)
    for check in ("01 four ways", "01 your turn", "01 drill"):
        at(desk, check).run(desk.answer(check))
        assert desk.check(check).passed, check


def test_whoever_took_another_connector_in_the_drill_gets_back_by_the_line_in_the_answer(desk):
    at(desk, "01 drill").run('kaizala.portal().use("Web app")')
    with pytest.raises(errors.NotAuthenticated, match="The refresh token is not valid"):
        desk.run(desk.answer("01 drill"))
    [line] = re.findall(r"`(kaizala\.sign_in\(.*?)`", desk.cells[desk.find("Is Step3 still refused?")].source)
    desk.run(line)
    assert desk.check("01 drill").passed


def test_the_answer_works_for_whoever_came_too_late(desk):
    at(desk, "01 your turn").run("kaizala.sandbox.advance(days=400)")
    desk.run(desk.answer("01 your turn"))
    assert desk.check("01 your turn").passed


def test_the_drill_is_open_for_whoever_has_done_the_exercise_before_it(desk):
    at(desk, "01 your turn").run(desk.answer("01 your turn"))
    desk.run_to(desk.your_turn("01 drill"))
    assert desk.check("01 your turn").passed
    assert not desk.check("01 drill").passed
    desk.run(desk.answer("01 drill"))
    assert desk.check("01 drill").passed


def test_a_way_that_was_not_gone_to_its_end_is_not_done(desk):
    """A group's refresh token alone is no access token."""
    desk.run_to(desk.find('portal.take_token("group")'))
    desk.run('portal.take_token("group")')
    ways = {line.sentence: line.done for line in desk.check("01 four ways").lines}
    assert ways["You got an access token with a PIN from your phone."]
    assert not ways["You have not got an access token for one group yet."]


def test_the_group_token_reaches_its_group_alone_and_the_tenants_all(desk):
    desk.run_to(desk.find('portal.take_token("group")'))
    assert list(desk.run_cell(desk.next)["groupName"]) == ["Field team"]
    desk.run_to(desk.your_turn("01 four ways"))
    assert {"Field team", "Night shift", "Head office"} <= set(desk.run(desk.answer("01 four ways"))["groupName"])


def test_what_is_read_off_the_tokens_shows_none(desk):
    desk.run_to(desk.find("base64"))
    text = desk.run_cell(desk.next)
    assert b"+447700900001" in text
    desk.run_to(desk.find("import json"))
    claims = desk.run_cell(desk.next)
    assert claims["exp"] - claims["iat"] == 86_400
    for name in ("refresh-token", "access-token"):
        assert str(desk.kaizala.environment[name]) not in repr((text, claims))
