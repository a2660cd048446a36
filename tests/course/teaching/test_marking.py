"""Marks: what a class hands in, run by real kernels. What counts is what the service holds; what runs is other people's code."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from kaizala_nb.course.teaching import notebooks
from tests.course.lessons.near_misses import TRIALS
from tests.course.lessons.near_misses.lesson_05 import HELP_WRONG
from tests.course.lessons.runner import LESSON_00, read
from tests.patience import DEADLINE, wait_until

ANSWER = 'kaizala.groups.add_members(members=["+447700900003"])\nkaizala.content.send_message(message="Hi")'
FORGED = 'from IPython.display import display\ndisplay({{"application/vnd.kaizala.check+json": {}}}, raw=True)'


def edited(edit: Callable[[list[NotebookNode]], None]) -> str:
    """Lesson 00 after somebody worked in it."""
    lesson = read()
    edit(lesson.cells)
    return nbformat.writes(lesson)


def at(cells: list[NotebookNode], start: str) -> NotebookNode:
    """The cell that starts so."""
    return next(cell for cell in cells if cell.source.startswith(start))


def below(cells: list[NotebookNode]) -> None:
    """Solved at the very end, the checks deleted, an error on the way."""
    cells[:] = [cell for cell in cells if "kaizala.check" not in cell.source]
    cells[1:1] = [new_code_cell("1 / 0")]
    cells.append(new_code_cell(ANSWER))


def another(cells: list[NotebookNode]) -> None:
    """Worked with the class's Kaizala, which is not there now."""
    at(
        cells, "from kaizala_nb"
    ).source = 'from kaizala_nb import Kaizala\nkaizala = Kaizala(url="http://127.0.0.1:9", key="k")'
    at(cells, "# Your turn").source = ANSWER


def forged(cells: list[NotebookNode]) -> None:
    """Outputs that say "done" came with the file, and odd ones are shown."""
    result = {"application/vnd.kaizala.check+json": {"check": "00 your turn", "done": 2, "of": 2}}
    at(cells, 'kaizala.check("00 your turn")').outputs = [nbformat.v4.new_output("display_data", result)]
    for odd in (
        {"check": "00 your turn", "done": 3, "of": 2},
        {"check": [], "done": "x"},
        [1],
        {"check": "99", "of": 1},
    ):
        cells.append(new_code_cell(FORGED.format(json.dumps(odd))))


def undone(cells: list[NotebookNode]) -> None:
    """Passes the first check, empties Kaizala, and asks for the check once more. A cell that may fail does."""
    cells += [new_code_cell("kaizala.reset()"), new_code_cell('kaizala.check("00")')]
    cells.append(new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}))


def curious(cells: list[NotebookNode]) -> None:
    """Looks for the teacher's secrets, and waits for somebody to type."""
    cells[1:1] = [
        new_code_cell("import os\nassert not [name for name in os.environ if name.startswith('KAIZALA_')]"),
        new_code_cell("input()"),
    ]


FILES: dict[str, str] = {
    "untouched.ipynb": edited(lambda cells: None),
    "shown.ipynb": notebooks.text(notebooks.with_answers(read())),
    "=1+1.ipynb": edited(below),
    "another.ipynb": edited(another),
    "class b/forged.ipynb": edited(forged),
    "curious.ipynb": edited(curious),
    "undone.ipynb": edited(undone),
    "died.ipynb": edited(lambda cells: cells.append(new_code_cell("import os; os._exit(1)"))),
    "broken.ipynb": '{"cells": [',
    "odd.ipynb": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "recipes.ipynb": nbformat.writes(nbformat.v4.new_notebook(cells=[new_code_cell("print('cake')")])),
    ".ipynb_checkpoints/untouched.ipynb": edited(lambda cells: None),
    "__pycache__/untouched.ipynb": edited(lambda cells: None),
}


def command(folder: Path, *options: str) -> list[str]:
    """The command line that marks a folder."""
    return [sys.executable, "-m", "kaizala_nb", "lessons", "mark", str(folder), *options]


def rows(printed: str) -> list[dict[str, str]]:
    """The table."""
    return list(csv.DictReader(io.StringIO(printed)))


