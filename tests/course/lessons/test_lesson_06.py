"""Lesson 06: what its checks take and what they do not, and what its refused cell is refused for."""

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk, SharedDesk


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through up to the end, with nothing tried."""
    made = SharedDesk("06")
    yield made
    made.close()


def test_the_first_check_wants_like_and_comment(desk):
    desk.run_to(desk.find("like = {"))
    assert [line.done for line in desk.check("06").lines] == [False, False]
    asha = 'asha, question = kaizala.phone("+447700900002"), kaizala.environment["test-reference-id"]\n'
    with desk.tried(asha + 'asha.like(question)\nasha.comment(question, "The pizza place")'):  # not from you
        assert [line.done for line in desk.check("06").lines] == [False, False]
    desk.run_to(desk.find("### The same, by code"))
    assert [line.done for line in desk.check("06").lines] == [True, False]
    desk.run_to(desk.find("You can stop here"))
    assert desk.check("06").passed


def test_the_drill_is_refused_for_the_tick_and_can_be_repaired(desk):
    turn = desk.your_turn("06 drill")
    desk.run_to(turn)
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.NotAllowed)
    assert "reactions.write" in refused.message
    assert not desk.check("06 drill").passed
    with desk.tried('portal.grant("Reaction", "Add")'):
        with pytest.raises(errors.NotAllowed):  # granted, and the token is still the old one
            desk.run('kaizala.reactions.send_reaction(reaction_type="Like")')
        assert not desk.check("06 drill").passed
    with desk.tried(desk.answer("06 drill")):
        assert desk.check("06 drill").passed
    another = 'portal.use("Kaizala notebook")\nkaizala.sign_in().send_once()\nkaizala.reactions.send_reaction(reaction_type="Like")'
    with desk.tried(another):
        assert desk.check("06 drill").passed
    desk.run_to(len(desk.cells))


def test_the_cursor_brings_only_what_is_new(desk):
    desk = Desk("06")
    desk.run_to(desk.your_turn("06 your turn"))
    again = desk.run("kaizala.reactions.fetch_group_summary(cursor=cursor).df")
    assert len(again) == 1
    desk.close()
