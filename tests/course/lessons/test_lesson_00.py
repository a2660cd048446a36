"""Lesson 00 as a learner and Run All get it: what each cell shows, what it refuses, and that nothing secret is left behind."""

import itertools
import json
import re
from pathlib import Path

import pytest
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.course.lessons.desk import Desk
from tests.course.lessons.runner import LESSON_00, Run, code_cells, read, run, secrets_in

SIGN_IN, CREATE_GROUP, SEND_MESSAGE = 3, 8, 11
REPLIES = SIGNED_IN, GROUP, MESSAGE = 4, 9, 12
FIRST_CHECK, JOURNAL = 13, 16
ADDRESS, PLAIN, PROGRAM, BY_CODE = 19, 21, 23, 25
YOUR_TURN, CHECK = 27, 28
WRONG_PIN, CLOCK, EXPIRED, RENEWED, FOREIGN_GROUP = 31, 32, 33, 34, 36

CALLS = "import json\nprint(json.dumps([[one['method'], one['path'], one['status']] for one in kaizala.sandbox.calls]))"


def press(form: str, what: str, secrets: str = "{}") -> str:
    """Code for a press of the page."""
    return f'{form}.pressed(dict(what="{what}", round={form}.content["round"], values={{}}, secrets={secrets}, view="page"))'


_PIN = '{"pin": str(kaizala.phone("+447700900001").pin)}'
CLICKS = {
    SIGN_IN: press("sign_in.form", "ask for PIN") + "\n" + press("sign_in.form", "log in", _PIN),
    CREATE_GROUP: press("create_group", "send"),
    SEND_MESSAGE: press("send_message", "send"),
}


def lesson_and_journal() -> NotebookNode:
    """The lesson, and a cell at its end that prints the requests the service received."""
    lesson = read()
    lesson.cells.append(new_code_cell(CALLS))
    return lesson


def journal_of(printed: str) -> list[list]:
    """Method, path and status of every request, with ids, which differ from run to run, numbered in order of appearance."""
    ids: dict[str, str] = {}
    return json.loads(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda id: ids.setdefault(id[0], f"id{len(ids)}"), printed))


