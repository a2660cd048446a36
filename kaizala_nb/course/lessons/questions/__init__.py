"""The questions of the lessons, a module a lesson. A cell shows one: ``kaizala.ask("05 twice")``."""

from kaizala_nb.course.lessons.questions import (
    lesson_00,
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_07,
    lesson_08,
)
from kaizala_nb.course.lessons.questions.question import Question
from kaizala_nb.toolkit.client.errors import not_sent
from kaizala_nb.toolkit.display.likeness import did_you_mean, near

_LESSONS = (
    lesson_00,
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_07,
    lesson_08,
)
QUESTIONS: dict[str, Question] = {one.name: one for lesson in _LESSONS for one in lesson.QUESTIONS}
"""All of them, by name."""


def question(name: str) -> Question:
    """The question of this name. Raises :class:`InputError`, which names one that is like it."""
    if name in QUESTIONS:
        return QUESTIONS[name]
    meant = near(name, QUESTIONS)
    todo = f"kaizala.ask({meant[0]!r})" if meant else f"Name one of these: {', '.join(map(repr, QUESTIONS))}."
    raise not_sent(f"There is no question {str(name)!r}.{did_you_mean(meant)}", todo)
