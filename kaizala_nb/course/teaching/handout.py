"""Lessons for a class: clean copies in a folder. The answers are in folds, or left out, or in their cells.

A file that is already there is never written over.
"""

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode

from kaizala_nb.course.teaching import lab, notebooks

ANSWERS: dict[str, Callable[[NotebookNode], NotebookNode]] = {
    "folded": lambda lesson: lesson,
    "none": notebooks.without_answers,
    "shown": notebooks.with_answers,
}
"""The ways to treat the answers, by name."""


def copy(folder: Path, answers: str = "folded") -> list[Path]:
    """Write the lessons that ``folder`` does not have yet, and return their paths. Raises ``OSError`` where that fails."""
    treat = ANSWERS[answers]
    return lab.copy_lessons(
        folder, lambda lesson: notebooks.text(treat(notebooks.clean(notebooks.read(lesson)))).encode()
    )
