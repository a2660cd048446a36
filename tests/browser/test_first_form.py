"""The first form of a lesson: its button is in sight as soon as Shift+Enter has run its cell, on a screen of 1280 × 900."""

import re
import shutil

import nbformat
import pytest

from tests.browser.lab import Notebook
from tests.course.lessons.runner import NOTEBOOKS

LESSONS = [file for file in sorted(NOTEBOOKS.glob("0*.ipynb")) if file.name[:2] in ("00", "07")]
"""The two with the most above their first form; the others were looked at once."""
FORM = re.compile(r"\.form\(|\.sign_in\(")
PAUSE = 1_000
"""Milliseconds between two cells: JupyterLab scrolls after a cell only if the next one does not follow at once."""
IN_SIGHT = """button => { const box = button.getBoundingClientRect();
  const shown = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
  return box.bottom <= innerHeight && button.contains(shown); }"""


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name[:2])
def test_its_button_is_in_sight(lab, browser, lesson):
    shutil.copy(lesson, lab.root)
    cells = nbformat.read(lesson, as_version=4).cells
    first = next(index for index, cell in enumerate(cells) if cell.cell_type == "code" and FORM.search(cell.source))
    notebook = Notebook(lab, browser, lesson.name)
    while notebook.active <= first:
        before = notebook.active
        notebook.page.keyboard.press("Shift+Enter")
        notebook.wait_until(lambda before=before: notebook.active > before and not notebook.busy)
        notebook.page.wait_for_timeout(PAUSE)
    cell = notebook.panel.locator(f'.jp-Cell[data-windowed-list-index="{first}"]')  # Notebook.cell would scroll to it
    button = cell.get_by_role("button", name=re.compile("^Send")).first
    button.wait_for()
    notebook.wait_until(lambda: button.evaluate(IN_SIGHT), 5)
    notebook.close()
