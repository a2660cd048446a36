"""Cards of every kind: sent by all the ways there were, shown again, changed, and brought to mind."""

from datetime import datetime
from typing import Any

import pytest
import requests

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import ASHA, ME, THIRD, Client, opened
from tests.emulator.world import CARD, JOB, MEETING, PACKAGE, POLL, SURVEY, upload

HOUR = 3600


def send(client: Client, group: str, query: str = "", **body: Any) -> dict[str, Any]:
    """A card that is sent."""
    reply = client.call("POST", f"/v1/groups/{group}/actions{query}", body)
    assert reply.status_code == 200, reply.text
    return reply.json()


def refused(client: Client, group: str, query: str = "", **body: Any) -> str:
    """What is said of a card that is not taken."""
    reply = client.call("POST", f"/v1/groups/{group}/actions{query}", body)
    assert reply.status_code == 400, reply.text
    return reply.json()["message"]


def one(client: Client, group: str, action: str, query: str = "") -> dict[str, Any]:
    """A card by itself."""
    return client.call("GET", f"/v1/groups/{group}/actions/{action}{query}").json()


def cards(client: Client, number: str) -> list[dict[str, Any]]:
    """The cards on a phone."""
    return [chat for chat in client.control("GET", f"phones/{number}")["chats"] if chat["kind"] == "card"]


def change(client: Client, group: str, action: str, path: str = "/properties", **body: Any) -> requests.Response:
    """Properties of a card, changed."""
    return client.call("PUT", f"/v1/groups/{group}/actions/{action}{path}", body)


def seconds(written: str) -> float:
    """A time of a reply in epoch seconds."""
    return datetime.fromisoformat(written).timestamp()


@pytest.fixture
def group(me: Client) -> str:
    return me.group(ASHA)


@pytest.mark.parametrize("kind", ["Survey", "survey", "SURVEY", " Survey "])
def test_a_type_is_read_in_any_case(me, group, kind):
    assert one(me, group, send(me, group, **SURVEY | {"actionType": kind})["actionId"])["actionType"] == "Survey"


@pytest.mark.parametrize("kind", ["letsmeet", "LetsMeet", "Let's Meet"])
def test_a_meeting_is_called_by_any_of_its_names(me, group, kind):
    assert one(me, group, send(me, group, **MEETING | {"actionType": kind})["actionId"])["actionType"] == "LetsMeet"


@pytest.mark.parametrize("kind", ["ShareLocation", "PhotoWithLocation", "ActionPackage", "Contact", "x" * 500])
def test_what_only_phones_send_and_what_there_is_not_is_a_400_that_lists_what_there_is(me, group, kind):
    assert "Survey" in refused(me, group, actionType=kind, actionBody={})


def test_exactly_one_of_type_and_package_is_given(me, group):
    assert "Exactly one" in refused(me, group, actionBody={"title": "x"})
    assert "Exactly one" in refused(me, group, actionType="Survey", id=PACKAGE, actionBody={"title": "x"})


def test_the_flow_connectors_ways_are_taken(me, group):
    send(me, group, "?actionType=Poll", actionBody=POLL["actionBody"])
    send(me, group, f"?id={PACKAGE}&sendToAll=No", actionBody={"title": "x"})
    send(me, group, actionType="Action Package", actionBody={"id": PACKAGE, "actionBody": {"title": "By flow"}})
    assert [card["text"] for card in cards(me, ASHA)] == ["Lunch?", "x", "By flow"]


def test_a_package_needs_no_registration_and_may_have_any_name(me, group):
    for name in ("com.example.anything.3", "25B39B30-0806-4D17-B6A7-A39F21FA52E9", "x"):
        assert one(me, group, send(me, group, id=name)["actionId"])["packageId"] == name


@pytest.mark.parametrize(
    ("card", "hours", "name"),
    [
        (POLL, 10, "expiryDate"),
        (SURVEY, 10, "expiryDate"),
        (CARD, 24, "expiryDate"),
        (JOB, 10, "dueDate"),
        ({"actionType": "Poll", "actionBody": {"question": "x", "choices": [{"title": "y"}]}}, 720, "expiryDate"),
        ({"actionType": "Job", "actionBody": {"title": "x", "assignedTo": [ME]}}, 24, "dueDate"),
        ({"id": PACKAGE, "actionBody": {}}, 24, "expiryDate"),
    ],
)
def test_hours_are_counted_from_when_it_was_sent(me, group, card, hours, name):
    item = one(me, group, send(me, group, **card)["actionId"])
    assert seconds(item["actionDetails"][name]) - item["creationTime"] == hours * HOUR
    assert seconds(item["sentAt"]) == item["creationTime"]


