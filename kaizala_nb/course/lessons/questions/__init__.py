"""The questions of the lessons, a module a lesson. A cell shows one: ``kaizala.ask("05 twice")``."""

import difflib

from kaizala_nb.course.lessons.questions import (
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

_LESSONS = (
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
    near = difflib.get_close_matches(str(name), QUESTIONS, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    todo = f"kaizala.ask({near[0]!r})" if near else f"Name one of these: {', '.join(map(repr, QUESTIONS))}."
    raise not_sent(f"There is no question {str(name)!r}.{hint}", todo)
