"""Lesson 04: what its checks take and what they do not, and what its refused cell is refused for."""

from contextlib import closing

import pytest

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
    desk.run_to(desk.find("**Guess first.** There are seven jobs"))
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


def test_the_drill_is_refused_for_a_second(desk):
    desk.run_to(desk.your_turn("04 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.TooManyRequests)
    assert refused.retry_after == 1
