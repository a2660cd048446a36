"""``kaizala-nb collection notebook`` writes the notebook of a file, and never over somebody's work."""

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab
from tests.toolkit.notebook.library import write


def test_it_writes_beside_the_file_or_into_a_folder_and_not_over_somebody_s_notebook(tmp_path):
    file = str(write(tmp_path))
    ran = CliRunner().invoke(main, ["collection", "notebook", file])
    assert (ran.exit_code, ran.output) == (0, f"{tmp_path / 'library.ipynb'}\n")
    ran = CliRunner().invoke(main, ["collection", "notebook", file, "-o", str(tmp_path / "out")])
    assert ran.output == f"{tmp_path / 'out' / 'library.ipynb'}\n"
    (tmp_path / "library.ipynb").write_text("mine")
    ran = CliRunner().invoke(main, ["collection", "notebook", file])
    assert ran.exit_code == 1
    assert "Nothing was written." in ran.output
    assert "--force" in ran.output
    assert (tmp_path / "library.ipynb").read_text() == "mine"


@pytest.mark.parametrize("command", [["collection", "notebook"], ["open"]])
@pytest.mark.parametrize("options", [["--stand-in", "--live"], ["--live", "--stand-in"]])
def test_the_practice_service_and_the_real_one_together_are_refused(tmp_path, monkeypatch, command, options):
    monkeypatch.setattr(lab, "start", lambda command: None)
    ran = CliRunner().invoke(main, [*command, str(write(tmp_path)), *options])
    assert ran.exit_code == 2
    assert "--stand-in is the practice service, --live the real one: give one of them." in ran.output
    assert not (tmp_path / "library.ipynb").exists()


def test_a_file_that_is_no_collection_is_said(tmp_path):
    (tmp_path / "odd.json").write_text("[]")
    ran = CliRunner().invoke(main, ["collection", "notebook", str(tmp_path / "odd.json")])
    assert ran.exit_code == 1
    assert "Traceback" not in ran.output
