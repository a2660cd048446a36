"""Lesson 04: what its checks take and what they do not, and what its refused cell is refused for."""

import re
from contextlib import closing
from types import SimpleNamespace

import pytest
import requests

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("04")
    yield made
    made.close()


def test_part_one_wants_a_list_and_its_pages(desk):
    desk.run_to(desk.find("### Fetch surveys in a group"))
    assert [line.done for line in desk.check("04").lines] == [False, False]
    desk.run_to(desk.find('kaizala.ask("04 pages")'))
    assert [line.done for line in desk.check("04").lines] == [True, False]
    with desk.tried("kaizala.queries.fetch_action_responses(from_date=1)"):  # not a list of one kind
        assert [line.done for line in desk.check("04").lines] == [True, False]
    counted = desk.find("len(pages), len(jobs)")
    desk.run_to(counted)
    assert desk.run(desk.cells[counted].source) == (4, 7)
    assert desk.check("04").passed


def test_nobody_said_no_to_another_survey():
    with closing(Kaizala(start="03")) as kaizala:
        kaizala.content.send_survey(title="Tea?", questions=[{"title": "How many?", "type": "Numeric"}])
        assert not kaizala.check("04 your turn", answer=0).passed


def reply(status=200, content=b"[]", **headers):
    made = requests.Response()
    made.status_code, made._content = status, content
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def program(desk, text):
    """The program of plain Python in a cell of the text."""
    cell = desk.cells[desk.find(text)]
    assert cell.cell_type == "markdown"
    return re.search(r"```python\n(.*?)```", cell.source, re.DOTALL)[1]


def test_the_plain_programs_of_the_text_follow_the_link_and_wait_as_long_as_asked(desk):
    asked, slept = [], []
    replies = [
        reply(content=b"[1, 2]", Link='<https://music.example/songs?after=x7>; rel="next"'),
        reply(content=b"[3]"),
        reply(429, Retry_After="30"),
        reply(429, Retry_After="2"),
        reply(),
    ]

    def get(address, headers):
        asked.append(address)
        return replies.pop(0)

    names = {"requests": SimpleNamespace(get=get), "time": SimpleNamespace(sleep=slept.append), "headers": {}}
    exec(program(desk, 'rel="next"`. Never build'), names)  # noqa: S102
    assert names["songs"] == [1, 2, 3]
    assert asked == ["https://music.example/songs", "https://music.example/songs?after=x7"]
    names["address"] = "https://music.example/songs"
    exec(program(desk, 'Retry-After"]))'), names)  # noqa: S102
    assert slept == [30, 2]
    assert names["reply"].status_code == 200
    assert replies == []


def test_the_drill_is_refused_for_a_second(desk):
    desk.run_to(desk.your_turn("04 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.TooManyRequests)
    assert refused.retry_after == 1
