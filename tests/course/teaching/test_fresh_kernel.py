"""A kernel that is new: a cell that needs the first cell says so, and after the first cell Python speaks for itself."""

import os
import stat

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from kaizala_nb.course.teaching import lab
from tests.packaging.tracked import ROOT


def test_a_kernel_is_started_with_it_unless_somebody_has_a_file_of_their_own(monkeypatch):
    monkeypatch.delenv("PYTHONSTARTUP", raising=False)
    assert lab.variables()["PYTHONSTARTUP"].endswith("fresh_kernel.py")
    monkeypatch.setenv("PYTHONSTARTUP", "/mine.py")
    assert lab.variables()["PYTHONSTARTUP"] == "/mine.py"


def test_on_binder_too():
    start = ROOT / "binder" / "start"
    assert start.stat().st_mode & stat.S_IXUSR
    [line] = [line for line in start.read_text().splitlines() if line.startswith("export PYTHONSTARTUP=")]
    assert (ROOT / line.partition("$PWD/")[2].rstrip('"')).is_file()


@pytest.mark.parametrize("loaded", [False, True])
def test_it_says_to_run_the_first_cell_and_leaves_other_names_alone(loaded, kernel_config):
    first = ["import kaizala_nb"] if loaded else []
    notebook = new_notebook(cells=[new_code_cell(code) for code in (*first, "kaizala.check('00')")])
    client = NotebookClient(notebook, allow_errors=True, config=kernel_config)
    client.execute(env=os.environ | lab.variables())
    [output] = notebook.cells[-1].outputs
    if loaded:
        assert (output.output_type, output.ename) == ("error", "NameError")
    else:
        assert output.text.startswith("Run the first cell first. The kernel is new, and does not know 'kaizala'.")
        assert "Kernel, Restart Kernel and Run up to Selected Cell" in output.text
