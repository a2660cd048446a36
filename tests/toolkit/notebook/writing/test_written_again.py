"""A notebook that is written again opens what it opened: the real service or the practice one, its hosts, its environment."""

import json

import nbformat
import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from tests.toolkit.notebook.writing.making import folder, read, request, texts, written

LIVE = "https://library.example"
HOST = "https://a.example"


def again(tmp_path, *options):
    """What the command says."""
    file = str(tmp_path / "library.postman_collection.json")
    ran = CliRunner().invoke(main, ["collection", "notebook", file, *options])
    assert ran.exit_code == 0, ran.output
    return ran.stderr.partition("\n")[2]


def change(tmp_path, old, new):
    """Somebody changes the first cell of code, and saves it."""
    path = tmp_path / "library.ipynb"
    notebook = nbformat.read(path, 4)
    cell = next(cell for cell in notebook.cells if "from_postman" in cell.source)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)


def first(tmp_path):
    return texts(read(tmp_path / "library.ipynb"))[0]


def test_what_was_asked_for_once_stays_until_something_else_is_asked_for(tmp_path):
    written(tmp_path, folder("A", request("One", path="/{{shelf}}")), live=True, allow_hosts=HOST)
    before = (tmp_path / "library.ipynb").read_text()
    still = f"Still live: its requests go to {LIVE}. Secrets may go to {HOST}.\n"
    assert again(tmp_path) == still
    assert (tmp_path / "library.ipynb").read_text() == before
    assert again(tmp_path, "--stand-in") == "Its requests go to the practice service now.\n"
    assert "stand_in=True," in first(tmp_path)
    assert f'allow_hosts=["{HOST}"]' in first(tmp_path)
    assert again(tmp_path) == ""
    assert again(tmp_path, "--live") == still.replace("Still live", "Live now")
    assert again(tmp_path, "--allow-host", "https://b.example").endswith("Secrets may go to https://b.example.\n")
    assert 'allow_hosts=["https://b.example"]' in first(tmp_path)


def test_what_a_person_wrote_there_for_it_stays_too_and_options_win(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.postman_environment.json").write_text(json.dumps({"name": name, "values": []}))
    written(tmp_path, folder("A", request("One")), live=True)
    named = '    environment="b.postman_environment.json",\n    allow_hosts=["https://a.example"],'
    change(tmp_path, "    allow_hosts=[],", named)
    assert again(tmp_path, "--stand-in") == "Its requests go to the practice service now.\n"
    cell = first(tmp_path)
    assert "stand_in=True," in cell
    assert all(line in cell for line in named.split("\n"))


def test_a_cell_that_is_a_person_s_stays_whatever_is_asked_for_and_it_is_said(tmp_path):
    written(tmp_path, folder("A", request("One")))
    change(tmp_path, "library = ", "books = library = ")
    mine = first(tmp_path)
    said = "Its first cell of code is yours, and stays as it is: what you asked for is to be written there.\n"
    assert again(tmp_path, "--live") == said
    assert again(tmp_path, "--allow-host", HOST) == said
    assert again(tmp_path) == ""
    assert first(tmp_path) == mine


def test_each_notebook_of_a_large_collection_stays_as_it_is_and_a_new_one_is_like_them(tmp_path):
    many = [folder(name, *(request(f"{name} {number}") for number in range(21))) for name in "AB"]
    written(tmp_path, *many, live=True, allow_hosts=HOST)
    written(tmp_path, *many, folder("C", request("New")))
    for name in "abc":
        cell = texts(read(tmp_path / f"library-{name}.ipynb"))[0]
        assert "stand_in" not in cell
        assert f'allow_hosts=["{HOST}"]' in cell


@pytest.mark.parametrize("force", [False, True])
def test_forms_in_place_of_programs_begin_with_the_practice_service(tmp_path, force):
    written(tmp_path, folder("A", request("One")), code=True)
    written(tmp_path, folder("A", request("One")), force=force)
    assert "stand_in=True," in first(tmp_path)
