"""Lesson 02: what is refused and why; that the checks take every right way and no near miss."""

from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import REFUSED, Desk, tags
from tests.course.lessons.near_misses.lesson_02 import TRIALS

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


def test_the_answer_helps_whoever_went_wrong(desk):
    for trial in (one for one in TRIALS if one.check in EXERCISES):
        desk.run_to(desk.your_turn(trial.check))
        for name, wrong in trial.wrong.items():
            with desk.tried(f"{wrong}\n{desk.answer(trial.check)}"):
                assert desk.check(trial.check, **trial.arguments(desk.names)).passed, (trial.check, name)


def test_a_school_that_is_wrong_is_named_with_what_is_below_it(desk):
    desk.run_to(desk.your_turn("02 your turn"))
    wrong = next(trial for trial in TRIALS if trial.check == "02 your turn").wrong
    with desk.tried(wrong["Year 1 twice"]):
        assert desk.check("02 your turn").lines[0].sentence == "School has below it: Year 1, Year 1."
    with desk.tried(wrong["a right one, and then a wrong one"]):
        assert "The newest School has Year 1 and Year 2" in desk.check("02 your turn").lines[0].sentence
    with desk.tried(wrong["of another name"]):
        assert desk.check("02 your turn").lines[0].sentence == "No group of yours is called School."


def test_a_school_is_blamed_for_one_thing_at_a_time(desk):
    desk.run_to(desk.your_turn("02 your turn"))
    wrong = next(trial for trial in TRIALS if trial.check == "02 your turn").wrong
    with desk.tried(wrong["Year 2 below Year 1"]):
        structure, people, count = (line.sentence for line in desk.check("02 your turn").lines)
        assert structure == "School has below it: Year 1."
        assert people == "This counts when Year 1 and Year 2 are below the school."
        assert count == "This counts when the three people are in the years."
    with desk.tried(wrong["you are in every group"]):
        count = desk.check("02 your turn").lines[2].sentence
        assert count == "The school counts 6, and it has 4 people: it counts somebody twice."


def test_a_value_that_is_no_number_is_named(desk):
    desk.run_to(desk.your_turn("02 groups turn"))
    details = desk.run("details = kaizala.groups.fetch_group_details(group_id=ids['Reading room'])\ndetails")
    column = details.df["userCount"]
    given = [(column, "several values"), (details.df, "several values"), (details, "a reply"), ("4", "a text")]
    for value, word in given:
        sentence = desk.check("02 groups turn", answer=value).lines[1].sentence
        assert sentence == f"You gave {word}. Give one whole number."


def test_ben_can_be_put_back_by_the_line_of_the_hint(desk):
    desk.run_to(desk.your_turn("02 drill"))
    wrong = next(trial for trial in TRIALS if trial.check == "02 drill").wrong
    with desk.tried(wrong["Asha removes Ben"]):
        desk.run(desk.check("02 drill").lines[1].hints[1])
        assert desk.check("02 drill").lines[1].sentence == "Ben is in the reading room."


def test_whoever_is_removed_is_gone_at_the_second_try(desk):
    desk.run_to(desk.find("remove_member.send_once().df"))
    again = desk.cells[desk.find("remove_member.send()")].source
    with desk.tried(
        'remove_member = kaizala.groups.remove_member.form(member_id=people["Ben"])\nremove_member.send_once()'
    ):
        with pytest.raises(errors.NotFound):
            desk.run(again)
        assert "Dalia" in set(desk.kaizala.groups.query_members().df["name"])


def test_a_public_group_that_nobody_subscribes_to_is_not_enough(desk):
    desk.run_to(desk.find("### Step13"))
    assert [line.done for line in desk.check("02 subscribers").lines] == [False, False]
