"""Answers to cards: every form that a question takes, who may give them and until when, how they are changed, and who sees them."""

from typing import Any

import pytest
import requests

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.world import CARD, JOB, MEETING, PACKAGE, PLACE, POLL, SURVEY, upload

SECONDS, MILLISECONDS = 1_500_377_471, 1_500_377_471_000


def ask(client: Client, group: str, *questions: dict[str, Any], **more: Any) -> str:
    """A survey's action id."""
    body = {"title": "Ask", "questions": list(questions)} | more
    return sent(client, group, {"actionType": "Survey", "actionBody": body})


def sent(client: Client, group: str, card: dict[str, Any]) -> str:
    """A card's action id."""
    reply = client.call("POST", f"/v1/groups/{group}/actions", card)
    assert reply.status_code == 200, reply.text
    return reply.json()["actionId"]


def answer(client: Client, group: str, action: str, *answers: Any, **more: Any) -> requests.Response:
    """An answer to a survey."""
    body = {"actionType": "Survey", "actionBody": {"answers": list(answers)}} | more
    return client.call("POST", f"/v1/groups/{group}/actions/{action}/responses", body)


def responses(client: Client, group: str, action: str) -> list[dict[str, Any]]:
    """All answers to a card."""
    details = client.call("GET", f"/v1/groups/{group}/actions/{action}?getDetails=true").json()["actionDetails"]
    return details["responses"]


def answers(client: Client, group: str, action: str) -> list[Any]:
    """What the newest answer says."""
    newest = responses(client, group, action)[-1]
    return [one.get("answer") for one in newest["responseDetails"]["responseWithQuestions"]]


TEXT, NUMBER = {"title": "Text?", "type": "Text"}, {"title": "How many?", "type": "Numeric"}
ONE = {"title": "One?", "type": "SingleOption", "options": [{"title": "A"}, {"title": "B"}]}


@pytest.fixture
def group(me: Client) -> str:
    return me.group(ASHA)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("Text", "words", "words"),
        ("Text", 7, "7"),
        ("SingleOption", "A", ["A"]),
        ("SingleOption", ["b"], ["B"]),
        ("MultiOption", ["A", "B"], ["A", "B"]),
        ("MultiOption", "A", ["A"]),
        ("Numeric", 12, 12.0),
        ("Numeric", "12.5", 12.5),
        ("Location", {"lt": 17.4, "lg": 78.3, "n": "Here"}, {"lt": 17.4, "lg": 78.3, "n": "Here"}),
        ("Location", PLACE, {"lt": 17.4, "lg": 78.3, "n": "Office"}),
        (
            "Location",
            {"lt": -1.25, "lg": 36.8, "n": "Nairobi", "acc": 14.28},
            {"lt": -1.25, "lg": 36.8, "n": "Nairobi", "acc": 14.28},
        ),
        ("Location", {"lt": 1, "lg": 2, "ACC": "0"}, {"lt": 1.0, "lg": 2.0, "n": "", "acc": 0.0}),
        ("Location", PLACE | {"acc": None}, {"lt": 17.4, "lg": 78.3, "n": "Office"}),
        ("DateTime", SECONDS, MILLISECONDS),
        ("Date", MILLISECONDS, MILLISECONDS),
        ("DateTime", str(SECONDS), MILLISECONDS),
        ("PhoneNumber", {"cc": "44", "pn": "7700900001"}, {"cc": "44", "pn": "7700900001"}),
        ("Text", "-", None),
        ("Numeric", "", None),
        ("SingleOption", None, None),
        ("MultiOption", [], None),
    ],
)
def test_an_answer_is_taken_in_every_form_and_delivered_in_one(me, group, kind, given, kept):
    action = ask(me, group, {"title": "Q", "type": kind, "options": [{"title": "A"}, {"title": "B"}]})
    assert list(answer(me, group, action, given).json()) == ["responseId"]
    assert answers(me, group, action) == [kept]


@pytest.mark.parametrize(("kind", "many"), [("Image", False), ("AttachmentList", True)])
def test_a_picture_is_an_answer(me, group, kind, many):
    resource = upload(me, "/v1/media").json()["mediaResource"]
    action = ask(me, group, {"title": "Q", "type": kind})
    assert answer(me, group, action, [resource, resource] if many else resource).status_code == 200
    (given,) = answers(me, group, action)
    assert len(given) == (2 if many else 1)
    assert me.http.get(given[0]["mediaUrl"]).status_code == 200


