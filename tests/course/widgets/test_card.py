"""Cards on a phone in the page: what is to be answered is there to press, and then can be changed."""

import re
from datetime import datetime

import pytest
import requests

from kaizala_nb import Upload
from tests.course.widgets.test_phone_box import picture
from tests.patience import DEADLINE
from tests.toolkit.widgets.conftest import ASHA, ME, Views, html_of, text_of


@pytest.fixture
def send(signed_in):
    """Send an action as any client would; gives its ids."""

    def send(**action):
        url = f"{signed_in.sandbox.url}/v1/groups/{signed_in.environment['test-group-id']}/actions"
        token = str(signed_in.environment["access-token"])
        return requests.post(url, json=action, headers={"accessToken": token}, timeout=DEADLINE).json()

    return send


@pytest.fixture
def box(signed_in):
    """Asha's phone."""
    return signed_in.phone(ASHA, name="Asha").box()


def cards(box, *, opened=True):
    """The cards on the phone; those alone that can be answered."""
    entries = [entry for part in box.content["parts"] for entry in part["entries"]]
    return [entry["card"] for entry in entries if entry["card"] and entry["card"]["open"] >= opened]


def press(box, *answers):
    """An answer to each question of the only card that can be answered; gives the problem, if any."""
    [card] = cards(box)
    return Views(box).press(card=card["id"], answers=list(answers))


def send_answers(box, **answers):
    """Put answers into the fields of the questions with these first words, and press Answer; gives the problem, if any."""
    [card] = cards(box)
    titles = [question["title"].partition("?")[0].partition(" ")[0] for question in card["questions"]]
    assert set(answers) <= set(titles)
    return press(box, *(answers.get(title) for title in titles))


def details(signed_in, action_id):
    url = f"{signed_in.sandbox.url}/v1/groups/{signed_in.environment['test-group-id']}/actions/{action_id}?getDetails=true"
    return requests.get(
        url, headers={"accessToken": str(signed_in.environment["access-token"])}, timeout=DEADLINE
    ).json()["actionDetails"]


def test_a_poll_shows_what_all_chose_once_it_is_answered_and_can_be_changed(signed_in, send, box):
    poll = send(actionType="Poll", actionBody={"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]})
    signed_in.phone(ME).answer(poll["actionId"], "No")
    box.refresh()
    [card] = cards(box)
    assert [card[name] for name in ("label", "title", "results", "answer")] == [
        "Poll",
        "Lunch?",
        None,
        "Answer as Asha",
    ]
    assert "○ Yes" in text_of(box)
    assert press(box, "Yes") == ""
    [card] = cards(box)
    counts = [("Yes", 1, True), ("No", 1, False)]
    assert [(one["title"], one["count"], one["own"]) for one in card["results"]] == counts
    assert "Yes Asha's 1 No 1" in text_of(box)
    assert card["questions"][0]["value"] == "Yes"
    assert press(box, "No") == ""
    assert [one["count"] for one in cards(box)[0]["results"]] == [0, 2]


def test_what_others_chose_is_not_shown_to_whom_the_service_does_not_show_it(send, box):
    body = {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}], "isSenderOnly": True}
    send(actionType="Poll", actionBody=body)
    box.refresh()
    assert press(box, "Yes") == ""
    assert cards(box)[0]["results"] is None
    assert "Answered: Lunch? Yes" in text_of(box)


def test_a_job_is_a_tick(signed_in, send, box):
    job = send(actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ASHA]})["actionId"]
    box.refresh()
    assert "For Asha. 0 of 1 done." in text_of(box)
    assert press(box, True) == ""
    assert details(signed_in, job)["status"] is True
    assert cards(box)[0]["questions"][0]["value"] is True
    assert "Answered: Done" in text_of(box)


def test_a_meeting_says_when_and_where(send, box):
    place = {"latitude": 1, "longitude": 2, "name": "Here"}
    body = {
        "title": "Plan",
        "startingTime": "2031-05-17T09:30:00",
        "durationInMins": 45,
        "place": place,
        "agenda": "All",
    }
    send(actionType="LetsMeet", actionBody=body)
    box.refresh()
    said = text_of(box)
    assert "Meeting Plan For 45 minutes, from Sat 17 May 2031 09:30 Here All" in re.sub(r" +", " ", said)
    assert "○ Maybe" in said


def test_a_time_is_sent_as_the_page_has_it(signed_in, send, box):
    questions = [{"title": "When?", "type": "DateTime"}, {"title": "Until?", "type": "DateTime"}]
    survey = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    when = datetime(2031, 5, 17, 9, 30).timestamp() * 1000
    assert send_answers(box, When=when) == ""
    (response,) = details(signed_in, survey)["responses"]
    answers = [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]
    assert answers == [when, None]
    assert "Answered: When? Sat 17 May 2031 09:30 Until? –" in re.sub(r" +", " ", text_of(box))


def test_a_custom_card_whose_questions_nobody_knows_takes_a_text(signed_in, send, box):
    card = send(id="org.example.keys", actionBody={"title": "Whose keys?"})["actionId"]
    box.refresh()
    assert send_answers(box, Your="Mine") == ""
    (response,) = details(signed_in, card)["responses"]
    assert response["responseDetails"]["responseWithQuestions"][0]["answer"] == "Mine"


