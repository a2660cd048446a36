"""The people around the service: what they do on their phones, and the portal where connectors are registered."""

import base64
import io

import pytest
from PIL import Image

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.world import upload
from tests.patience import DEADLINE

PLACE = {"latitude": 51.5, "longitude": -0.1, "name": "The office"}


def tap(client, number, status=200, **done):
    """Something a person does on their phone."""
    reply = client.call("POST", f"/_emulator/phones/{number}/answers", done, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == status, reply.text
    return reply.json()


def card(client, number):
    """The newest card on a phone."""
    chats = client.control("GET", f"phones/{number}")["chats"]
    return [chat for chat in chats if chat["kind"] == "card"][-1]


def send(client, group, **action):
    return client.call("POST", f"/v1/groups/{group}/actions", action).json()


def details(client, group, action_id):
    return client.call("GET", f"/v1/groups/{group}/actions/{action_id}?getDetails=true").json()["actionDetails"]


@pytest.fixture
def group(me):
    return me.group(ASHA)


def test_a_poll_is_answered_and_the_answer_may_be_changed(me, group):
    body = {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]}
    poll = send(me, group, actionType="Poll", actionBody=body)["actionId"]
    shown = card(me, ASHA)
    assert (shown["text"], shown["open"], shown["answers"]) == ("Lunch?", True, None)
    assert shown["questions"] == [{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}]
    for answer in ("Yes", "No"):
        tap(me, ASHA, kind="answer", actionId=poll, answers=[answer])
    assert card(me, ASHA)["answers"] == [["No"]]
    (response,) = details(me, group, poll)["responses"]
    assert response["responder"] == ASHA
    assert response["responseDetails"]["responseWithQuestions"][0]["answer"] == ["No"]


def test_what_all_chose_is_counted_for_those_who_may_see_it(me, group):
    body = {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]}
    for only_sender, seen_by_asha in ((False, [1, 1]), (True, None)):
        poll = send(me, group, actionType="Poll", actionBody=body | {"isSenderOnly": only_sender})["actionId"]
        for number, answer in ((ASHA, "Yes"), (ME, "No")):
            tap(me, number, kind="answer", actionId=poll, answers=[answer])
        assert card(me, ASHA)["results"] == seen_by_asha
        assert card(me, ME)["results"] == [1, 1]


def test_a_phone_says_what_files_a_card_has_and_how_many_people_a_group(me, group):
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    resource = upload(me, "/v1/media", png.getvalue(), name="sign.png").json()["mediaResource"]
    send(me, group, actionType="Image", actionBody={"mediaResource": resource, "caption": "By the door"})
    [file] = card(me, ASHA)["files"]
    assert (file["name"], file["type"], file["size"]) == ("sign.png", "image/png", len(png.getvalue()))
    assert me.http.get(f"{me.url}/att/{file['mediaId']}", timeout=DEADLINE).content == png.getvalue()
    assert me.control("GET", f"phones/{ASHA}")["groups"] == [{"groupId": group, "people": 2, "subscribers": 0}]


def test_a_job_is_done_by_whom_it_is_assigned_to(me, group):
    job = send(me, group, actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ASHA]})["actionId"]
    assert card(me, ME)["open"] is False
    tap(me, ME, 403, kind="answer", actionId=job)
    tap(me, ASHA, kind="answer", actionId=job)
    assert card(me, ASHA)["answers"] == ["Done"]
    assert card(me, ASHA)["people"] == [{"number": ASHA, "name": ""}]
    assert details(me, group, job)["isCompleted"] is True
    tap(me, ASHA, kind="answer", actionId=job, isCompleted=False)
    assert details(me, group, job)["status"] is False


def test_a_survey_has_one_answer_of_each_until_its_time_is_over(me, group):
    questions = [
        {"title": "How many?", "type": "Numeric"},
        {"title": "Which?", "type": "MultiOption", "options": [{"title": "A"}]},
    ]
    survey = {"title": "Ask", "questions": questions, "dueDate": 1}
    action = send(me, group, actionType="Survey", actionBody=survey)["actionId"]
    assert tap(me, ASHA, 400, kind="answer", actionId=action, answers=["many", ["A"]])["message"].startswith(
        "The answer 1"
    )
    assert card(me, ASHA)["former"] is None
    tap(me, ASHA, kind="answer", actionId=action, answers=[3, ["A"]])
    assert [card(me, ASHA)[name] for name in ("open", "former")] == [True, [3, ["A"]]]
    tap(me, ASHA, kind="answer", actionId=action, answers=[5, ["A"]])  # whoever answers again changes the first answer
    path = f"/v1/groups/{group}/actions/{action}?getDetails=true"
    [response] = me.call("GET", path).json()["actionDetails"]["responses"]
    assert [one["answer"] for one in response["responseDetails"]["responseWithQuestions"]] == [5, ["A"]]
    me.control("POST", "clock", {"advance": 3600})
    assert card(me, ME)["open"] is card(me, ASHA)["open"] is False
    tap(me, ME, 400, kind="answer", actionId=action, answers=[3, ["A"]])


