"""Lesson 03: what its checks take and what they do not, and what its refused cells are refused for."""

import pytest

from kaizala_nb.toolkit.client import errors
from tests.course import written_program
from tests.course.lessons.desk import Desk, SharedDesk

STILL_TEXT = """
try:
    kaizala.content.upload_media(files=[Upload("sign.png", sign.content, type="text/html")])
except Exception:
    pass
"""


@pytest.fixture(scope="module")
def desk():
    """The lesson, worked through, with nothing tried."""
    made = SharedDesk("03")
    yield made
    made.close()


def done(desk, check):
    """Which lines of a check are done."""
    return [line.done for line in desk.check(check).lines]


def test_a_message_that_reaches_one_of_two_is_a_200_that_says_whom_it_missed(desk):
    desk.run_to(desk.your_turn("03 messages turn"))
    reply = desk.names["send_message_to_subscribers"].send_once()
    assert reply.status == 200
    assert list(reply.df["subscriber"]) == ["+447700900002"]
    assert "reached 1 of 4 subscribers" in str(desk.check("03 messages turn"))


def test_a_picture_of_ones_own_comes_as_it_was_drawn(desk):
    desk.run_to(desk.your_turn("03 picture turn"))
    assert "no other picture than the first one" in str(desk.check("03 picture turn"))
    with desk.tried(desk.answer("03 picture turn")):
        card = desk.names["asha"].read()["chats"][-1]
        assert desk.names["asha"].fetch_file(card["files"][0]["mediaId"]) == desk.names["mine"].content
        assert 'mine.png, with the text "Come while it lasts"' in str(desk.check("03 picture turn"))
        desk.run("draw('dog.png', 'Dog', 'red'); kaizala.content.send_image(caption='Dog')")  # the cake, once more
        assert 'mine.png, with the text "Come while it lasts"' in str(desk.check("03 picture turn"))


def test_a_picture_that_comes_beside_the_first_one_is_named(desk):
    desk.run_to(desk.your_turn("03 picture turn"))
    both = "kaizala.content.upload_media(files=[sign, draw('dog.png', 'Dog', 'red')])"
    with desk.tried(f"{both}; kaizala.content.send_image(caption='Two')"):
        assert 'dog.png, with the text "Two"' in str(desk.check("03 picture turn"))


