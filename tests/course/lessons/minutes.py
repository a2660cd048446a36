"""How long a lesson takes, by its size: ``python -m tests.course.lessons.minutes`` prints a line a part.

What it is reckoned with is in ``docs/teaching.md``. A measure of size, not of learners: it keeps the minutes that are promised in a
lesson's first cell honest when the lesson grows.
"""

import re
from pathlib import Path

from nbformat import NotebookNode

from tests.course.lessons.runner import NOTEBOOKS, read

WORDS_A_MINUTE = 180
CODE_CELL, FORM, QUESTION, EXERCISE = 20 / 60, 40 / 60, 40 / 60, 5
"""Minutes: to read a cell of code and what it shows, to look a form over, to answer a question, to solve an exercise.

The cell of a smaller exercise begins with its minutes: ``# Your turn, 3 minutes: find the id of the group``.
"""

OPTIONAL = "More of this folder"
"""The heading of the requests at the end of a lesson that one need not do."""


def parts(path: Path) -> dict[str, tuple[float, int]]:
    """Each part of a lesson, by its heading: minutes to read and run, minutes to try."""
    found: dict[str, tuple[float, int]] = {}
    heading = "Beginning"
    for cell in read(path).cells:
        if cell.cell_type == "markdown" and (begins := re.match(r"## (.+)", cell.source)):
            heading = begins[1]
        reading, trying = found.get(heading, (0.0, 0))
        found[heading] = reading + _reading(cell), trying + _trying(cell)
    return found


def longest_without_practice(path: Path) -> float:
    """Minutes to read and run from one exercise or question to the next; from the beginning to the first."""
    longest = since = 0.0
    for cell in read(path).cells:
        since += _reading(cell)
        longest = max(longest, since)
        if _is_exercise(cell) or _is_question(cell):
            since = 0.0
    return longest


def total(path: Path) -> tuple[float, int]:
    """Of a lesson: minutes to read and run, minutes to try; without what one need not do."""
    reading, trying = zip(*(size for name, size in parts(path).items() if name != OPTIONAL), strict=True)
    return sum(reading), sum(trying)


def _is_exercise(cell: NotebookNode) -> bool:
    return "your-turn" in cell.metadata.get("tags", [])


def _is_question(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and "kaizala.ask(" in cell.source


def _trying(cell: NotebookNode) -> int:
    if not _is_exercise(cell):
        return 0
    said = re.match(r"# .*?\b(\d) minutes", cell.source)
    return int(said[1]) if said else EXERCISE


def _reading(cell: NotebookNode) -> float:
    if cell.cell_type == "markdown":
        return len(re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL).split()) / WORDS_A_MINUTE
    if _is_exercise(cell):
        return 0
    if _is_question(cell):
        return CODE_CELL + QUESTION
    return CODE_CELL + (FORM if re.search(r"\.form\(|\.sign_in\(", cell.source) else 0)


if __name__ == "__main__":
    for lesson in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        print(f"{lesson.stem}: {total(lesson)[0]:.0f} + {total(lesson)[1]}")
        for name, (minutes_to_read, minutes_to_try) in parts(lesson).items():
            print(f"    {minutes_to_read:4.1f} + {minutes_to_try}  {name}{', not counted' if name == OPTIONAL else ''}")