def test_a_card_says_what_the_next_answer_takes_the_place_of(me, group):
    """As it is sent again, a picture too; nothing where a card takes several answers of a person."""
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    resource = upload(me, "/v1/media", png.getvalue(), name="sign.png").json()["mediaResource"]
    place = {"lt": 51.5, "lg": -0.1, "n": "The office", "acc": 3.0}
    questions = [{"title": f"{type}?", "type": type} for type in ("Image", "Location", "DateTime", "Text")]
    sent = [resource, place, 1893456000, None]
    for several in (False, True):
        survey = {"title": "Ask", "questions": questions, "acceptMultipleResponses": several}
        action = send(me, group, actionType="Survey", actionBody=survey)["actionId"]
        tap(me, ASHA, kind="answer", actionId=action, answers=sent)
        first = card(me, ASHA)
        tap(me, ASHA, kind="answer", actionId=action, answers=first["former"] or sent)
        assert card(me, ASHA)["answers"] == first["answers"]
        assert (card(me, ASHA)["former"] is None, len(details(me, group, action)["responses"])) == (
            (True, 2) if several else (False, 1)
        )


def test_somebody_writes_to_a_group(me, group):
    tap(me, ASHA, kind="message", groupId=group, text="From my phone")
    assert me.control("GET", f"phones/{ME}")["chats"][-1]["text"] == "From my phone"
    tap(me, ASHA, 400, kind="message", groupId=group, text=" ")
    tap(me, THIRD, 404, kind="message", groupId=group, text="I am not in it")


def test_likes_and_comments_are_on_every_phone(me, group):
    sent = me.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"}).json()["referenceId"]
    for _ in range(2):
        tap(me, ASHA, kind="like", referenceId=sent)
    tap(me, ASHA, kind="comment", referenceId=sent, text="Nice")
    message = me.control("GET", f"phones/{ME}")["chats"][-1]
    assert message["likes"] == 1
    assert [comment["text"] for comment in message["comments"]] == ["Nice"]
    tap(me, THIRD, 400, kind="like", referenceId=sent)
    tap(me, ASHA, 400, kind="comment", referenceId=sent, text=" ")


def test_whoever_leaves_is_no_longer_there(me, group):
    tap(me, ASHA, kind="leave", groupId=group)
    members = me.call("GET", f"/v1/groups/{group}/members").json()["members"]
    assert [member["mobileNumber"] for member in members] == [ME]
    tap(me, ASHA, 404, kind="leave", groupId=group)


def test_a_subscriber_may_leave(me):
    public = me.call("POST", "/v1/groups", {"name": "Public", "groupType": "ConnectGroup"}).json()["groupId"]
    me.call("PUT", f"/v1/groups/{public}/subscribers/add", {"subscribers": [ASHA]})
    tap(me, ASHA, kind="leave", groupId=public)
    assert me.call("POST", f"/v1/groups/{public}/subscribers", {}).json() == {"subscribers": []}


def test_places_and_pictures_with_their_place_can_be_asked_for(me, group):
    tap(me, ASHA, kind="location", groupId=group, place=PLACE)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")
    content = base64.b64encode(picture.getvalue()).decode()
    tap(me, ASHA, kind="photo", groupId=group, place=PLACE, fileContent=content, contentType="image/png")
    for kind in ("shareLocation", "photoWithLocation"):
        (item,) = me.call("GET", f"/v1/groups/{group}/actions?actionType={kind}").json()["actions"]
        assert item["sender"] == ASHA
        assert (item["actionBody"]["latitude"], item["actionBody"]["longitude"]) == (51.5, -0.1)
    fetched = me.http.get(item["actionBody"]["imageUrl"])
    assert fetched.content == picture.getvalue()
    assert fetched.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "done",
    [
        {},
        {"kind": "sing"},
        {"kind": "answer", "actionId": "x"},
        {"kind": "location"},
        {"kind": "photo", "place": PLACE, "fileContent": "x"},
        {"kind": "photo", "place": PLACE, "fileContent": "aGVsbG8=", "contentType": "application/pdf"},
    ],
)
def test_what_cannot_be_done_is_refused(me, group, done):
    tap(me, ASHA, 400, **({"groupId": group} | done))


def test_a_connector_is_registered_used_and_deleted(client):
    grid = {"Group Information": ["Get", "Add"], "user profile": ["get"]}
    made = client.control(
        "POST", "connectors", {"name": "Mine", "permissions": grid, "redirectUrl": "http://127.0.0.1/back"}
    )
    assert made["permissions"] == {"Group Information": ["Get", "Add"], "User Profile": ["Get"]}
    assert made["scope"] == "groupinfo.write,groupinfo.read,profile.read"
    other = Client(client.url, client.key, made["applicationId"], made["applicationSecret"], client.http).signed_in()
    assert other.call("GET", "/v1/users/me").status_code == 200
    assert other.call("POST", "/v1/webhook", {}).status_code in (403, 404)
    group = other.group()
    assert other.call("GET", f"/v1/groups/{group}/members").status_code == 403
    names = {row["name"] for row in client.control("GET", "connectors")["connectors"]}
    assert "Mine" in names
    client.control("DELETE", f"connectors/{made['applicationId']}")
    assert other.call("GET", "/v1/users/me").status_code == 401


@pytest.mark.parametrize(
    "permissions", [{"Nonsense": ["Get"]}, {"Media": ["Get"]}, {"Media": ["Sing"]}, "2.99", "nonsense", [], 3]
)
def test_permissions_that_there_are_not_are_refused(client, permissions):
    body = {"name": "Mine", "permissions": permissions}
    reply = client.call("POST", "/_emulator/connectors", body, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == 400


def test_every_permission_is_given_where_none_is_named(client):
    made = client.control("POST", "connectors", {"name": "All"})
    assert len(made["permissions"]) == 10
    assert made["permissions"]["Text Message"] == ["Add", "Remove"]
    unknown = client.call("DELETE", "/_emulator/connectors/unknown", headers={"X-Emulator-Key": client.key})
    assert unknown.status_code == 404
