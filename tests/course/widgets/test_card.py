"""Cards on a phone in the page: what is to be answered is there to press, and goes when it is answered."""

from datetime import datetime

import ipywidgets as widgets
import pytest
import requests

from tests.toolkit.widgets.conftest import ASHA, button, buttons, press, text_of, walk


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


def details(signed_in, action_id):
    url = f"{signed_in.sandbox.url}/v1/groups/{signed_in.environment['test-group-id']}/actions/{action_id}?getDetails=true"
    return requests.get(url, headers={"accessToken": str(signed_in.environment["access-token"])}, timeout=5).json()[
        "actionDetails"
    ]


def test_a_poll_is_answered_by_a_click_and_changed_by_another(signed_in, send, box):
    send(actionType="Poll", actionBody={"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]})
    box.refresh()
    assert buttons(box) == ["Yes", "No"]
    press(button(box, "Yes"))
    assert buttons(box) == ["✓ Yes", "No"]
    assert "you sent a poll: Lunch? Answered: Yes." in text_of(box)
    press(button(box, "No"))
    assert buttons(box) == ["Yes", "✓ No"]


def test_a_job_is_done_by_a_click(signed_in, send, box):
    job = send(actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ASHA]})["actionId"]
    box.refresh()
    press(button(box, "Done"))
    assert details(signed_in, job)["status"] is True
    assert buttons(box) == ["Not done"]


def test_a_date_is_picked_and_is_sent_as_a_time(signed_in, send, box):
    questions = [{"title": "When?", "type": "DateTime"}, {"title": "Until?", "type": "DateTime"}]
    survey = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    when = next(one for one in walk(box) if getattr(one, "description", "") == "When?")
    when.value = datetime(2031, 5, 17, 9, 30)
    press(button(box, "Answer"))
    (response,) = details(signed_in, survey)["responses"]
    answers = [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]
    assert answers == [datetime(2031, 5, 17, 9, 30).timestamp() * 1000, None]
    assert "Answered: Sat 17 May 2031 09:30; –." in text_of(box)


def test_a_custom_card_whose_questions_nobody_knows_takes_a_text(signed_in, send, box):
    card = send(id="org.example.keys", actionBody={"title": "Whose keys?"})["actionId"]
    box.refresh()
    next(one for one in walk(box) if getattr(one, "description", "") == "Your answer").value = "Mine"
    press(button(box, "Answer"))
    (response,) = details(signed_in, card)["responses"]
    assert response["responseDetails"]["responseWithQuestions"][0]["answer"] == "Mine"


def test_a_survey_is_filled_in_and_goes(signed_in, send, box):
    questions = [
        {"title": "Name?", "type": "Text"},
        {"title": "Which?", "type": "SingleOption", "options": [{"title": "A"}, {"title": "B"}]},
        {"title": "Many?", "type": "MultiOption", "options": [{"title": "C"}, {"title": "D"}]},
        {"title": "How many?", "type": "Numeric"},
        {"title": "Where?", "type": "Location"},
        {"title": "Left out?", "type": "Text"},
    ]
    survey = send(actionType="Survey", actionBody={"title": "Ask", "questions": questions})["actionId"]
    box.refresh()
    fields = {one.description: one for one in walk(box) if getattr(one, "description", "").endswith("?")}
    fields["Name?"].value = "Asha"
    fields["Which?"].value = "B"
    assert fields["Many?"].rows == 2
    fields["Many?"].value = ("C", "D")
    fields["How many?"].value = "many"
    fields["Where?"].value = "51.5, -0.1, The office"
    press(button(box, "Answer"))
    assert "The answer 4 is not valid: it must be a number." in text_of(box)
    fields["How many?"].value = "3"
    press(button(box, "Answer"))
    assert buttons(box) == []
    (response,) = details(signed_in, survey)["responses"]
    answers = [one.get("answer") for one in response["responseDetails"]["responseWithQuestions"]]
    assert answers == ["Asha", ["B"], ["C", "D"], 3, {"lt": 51.5, "lg": -0.1, "n": "The office"}, None]


def test_what_somebody_is_typing_stays_while_the_phone_goes_on(signed_in, send, box):
    send(actionType="Survey", actionBody={"title": "Ask", "questions": [{"title": "Name?", "type": "Text"}]})
    box.refresh()
    field = next(one for one in walk(box) if isinstance(one, widgets.Text))
    field.value = "Half a na"
    signed_in.content.send_message(message="By the way")
    assert next(one for one in walk(box) if isinstance(one, widgets.Text)) is field
    assert field.value == "Half a na"


def test_a_script_in_a_card_is_text(signed_in, send, box):
    script = "<img src=x onerror=alert(1)>"
    send(actionType="Poll", actionBody={"question": script, "choices": [{"title": script}, {"title": "No"}]})
    box.refresh()
    assert "<img" not in "".join(one.value for one in walk(box) if isinstance(one, widgets.HTML))
    assert buttons(box)[0] == script  # the page shows a button's words as text