def test_fewer_answers_than_questions_are_taken_and_more_are_not(me, group):
    action = ask(me, group, TEXT, NUMBER, acceptMultipleResponses=True)
    assert answer(me, group, action, "x").status_code == 200
    assert answers(me, group, action) == ["x", None]
    reply = answer(me, group, action, "x", 1, 2)
    assert reply.json()["message"] == "The answer 3 is not valid: there is no such question."


def test_a_response_says_who_when_and_where(me, group):
    action = ask(me, group, TEXT)
    body = {"Answers": ["x"], "responseName": "Mine", "responseLocation": PLACE}
    assert answer(me, group, action, actionBody=body).status_code == 200
    (one,) = responses(me, group, action)
    assert (one["responder"], one["responseName"], one["responseLocation"]) == (ME, "Mine", PLACE)
    assert isinstance(one["responseTime"], int)


def test_a_survey_takes_one_a_person_or_many(me, group):
    action = ask(me, group, TEXT)
    assert answer(me, group, action, "x").status_code == 200
    reply = answer(me, group, action, "y")
    assert reply.status_code == 400
    assert "responseId" in reply.json()["message"]
    many = ask(me, group, TEXT, acceptMultipleResponses="true")
    assert [answer(me, group, many, "x").status_code for _ in range(3)] == [200] * 3
    assert len(responses(me, group, many)) == 3


def test_an_answer_is_changed_by_its_id_by_whoever_gave_it(me, group):
    action = ask(me, group, TEXT)
    mine = answer(me, group, action, "x").json()["responseId"]
    assert answer(me, group, action, "y", responseId=mine).json() == {"responseId": mine}
    (one,) = responses(me, group, action)
    assert (one["isUpdateResponse"], answers(me, group, action)) == (True, ["y"])
    asha = me.signed_in(ASHA)
    assert answer(asha, group, action, "z", responseId=mine).status_code == 404
    assert answer(me, group, action, "z", responseId="unknown").status_code == 404
    other = ask(me, group, TEXT)
    assert answer(me, group, other, "z", responseId=mine).status_code == 404
    assert answers(me, group, action) == ["y"]


def test_when_its_time_is_over_it_takes_no_more(me, group):
    action = ask(me, group, TEXT, dueDate=2)
    mine = answer(me, group, action, "x").json()["responseId"]
    me.control("POST", "clock", {"advance": 2 * 3600})
    for more in ({}, {"responseId": mine}):
        reply = answer(me, group, action, "y", **more)
        assert (reply.status_code, "time is over" in reply.json()["message"]) == (400, True)
    assert answers(me, group, action) == ["x"]


def test_an_anonymous_survey_says_nobodys_name(me, group):
    action = ask(me, group, TEXT, isAnonymous=True)
    answer(me.signed_in(ASHA), group, action, "x")
    (one,) = responses(me, group, action)
    assert [one[name] for name in ("responder", "responderId", "responderName")] == ["", "", ""]
    assert one["isAnonymous"] is True
    assert ASHA not in me.call("GET", f"/v1/groups/{group}/actions/{action}?getDetails=true").text


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({}, {ME, ASHA, THIRD}),
        ({"visibility": "0"}, {ME, ASHA, THIRD}),
        ({"isSenderOnly": True}, {ASHA}),
        ({"visibility": "1"}, {ASHA}),
        ({"visibility": 2}, {ME, ASHA}),
    ],
)
def test_answers_are_seen_by_whom_the_card_says(me, more, who):
    group = me.group(ASHA, THIRD)
    asha = me.signed_in(ASHA)
    action = ask(asha, group, TEXT, **more)  # hers, in my group
    answer(me, group, action, "x")
    for number in (ME, ASHA, THIRD):
        reply = me.signed_in(number).call("GET", f"/v1/groups/{group}/actions/{action}?getDetails=true").json()
        assert ("responses" in reply["actionDetails"]) == (number in who)
        assert reply["actionDetails"]["responseCount"] == 1