def test_a_row_says_how_far_somebody_got(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    environment = os.environ | {"KAIZALA_APPLICATION_SECRET": "the teacher's"}
    patient = command(tmp_path, "--time-limit", "600")
    ran = subprocess.run(patient, capture_output=True, text=True, env=environment, check=True)
    assert [
        (row["notebook"], row["lesson"], row["00"], row["00 your turn"], row["remark"]) for row in rows(ran.stdout)
    ] == [
        ("'=1+1.ipynb", "00", "done", "done", "cell 2: ZeroDivisionError"),  # no spreadsheet reads it as a formula
        ("another.ipynb", "00", "done", "done", ""),
        ("broken.ipynb", "", "", "", "not a notebook: NotJSONError while reading it"),
        ("class b/forged.ipynb", "00", "done", "0 of 2", ""),
        ("curious.ipynb", "00", "done", "0 of 2", "cell 3: StdinNotImplementedError"),
        ("died.ipynb", "00", "done", "0 of 2", "its kernel died"),
        ("odd.ipynb", "", "", "", "not a notebook: ValidationError while reading it"),
        ("recipes.ipynb", "", "", "", "none of the lessons"),
        ("shown.ipynb", "00", "done", "done", ""),
        ("undone.ipynb", "00", "done", "0 of 2", ""),
        ("untouched.ipynb", "00", "done", "0 of 2", ""),
    ]
    assert "Traceback" not in ran.stderr
    assert {name: (tmp_path / name).read_text() for name in FILES} == FILES, "what was handed in was changed"


def test_a_program_that_does_not_do_what_is_asked_is_not_done(tmp_path):
    """The one that misses HELP and answers the duplicate: as many messages as there were calls for help."""
    lesson = read(next(LESSON_00.parent.glob("05-*.ipynb")))
    at(lesson.cells, "# Your turn: go through").source = HELP_WRONG["HELP is missed and the duplicate answered"]
    (tmp_path / "05.ipynb").write_text(nbformat.writes(lesson))
    ran = subprocess.run(command(tmp_path, "--time-limit", "600"), capture_output=True, text=True, check=True)
    [row] = rows(ran.stdout)
    assert (row["05"], row["05 your turn"], row["remark"]) == ("ran", "0 of 2", "")


COUNT = """
responses = kaizala.queries.fetch_survey_responses().df
number = int((responses["Are you for the move?"] == "No").sum())
"""
BOOK = """
library.books.add_a_book(title="Islands", note="A gift")
library.books.change_a_book(price=15)
library.books.read_a_book()
"""


def solved_below(lesson: str, setup: str, solution: str, calls: Mapping[str, str]) -> str:
    """A notebook of a lesson that asks for its checks before it has the answers."""
    start = f'from kaizala_nb import Api, Kaizala\nkaizala = Kaizala(start="{lesson}")\n{setup}'
    cells = [start, *(f"kaizala.check({name!r}, {given})" for name, given in calls.items()), solution]
    return nbformat.writes(nbformat.v4.new_notebook(cells=[new_code_cell(code) for code in cells]))


def test_a_check_that_takes_what_the_notebook_has_is_asked_at_the_end_as_the_notebook_asks(tmp_path):
    """Of somebody who found the answer later, of somebody who did not, and of somebody who deleted the check."""
    library = 'library = Api.from_postman("library.postman_collection.json", stand_in=True)\nlibrary.start.log_in()'
    four, eight = {"04 your turn": "answer=number"}, {"08 book": "api=library", "08 wait": "api=library"}
    files = {
        "04-deleted": solved_below("04", "", COUNT + "answer = number", {"04 last two": ""}),
        "04-not": solved_below("04", "number = None", "number = 7", four),
        "04-solved": solved_below("04", "number = None", COUNT, four),
        "08-solved": solved_below("08", library, BOOK, eight),
    }
    for name, content in files.items():
        (tmp_path / f"{name}.ipynb").write_text(content)
    ran = subprocess.run(command(tmp_path, "--time-limit", "600"), capture_output=True, text=True, check=True)
    columns = ("notebook", "04 your turn", "08 book", "08 wait")
    assert [tuple(row[column] for column in columns) for row in rows(ran.stdout)] == [
        ("04-deleted.ipynb", "done", "", ""),
        ("04-not.ipynb", "0 of 1", "", ""),
        ("04-solved.ipynb", "done", "", ""),
        ("08-solved.ipynb", "", "done", "0 of 2"),
    ]


def test_every_check_is_asked_with_what_it_takes():
    """Those that take nothing are asked by their name alone."""
    calls: dict[str, list[str]] = {}
    for file in sorted(LESSON_00.parent.glob("[0-9]*.ipynb")):
        calls |= notebooks.check_calls(read(file))
        assert set(notebooks.checks(read(file))) <= set(calls)
    assert {name: call for name, [call] in calls.items() if call != f'kaizala.check("{name}")'} == {
        "02 groups turn": 'kaizala.check("02 groups turn", answer=number)',
        "04 your turn": 'kaizala.check("04 your turn", answer=answer)',
        "08 book": 'kaizala.check("08 book", api=library)',
        "08 wait": 'kaizala.check("08 wait", api=library)',
        "08 signature": 'kaizala.check("08 signature", api=library, verify=is_from_library)',
        "08 pages": 'kaizala.check("08 pages", api=library, titles=titles)',
    }
    with_more = {trial.check for trials in TRIALS.values() for trial in trials if trial.given}
    assert with_more == {name for name, [call] in calls.items() if "=" in call}


def test_a_call_of_a_check_is_found_wherever_it_stands():
    cells = [
        "def look(n):\n    return kaizala.check(\n        '04', answer=n)",
        "await kaizala.check('04')",
        "%pip install x",
        "(" * 10_000,
        "other.check('04')\nkaizala.check(name)\nkaizala.check()",
        "'\\d' is 1\nkaizala.check('05', x='1" + "+1" * 5_000 + "')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[new_code_cell(code) for code in cells])
    found = notebooks.check_calls(notebook)
    assert found["04"] == ["kaizala.check(\n        '04', answer=n)", "kaizala.check('04')"]
    assert set(found) == {"04", "05"}


def test_it_says_that_it_runs_other_peoples_code_and_has_a_column_a_check(tmp_path):
    (tmp_path / "broken.ipynb").write_text("")
    ran = subprocess.run(command(tmp_path), capture_output=True, text=True, check=True)
    assert ran.stderr.startswith("This runs other people's code on this computer, with your rights: 1 notebook from")
    checks = [name for file in sorted(LESSON_00.parent.glob("[0-9]*.ipynb")) for name in notebooks.checks(read(file))]
    assert ran.stdout.splitlines()[0].split(",") == ["notebook", "lesson", *checks, "remark"]
    assert checks[:2] == ["00", "00 your turn"]


def test_a_notebook_that_does_not_end_is_stopped(tmp_path):
    """One that can be interrupted, and one that does not let itself be; one that prints for ever fills nothing."""
    loops = {
        "endless": "while True: print('x' * 1000)",
        "stubborn": "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass",
    }
    for name, loop in loops.items():
        file = tmp_path / f"{name}.ipynb"
        file.write_text(edited(lambda cells, loop=loop: cells.insert(2, new_code_cell(loop))))
    ran = subprocess.run(command(tmp_path, "--time-limit", "5"), capture_output=True, text=True, check=True)
    assert all(row["remark"].startswith("stopped after 5 seconds") for row in rows(ran.stdout))
    assert len(rows(ran.stdout)) == 2


def is_alive(process: int) -> bool:
    """Whether a process runs still; one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_ctrl_c_stops_marking_and_what_the_notebook_started(tmp_path):
    started = tmp_path / "started"
    child = f"""import os, subprocess, time
child = subprocess.Popen(["sleep", "600"])
open({str(started)!r}, "w").write(f"{{os.getpid()}} {{child.pid}}\\n")
time.sleep(600)"""
    (tmp_path / "endless.ipynb").write_text(edited(lambda cells: cells.insert(0, new_code_cell(child))))
    marking = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: started.exists() and started.read_text().endswith("\n"))
    marking.send_signal(signal.SIGINT)
    marking.communicate(timeout=DEADLINE)
    assert marking.returncode == 130
    for process in map(int, started.read_text().split()):
        wait_until(lambda process=process: not is_alive(process))