def test_the_survey_takes_a_number_for_a_date_and_no_words(desk):
    desk.run_to(desk.your_turn("03 your turn"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.BadRequest)
    assert "The answer 2 is not valid" in refused.message
    assert desk.names["respond_to_survey"].send_once().status == 200


def test_the_check_of_the_survey_says_who_has_answered_how_much(desk):
    desk.run_to(desk.your_turn("03 your turn"))
    assert "Answers count when the survey is right" in str(desk.check("03 your turn"))
    send, _, _ = desk.answer("03 your turn").partition("asha.answer")
    with desk.tried(f"{send}\nasha.answer(survey, 'Sea')"):
        assert "Asha answered 1 of 3 questions." in str(desk.check("03 your turn"))
    with desk.tried(f"{send}\nasha.answer(survey, 'Sea', 2, datetime(2030, 7, 1))"):
        assert "1 of 2 people have answered all three questions: Asha." in str(desk.check("03 your turn"))


def test_part_four_wants_an_answered_custom_card_a_poll_and_a_meeting(desk):
    desk.run_to(desk.find("### Posting a response to an action"))
    assert done(desk, "03 cards") == [False, False, False]
    with desk.tried("ben.answer(kaizala.environment['test-action-id'], 'I have it')"):
        assert done(desk, "03 cards") == [True, False, False]
    desk.run_to(desk.find("### Post a let's meet"))
    assert done(desk, "03 cards") == [True, True, False]
    desk.run_to(desk.find('kaizala.check("03 cards")'))
    assert desk.check("03 cards").passed


def test_the_place_of_a_meeting_and_its_minutes_are_two_things(desk):
    desk.run_to(desk.your_turn("03 cards turn"))
    place = '{"latitude": 1.5, "longitude": 2.5, "name": "Mill"}'
    with desk.tried(f"kaizala.content.post_meeting(title='A', starting_time='2030-05-06T09:00:00Z', place={place})"):
        assert done(desk, "03 cards turn") == [True, False]
    with desk.tried("kaizala.content.post_meeting(title='A', starting_time='2030-05-06T09:00:00Z', duration=45)"):
        assert "Minutes count when the meeting has a place with a name." in str(desk.check("03 cards turn"))


def test_the_meeting_of_the_lesson_is_not_the_one_that_the_exercise_asks_for():
    """Though its form was filled in with all that the exercise wants."""
    desk = Desk("03")
    desk.run_to(desk.find("post_meeting.send_once()"))
    place = '{"latitude": 1.5, "longitude": 2.5, "name": "Mill"}'
    meeting = f"(title='A', starting_time='2030-05-06T09:00:00Z', duration=45, place={place})"
    desk.run(f"post_meeting = kaizala.content.post_meeting.form{meeting}")
    desk.run_to(desk.your_turn("03 cards turn"))
    assert done(desk, "03 cards turn") == [False, False]
    assert '"A" is the first one. A second one is missing.' in str(desk.check("03 cards turn"))
    with desk.tried(desk.answer("03 cards turn")):
        assert done(desk, "03 cards turn") == [True, True]
    desk.close()


def test_every_other_file_arrives_with_the_type_that_it_is_sent_as():
    desk = Desk("03")
    desk.run_to(desk.find("## Five questions"))
    cards = [chat for chat in desk.names["asha"].read()["chats"] if chat["kind"] == "card"]
    files = [card for card in cards if card["actionType"] in ("Document", "Audio", "Video", "Album")]
    assert [file["actionType"] for file in files] == ["Document", "Audio", "Video", "Album"]
    assert len(files[-1]["details"]["images"]) == 2
    desk.close()


def test_the_drill_is_run_as_it_was_written_before_it_is_repaired(desk):
    desk.run_to(desk.find("picture = Upload("))
    assert "Run the drill as it was written first" in str(desk.check("03 drill"))


def test_each_body_of_the_drill_is_refused_for_its_reason(desk):
    desk.run_to(desk.your_turn("03 drill"))
    refused = desk.refusals[max(desk.refusals)]
    assert isinstance(refused, errors.WrongMediaType)
    assert "'text/plain'" in refused.message
    assert desk.names["refused"].status_code == 400
    assert "Exactly one of actionType and id" in desk.names["refused"].text


def test_a_picture_that_is_uploaded_and_not_sent_leaves_the_one_of_another_type(desk):
    desk.run_to(desk.your_turn("03 drill"))
    upload = "kaizala.content.upload_media(files=[Upload('sign.png', sign.content, type='image/{}')])\n"
    with desk.tried(upload.format("jpeg") + "kaizala.content.send_image()\n" + upload.format("png")):
        assert "Only a picture of the type image/jpeg has come." in str(desk.check("03 drill"))


def test_the_program_of_the_lesson_sends_it_all_again(desk):
    desk.run_to(desk.find("## More of this folder"))
    kaizala, asha = desk.kaizala, desk.names["asha"]
    before = [chat for chat in asha.read()["chats"] if chat["kind"] == "card" and chat["actionType"] == "Image"]
    said = written_program.run(desk.folder / "content.py", kaizala)
    assert all(line.endswith(" 200") for line in said), said  # what the lesson had refused is left out
    with (desk.folder / "content.py").open(encoding="utf-8") as program:
        assert "2 requests that the service refused (1 with 400, 1 with 415)." in program.read().splitlines()[1]
    after = [chat for chat in asha.read()["chats"] if chat["kind"] == "card" and chat["actionType"] == "Image"]
    assert len(after) > len(before)


def test_a_picture_that_came_before_the_drill_is_no_repair_of_it():
    """Though an upload was refused for its type even before that picture."""
    desk = Desk("03")
    desk.run_to(desk.find("### (b1) Send image on a group"))
    desk.run(STILL_TEXT)
    desk.run_to(desk.your_turn("03 drill"))
    assert done(desk, "03 drill") == [False, False]
    desk.close()