def meeting(client: Client, group: str, **body: Any) -> dict[str, Any]:
    """A meeting as it is shown."""
    body = {"title": "Review", "startingTime": "2030-01-01T09:00:00Z"} | body
    return one(client, group, send(client, group, actionType="LetsMeet", actionBody=body)["actionId"])["actionDetails"]


def test_a_meeting_lasts_as_it_says_by_either_name_or_half_an_hour(me, group):
    assert meeting(me, group)["duration"] == 30
    assert meeting(me, group, DurationInMins="45")["duration"] == 45
    assert meeting(me, group, duration=45)["duration"] == 45
    assert meeting(me, group, duration=45, durationInMins=60)["duration"] == 60
    assert "place" not in meeting(me, group)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2030-01-01T09:00:00Z", "2030-01-01T09:00:00Z"),
        ("2030-01-01T09:00:00", "2030-01-01T09:00:00Z"),
        ("2030-01-01T09:00:00.123+05:30", "2030-01-01T03:30:00Z"),
        ("2030-01-01t09:00:00z", "2030-01-01T09:00:00Z"),
    ],
)
def test_a_meeting_starts_by_any_clock(me, group, given, shown):
    assert meeting(me, group, startingTime=given)["startingTime"] == shown


def test_strictly_a_meetings_duration_is_not_read_and_a_public_group_wants_the_organisations_admin():
    emulator = Emulator(throttle=False, strict=True)
    with opened(emulator, "in process") as client:
        me, admin = client.signed_in(), client.signed_in(emulator.tenant_admin)
        assert meeting(me, me.group(), duration=45)["duration"] == 30
        public = {"name": "Notices", "groupType": "ConnectGroup"}
        assert me.call("POST", "/v1/groups", public).status_code == 403
        assert me.call("POST", "/v1/groups", {"name": "Team"}).status_code == 200
        assert admin.call("POST", "/v1/groups", public).status_code == 200
    emulator.close()


def test_an_announcement_says_who_sent_it_where_it_has_no_title(me, group):
    me.control("POST", "seed", {"users": [{"mobileNumber": ME, "name": "Mary"}]})
    resource = upload(me, "/v1/media").json()["mediaResource"]
    sent = send(me, group, actiontype="Announcement", actionBody={"Message": "All in", "MediaResources": [resource]})
    details = one(me, group, sent["actionId"])["actionDetails"]
    assert (details["title"], details["message"]) == ("Sent by Mary", "All in")
    assert list(details["mediaResources"][0]) == ["url", "fileName", "mediaUrl", "mediaFileName"]
    joined = {"title": "T", "message": "m", "mediaResources": f"{resource}, {resource}"}
    details = one(me, group, send(me, group, actionType="announcement", actionBody=joined)["actionId"])["actionDetails"]
    assert (details["title"], len(details["mediaResources"])) == ("T", 2)


def test_a_choice_may_have_a_picture(me, group):
    resource = upload(me, "/v1/media").json()["mediaResource"]
    body = {"question": "Which?", "choices": [{"title": "A", "image": resource}, {"title": "B"}]}
    shown = one(me, group, send(me, group, actionType="Poll", actionBody=body)["actionId"])["actionDetails"]["choices"]
    assert me.http.get(shown[0]["image"]).status_code == 200
    assert shown[1] == {"title": "B"}


@pytest.mark.parametrize("visibility", ["0", "1", 2, "3", "all", "Admin"])
def test_a_survey_may_say_who_sees_it_and_be_described(me, group, visibility):
    body = SURVEY["actionBody"] | {"visibility": visibility, "description": "Why", "coverImage": None}
    send(me, group, actionType="Survey", actionBody=body)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("Date", "DateTime"), ("TEXT", "Text"), ("singleselect", "SingleOption"), ("AttachmentList", "AttachmentList")],
)
def test_a_question_type_is_read_by_any_of_its_names(me, group, kind, shown):
    question = {"title": "Q", "type": kind, "options": [{"title": "a"}], "isInvisible": "true"}
    sent = send(me, group, actionType="Survey", actionBody={"title": "x", "questions": [question]})
    (asked,) = one(me, group, sent["actionId"], "?getDetails=true")["actionDetails"]["questions"]
    assert (asked["type"], asked["isInvisible"]) == (shown, True)


