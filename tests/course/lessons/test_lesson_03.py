"""Lesson 03: what its checks take and what they do not, and what its refused cells are refused for."""

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course.lessons.desk import Desk

SECOND_JOB = """
kaizala.content.respond_to_job(action_id=kaizala.content.post_job(title="Buy bread").json["actionId"])
"""
STILL_TEXT = """
try:
    kaizala.content.upload_media(files=[Upload("sign.png", sign.content, type="text/html")])
except Exception:
    pass
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = Desk("03")
    yield made
    made.close()


def done(desk, check):
    """Which lines of a check are done."""
    return [line.done for line in desk.check(check).lines]


def test_part_one_wants_a_message_in_a_group_and_one_to_a_subscriber(desk):
    desk.run_to(desk.find("### Send message on a group"))
    assert done(desk, "03 messages") == [False, False]
    with desk.tried(
        'kaizala.content.send_message(message="To whom?", group_id=kaizala.environment["test-public-group-id"])'
    ):
        assert done(desk, "03 messages") == [False, False]  # to a public group, and to none of its subscribers
    desk.run_to(desk.find("### Send message to subscriber(s)"))
    assert done(desk, "03 messages") == [True, False]
    with desk.tried(
        "kaizala.content.send_message_to_subscribers(message='All of you', send_to_all_subscribers=True, subscribers=None)"
    ):
        assert desk.check("03 messages").passed
    desk.run_to(desk.find('kaizala.check("03 messages")'))
    assert desk.check("03 messages").passed


def test_a_message_that_reaches_one_of_two_is_a_200_that_says_whom_it_missed(desk):
    desk.run_to(desk.find('kaizala.check("03 messages")'))
    reply = desk.names["send_message_to_subscribers"].send_once()
    assert reply.status == 200
    assert list(reply.df["subscriber"]) == ["+447700900002"]


def test_part_two_wants_a_picture_and_another_file_in_the_group(desk):
    desk.run_to(desk.find("### (b1) Send image on a group"))
    assert done(desk, "03 media") == [False, False]  # an upload alone reaches nobody
    desk.run_to(desk.find("### (b2)"))
    assert done(desk, "03 media") == [True, False]
    with desk.tried("kaizala.content.send_image(caption='Once more')"):
        assert done(desk, "03 media") == [True, False]
    with desk.tried("kaizala.content.upload_media(files=[sign, sign])\nkaizala.content.send_album()"):
        assert desk.check("03 media").passed
    desk.run_to(desk.find('kaizala.check("03 media")'))
    assert desk.check("03 media").passed


def test_every_file_of_part_two_arrives_with_the_type_that_it_is_sent_as(desk):
    desk.run_to(desk.find('kaizala.check("03 media")'))
    files = [chat for chat in desk.names["asha"].read()["chats"] if chat["kind"] == "card"]
    assert [file["actionType"] for file in files] == ["Image", "Document", "Audio", "Video", "Album"]
    assert len(files[-1]["details"]["images"]) == 2


def test_part_three_wants_a_job_that_is_done_and_a_survey_that_you_answered(desk):
    desk.run_to(desk.find("### Posting a response to a job"))
    assert done(desk, "03 surveys") == [False, False, False]
    with desk.tried(SECOND_JOB):  # the first one is not done
        assert 'The job "Buy bread" is done.' in str(desk.check("03 surveys"))
    with desk.tried("kaizala.content.respond_to_job(is_completed=False)"):
        assert done(desk, "03 surveys") == [False, False, False]
    desk.run_to(desk.find("### Posting a response to a survey"))
    assert done(desk, "03 surveys") == [True, True, False]
    desk.run_to(desk.find("respond_to_survey = "))
    assert done(desk, "03 surveys") == [True, True, False]  # the 400 has stored nothing
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.BadRequest)
    assert "The answer 2 is not valid" in refused.message
    with desk.tried("asha.answer(kaizala.environment['test-survey-id'], ['Cake'], 1893456000, 'No')"):
        assert done(desk, "03 surveys") == [True, True, False]
    with desk.tried("kaizala.phone().answer(kaizala.environment['test-survey-id'], 'Music', None, None)"):
        assert desk.check("03 surveys").passed
    desk.run_to(desk.find('kaizala.check("03 surveys")'))
    assert desk.check("03 surveys").passed


def test_part_four_wants_an_answered_custom_card_a_poll_and_a_meeting(desk):
    desk.run_to(desk.find("### Posting a response to an action"))
    assert done(desk, "03 cards") == [False, False, False]
    with desk.tried("ben.answer(kaizala.environment['test-action-id'], 'I have it')"):
        assert done(desk, "03 cards") == [True, False, False]
    desk.run_to(desk.find("### Post a let's meet"))
    assert done(desk, "03 cards") == [True, True, False]
    desk.run_to(desk.find('kaizala.check("03 cards")'))
    assert desk.check("03 cards").passed


def test_one_address_took_every_kind_of_card(desk):
    counted = desk.find("paths.value_counts()")
    desk.run_to(counted)
    paths = desk.run_cell(counted)["count"]
    desk.next += 1
    assert paths.index[0] == "/v1/groups/{id}/actions"
    assert paths.iloc[0] >= 14


def test_each_body_of_the_drill_is_refused_for_its_reason(desk):
    desk.run_to(desk.your_turn("03 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.WrongMediaType)
    assert "'text/plain'" in refused.message
    assert desk.names["refused"].status_code == 400
    assert "Exactly one of actionType and id" in desk.names["refused"].text


def test_a_picture_that_came_before_the_drill_is_no_repair_of_it():
    """Though an upload was refused for its type even before that picture."""
    desk = Desk("03")
    desk.run_to(desk.find("### (b1) Send image on a group"))
    desk.run(STILL_TEXT)
    desk.run_to(desk.your_turn("03 drill"))
    assert done(desk, "03 drill") == [False, False]
    desk.close()
