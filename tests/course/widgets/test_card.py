"""Cards on a phone in the page: what is to be answered is there to press, and goes when it is answered."""

from datetime import datetime

import pytest
import requests

from tests.toolkit.widgets.conftest import ASHA, Views, html_of, text_of


@pytest.fixture
def send(signed_in):
    """Send an action as any client would; gives its ids."""

    def send(**action):
        url = f"{signed_in.sandbox.url}/v1/groups/{signed_in.environment['test-group-id']}/actions"
        token = str(signed_in.environment["access-token"])
        return requests.post(url, json=action, headers={"accessToken": token}, timeout=5).json()

    return send


@pytest.fixture
def box(signed_in):
    """Asha's phone."""
    return signed_in.phone(ASHA, name="Asha").box()


def buttons(box):
    """What the buttons say."""
    return [button["words"] for card in box.content["cards"] for button in card["buttons"]]


def press(box, words):
    """A click on one of them; gives the problem, if any."""
    card, button = next(
        (card, button) for card in box.content["cards"] for button in card["buttons"] if button["words"] == words
    )
    return Views(box).press(card=card["id"], answers=button["answers"])


def send_answers(box, **answers):
    """Put answers into the fields of the questions with these first words, and press Answer; gives the problem, if any."""
    [card] = box.content["cards"]
    titles = [question["title"].partition("?")[0].partition(" ")[0] for question in card["questions"]]
    assert set(answers) <= set(titles)
    return Views(box).press(card=card["id"], answers=[answers.get(title) for title in titles])


def details(signed_in, action_id):
    url = f"{signed_in.sandbox.url}/v1/groups/{signed_in.environment['test-group-id']}/actions/{action_id}?getDetails=true"
    return requests.get(url, headers={"accessToken": str(signed_in.environment["access-token"])}, timeout=5).json()[
        "actionDetails"
    ]


def test_a_poll_is_answered_by_a_click_and_changed_by_another(signed_in, send, box):
    send(actionType="Poll", actionBody={"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]})
    box.refresh()
    assert buttons(box) == ["Yes", "No"]
    assert press(box, "Yes") == ""
    assert buttons(box) == ["✓ Yes", "No"]
    assert "you sent a poll: Lunch? Answered: Yes." in text_of(box)
    assert press(box, "No") == ""
    assert buttons(box) == ["Yes", "✓ No"]


def test_a_job_is_done_by_a_click(signed_in, send, box):
    job = send(actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ASHA]})["actionId"]
    box.refresh()
    assert press(box, "Done") == ""
    assert details(signed_in, job)["status"] is True
    assert buttons(box) == ["Not done"]


def test_a_time_is_sent_as_the_page_has_it(signed_in, send, box):
    questions = [{"title": "When?", "type": "DateTime"}, {"title": "Until?", "type": "DateTime"}]
    survey = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    when = datetime(2031, 5, 17, 9, 30).timestamp() * 1000
    assert send_answers(box, When=when) == ""
    (response,) = details(signed_in, survey)["responses"]
    answers = [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]
    assert answers == [when, None]
    assert "Answered: Sat 17 May 2031 09:30; –." in text_of(box)


def test_a_custom_card_whose_questions_nobody_knows_takes_a_text(signed_in, send, box):
    card = send(id="org.example.keys", actionBody={"title": "Whose keys?"})["actionId"]
    box.refresh()
    assert send_answers(box, Your="Mine") == ""
    (response,) = details(signed_in, card)["responses"]
    assert response["responseDetails"]["responseWithQuestions"][0]["answer"] == "Mine"


def test_a_survey_is_filled_in_and_goes(signed_in, send, box):
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
    assert [one["hint"] for one in box.content["cards"][0]["questions"]][3:5] == [
        "a number",
        "latitude, longitude, name",
    ]
    given = {"Name": "Asha", "Which": "B", "Many": ["C", "D"], "Where": "51.5, -0.1, The office"}
    assert send_answers(box, **given, How="many") == "The answer 4 is not valid: it must be a number."
    assert send_answers(box, **given, How="3") == ""
    assert box.content["cards"] == []
    (response,) = details(signed_in, survey)["responses"]
    answers = [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]
    assert answers == ["Asha", ["B"], ["C", "D"], 3, {"lt": 51.5, "lg": -0.1, "n": "The office"}, None]


@pytest.mark.parametrize("place", ["51.5", "51.5, -0.1", "here, there, everywhere, anywhere"])
def test_a_place_that_cannot_be_read_goes_as_it_was_typed(send, box, place):
    send(actionType="Survey", actionBody={"title": "Ask", "questions": [{"title": "Where?", "type": "Location"}]})
    box.refresh()
    problem = send_answers(box, Where=place)
    assert ("not valid" in problem) == (place != "51.5, -0.1")


def test_a_card_that_went_meanwhile_says_so(send, box):
    questions = [{"title": "Name?", "type": "Text"}]
    card = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    assert send_answers(box, Name="Asha") == ""
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
    assert html_of(box).count("&lt;img") >= 5
    assert buttons(box)[0] == script  # the page shows it as text
