"""A lesson's first cells, run again and again in one kernel, as learners do who begin afresh."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.course.lessons.desk import path_of
from tests.course.lessons.runner import read, run

COUNT = """
import gc, os, threading
gc.disable()  # what goes, goes at once, and not whenever memory is swept
print("threads", threading.active_count(), "descriptors", len(os.listdir(f"/proc/{os.getpid()}/fd")))
"""
TIMES = 5
MARGIN = 6  # descriptors that come and go by themselves, fewer than two servers have


@pytest.mark.parametrize(("number", "cells"), [("00", 15), ("05", 9)])
def test_each_run_leaves_as_little_as_the_first(number, cells, tmp_path):
    first = [cell.source for cell in read(path_of(number)).cells[:cells] if cell.cell_type == "code"]
    notebook = new_notebook(cells=[new_code_cell(code) for _ in range(TIMES) for code in (*first, COUNT)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    done = run(notebook, tmp_path)
    assert done.errors == []
    said = "".join(done.text(index) for index in range(len(notebook.cells)) if notebook.cells[index].source == COUNT)
    threads, descriptors = (
        [int(one) for one in re.findall(rf"{what} (\d+)", said)] for what in ("threads", "descriptors")
    )
    assert len(threads) == TIMES
    assert threads[-1] < threads[0] + TIMES - 1  # one or two come and go by themselves
    assert descriptors[-1] <= descriptors[0] + MARGIN
