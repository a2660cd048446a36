"""Copies for a class: clean, with the answers as the teacher wants them, and never over anything that is there."""

from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab, notebooks
from tests.course.lessons.runner import LESSON_00, NOTEBOOKS

FOLD = "<details>\n<summary>Show an answer</summary>\n\n```python\ntoken = 42\n```\n\n</details>"
GUESS = "What will it say?\n\n<details><summary>Show the answer</summary>It says 401.</details>\n\nGo on."
WHY = "<details><summary>Why so many?</summary>Because.</details>"


QUESTIONS = "## Two questions\n\n<details>\n<summary>1. Why <code>two</code>?</summary>\n\nBecause.\n\n</details>"


def copy(folder: Path, *options: str) -> Result:
    """The command, run."""
    ran = CliRunner().invoke(main, ["lessons", "copy", str(folder), *options])
    assert ran.exit_code == 0, ran.output
    return ran


def lesson() -> NotebookNode:
    """One with a guess, an exercise, and a fold that is no answer."""
    return new_notebook(
        cells=[
            new_markdown_cell(GUESS),
            new_code_cell("kaizala"),
            new_code_cell("# Your turn"),
            new_code_cell('kaizala.check("00")'),
            new_markdown_cell(FOLD),
            new_markdown_cell(WHY),
            new_markdown_cell(QUESTIONS),
        ]
    )


def test_folded_is_the_default_and_the_lesson_as_it_is_kept(tmp_path):
    copy(tmp_path / "class")
    copies = sorted((tmp_path / "class").iterdir())
    lessons = [file.name for file in lab.lesson_files()]
    assert [file.name for file in copies] == sorted([*lessons, *lab.EXAMPLE])
    assert all(file.read_bytes() == (NOTEBOOKS / file.name).read_bytes() for file in copies)


def test_without_answers_nothing_of_them_is_left(tmp_path):
    copy(tmp_path, "--answers", "none")
    for file in tmp_path.glob("*.ipynb"):
        assert "answer</summary>" not in file.read_text()
    assert "add_members" not in (tmp_path / LESSON_00.name).read_text()
    left = notebooks.without_answers(lesson())
    assert [cell.source for cell in left.cells] == [
        "What will it say?\n\n\n\nGo on.",
        "kaizala",
        "# Your turn",
        'kaizala.check("00")',
        WHY,
        "## Two questions\n\n1. Why <code>two</code>?",
    ]
    nbformat.validate(left)


def test_shown_answers_are_open_and_stand_in_their_cells():
    shown = notebooks.with_answers(lesson())
    assert [cell.source for cell in shown.cells] == [
        GUESS.replace("<details>", "<details open>"),
        "kaizala",
        "# Your turn\ntoken = 42",
        'kaizala.check("00")',
        FOLD.replace("<details>", "<details open>"),
        WHY,
        QUESTIONS.replace("<details>", "<details open>"),
    ]


def test_a_cell_gets_the_first_answer_below_it_and_no_second_one():
    folds = [new_markdown_cell(FOLD.replace("42", number)) for number in ("1", "2")]
    shown = notebooks.with_answers(new_notebook(cells=[new_code_cell("# Your turn"), *folds]))
    assert shown.cells[0].source == "# Your turn\ntoken = 1"


def test_the_title_of_an_answer_may_begin_with_a_capital():
    titled = new_notebook(cells=[new_markdown_cell(FOLD.replace("Show an answer", "Answer"))])
    assert notebooks.without_answers(titled).cells == []


def test_a_copy_is_never_written_over(tmp_path):
    copy(tmp_path)
    mine = tmp_path / LESSON_00.name
    mine.write_text("mine")
    again = copy(tmp_path, "--answers", "shown")
    assert mine.read_text() == "mine"
    assert "0 files written" in again.stderr


def test_a_lesson_that_somebody_ran_in_the_clone_is_copied_clean(tmp_path, monkeypatch):
    clone = tmp_path / "clone"
    clone.mkdir()
    ran = notebooks.read(LESSON_00)
    ran.cells[1].outputs = [nbformat.v4.new_output("stream", text="482913")]
    (clone / LESSON_00.name).write_text(notebooks.text(ran))
    monkeypatch.setattr(lab, "lessons", lambda: clone)
    copy(tmp_path / "class")
    assert (tmp_path / "class" / LESSON_00.name).read_bytes() == LESSON_00.read_bytes()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    refused = CliRunner().invoke(main, ["lessons", "copy", str(tmp_path / "file" / "class")])
    assert refused.exit_code == 1
    assert "cannot be written" in refused.output


@pytest.mark.parametrize("file", sorted(NOTEBOOKS.glob("[0-9]*.ipynb")), ids=lambda file: file.stem)
def test_every_exercise_of_a_lesson_has_its_answer(file):
    """Each cell that waits for the learner gets code when the answers are shown; of two in a row, the second one."""
    kept, shown = notebooks.read(file), notebooks.with_answers(notebooks.read(file))
    cells = list(zip(notebooks.code_cells(kept), notebooks.code_cells(shown), strict=True))
    waits = [before.source.strip().startswith("# Your turn") for before, _ in cells]
    for (before, after), waits_here, next_waits in zip(cells, waits, [*waits[1:], False], strict=True):
        if waits_here and not next_waits:
            assert after.source.startswith(before.source)
            assert after.source != before.source
