"""Lessons for a class: clean copies in a folder, with the answers folded, left out or filled in.

What is there is never written over.
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
"""What can be done with the answers, and how."""


def copy(folder: Path, answers: str = "folded") -> list[Path]:
    """Write the lessons that ``folder`` has not got yet; gives those. Raises ``OSError`` where they cannot be written."""
    turn = ANSWERS[answers]
    return lab.copy_lessons(
        folder, lambda lesson: notebooks.text(turn(notebooks.clean(notebooks.read(lesson)))).encode()
    )
