"""Whoever only presses Shift+Enter sees what arrives: it is in sight on a screen of 1280 × 900 as soon as its cell has run."""

import os
import shutil

import nbformat
import pytest

from tests.browser.lab import Notebook
from tests.course.lessons.runner import NOTEBOOKS

ARRIVES = {
    "00": (12, "Hello from my notebook"),
    "02": (6, "Asha was added"),
    "03": (7, "Arrived on"),
    "05": (14, "Hello, notebook"),
    "07": (15, "Arrived on"),
}
"""The cell of each lesson in which something arrives first, and a text of it."""
USUAL = ("00", "05")  # the others take a minute: with ALL_LESSONS=1
PAUSE = 1_000
"""Milliseconds between two cells: JupyterLab scrolls after a cell only if the next one does not follow at once."""
IN_SIGHT = "thing => { const box = thing.getBoundingClientRect(); return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; }"


@pytest.mark.parametrize("number", ARRIVES if os.environ.get("ALL_LESSONS") else USUAL)
def test_what_arrives_is_in_sight(lab, browser, number):
    [lesson] = NOTEBOOKS.glob(f"{number}-*.ipynb")
    shutil.copy(lesson, lab.root)
    last, text = ARRIVES[number]
    notebook = Notebook(lab, browser, lesson.name)
    while notebook.active <= last:
        before = notebook.active
        notebook.page.keyboard.press("Shift+Enter")
        notebook.wait_until(lambda before=before: notebook.active > before and not notebook.busy)
        notebook.page.wait_for_timeout(PAUSE)
    cell = notebook.panel.locator(f'.jp-Cell[data-windowed-list-index="{last}"]')  # Notebook.cell would scroll to it
    arrived = cell.locator(".jp-OutputArea-output").get_by_text(text).first
    arrived.wait_for()
    notebook.wait_until(lambda: arrived.evaluate(IN_SIGHT), 5)
    notebook.close()
