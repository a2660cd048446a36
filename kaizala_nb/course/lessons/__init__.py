"""What a lesson begins with, what it asks for, and whether it is there.

Checks look at what the service holds, never at anybody's code.

Each lesson is a module with ``CHECKS`` and ``start``. ``CHECKS`` has for the name of each check what is asked for. ``start``
puts there what the lesson needs.
"""

from typing import TYPE_CHECKING

from kaizala_nb.course.lessons import (
    lesson_00,
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_08,
)
from kaizala_nb.course.lessons.check import Asked, Check, Line
from kaizala_nb.course.lessons.scene import LocalKaizala
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.client.errors import ApiError, not_sent
from kaizala_nb.toolkit.display.likeness import did_you_mean, near

if TYPE_CHECKING:
    from types import ModuleType


__all__ = ["LESSONS", "Check", "Line", "World", "check", "start", "word_of"]

LESSONS: "dict[str, ModuleType]" = {
    "00": lesson_00,
    "01": lesson_01,
    "02": lesson_02,
    "03": lesson_03,
    "04": lesson_04,
    "05": lesson_05,
    "06": lesson_06,
    "07": lesson_07,
    "08": lesson_08,
}
"""The lessons, by number."""


def check(name: str, world: World) -> Check:
    """The check of this name. It never raises: where it cannot look, its one line is not done and says why."""
    checks = _all_checks()
    if name not in checks:
        hint = did_you_mean(near(name, checks))
        return Check(f"There is no check {name!r}.{hint} There are: {', '.join(map(repr, checks))}.", [])
    title, look, word = checks[name]
    try:
        return Check(title, look(world), word, name)
    except ApiError as trouble:
        return Check(title, [Line(False, f"This cannot be checked here. {trouble}")], word, name)


def _all_checks() -> dict[str, Asked]:
    checks: dict[str, Asked] = {}
    for lesson in LESSONS.values():
        checks |= lesson.CHECKS
    return checks


def word_of(name: str) -> str:
    """The word of a check for what is there: "done" of an exercise, "ran" of a part; "done" where there is no such check."""
    asked = _all_checks().get(name)
    return asked.word if asked else "done"


def start(name: str, kaizala: LocalKaizala) -> None:
    """Put there what a lesson needs. Raises :class:`InputError` where no lesson has this name."""
    if name not in LESSONS:
        meaning = f"There is no lesson {name!r}. There are: {', '.join(map(repr, LESSONS))}."
        raise not_sent(meaning, 'Start one: Kaizala(start="04").')
    LESSONS[name].start(kaizala)
