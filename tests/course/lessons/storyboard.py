"""The storyboard of the lessons, as they are: ``python -m tests.course.lessons.storyboard docs/lessons.md`` writes the page.

It is for the next author of a lesson: what each lesson is for, its parts with their minutes, what a learner does in each, and the
wrong programs that its checks must not take. What is read off the notebooks cannot differ from them.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kaizala_nb.course.lessons import LESSONS
from kaizala_nb.course.lessons.questions import QUESTIONS
from tests.course.lessons import minutes
from tests.course.lessons.near_misses import TRIALS
from tests.course.lessons.runner import NOTEBOOKS, read

HEAD = """# The lessons, for whoever writes them

`make docs` writes this page from the notebooks, the checks and the near misses. Change those, and not this page.

**How a lesson is built.** Its title is a question. The first cell says what one can do after it, for whom it is, and how long
it takes. Then come parts of at most 15 minutes. A part has headings by the names of the requests, and for each request a form
and a cell with its reply. It has one guess with a folded answer, or one question (`kaizala.ask`), and neither stands between a
form and its reply. It ends with a check, and one can stop there. An exercise comes at most 15 minutes after the last one.
Requests that the lesson does not need stand at its end, under "More of this folder". Then come questions about another API, and
three lines to remember.

**An exercise** cannot be done by copying the cell above. It has a check, two hints a line, and a folded answer. Its check looks
at what the service holds, and never at the text of anybody's code. A function that the learner was to write may be called. For
each check `tests/course/lessons/near_misses/` has programs that are nearly right, and other right ways.
`tests/course/lessons/test_near_misses.py` tries them all.

**Minutes** are reckoned from the size of a lesson, as [Teaching with it](teaching.md) says: to read and run, and to try.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) for line in _lesson(path))])


def _lesson(path: Path) -> Iterator[str]:
    number = path.name[:2]
    cells = read(path).cells
    first = cells[0].source
    yield f"## {number} {first.partition(chr(10))[0].removeprefix('# ')}\n"
    if aims := re.findall(r"^- (.+)$", first, flags=re.MULTILINE):
        yield "After it one can\n\n" + "\n".join(f"- {aim}" for aim in aims) + "\n"
    yield "| part | read + try | guess or question | exercises and checks |\n|---|---|---|---|"
    for heading, (reading, trying) in minutes.parts(path).items():
        text = "\n".join(cell.source for cell in _section(cells, heading))
        asked = [f"`{name}`" for name in re.findall(r"kaizala\.ask\(\"([^\"]+)\"", text)]
        asked += ["a guess"] * text.count("**Guess first")
        checks = [f"`{name}`" for name in dict.fromkeys(re.findall(r"kaizala\.check\(\"([^\"]+)\"", text))]
        yield f"| {heading} | {reading:.0f} + {trying} | {', '.join(asked)} | {', '.join(checks)} |"
    questions = [one for one in QUESTIONS.values() if one.name.startswith(number)]
    if questions:
        yield "\nQuestions:\n\n" + "\n".join(f"- `{one.name}`: {one.sentence}" for one in questions)
    yield "\n| check | what turns it, beside the lesson's own way | near misses |\n|---|---|---|"
    for trial in sorted(TRIALS[number], key=lambda one: list(LESSONS[number].CHECKS).index(one.check)):
        yield f"| `{trial.check}` | {'; '.join(trial.right)} | {'; '.join(trial.wrong)} |"
    yield ""


def _section(cells: list, heading: str) -> Iterator:
    """The cells under a heading of the second level; those before the first one are "Beginning"."""
    current = "Beginning"
    for cell in cells:
        if cell.cell_type == "markdown" and (begins := re.match(r"## (.+)", cell.source)):
            current = begins[1]
        if current == heading:
            yield cell


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
