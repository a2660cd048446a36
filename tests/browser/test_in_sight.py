"""Whoever only presses Shift+Enter sees what matters: the button of a lesson's first form, and what arrives.

The screen has 1280 × 900 pixels. ``ALL_LESSONS=1`` looks at every lesson, which takes some minutes.
"""

import os
import re
import shutil

import nbformat
import pytest
from playwright.sync_api import Locator

from tests.browser.lab import Notebook
from tests.course.lessons.runner import NOTEBOOKS

USUAL = ("00",)
FORM = re.compile(r"\.form\(|\.sign_in\(")
ARRIVES = {
    "00": (12, "Hello from my notebook"),
    "02": (6, "were added"),
    "03": (6, "Arrived on"),
    "05": (13, "Hello, notebook"),
    "07": (15, "Arrived on"),
}
"""The cell of each lesson in which something arrives first, and a text of it."""
PAUSE = 1_000
"""Milliseconds between two cells: JupyterLab scrolls after a cell only if the next one does not follow at once."""
WHOLE = """thing => { const box = thing.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; }"""
FREE = """button => { const box = button.getBoundingClientRect();
  const shown = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
  return box.bottom <= innerHeight && button.contains(shown); }"""


@pytest.mark.parametrize("number", ["00", "01", "02", "03", "04", "05", "07"])
def test_a_button_and_what_arrives(lab, browser, number):
    if number not in USUAL and not os.environ.get("ALL_LESSONS"):
        pytest.skip("one of the others")
    [lesson] = NOTEBOOKS.glob(f"{number}-*.ipynb")
    shutil.copy(lesson, lab.root)
    cells = nbformat.read(lesson, as_version=4).cells
    form = next(index for index, cell in enumerate(cells) if cell.cell_type == "code" and FORM.search(cell.source))
    notebook = Notebook(lab, browser, lesson.name)
    send = walk(notebook, form).get_by_role("button", name=re.compile("^Send")).first
    send.wait_for()
    notebook.wait_until(lambda: send.evaluate(FREE))
    if number in ARRIVES:
        index, text = ARRIVES[number]
        arrived = walk(notebook, index).locator(".jp-OutputArea-output").get_by_text(text).first
        arrived.wait_for()
        notebook.wait_until(lambda: arrived.evaluate(WHOLE))
    notebook.close()


def walk(notebook: Notebook, last: int) -> Locator:
    """Press Shift+Enter, cell by cell, until the cell ``last`` has run. Gives that cell."""
    while notebook.active <= last:
        before = notebook.active
        notebook.page.keyboard.press("Shift+Enter")
        notebook.wait_until(lambda before=before: notebook.active > before and not notebook.busy)
        notebook.page.wait_for_timeout(PAUSE)
    return notebook.panel.locator(f'.jp-Cell[data-windowed-list-index="{last}"]')  # Notebook.cell would scroll to it
