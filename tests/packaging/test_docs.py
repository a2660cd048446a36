"""What the pages for teachers and learners say is so: lessons, requests, statuses, commands."""

import re
import shlex

import click
import pytest

from kaizala_nb.cli import main
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client.errors import RefusedError, refusal_of
from tests.course.lessons import minutes
from tests.course.lessons.runner import NOTEBOOKS, read
from tests.packaging.tracked import ROOT

FOLDERS = {"06": "Beyond the collection: reactions", "07": "Bots"}
"""What a lesson teaches, where that is a folder that was added to the collection. Lessons 01 to 05 are its first five folders."""

TEACHING, SHEET, README = (
    ROOT.joinpath(name).read_text(encoding="utf-8") for name in ("docs/teaching.md", "docs/sheet.md", "README.md")
)


def rows(text: str) -> list[list[str]]:
    """The lines of its tables."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def test_the_teachers_page_has_a_row_a_lesson_with_its_requests():
    table = {row[0][:2]: row for row in rows(TEACHING) if re.match(r"\d\d ", row[0])}
    lessons = {file.name[:2] for file in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
    assert set(table) == lessons, "docs/teaching.md has a row a lesson"
    sizes = {folder.name: str(len(folder)) for folder in collection.folders}
    wanted = {f"0{number}": sizes[name] for number, name in enumerate(list(sizes)[:5], 1)}
    wanted |= {number: sizes[name] for number, name in FOLDERS.items()}
    assert {number: table[number][2] for number in wanted} == wanted, "requests in docs/teaching.md"
    assert all(re.fullmatch(r"\d+( \+ \d+)?", row[1]) and row[2].isdecimal() for row in table.values())


@pytest.mark.parametrize("lesson", sorted(NOTEBOOKS.glob("0*.ipynb")), ids=lambda lesson: lesson.name[:2])
def test_the_minutes_that_are_promised_are_those_that_are_measured(lesson):
    [row] = [row for row in rows(TEACHING) if row[0][:2] == lesson.name[:2]] or [None]
    assert row, "docs/teaching.md has no row for it"
    to_read, to_try = (int(number) for number in row[1].split(" + "))
    promised = f"{to_read + to_try} minutes: {to_read} to read and run, {to_try} to try"
    assert promised in read(lesson).cells[0].source, f"docs/teaching.md and the first cell of {lesson.name} differ"
    measured, exercises = minutes.total(lesson)
    assert measured * 2 / 3 <= to_read <= measured * 4 / 3, f"to read and run it takes {measured:.0f} minutes"
    assert to_try >= exercises * 2 / 3, f"to try it takes {exercises} minutes"
    assert {name: reading for name, (reading, _) in minutes.parts(lesson).items() if reading > 15} == {}


def test_the_sheet_has_five_requests_eight_statuses_and_six_words():
    lines = rows(SHEET)
    requests = [row[1].strip("`").split(" ") for row in lines if re.fullmatch(r"\d", row[0])]
    assert len(requests) == 5
    assert all(any((step.method, step.path) == (method, path) for step in collection) for method, path in requests)
    statuses = [int(row[0][:3]) for row in lines if re.match(r"\d{3}", row[0])]
    assert statuses == [200, *(status for status in range(400, 500) if refusal_of(status) is not RefusedError), 500]
    assert len(statuses) == 8
    assert len(re.findall(r"^- \*\*\w+\*\*: ", SHEET, re.MULTILINE)) == 6


@pytest.mark.parametrize("text", [TEACHING, README], ids=["teaching", "readme"])
def test_the_commands_that_are_named_exist(text):
    found = re.findall(r"^ {4}(kaizala-nb [^#\n]+)|`(kaizala-nb [^`]+)`", text, re.MULTILINE)
    assert found
    for line in ("".join(pair) for pair in found):
        words = shlex.split(line.partition(">")[0])[1:]
        command: click.Command = main
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.commands[words.pop(0)]
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_links_between_the_pages_lead_somewhere():
    for text, folder in ((TEACHING, ROOT / "docs"), (SHEET, ROOT / "docs"), (README, ROOT)):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (folder / target).exists(), target
