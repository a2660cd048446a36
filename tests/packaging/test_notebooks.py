"""The lessons are kept as nobody has run them: what a run leaves is noise in every change, and may be secret."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import notebooks
from tests.packaging.tracked import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda file: file.stem)
def test_a_lesson_is_kept_clean(lesson):
    """No outputs, no counts, no state of widgets, nothing that an editor left."""
    kept = lesson.read_text(encoding="utf-8")
    assert kept == notebooks.text(notebooks.clean(notebooks.read(lesson))), (
        f"{lesson.name} was run: make clean-notebooks"
    )


def dirty(lesson: Path, file: Path) -> None:
    """A copy as JupyterLab saves it after a run, with the state of its widgets."""
    ran = json.loads(lesson.read_text())
    ran["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": "482913"}}}}
    ran["metadata"]["language_info"]["version"] = "3.13.0"
    for cell in ran["cells"]:
        cell["metadata"]["trusted"] = True
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
            cell["metadata"]["execution"] = {"iopub.execute_input": "2026-11-24T15:02:43.000000Z"}
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "482913"}]
    file.write_text(json.dumps(ran))


def test_one_command_cleans_them(tmp_path):
    file = tmp_path / LESSONS[0].name
    dirty(LESSONS[0], file)
    assert "482913" in file.read_text()
    cleaned = CliRunner().invoke(main, ["lessons", "clean", str(file)])
    assert cleaned.exit_code == 0
    assert cleaned.output.strip() == str(file)
    assert file.read_bytes() == LESSONS[0].read_bytes()
    assert CliRunner().invoke(main, ["lessons", "clean", str(file)]).output == ""


def test_what_is_no_notebook_is_left_as_it_is(tmp_path):
    file = tmp_path / "notes.ipynb"
    file.write_text("my notes")
    refused = CliRunner().invoke(main, ["lessons", "clean", str(file)])
    assert refused.exit_code == 1
    assert "NotJSONError" in refused.output
    assert file.read_text() == "my notes"
