"""``kaizala-nb open``: what one sees, what is written, and what is left alone. A real browser does it in ``tests/browser``."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab
from tests.course.lessons.runner import NOTEBOOKS

FILE = "library.postman_collection.json"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would start JupyterLab."""
    commands: list[list[str]] = []
    monkeypatch.setattr(lab, "start", commands.append)
    return commands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in lab.EXAMPLE:
        shutil.copy(NOTEBOOKS / name, tmp_path)
    return tmp_path


def opened(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["open", *map(str, arguments)])


def test_the_notebook_is_written_beside_the_file_and_opened(folder, started):
    ran = opened(folder / FILE, "--no-browser", "--port=8888")
    assert ran.exit_code == 0
    assert ran.output.splitlines() == [
        "City library: 12 requests in 3 folders, 12 can be sent.",
        "Wrote library.ipynb.",
        "Practice service; --live talks to https://api.library.example.",
    ]
    notebook = nbformat.read(folder / "library.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert "stand_in=True" in notebook.cells[1].source
    [command] = started
    assert f"--ServerApp.root_dir={folder}" in command
    assert "--LabApp.default_url=/doc/tree/library.ipynb" in command
    assert command[-2:] == ["--no-browser", "--port=8888"]


def test_a_real_service_is_named(folder, started):
    assert opened(folder / FILE, "--live").output.splitlines()[2:] == [
        "It talks to https://api.library.example.",
        "No secret of yours goes there until you name it: --allow-host https://api.library.example,"
        " or in the first cell of code.",
    ]
    assert "stand_in" not in (folder / "library.ipynb").read_text()


def test_a_host_that_is_named_stands_in_the_notebook(folder, started):
    ran = opened(folder / FILE, "--live", "--allow-host", "https://api.library.example")
    assert ran.output.splitlines()[-1] == "Secrets of yours may go to https://api.library.example."
    opening = nbformat.read(folder / "library.ipynb", as_version=4).cells[1].source
    assert 'allow_hosts=["https://api.library.example"],' in opening
    assert opened(folder / FILE, "--allow-host", "https://").exit_code == 1


def test_a_notebook_that_is_there_is_opened_as_it_is(folder, started):
    mine = folder / "library.ipynb"
    mine.write_text("mine")
    ran = opened(folder / FILE, "--live")
    assert ran.exit_code == 0
    assert "library.ipynb is yours; opening it." in ran.output.splitlines()
    assert mine.read_text() == "mine"
    assert len(started) == 1


PRACTICE = [
    "Its requests go to the practice service.",
    "For the real one, take stand_in=True out of its first cell of code.",
]
LIVE = [
    "Careful: its requests go to the real service: https://api.library.example.",
    "For the practice service, write stand_in=True into its first cell of code.",
]


@pytest.mark.parametrize(("written", "again", "said"), [([], ["--live"], PRACTICE), (["--live"], [], LIVE)])
def test_of_a_notebook_that_is_there_it_says_whether_it_is_live_or_not(folder, started, written, again, said):
    """Whatever is asked for now: only its own cells count, also when a person has added some, or has changed them."""
    opened(folder / FILE, *written)
    notebook = nbformat.read(folder / "library.ipynb", as_version=4)
    notebook.cells.insert(1, nbformat.v4.new_code_cell("%matplotlib inline"))
    notebook.cells.insert(2, nbformat.v4.new_code_cell("import requests"))
    nbformat.write(notebook, folder / "library.ipynb")
    assert opened(folder / FILE, *again).output.splitlines()[2:] == said
    notebook.cells[3].source = notebook.cells[3].source.replace("stand_in=True", "stand_in=WHERE")
    notebook.cells[3].source = notebook.cells[3].source.replace("allow_hosts=[]", "stand_in=WHERE")
    nbformat.write(notebook, folder / "library.ipynb")
    hosts = "--allow-host changes nothing in it: its first cell of code names the hosts."
    ran = opened(folder / FILE, "--allow-host", "https://api.library.example")
    assert ran.output.splitlines()[2:] == ["Its first cell of code says where its requests go.", hosts]


@pytest.mark.parametrize("number", [1, 50])
def test_the_notebook_of_another_file_is_not_opened_and_not_written_over(tmp_path, started, number):
    """Two files may give one name to their notebooks. A large collection has an index, which opens no file by itself."""
    request = {"method": "GET", "url": "https://api.example.org/a"}
    folders = [{"name": "A", "item": [{"name": f"Get {n}", "request": request} for n in range(number)]}]
    for name in ("same.json", "same.postman_collection.json"):
        (tmp_path / name).write_text(json.dumps({"info": {"name": "Same", "schema": "v2.1.0"}, "item": folders}))
    assert opened(tmp_path / "same.postman_collection.json").exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    write = ["collection", "notebook", str(tmp_path / "same.json")]
    for ran in (opened(tmp_path / "same.json"), CliRunner().invoke(main, write)):
        assert ran.exit_code == 1
        assert "is there already, and it opens another collection: 'same.postman_collection.json' in" in ran.output
        assert "in the first cell of code" in ran.output
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert len(started) == 1
    assert opened(tmp_path / "same.postman_collection.json").output.splitlines()[2:] == PRACTICE
    assert CliRunner().invoke(main, [*write, "-o", str(tmp_path / "other")]).exit_code == 0
    assert CliRunner().invoke(main, [*write, "--force"]).exit_code == 0
    (tmp_path / "same.json").rename(tmp_path / "same.postman_collection.json")
    again = CliRunner().invoke(main, [*write[:-1], str(tmp_path / "same.postman_collection.json")])
    assert again.exit_code == 0


def test_of_a_notebook_of_programs_it_says_that_it_is_live(folder, started):
    CliRunner().invoke(main, ["collection", "notebook", str(folder / FILE), "--code"])
    assert opened(folder / FILE).output.splitlines()[2:] == LIVE[:1]


def test_another_folder_can_be_named(folder, started):
    assert opened(folder / FILE, "-o", folder / "my class").exit_code == 0
    code = (folder / "my class" / "library.ipynb").read_text()
    assert f"../{FILE}" in code
    assert f"--ServerApp.root_dir={folder / 'my class'}" in started[0]


def test_a_large_collection_is_opened_at_its_index(tmp_path, started):
    request = {"method": "GET", "url": "https://api.example.org/a"}
    folders = [{"name": name, "item": [{"name": "Get", "request": request}] * 25} for name in ("A", "B")]
    (tmp_path / "my api.json").write_text(json.dumps({"info": {"name": "Big", "schema": "v2.1.0"}, "item": folders}))
    ran = opened(tmp_path / "my api.json")
    assert ran.output.splitlines()[:2] == [
        "Big: 50 requests in 2 folders, 50 can be sent.",
        "Wrote my api.ipynb and 2 others.",
    ]
    assert "--LabApp.default_url=/doc/tree/my%20api.ipynb" in started[0]


def test_folders_in_folders_are_counted(tmp_path, started):
    get = {"name": "Get", "request": {"method": "GET", "url": "https://api.example.org/a"}}
    inner = [{"name": "Inside", "item": [get]}, {"name": "Beside", "item": [get]}]
    file = {"info": {"name": "Api", "schema": "v2.1.0"}, "item": [{"name": "Outside", "item": inner}]}
    (tmp_path / "a.json").write_text(json.dumps(file))
    assert opened(tmp_path / "a.json").output.splitlines()[0] == "Api: 2 requests in 3 folders, 2 can be sent."


def test_a_collection_without_folders_and_without_an_address(tmp_path, started):
    items = [{"name": "Get", "request": {"method": "GET", "url": "{{base_url}}/a"}}]
    (tmp_path / "a.json").write_text(json.dumps({"info": {"name": "Api", "schema": "v2.1.0"}, "item": items}))
    assert opened(tmp_path / "a.json").output.splitlines()[2].endswith("talks to the service that {{base_url}} names.")
    said = opened(tmp_path / "a.json", "--live", "-o", tmp_path / "live").output.splitlines()
    assert said[0] == "Api: 1 request, 1 can be sent."
    assert said[-1] == "The file does not say which service it talks to. It is the service that {{base_url}} names."


@pytest.mark.parametrize(
    ("text", "said"),
    [("{}", "is no Postman collection"), ("name,email", "is not JSON")],
)
def test_a_file_that_is_no_collection_gets_a_sentence(tmp_path, started, text, said):
    (tmp_path / "readers.csv").write_text(text)
    ran = opened(tmp_path / "readers.csv")
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Name the file of a Postman collection" in ran.output
    assert (started, sorted(tmp_path.iterdir())) == ([], [tmp_path / "readers.csv"])


def test_a_file_that_is_not_there_is_named(tmp_path, started):
    ran = opened(tmp_path / "none.json")
    assert ran.exit_code == 2
    assert "none.json" in ran.output


def test_without_jupyterlab_it_says_what_to_install(folder, started, monkeypatch):
    monkeypatch.setattr(lab, "is_installed", lambda: False)
    ran = opened(folder / FILE)
    assert ran.exit_code == 1
    assert 'pip install "kaizala-nb[lab]"' in ran.output
    assert not (folder / "library.ipynb").exists()
