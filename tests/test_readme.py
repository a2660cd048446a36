"""The README is true: its lines of Python run, its commands and files are there."""

import re

import click
import pytest

from kaizala_nb import Api, ApiError, KaizalaError
from kaizala_nb.cli import main
from kaizala_nb.course.kaizala import Kaizala
from kaizala_nb.course.steps import collection
from tests.packaging.tracked import ROOT
from tests.toolkit.notebook.library import Library, write

README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"(?:^    .*\n|^\n(?=    ))+", README, re.MULTILINE)


def _code(words: str) -> str:
    """The first block of the README with these words."""
    lines = next(block for block in BLOCKS if words in block)
    return re.sub("^    ", "", lines.lstrip("\n"), flags=re.MULTILINE)


def test_the_five_lines_send_a_message():
    names: dict[str, object] = {}
    exec(_code("from kaizala_nb import Kaizala"), names)  # noqa: S102
    kaizala = names["kaizala"]
    assert list(kaizala.phone("+447700900002").chats["text"])[-1] == "Hello from Python"
    kaizala.close()


def test_the_lines_for_any_collection_work_as_they_are_written_with_the_file_of_the_library(monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    names: dict[str, object] = {}
    exec(_code("from kaizala_nb import Api"), names)  # noqa: S102
    api = names["api"]
    assert list(api.books.list_books().df["title"])[-1] == "Emma"
    api.close()


def test_the_values_for_the_real_service_are_those_of_variables_of_the_file(monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    names: dict[str, object] = {"Api": Api}
    exec(_code("environment={"), names)  # noqa: S102
    api = names["api"]
    assert set(api.environment) == set(api.collection.variables)
    assert api.environment["base_url"] == "https://library.example.org"
    api.close()


def test_the_lines_around_a_collection_do_what_they_say(tmp_path, monkeypatch):
    library = Library()
    monkeypatch.chdir(tmp_path)
    api = Api.from_postman(write(tmp_path), environment={"library": library.url, "card-token": "gold-card"})
    lines = next(block for block in BLOCKS if "api.fill_in()" in block).strip().splitlines()
    shown = {line.partition("#")[0].strip(): repr(eval(line.strip(), {"api": api})) for line in lines}  # noqa: S307
    assert "title" in shown["api.fill_in()"] or "FillIn of" in shown["api.fill_in()"]
    assert shown["api.report"] == "Everything carried over."
    assert "1 of 2 requests passed." in shown['api.run("Books")']
    assert library.calls == ["GET /books"]
    assert "requests.Session()" in (tmp_path / "library.py").read_text()
    api.close()
    library.close()


def test_its_errors_are_one_family():
    assert "`ApiError` is the same class" in README
    assert KaizalaError is ApiError


@pytest.mark.parametrize("words", sorted(set(re.findall(r"kaizala-nb ([a-z]+(?: [a-z]+)?)(?=[ `\n])", README))))
def test_its_commands_are_there(words):
    command: click.Command = main
    for word in words.split():
        if not isinstance(command, click.Group):
            break  # the rest of the sentence
        assert word in command.commands, words
        command = command.commands[word]


def test_the_options_that_it_names_are_there():
    said = {option for block in BLOCKS if "kaizala-nb serve" in block for option in re.findall(r"--[a-z-]+", block)}
    assert said <= {option for parameter in main.commands["serve"].params for option in parameter.opts}


@pytest.mark.parametrize("task", sorted(set(re.findall(r"(?:`|`\w+=skip |^    )make ([a-z-]+)", README, re.M))))
def test_its_tasks_are_there(task):
    assert re.search(rf"^{task}:|[ :]{task}[ :]", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("file", sorted(set(re.findall(r"\]\(([^):#]+)\)", README))))
def test_its_files_are_there(file):
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("call", sorted(set(re.findall(r"`kaizala\.([a-z_]+)\.?([a-z_]*)", README))))
def test_what_it_calls_is_there(call):
    folders = {folder.slug for folder in collection.folders}
    first, second = call
    if first in folders:
        assert not second or any(step.slug == second for step in collection)
        return
    assert hasattr(Kaizala, first) or first in ("environment", "sandbox", "session")