def properties(client: Client, group: str, action: str) -> dict[str, tuple[str, str]]:
    """The properties of a card."""
    listed = one(client, group, action)["actionDetails"]["properties"]
    return {each["name"]: (each["type"], each["value"]) for each in listed}


def test_properties_are_changed_by_name_at_both_addresses_and_in_both_lists(me, group):
    first = [{"name": "a", "value": "1", "type": "Text"}, {"name": "b", "value": 2, "type": 1}]
    action = send(me, group, id=PACKAGE, actionBody={"properties": first})["actionId"]
    assert properties(me, group, action) == {"a": ("Text", "1"), "b": ("Numeric", "2")}
    reply = change(me, group, action, version=-1, updateProperties=[{"name": "a", "type": "text", "value": "new"}])
    assert list(reply.json()) == ["referenceId", "actionId"]
    assert change(me, group, action, "", actionProperties=[{"name": "c", "type": 3, "value": "x"}]).status_code == 200
    assert properties(me, group, action) == {"a": ("Text", "new"), "b": ("Numeric", "2"), "c": ("DateTime", "x")}
    assert cards(me, ASHA)[-1]["properties"][0] == {"name": "a", "type": "Text", "value": "new"}


@pytest.mark.parametrize(
    ("number", "name"),
    list(
        enumerate(
            ["Text", "Numeric", "Location", "DateTime", "StringList", "Attachment", "StringSet", "AttachmentList"]
        )
    ),
)
def test_a_property_type_is_read_by_number_and_by_name(me, group, number, name):
    for written in (number, str(number), name.lower()):
        action = send(me, group, id=PACKAGE, actionBody={"properties": [{"name": "p", "type": written, "value": "[]"}]})
        assert properties(me, group, action["actionId"]) == {"p": (name, "[]")}


def test_only_who_sent_it_and_an_admin_change_or_remind(me, group):
    asha = me.signed_in(ASHA)
    mine = send(me, group, **CARD)["actionId"]
    hers = send(asha, group, **CARD)["actionId"]
    wanted = {"updateProperties": [{"name": "a", "value": "x"}]}
    assert change(asha, group, mine, **wanted).status_code == 403
    assert change(me, group, hers, **wanted).status_code == 200
    assert change(asha, group, hers, **wanted).status_code == 200
    assert asha.call("POST", f"/v1/groups/{group}/actions/{mine}/reminder").status_code == 403
    assert me.signed_in(THIRD).call("POST", f"/v1/groups/{group}/actions/{mine}/reminder").status_code == 404


def test_a_reminder_is_on_the_phones_of_whom_it_is_for(me):
    body = {"name": "Notices", "groupType": "ConnectGroup", "members": [ASHA]}
    public = me.call("POST", "/v1/groups", body).json()["groupId"]
    me.call("PUT", f"/v1/groups/{public}/subscribers/add", {"subscribers": [THIRD]})
    poll = send(me, public, **POLL | {"sendToAllSubscribers": True})

    def reminders(number: str) -> list[str]:
        chats = me.control("GET", f"phones/{number}")["chats"]
        return [chat["referenceId"] for chat in chats if chat["kind"] == "reminder"]

    path = f"/v1/groups/{public}/actions/{poll['actionId']}/reminder"
    assert list(me.call("POST", path).json()) == ["referenceId"]
    assert (reminders(ASHA), reminders(THIRD)) == ([poll["referenceId"]], [])
    assert me.call("POST", path, {"subscribers": [THIRD], "sendToAllSubscribers": False}).status_code == 200
    assert me.call("POST", path + "?sendToAll=yes").status_code == 200
    assert len(reminders(THIRD)) == 2


def test_what_is_sent_in_one_group_is_not_in_another(me, group):
    other = me.group()
    poll = send(me, group, **POLL)["actionId"]
    assert me.call("GET", f"/v1/groups/{other}/actions/{poll}").status_code == 404
    assert change(me, other, poll, updateProperties=[{"name": "a", "value": "x"}]).status_code == 404


def test_a_job_is_for_people_whose_numbers_are_possible(me, group):
    assert "'12'" in refused(me, group, actionType="Job", actionBody={"title": "x", "assignedTo": [ASHA, "12"]})
    sent = send(me, group, actionType="Job", actionBody={"title": "x", "assignedTo": [ASHA, "+44 7700 900002"]})
    assert one(me, group, sent["actionId"])["actionDetails"]["assigneeCount"] == 1
