"""Lesson 04: what its checks take and what they do not, and what its refused cell is refused for."""

import re
from contextlib import closing
from types import SimpleNamespace

import pytest
import requests

from kaizala_nb import Kaizala
from kaizala_nb.course.lessons.lesson_04 import JOBS
from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import SharedDesk


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = SharedDesk("04")
    yield made
    made.close()


def test_part_one_wants_a_list_and_its_pages(desk):
    desk.run_to(desk.find("### Fetch surveys in a group"))
    assert [line.done for line in desk.check("04").lines] == [False, False]
    desk.run_to(desk.find('kaizala.ask("04 pages")'))
    assert [line.done for line in desk.check("04").lines] == [True, False]
    with desk.tried("kaizala.queries.fetch_action_responses(from_date=1)"):  # not a list of one kind
        assert [line.done for line in desk.check("04").lines] == [True, False]
    desk.run_to(desk.find("### Practice: only the last two"))
    assert [len(page) for page in desk.names["pages"]] == [3, 3, 3, 1]
    assert list(desk.names["jobs"]["title"]) == list(JOBS)
    assert desk.check("04").passed


def test_nobody_said_no_to_another_survey():
    with closing(Kaizala(start="03")) as kaizala:
        kaizala.content.send_survey(title="Tea?", questions=[{"title": "How many?", "type": "Numeric"}])
        assert not kaizala.check("04 your turn", answer=0).passed


def said(check):
    """The sentence of each line."""
    return [line.sentence for line in check.lines]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("None", "You have not given a number yet. Write one, such as answer = 3, and run your cell."),
        ("'4'", 'You gave the text "4". Give one whole number, such as answer = 3.'),
        ("4.5", "You gave 4.5. Give one whole number, such as answer = 3."),
        (
            'answers["Are you for the move?"].value_counts()',
            "You gave a list or a table. Give one whole number, such as",
        ),
        ("[4]", "You gave a list or a table. Give one whole number, such as"),
        ("12", "The answer is not 12: 12 people answered."),
        ("7", "The answer is not 7: 7 people did not say Yes."),
        ("5", "The answer is not 5: 5 people said Yes."),
        ("3", "The answer is not 3: 3 people said Not sure."),
        ("6", "The answer is not 6."),
    ],
)
def test_what_was_given_is_said(desk, answer, sentence):
    desk.run_to(desk.your_turn("04 your turn"))
    [line] = said(desk.check("04 your turn", answer=desk.run(answer)))
    assert line.startswith(sentence)


def test_a_check_without_an_answer_says_how_it_is_given():
    with closing(Kaizala(start="03")) as kaizala:
        assert 'kaizala.check("04 your turn", answer=answer)' in said(kaizala.check("04 your turn"))[0]


def test_the_practice_says_what_came_and_its_answer_works_when_the_table_is_gone(desk):
    desk.run_to(desk.your_turn("04 last two"))
    with desk.tried("jobs = kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][4]).df"):
        [line] = said(desk.check("04 last two"))
        assert line.endswith("The newest reply held Water the plants, Book a van, Hand over the keys.")
        desk.run(desk.answer("04 last two"))
        assert desk.check("04 last two").passed


def test_no_two_cards_of_a_list_are_of_one_minute(desk):
    """So all times are shown alike, and a week lies between the first and the last job."""
    desk.run_to(desk.find("### Practice: only the last two"))
    queries = desk.kaizala.queries
    for kind in (queries.fetch_jobs, queries.fetch_images, queries.fetch_photo_check_ins):
        assert kind().df["sentAt"].diff().min().total_seconds() >= 60
    assert desk.names["jobs"]["sentAt"].dt.date.nunique() == 7


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

    def get(address, headers, timeout):
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


def test_the_drill_blames_no_wait_that_was_not_there(desk):
    desk.run_to(desk.your_turn("04 drill"))
    before = ["No request has succeeded after the newest 429.", "So there is no wait to look at yet."]
    assert said(desk.check("04 drill")) == before
    with desk.tried("kaizala.sandbox.advance(seconds=20)\nkaizala.queries.fetch_polls()"):
        late = said(desk.check("04 drill"))[1]
        assert re.fullmatch(r"The next request came 2\d\.\d seconds after the 429\. .* send again by itself\.", late)
    with desk.tried("for _ in range(3):\n    kaizala.sandbox.fail_next(status=429, retry_after=1, path='/actions')"):
        desk.run(desk.answer("04 drill"))  # it works however often the service was made busy
        assert desk.check("04 drill").passed


def test_after_the_drill_the_notebook_waits_by_itself_again(desk):
    desk.run_to(desk.find("fetch_images.send_once()"))
    assert desk.kaizala.session.wait_when_throttled
