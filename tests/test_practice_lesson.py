"""A lesson on its practice service needs no other service: in a kernel, from a terminal, and by newman."""

import json
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaizala_nb import Api
from kaizala_nb.cli import main
from kaizala_nb.course.teaching.lab import EXAMPLE
from tests import node
from tests.course.lessons.runner import NOTEBOOKS, read, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in EXAMPLE:
        shutil.copy(NOTEBOOKS / name, tmp_path)
    return tmp_path


def test_the_written_notebook_runs_twice_without_a_network(folder: Path) -> None:
    api = Api.from_postman(folder / EXAMPLE[0])
    [path] = api.notebook(folder / "library.ipynb")
    api.close()
    for _ in range(2):
        lesson = run(read(path), folder)
        assert lesson.errors == []
        cells = {cell.source: at for at, cell in enumerate(lesson.notebook.cells) if cell.cell_type == "code"}
        assert [source for source, at in cells.items() if "kz-refused" in lesson.html(at)] == []
        journal = lesson.text(cells["library.journal"])
        assert journal.count("checks hold") >= 12
        assert "failed" not in journal
        assert "Nothing leaves this computer. 12 of 12 can be sent." in lesson.text(next(iter(cells.values())))


def test_a_run_from_a_terminal_needs_one_option_and_agrees_with_newman(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    results = folder / "results.xml"
    arguments = ["collection", "run", EXAMPLE[0], "--stand-in", "--scripts", "run", "--junit", str(results)]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 0, ran.output
    assert "12 of 12 requests passed" in ran.output
    ours = Counter(
        (case.get("classname", "").rpartition(" / ")[2], case.get("name"), case.find("failure") is None)
        for case in ElementTree.parse(results).iter("testcase")  # noqa: S314  (it was just written)
    )
    assert ours == by_newman(folder)


def by_newman(folder: Path) -> Counter:
    """The checks of a run of newman on the practice service, each with its request and whether it holds."""
    api = Api.from_postman(folder / EXAMPLE[0], stand_in=True)
    values = {name: str(value) for name, value in api.environment.items() if value}
    assert api.session.practice is not None
    values["base_url"] = api.session.practice.url
    report = folder / "newman.json"
    options = ["--reporters", "json", "--reporter-json-export", str(report), "--working-dir", str(folder)]
    for name, value in values.items():
        options += ["--env-var", f"{name}={value}"]
    command = [*node.newman(), "run", EXAMPLE[0], *options]
    ran = subprocess.run(command, cwd=folder, env=node.environment(), capture_output=True, text=True, check=False)
    api.close()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Counter(
        (done["item"]["name"], check["assertion"], "error" not in check)
        for done in json.loads(report.read_text())["run"]["executions"]
        for check in done.get("assertions", [])
    )


def test_secrets_of_a_run_are_not_taken(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    said = []
    from kaizala_nb.toolkit.stand_in.stand_in import StandIn

    answer = StandIn.answer
    monkeypatch.setattr(StandIn, "answer", lambda self, request: said.append(request) or answer(self, request))
    monkeypatch.setenv("DESK_KEY", "s3cret-of-the-desk")
    arguments = ["collection", "run", EXAMPLE[0], "--stand-in", "--from-env", "desk_key", "--folder", "Start"]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 0, ran.output
    assert len(said) == 3
    assert "s3cret-of-the-desk" not in str(said)
    assert "practice-desk-key" in str(said)