def journal(ran: Run) -> list[list]:
    """That of a lesson, as its last cell printed it."""
    return journal_of(ran.text(len(ran.notebook.cells) - 1))


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The lesson, run once, its journal printed at its end."""
    return run(lesson_and_journal(), tmp_path_factory.mktemp("lesson"))


def test_only_refused_cells_fail_and_none_shows_a_traceback(lesson):
    assert lesson.errors == []
    assert "Traceback" not in lesson.saved
    refused = [
        index
        for index in code_cells(lesson.notebook)
        if "raises-exception" in lesson.notebook.cells[index].metadata.get("tags", [])
    ]
    assert refused == [WRONG_PIN, EXPIRED, FOREIGN_GROUP]


def test_it_runs_a_second_time(lesson, tmp_path):
    again = run(lesson_and_journal(), tmp_path)
    assert again.errors == []
    assert journal(again) == journal(lesson)


@pytest.mark.parametrize(
    ("cell", "headline", "said"),
    [
        (
            WRONG_PIN,
            "Refused: 401  Kaizala does not know who you are",
            "Unauthenticated: The mobile number or the PIN is not valid.",
        ),
        (EXPIRED, "Refused: 401  Kaizala does not know who you are", "InvalidToken: Invalid token. Failure reason:"),
        (FOREIGN_GROUP, "Refused: 404  There is no such thing", "NotFound: "),
    ],
)
def test_each_refused_cell_is_refused_for_its_reason(lesson, cell, headline, said):
    lines = lesson.text(cell).splitlines()
    assert lines[0] == headline
    assert lines[2].startswith(f"The service said   {said}")
    names = [line[:19].strip() for line in itertools.takewhile(lambda line: line != "Request:", lines[2:])]
    assert [name for name in names if name] == ["The service said", "What it means", "What to do", "What changed"]
    assert headline.split("  ")[1] in lesson.html(cell)


def test_a_refused_cell_stops_run_all_without_its_tag(tmp_path):
    untagged = read()
    del untagged.cells[WRONG_PIN].metadata["tags"]
    with pytest.raises(CellExecutionError):
        run(untagged, tmp_path)


def test_what_the_cells_show(lesson):
    assert "A local Kaizala is running in this notebook. Nothing leaves this computer." in lesson.text(1)
    assert len(re.findall(r"\b200\b", lesson.text(SIGNED_IN))) == 3
    assert re.search(r"groupId +groupName +membersAdded\n0  [0-9a-f-]{36}  Field team +yes", lesson.text(GROUP))
    arrived = "Arrived on Asha's phone …0002: You (notebook): Hello from my notebook"
    assert re.search(rf"referenceId\n0  [0-9a-f-]{{36}}\n\n{re.escape(arrived)}$", lesson.text(MESSAGE))
    assert "Check 00: the first message: 3 of 3 done" in lesson.text(FIRST_CHECK)
    assert 'Asha\'s phone shows your message: "Hello from my notebook".' in lesson.text(FIRST_CHECK)
    assert lesson.text(JOURNAL).count("Step") == 4
    assert "Send message on a group" in lesson.text(JOURNAL)
    assert re.fullmatch(r"'http://127\.0\.0\.1:\d+/v1/groups/[0-9a-f-]{36}/messages'", lesson.text(ADDRESS))
    assert re.match(r"200 \{'referenceId': '[0-9a-f-]{36}'\}\n", lesson.text(PLAIN))
    assert "Asha's phone" in lesson.text(PLAIN) and "Hello\n" in f"{lesson.text(PLAIN)}\n"
    assert "my_first_message.py" in lesson.text(PROGRAM)
    assert lesson.text(BY_CODE).startswith("POST   200 OK")
    assert "The access token had expired: a new one was fetched and the request was sent again." in lesson.text(RENEWED)
    assert "Check 00: your turn: 0 of 2 done" in lesson.text(CHECK)
    assert "The local Kaizala's clock shows" in lesson.text(CLOCK)


def test_a_learner_who_has_not_run_the_cells_gets_hints_and_no_error():
    desk = Desk("00")
    desk.run_cell(1)
    assert repr(desk.check("00")).count("not yet") == 3
    assert repr(desk.check("00 your turn")).count("not yet") == 2
    desk.close()


def test_a_message_to_the_other_group_is_said_with_a_line_that_cures_it():
    desk = Desk("00")
    desk.run_to(YOUR_TURN)
    first = desk.run('create_group.send_once().json["groupId"]')
    desk.run(f'kaizala.groups.add_members(group_id="{first}", members=["+447700900003"])')
    desk.run('kaizala.content.send_message(message="Welcome")')
    line = desk.check("00 your turn").lines[1]
    assert line.sentence == "Your newest message went to another group."
    desk.run(line.hints[1])
    assert desk.check("00 your turn").passed
    desk.close()


def test_clicked_forms_make_the_same_requests(lesson, tmp_path):
    clicked = lesson_and_journal()
    for index in sorted(CLICKS, reverse=True):  # from the end, so that the cells above keep their indexes
        clicked.cells.insert(index + 1, new_code_cell(CLICKS[index]))
    ran = run(clicked, tmp_path)
    assert ran.errors == []
    assert journal(ran) == journal(lesson)


def test_reply_cells_that_are_run_twice_send_nothing_more(lesson, tmp_path):
    twice = run(
        lesson_and_journal(),
        tmp_path,
        order=lambda cells: list(itertools.chain(*([cell] * (1 + (cell in REPLIES)) for cell in cells))),
    )
    assert twice.errors == []
    assert journal(twice) == journal(lesson)


def test_nothing_secret_is_saved(lesson):
    assert (
        len(lesson.secrets) >= 7
    )  # two PINs and a wrong one, a refresh token or two, two access tokens, the secret, the key
    assert "000000" in lesson.secrets
    in_code = {"000000"}  # the wrong PIN, which the lesson itself tells the learner to try
    assert secrets_in(lesson.saved, lesson.secrets) <= in_code
    without_code = lesson.notebook.copy()
    for cell in without_code.cells:
        cell.source = ""
    assert not secrets_in(json.dumps(without_code), lesson.secrets)
    assert len(lesson.widget_state) > 10


def test_cells_are_short():
    for index, cell in enumerate(read().cells):
        if cell.cell_type == "markdown" and "<details>" not in cell.source:
            assert len(re.sub(r"!\[[^]]*\]|<[^>]+>|[#*`]", " ", cell.source).split()) <= 60, index
        elif cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if line and not line.startswith("#")]
            assert len(lines) <= {CREATE_GROUP: 5, BY_CODE: 6}.get(index, 4), index


def test_it_is_kept_without_outputs():
    raw = json.loads(LESSON_00.read_text())
    assert "widgets" not in raw["metadata"]
    assert all(
        not cell["outputs"] and cell["execution_count"] is None for cell in raw["cells"] if cell["cell_type"] == "code"
    )
    assert Path(LESSON_00).name.startswith("00-")