def test_a_survey_is_filled_in_and_its_answer_can_be_changed(signed_in, send, box):
    questions = [
        {"title": "Name?", "type": "Text"},
        {"title": "Which?", "type": "SingleOption", "options": [{"title": "A"}, {"title": "B"}]},
        {"title": "Many?", "type": "MultiOption", "options": [{"title": "C"}, {"title": "D"}]},
        {"title": "How?", "type": "Numeric"},
        {"title": "Where?", "type": "Location"},
        {"title": "Left?", "type": "Text"},
    ]
    survey = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    assert [one["hint"] for one in cards(box)[0]["questions"]][3:5] == [
        "a number",
        "latitude, longitude, name",
    ]
    given = {"Name": "Asha", "Which": "B", "Many": ["C", "D"], "Where": "51.5, -0.1, The office"}
    assert send_answers(box, **given, How="many") == "The answer 4 is not valid: it must be a number."
    assert send_answers(box, **given, How="3") == ""

    def answers():
        (response,) = details(signed_in, survey)["responses"]
        return [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]

    place = {"lt": 51.5, "lg": -0.1, "n": "The office"}
    assert answers() == ["Asha", ["B"], ["C", "D"], 3, place, None]
    assert "Answered: Name? Asha Which? B" in text_of(box)
    [card] = cards(box)
    former = [one["value"] for one in card["questions"]]
    assert (card["again"], former) == ("Change answer", ["Asha", "B", ["C", "D"], "3", "51.5, -0.1, The office", None])
    assert press(box, "Asha Rao", *former[1:]) == ""
    assert answers() == ["Asha Rao", ["B"], ["C", "D"], 3, place, None]


def test_what_is_not_touched_stays_as_it_was_when_an_answer_is_changed(signed_in, send, box):
    """Also what a text field cannot hold: a picture, how exact a place is, the answers that a phone has no fields for."""
    signed_in.content.upload_media(files=[Upload("a.png", picture(4), type="image/png")])
    kinds = ("Image", "Location", "DateTime", "Numeric")
    survey = {"title": "Ask", "questions": [{"title": f"{kind}?", "type": kind} for kind in kinds]}
    send(actionType="Survey", actionBody=survey)
    place = {"lt": 51.5, "lg": -0.1, "n": "", "acc": 3}
    asha = signed_in.phone(ASHA)

    def answer_of_newest():
        return asha.read()["chats"][-1]["answers"]

    asha.answer(asha.read()["chats"][-1], signed_in.environment["media-resource"], place, 1893456000000, 1)
    box.refresh()
    before = answer_of_newest()
    former = [one["value"] for one in cards(box)[0]["questions"]]
    assert former[1:] == ["51.5, -0.1", 1893456000000, "1"]
    assert press(box, *former[:-1], "2") == ""
    assert answer_of_newest() == [*before[:-1], 2]
    send(id="org.example.keys", actionBody={"title": "Whose keys?", "acceptMultipleResponses": False})
    asha.answer(asha.read()["chats"][-1], "Mine", "On the table")
    box.refresh()
    card = cards(box)[-1]
    assert Views(box).press(card=card["id"], answers=["Ben's"]) == ""
    assert answer_of_newest() == ["Ben's", "On the table"]


def test_a_survey_that_takes_several_answers_is_answered_again(signed_in, send, box):
    body = {"title": "Ask", "questions": [{"title": "Name?", "type": "Text"}], "acceptMultipleResponses": True}
    survey = send(actionType="Survey", actionBody=body)["actionId"]
    box.refresh()
    assert send_answers(box, Name="Asha") == ""
    [card] = cards(box)
    assert (card["again"], card["questions"][0]["value"]) == ("Answer again", None)
    assert send_answers(box, Name="Asha again") == ""
    assert len(details(signed_in, survey)["responses"]) == 2


@pytest.mark.parametrize("place", ["51.5", "51.5, -0.1", "here, there, everywhere, anywhere"])
def test_a_place_that_cannot_be_read_goes_as_it_was_typed(send, box, place):
    send(actionType="Survey", actionBody={"title": "Ask", "questions": [{"title": "Where?", "type": "Location"}]})
    box.refresh()
    problem = send_answers(box, Where=place)
    assert ("not valid" in problem) == (place != "51.5, -0.1")


def test_a_card_whose_time_is_over_meanwhile_says_so(signed_in, send, box):
    questions = [{"title": "Name?", "type": "Text"}]
    card = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    assert send_answers(box, Name="Asha") == ""
    signed_in.sandbox.advance(hours=25)
    box.refresh()
    assert Views(box).press(card=card, answers=["Asha"]) == "This card takes no answer any more."


def test_a_press_that_fails_by_a_fault_of_ours_is_answered_too(send, box, monkeypatch):
    send(actionType="Poll", actionBody={"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]})
    box.refresh()
    monkeypatch.setattr(box, "pressed", lambda message: 1 / 0)
    assert press(box, "Yes") == "This did not work: the log of the notebook says why."


def test_a_script_in_a_card_is_text(signed_in, send, box):
    script = "<img src=x onerror=alert(1)>"
    send(actionType="Poll", actionBody={"question": script, "choices": [{"title": script}, {"title": "No"}]})
    send(actionType="Survey", actionBody={"title": script, "questions": [{"title": script, "type": "Text"}]})
    box.refresh()
    assert "<img" not in html_of(box)
    assert html_of(box).count("&lt;img") == 4
    assert cards(box)[0]["title"] == script  # the page shows it as text
