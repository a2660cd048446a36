"""The page "From Postman to a lesson" is true: its commands and its lines of Python are run in their order, on the example."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab, notebooks
from tests.packaging.tracked import ROOT
from tests.postman.example_server import ExampleServer, with_address

PAGE = (ROOT / "docs" / "from-postman-to-a-lesson.md").read_text("utf-8")
BLOCKS = re.compile(r"^```python\n(?P<code>.*?)^```$|(?P<lines>(?:^    [^\n]+\n)+)", re.M | re.S)
ADDRESS = "https://api.library.example"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExampleServer]:
    """The service; the example is in this folder."""
    for name in lab.EXAMPLE:
        shutil.copy(ROOT / "notebooks" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab, "start", lambda command: None)
    server = ExampleServer(Path(lab.EXAMPLE[0]))
    with_address(Path(lab.EXAMPLE[0]), server.url)
    yield server
    server.close()


def run(command: str) -> str:
    """What a command prints."""
    ran = CliRunner().invoke(main, shlex.split(command)[1:])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_its_commands_and_its_code_do_what_it_says(library):
    names: dict[str, object] = {}
    printed, practised = "", None
    for block in BLOCKS.finditer(PAGE):
        if block["code"]:
            practised = names["library"] if "working_dir" in block["code"] else practised
            exec(block["code"].replace(ADDRESS, library.url), names)  # noqa: S102
            continue
        text = re.sub("^    ", "", block["lines"], flags=re.M).replace(ADDRESS, library.url)
        if text.startswith("kaizala-nb"):
            printed = run(text)
        else:
            assert text == printed
    assert practised is not None
    assert len(practised.journal) == 4
    assert practised.check("Books").passed
    practised.close()
    assert library.calls == ["POST /login", "GET /books/17"]
    assert len(names["library"].journal) == 2
    assert names["library"].report.empty
    assert (Path("class") / "library.ipynb").is_file()
    code = (Path("code") / "library.ipynb").read_text()
    assert "import requests" in code
    assert "assert response.status_code == 200" in code
    program = Path("library-program.py").read_text()
    assert "import requests" in program
    assert "2468" not in program
    names["library"].close()


def test_a_cell_of_the_teachers_outlives_cleaning_and_writing_again(library):
    command = f"kaizala-nb collection notebook {lab.EXAMPLE[0]}"
    run(command)
    file = Path("library.ipynb")
    lesson = notebooks.read(file)
    lesson.cells[0].source += "\n\nWelcome."
    file.write_text(notebooks.text(lesson))
    run("kaizala-nb lessons clean library.ipynb")
    collection = Path(lab.EXAMPLE[0])
    collection.write_text(collection.read_text().replace("One book.", "A book that you name."))
    run(command)
    again = notebooks.read(file)
    assert [cell.id for cell in again.cells] == [cell.id for cell in lesson.cells]
    assert again.cells[0].source.endswith("Welcome.")
    assert any("A book that you name." in cell.source for cell in again.cells)


def test_the_files_that_it_hands_out_are_all_there():
    named = re.findall(r"`([\w.]+)`", PAGE.partition("## 8")[2])
    assert set(named) == {*lab.EXAMPLE, "library.ipynb"}
