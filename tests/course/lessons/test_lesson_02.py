"""Lesson 02: what is refused and why; that the checks take every right way and no near miss."""

from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import REFUSED, Desk, tags

PARTS = ("02 groups", "02 hierarchy", "02 members", "02 subscribers")
ASHA, BEN, CHEN, DALIA = (f"+4477009000{last:02}" for last in (2, 3, 4, 5))
AS_ASHA = f'my_id = kaizala.authentication.me().json["id"]\nkaizala.sign_in("{ASHA}").send_once()\n'
AS_YOURSELF = 'kaizala.sign_in("+447700900001").send_once()\n'
PROMOTE = 'kaizala.groups.change_role(role="Admin", member_id=my_id, group_id=room)\n'
REMOVE = 'kaizala.groups.remove_member(member_id=readers["{}"], group_id=room)\n'


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The lesson, not begun."""
    made = Desk("02")
    yield made
    made.close()


def at(desk: Desk, check: str) -> Desk:
    """The desk, with all done up to where a check's exercise begins."""
    desk.run_to(desk.your_turn(check))
    return desk


def school(year_1: list[str], year_2: list[str] | None, without_you: bool = True, name: str = "School") -> str:
    """The cell of somebody who builds it."""
    out = ", add_user_to_group=False" if without_you else ""
    lines = [f'school = kaizala.groups.create_group(name="{name}", members=[]).json["groupId"]']
    for title, people in (("Year 1", year_1), ("Year 2", year_2)):
        if people is not None:
            lines.append(
                f'kaizala.groups.create_sub_group(name="{title}", group_id=school, members={people!r}{out}).json["groupId"]'
            )
    return "\n".join(lines) + "\n"


FROM_GROUPS = f"""
school = kaizala.groups.create_group(name="Ecole", members=[]).json["groupId"]
years = [
    kaizala.groups.create_group(name=name, members=people).json["groupId"]
    for name, people in (("CP", [{ASHA!r}]), ("CE1", [{BEN!r}, {CHEN!r}]))
]
kaizala.groups.add_sub_group(sub_groups=years, group_id=school)
me = kaizala.authentication.me().json["id"]
for year in years:
    kaizala.groups.remove_member(member_id=me, group_id=year)
"""


def test_each_refusal_is_the_one_that_the_lesson_speaks_of(desk):
    desk.run_to(len(desk.cells))
    refused = [index for index, cell in enumerate(desk.cells) if REFUSED in tags(cell)]
    assert list(desk.refusals) == refused
    kinds = [errors.NotFound, errors.NotFound, errors.NotAllowed]
    assert [type(desk.refusals[index]) for index in refused] == kinds
    assert desk.refusals[refused[0]].message == "The group has no member with this id."
    assert desk.refusals[refused[2]].message == "Only an admin of the group may do this."


@pytest.mark.parametrize("check", PARTS)
def test_a_part_is_done_when_its_cells_were_run_and_not_before(desk, check):
    asks = desk.find(f'kaizala.check("{check}")')
    desk.run_to(2)
    assert not any(line.done for line in desk.check(check).lines)
    desk.run_to(asks)
    assert desk.check(check).passed


def test_a_group_that_stands_below_again_was_not_taken_out(desk):
    desk.run_to(desk.find('kaizala.check("02 hierarchy")'))
    with desk.tried("kaizala.groups.add_sub_group()"):
        assert [line.done for line in desk.check("02 hierarchy").lines] == [True, False]


def test_whoever_leaves_a_group_has_removed_nobody(desk):
    desk.run_to(desk.find("### Step12"))
    with desk.tried('kaizala.groups.remove_member(member_id=kaizala.authentication.me().json["id"])'):
        assert [line.done for line in desk.check("02 members").lines] == [True, False]


def test_untouched_the_exercises_are_open_with_two_hints_a_line(desk):
    desk.run_to(len(desk.cells))
    for check in ("02 your turn", "02 drill"):
        assert not any(line.done for line in desk.check(check).lines)
        assert all(len(line.hints) == 2 for line in desk.check(check).lines)


@pytest.mark.parametrize("check", ["02 your turn", "02 drill"])
def test_the_folded_answer_turns_the_check(desk, check):
    at(desk, check).run(desk.answer(check))
    assert desk.check(check).passed


@pytest.mark.parametrize(
    ("tried", "done"),
    [
        pytest.param(FROM_GROUPS, 3, id="of groups that were there, under other names, and left"),
        pytest.param(school([ASHA], [ASHA]) + school([ASHA, BEN], [CHEN], name="Another"), 3, id="a second try"),
        pytest.param(school([ASHA, BEN], [CHEN], without_you=False), 2, id="you are in every group"),
        pytest.param(school([ASHA, BEN], [ASHA, CHEN]), 2, id="Asha is in both years"),
        pytest.param(school([ASHA], [BEN]), 1, id="two people"),
        pytest.param(school([ASHA, BEN, CHEN], []), 1, id="a year without anybody"),
        pytest.param(school([ASHA, BEN, CHEN], None), 0, id="one year"),
    ],
)
def test_a_school_is_two_years_with_three_people_and_nobody_twice(desk, tried, done):
    at(desk, "02 your turn").run(tried)
    assert sum(line.done for line in desk.check("02 your turn").lines) == done


@pytest.mark.parametrize(
    ("tried", "done"),
    [
        pytest.param(AS_ASHA + PROMOTE + AS_YOURSELF + REMOVE.format("Ben"), [True, True], id="the answer"),
        pytest.param(
            'my_id = kaizala.authentication.me().json["id"]\nkaizala.portal().take_token("tenant")\n'
            "kaizala.authentication.access_token()\n" + PROMOTE + AS_YOURSELF + REMOVE.format("Ben"),
            [True, True],
            id="by the organisation's admin",
        ),
        pytest.param(AS_ASHA + REMOVE.format("Ben"), [False, False], id="Asha removes Ben"),
        pytest.param(AS_ASHA + PROMOTE + REMOVE.format("Ben"), [True, False], id="you may, and Asha does it"),
        pytest.param(AS_ASHA + PROMOTE + AS_YOURSELF + REMOVE.format("Chen"), [True, False], id="somebody else goes"),
        pytest.param(f"kaizala.phone({BEN!r}).leave(room)", [False, False], id="Ben leaves by himself"),
    ],
)
def test_the_drill_is_repaired_when_you_may_and_do_it(desk, tried, done):
    at(desk, "02 drill").run(tried)
    assert [line.done for line in desk.check("02 drill").lines] == done


def test_the_numbers_are_those_that_the_answers_tell_of(desk):
    desk.run_to(desk.find("fetch_group_details().df[counts]"))
    row = desk.run_cell(desk.next).iloc[0]
    assert tuple(row[["currentLevelUserCount", "userCount", "uniqueUserCount"]]) == (3, 7, 4)
    desk.run_to(desk.find("query_members.send_once().df"))
    assert list(desk.run_cell(desk.next)["name"]).count("Dalia") == 1


def test_a_public_group_that_nobody_subscribes_to_is_not_enough(desk):
    desk.run_to(desk.find("### Step13"))
    assert [line.done for line in desk.check("02 subscribers").lines] == [False, False]