def test_a_job_is_done_by_whom_it_is_assigned_to_and_undone_again(me, group):
    action = sent(me, group, {"actionType": "Job", "actionBody": {"title": "Sweep", "assignedTo": [ME, ASHA]}})
    path, asha = f"/v1/groups/{group}/actions/{action}/responses", me.signed_in(ASHA)

    def done(client: Client, is_completed: Any) -> str:
        body = {"actionType": "Job", "actionBody": {"isCompleted": is_completed}}
        return client.call("POST", path, body).json()["responseId"]

    def details() -> dict[str, Any]:
        return me.call("GET", f"/v1/groups/{group}/actions/{action}").json()["actionDetails"]

    first = done(me, True)
    assert (details()["responseCount"], details()["status"]) == (1, False)
    done(asha, "true")
    assert (details()["responseCount"], details()["status"], details()["isCompleted"]) == (2, True, True)
    assert done(me, False) == first
    assert (details()["responseCount"], details()["status"]) == (1, False)
    third = me.signed_in(THIRD)
    assert third.call("POST", path, {"actionType": "Job", "actionBody": {"isCompleted": True}}).status_code == 404


@pytest.mark.parametrize("given", ["Yes", "yes", " YES ", 0, "0", ["Yes"]])
def test_a_poll_takes_a_title_or_its_number(me, group, given):
    action = sent(me, group, POLL)
    assert answer(me, group, action, given, actionType="Poll").status_code == 200
    assert answers(me, group, action) == [["Yes"]]


def test_a_title_that_is_a_number_wins_over_the_number_of_a_choice(me, group):
    body = {"question": "How many?", "choices": [{"title": "1"}, {"title": "0"}, {"title": "1"}]}
    action = sent(me, group, {"actionType": "Poll", "actionBody": body})
    answer(me, group, action, "0", actionType="Poll")
    assert answers(me, group, action) == [["0"]]


def test_a_second_answer_to_a_poll_takes_the_place_of_the_first(me, group):
    action = sent(me, group, POLL)
    first = answer(me, group, action, "Yes", actionType="poll").json()
    assert answer(me, group, action, "No", actionType="poll").json() == first
    (one,) = responses(me, group, action)
    assert one["isUpdateResponse"] is True


def test_a_meeting_is_answered(me, group):
    action = sent(me, group, MEETING)
    assert answer(me, group, action, "Maybe", actionType="LetsMeet").status_code == 200
    assert answers(me, group, action) == [["Maybe"]]


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ({"actionType": "Survey"}, 200),
        ({"actionType": "Survey", "id": "x"}, 200),
        ({"actionType": "Survey", "id": PACKAGE}, 200),
        ({"actionType": None}, 400),
        ({"actionType": "Job"}, 400),
        ({"actionType": None, "id": PACKAGE}, 400),
        ({"actionType": "Job", "id": PACKAGE}, 400),
    ],
)
def test_one_says_what_one_takes_it_for_and_one_that_fits_is_enough(me, group, named, status):
    assert answer(me, group, ask(me, group, TEXT), "x", **named).status_code == status


@pytest.mark.parametrize(
    ("named", "status"), [("com.example.form.2", 200), ("COM.example.form", 200), ("com.example.form.3", 400)]
)
def test_a_package_is_named_with_or_without_its_version(me, group, named, status):
    action = sent(me, group, {"id": "com.example.form.2", "actionBody": {"questions": [NUMBER]}})
    assert answer(me, group, action, 7, actionType=None, id=named).status_code == status


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ({"actiontype": "survey"}, 200),
        ({"actionType": " SURVEY ", "id": "com.example.po"}, 200),
        ({"actionType": "ActionPackage"}, 200),
        ({"actionType": "Action Package", "id": "com.example.po"}, 200),
        ({"actionType": "Job"}, 400),
        ({"actionType": "Poll"}, 400),
        ({"actionType": "Announcement"}, 400),
        ({"actionType": "Nonsense"}, 400),
        ({"id": "com.example.other"}, 400),
    ],
)
def test_a_package_may_be_answered_as_a_survey(me, group, named, status):
    action = sent(me, group, {"id": "com.example.po", "actionBody": {"title": "purchase order"}})
    reply = answer(me, group, action, "-", "done", **({"actionType": None} | named))
    assert reply.status_code == status, reply.text
    assert len(responses(me, group, action)) == (status == 200)


