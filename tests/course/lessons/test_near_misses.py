"""Every check: untouched it is open, the lesson's own way turns it, another right way turns it, and no near miss does."""

from collections.abc import Iterator

import pytest

from kaizala_nb.course.lessons import LESSONS, Check
from tests.course.lessons.desk import Desk
from tests.course.lessons.near_misses import TRIALS
from tests.course.lessons.near_misses.trial import Trial

FEWEST = 3


def place(desk: Desk, trial: Trial) -> int:
    """The cell before which the programs of a trial are tried."""
    return desk.find(trial.at) if trial.at else desk.your_turn(trial.check)


def asks(desk: Desk, trial: Trial) -> int:
    """The cell that asks for the check."""
    return desk.find(f'kaizala.check("{trial.check}"')


def own_way(desk: Desk, trial: Trial) -> str:
    """The folded answer to an exercise; "" for a part, whose cells are what the lesson does."""
    at = asks(desk, trial)
    return desk.answer(trial.check) if any("Show an answer" in cell.source for cell in desk.cells[at : at + 2]) else ""


def tried(desk: Desk, trial: Trial, program: str) -> Check:
    """The check after a program."""
    above = desk.cells[place(desk, trial) - 1].source if trial.with_cell_above else ""
    with desk.tried(f"{above}\n{program}"):
        return desk.check(trial.check, **trial.arguments(desk.names))


def faults(number: str) -> Iterator[str]:
    """What is wrong with the checks of a lesson, a line each."""
    desk = Desk(number)
    for trial in sorted(TRIALS[number], key=lambda one: place(desk, one)):
        programs = [("untouched", "", False), *((name, code, True) for name, code in trial.right.items())]
        programs += [(name, code, False) for name, code in trial.wrong.items()]
        if own := own_way(desk, trial):
            programs.append(("the lesson's own answer", own, True))
        for name, code, passes in programs:
            here = Desk(number) if trial.is_alone else desk
            here.run_to(place(here, trial))
            try:
                check = tried(here, trial, code)
            except Exception as trouble:
                yield f"{trial.check}: {name} ends in an error: {trouble}"
                continue
            if trial.is_alone:
                here.close()
            if check.passed != passes:
                yield f"{trial.check}: {name} {'does not pass' if passes else 'passes'}\n{check}"
        if not own:
            desk.run_to(asks(desk, trial))
            if not desk.check(trial.check, **trial.arguments(desk.names)).passed:
                yield f"{trial.check}: the cells of the lesson do not pass"
    desk.close()


@pytest.mark.parametrize("number", LESSONS)
def test_the_checks_of_a_lesson_see(number):
    found = list(faults(number))
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("number", LESSONS)
def test_each_check_has_near_misses_and_another_right_way(number):
    trials = {trial.check: trial for trial in TRIALS[number]}
    assert set(trials) == set(LESSONS[number].CHECKS)
    few = [name for name, trial in trials.items() if len(trial.wrong) < FEWEST or not trial.right]
    assert not few, f"tests/course/lessons/near_misses/lesson_{number}.py has too few for {few}"
