"""Lesson 02: what is refused and why; that the checks take every right way and no near miss."""

from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import REFUSED, Desk, tags

EXERCISES = ("02 groups turn", "02 your turn", "02 members turn", "02 drill")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The lesson, not begun."""
    made = Desk("02")
    yield made
    made.close()


def test_each_refusal_is_the_one_that_the_lesson_speaks_of(desk):
    desk.run_to(len(desk.cells))
    refused = [index for index, cell in enumerate(desk.cells) if REFUSED in tags(cell)]
    assert list(desk.refusals) == refused
    kinds = [errors.NotFound, errors.NotFound, errors.NotAllowed]
    assert [type(desk.refusals[index]) for index in refused] == kinds
    assert desk.refusals[refused[0]].message == "The group has no member with this id."
    assert desk.refusals[refused[2]].message == "Only an admin of the group may do this."


def test_part_four_ran_when_its_cells_were_run_and_not_before(desk):
    desk.run_to(2)
    assert not any(line.done for line in desk.check("02 subscribers").lines)
    desk.run_to(desk.find('kaizala.check("02 subscribers")'))
    assert desk.check("02 subscribers").passed


def test_untouched_the_exercises_are_open_with_two_hints_a_line(desk):
    desk.run_to(len(desk.cells))
    for check in EXERCISES:
        assert not any(line.done for line in desk.check(check).lines)
        assert all(len(line.hints) == 2 for line in desk.check(check).lines)


def test_the_numbers_are_those_that_the_answers_tell_of(desk):
    desk.run_to(desk.find("fetch_group_details().df[counts]"))
    row = desk.run_cell(desk.next).iloc[0]
    assert tuple(row[["currentLevelUserCount", "userCount", "uniqueUserCount"]]) == (3, 9, 6)
    desk.run_to(desk.find("query_members.send_once().df"))
    assert list(desk.run_cell(desk.next)["name"]).count("Dalia") == 1


def test_part_three_goes_on_with_field_team_whatever_was_made_before(desk):
    desk.run_to(desk.your_turn("02 your turn"))
    desk.run(desk.answer("02 your turn"))
    desk.run_to(desk.find("## Part 4"))
    assert {"Asha", "Ben"} <= set(desk.names["query_members"].send_once().df["name"])
    assert desk.check("02 your turn").passed


def test_a_public_group_that_nobody_subscribes_to_is_not_enough(desk):
    desk.run_to(desk.find("### Step13"))
    assert [line.done for line in desk.check("02 subscribers").lines] == [False, False]