@pytest.mark.parametrize(("card", "given"), [(POLL, "Yes"), (MEETING, "Maybe")])
def test_a_poll_and_a_meeting_are_answered_as_a_survey_too(me, group, card, given):
    action = sent(me, group, card)
    assert answer(me, group, action, given, actionType="Survey").status_code == 200
    assert answers(me, group, action) == [[given]]
    assert answer(me, group, action, given, actionType="Job").status_code == 400
    assert answer(me, group, action, given, actionType="ActionPackage").status_code == 400


def test_a_survey_is_no_package_and_a_job_no_survey(me, group):
    assert answer(me, group, ask(me, group, TEXT), "x", actionType="ActionPackage").status_code == 400
    assert answer(me, group, sent(me, group, JOB), "x", actionType="Survey").status_code == 400


def test_a_package_without_questions_keeps_any_answers(me, group):
    action = sent(me, group, CARD)
    assert answer(me, group, action, "x", {"a": [1]}, actionType=None, id=PACKAGE).status_code == 200
    assert answers(me, group, action) == ["x", {"a": [1]}]


def nulls(value: Any, where: str = "") -> list[str]:
    """Where an object has a member that is null."""
    if isinstance(value, dict):
        inside = [found for name, inner in value.items() for found in nulls(inner, f"{where}.{name}")]
        return [f"{where}.{name}" for name, inner in value.items() if inner is None] + inside
    return [found for inner in value for found in nulls(inner, f"{where}[]")] if isinstance(value, list) else []


def test_nothing_in_a_reply_is_null_at_any_depth(me, group):
    survey, card = ask(me, group, TEXT, NUMBER), sent(me, group, CARD)
    poll, meeting = sent(me, group, POLL), sent(me, group, {"actionType": "LetsMeet", "actionBody": _SHORT_MEETING})
    assert answer(me, group, survey, "x", None).status_code == 200
    assert answer(me, group, card, None, {"a": None, "b": [None, {"c": None}]}, actionType=None, id=PACKAGE).ok
    assert answer(me, group, poll, "Yes", actionType="Poll").status_code == 200
    assert answer(me, group, meeting, "Yes", actionType="LetsMeet").status_code == 200
    for action in (survey, card, poll, meeting):
        reply = me.call("GET", f"/v1/groups/{group}/actions/{action}?getDetails=true").json()
        assert nulls(reply) == []
        assert reply["actionDetails"]["responses"]
    for query in ("actionType=survey", "actionType=poll", "actionType=letsmeet", f"Id={PACKAGE}"):
        assert nulls(me.call("GET", f"/v1/groups/{group}/actions?{query}&getDetails=true").json()) == []
    assert answers(me, group, card) == [None, {"b": [None, {}]}]  # what has a place in a list keeps it


_SHORT_MEETING = {"title": "Review", "startingTime": "2030-01-01T09:00:00Z"}


def test_what_takes_no_answers_says_so(me, group):
    body = {"actionType": "Announcement", "actionBody": {"message": "x"}}
    reply = answer(me, group, sent(me, group, body), "x", actionType="Announcement")
    assert (reply.status_code, "takes no responses" in reply.json()["message"]) == (400, True)


def test_a_wrong_answer_names_its_question_and_changes_nothing(me, group):
    action = ask(me, group, TEXT, NUMBER, ONE)
    assert "The answer 2" in answer(me, group, action, "x", "many", "A").json()["message"]
    assert "'A', 'B'" in answer(me, group, action, "x", 1, "C").json()["message"]
    assert responses(me, group, action) == []


def test_the_collections_survey_is_answered_by_each_person(me, group):
    action = sent(me, group, SURVEY)
    assert [answer(me.signed_in(number), group, action, "x").status_code for number in (ME, ASHA)] == [200, 200]
    assert [one["responder"] for one in responses(me, group, action)] == [ME, ASHA]


def test_a_job_with_a_number_where_a_flag_is_wanted_is_read_as_json_net_read_it(me, group):
    path = f"/v1/groups/{group}/actions/{sent(me, group, JOB)}/responses"
    assert me.call("POST", path, {"actionType": "Job", "actionBody": {"isCompleted": 1}}).status_code == 200
