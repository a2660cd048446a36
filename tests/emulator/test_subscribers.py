"""Public groups: subscribers come and go, are listed a page at a time, and receive what is sent to them and nothing else."""

import logging

import pytest

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.world import POLL

NUMBERS = [f"+4477009{number:05}" for number in range(100, 230)]


@pytest.fixture
def public(me: Client) -> str:
    """A public group's id; ``ASHA`` is a member of it."""
    body = {"name": "Notices", "groupType": "ConnectGroup", "members": [ASHA], "welcomeMessage": "Welcome"}
    return me.call("POST", "/v1/groups", body).json()["groupId"]


def change(client: Client, group: str, how: str, *numbers: str, status: int = 200) -> dict:
    """Subscribers added or removed."""
    reply = client.call("PUT", f"/v1/groups/{group}/subscribers/{how}", {"subscribers": list(numbers)})
    assert reply.status_code == status, reply.text
    return reply.json().get("result", {})


def page(client: Client, group: str, **wanted: object) -> dict:
    """A page of subscribers."""
    return client.call("POST", f"/v1/groups/{group}/subscribers", wanted).json()


def say(client: Client, group: str, **wanted: object) -> dict:
    """A message that is sent."""
    reply = client.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"} | wanted)
    assert reply.status_code == 200, reply.text
    return reply.json()


def texts(client: Client, number: str) -> list[str]:
    """The messages on a phone."""
    return [chat["text"] for chat in client.control("GET", f"phones/{number}")["chats"] if chat["kind"] == "message"]


def test_what_came_of_each_number_is_said_as_it_was_written(me, public):
    assert change(me, public, "add", "+44 7700 900003", "12") == {
        "+44 7700 900003": {"isAdded": True},
        "12": {"isAdded": False, "reason": "This is not a possible mobile number."},
    }
    assert change(me, public, "add", THIRD) == {THIRD: {"isAdded": True}}
    assert [one["mobileNumber"] for one in page(me, public)["subscribers"]] == [THIRD]
    assert change(me, public, "remove", THIRD, ASHA) == {
        THIRD: {"isRemoved": True},
        ASHA: {"isRemoved": False, "reason": "This number is not a subscriber."},
    }
    change(me, public, "remove", THIRD, status=404)
    assert page(me, public) == {"subscribers": []}


def test_pages_have_fifty_at_most_and_lead_to_the_end_in_the_order_in_which_people_came(me, public):
    change(me, public, "add", *NUMBERS)
    found, cursor, sizes = [], "", []
    while True:
        reply = page(me, public, cursor=cursor, count=1000)
        sizes.append(len(reply["subscribers"]))
        found += [one["mobileNumber"] for one in reply["subscribers"]]
        if "cursor" not in reply:
            break
        cursor = reply["cursor"]
    assert found == NUMBERS
    assert sizes == [50, 50, 30]


def test_a_page_that_ends_with_the_last_one_has_no_cursor(me, public):
    change(me, public, "add", *NUMBERS[:50])
    assert "cursor" not in page(me, public)
    assert "cursor" in page(me, public, count=49)


def test_the_body_may_be_left_out_and_a_get_is_page_one(me, public):
    change(me, public, "add", *NUMBERS[:60])
    by_post = me.call("POST", f"/v1/groups/{public}/subscribers").json()
    by_get = me.call("GET", f"/v1/groups/{public}/subscribers").json()
    assert by_post == by_get
    assert len(by_get["subscribers"]) == 50


def test_a_get_leads_through_all_pages_too(me, public):
    change(me, public, "add", *NUMBERS)
    found, query, sizes = [], "?count=1000", []
    while True:
        reply = me.call("GET", f"/v1/groups/{public}/subscribers{query}").json()
        sizes.append(len(reply["subscribers"]))
        found += [one["mobileNumber"] for one in reply["subscribers"]]
        if "cursor" not in reply:
            break
        query = f"?CURSOR={reply['cursor']}"
    assert (found, sizes) == (NUMBERS, [50, 50, 30])
    assert me.call("GET", f"/v1/groups/{public}/subscribers?cursor=nonsense").status_code == 400


def test_a_list_of_all_groups_counts_their_subscribers(me, public):
    def counts(query: str) -> dict[str, int | None]:
        groups = me.call("GET", f"/v1/groups?{query}").json()["groups"]
        return {one["groupName"]: one.get("subscriberCount") for one in groups}

    me.group(name="Plain")
    change(me, public, "add", THIRD, *NUMBERS[:60])
    change(me, public, "remove", NUMBERS[0])
    for yes in ("true", "TRUE", "1", "Yes", "%201%20"):
        assert counts(f"fetchAllGroups={yes}") == {"Notices": 60, "Plain": 0}
        assert counts(f"fetchAllGroups={yes}&showDetails=1") == {"Notices": 60, "Plain": 0}
    for no in ("false", "0", "no", ""):
        assert counts(f"fetchAllGroups={no}&showDetails=true") == {"Notices": None, "Plain": None}
    for wrong in ("2", "-1", "on", "t", "01", "1.0", "true1"):
        assert me.call("GET", f"/v1/groups?fetchAllGroups={wrong}").status_code == 400


def test_who_comes_or_goes_between_pages_makes_nobody_appear_twice_or_get_lost(me, public):
    change(me, public, "add", *NUMBERS[:20])
    first = page(me, public, count=10)
    change(me, public, "remove", *NUMBERS[:5])
    change(me, public, "add", NUMBERS[50])
    second = page(me, public, count=50, cursor=first["cursor"])
    assert [one["mobileNumber"] for one in second["subscribers"]] == [*NUMBERS[10:20], NUMBERS[50]]


@pytest.mark.parametrize("cursor", ["nonsense", "YWZ0ZXI6", "YWZ0ZXI6LTE=", "🜏", 7])
def test_a_cursor_that_no_page_gave_is_a_400(me, public, cursor):
    reply = me.call("POST", f"/v1/groups/{public}/subscribers", {"cursor": cursor})
    assert reply.status_code == 400


def test_only_a_public_group_has_subscribers(me):
    group = me.group()
    for method, path, body in (
        ("PUT", "/add", {"subscribers": [THIRD]}),
        ("PUT", "/remove", {"subscribers": [THIRD]}),
        ("POST", "", {}),
        ("GET", "", None),
    ):
        assert me.call(method, f"/v1/groups/{group}/subscribers{path}", body).status_code == 400


def test_only_an_admin_adds_and_removes_and_members_may_look(me, public):
    asha = me.signed_in(ASHA)
    change(asha, public, "add", THIRD, status=403)
    change(me, public, "add", THIRD)
    change(asha, public, "remove", THIRD, status=403)
    assert len(page(asha, public)["subscribers"]) == 1


def test_a_subscriber_sees_the_group_but_neither_its_people_nor_may_send(me, public):
    change(me, public, "add", THIRD)
    third = me.signed_in(THIRD)
    assert third.call("GET", f"/v1/groups/{public}").json()["groups"][0]["callerRole"] == "Subscriber"
    for method, path, body in (
        ("GET", "members", None),
        ("POST", "subscribers", {}),
        ("POST", "messages", {"message": "x"}),
        ("POST", "actions", POLL),
        ("PUT", "members", {"members": [THIRD]}),
    ):
        assert third.call(method, f"/v1/groups/{public}/{path}", body).status_code == 403


def test_a_message_reaches_members_and_whom_it_is_sent_to(me, public):
    change(me, public, "add", THIRD, NUMBERS[0])
    say(me, public, message="To members")
    say(me, public, message="To one", subscribers=[THIRD])
    say(me, public, message="To all", sendToAllSubscribers=True)
    assert texts(me, ASHA) == ["To members", "To one", "To all"]
    assert texts(me, THIRD) == ["To one", "To all"]
    assert texts(me, NUMBERS[0]) == ["To all"]
    change(me, public, "remove", THIRD)
    say(me, public, message="Later", sendToAllSubscribers=True)
    change(me, public, "add", THIRD)
    say(me, public, message="Again", sendToAllSubscribers=True)
    assert texts(me, THIRD) == ["To one", "To all", "Again"]


def test_whom_it_did_not_reach_is_said_with_200(me, public):
    change(me, public, "add", THIRD)
    reply = say(me, public, subscribers=[THIRD, ASHA, "12"])
    assert list(reply) == ["referenceId", "failedResult"]
    assert [one["subscriber"] for one in reply["failedResult"]] == [ASHA, "12"]
    assert all(list(one) == ["subscriber", "subscriberId", "errorReason", "errorCode"] for one in reply["failedResult"])
    nobody = say(me, public, subscribers=["12"])
    assert len(nobody["failedResult"]) == 1


def test_all_of_them_are_written_to_by_an_admin_alone(me, public):
    asha = me.signed_in(ASHA)
    path = f"/v1/groups/{public}/messages"
    assert asha.call("POST", path, {"message": "x", "sendToAllSubscribers": True}).status_code == 403
    assert asha.call("POST", path + "?sendToAll=Yes", {"message": "x"}).status_code == 403
    assert me.call("POST", path + "?sendToAll=yes", {"message": "x"}).status_code == 200
    assert me.call("POST", path + "?sendToAll=No", {"message": "x"}).status_code == 200
    assert me.call("POST", path + "?sendToAll=perhaps", {"message": "x"}).status_code == 400


def test_an_answer_to_what_went_to_subscribers_names_subscribers(me, public):
    change(me, public, "add", THIRD)
    before = say(me, public, subscribers=[THIRD])["referenceId"]
    reply = me.call("POST", f"/v1/groups/{public}/messages", {"message": "x", "replyToReferenceId": before})
    assert reply.status_code == 400
    say(me, public, replyToReferenceId=before, subscribers=[THIRD])
    card = me.call("POST", f"/v1/groups/{public}/actions", POLL).json()["referenceId"]
    say(me, public, replyToReferenceId=card)


def test_a_card_reaches_the_same_people_and_only_they_answer_it(me, public):
    change(me, public, "add", THIRD, NUMBERS[0])
    sent = me.call("POST", f"/v1/groups/{public}/actions", POLL | {"subscribers": [THIRD, "12"]}).json()
    assert list(sent) == ["referenceId", "actionId", "failedResult"]
    path = f"/v1/groups/{public}/actions/{sent['actionId']}"
    answer = {"actionType": "Poll", "actionBody": {"answers": ["Yes"]}}
    assert me.signed_in(THIRD).call("POST", f"{path}/responses", answer).status_code == 200
    outside = me.signed_in(NUMBERS[0])
    assert outside.call("POST", f"{path}/responses", answer).status_code == 404
    assert outside.call("GET", path).status_code == 404


def test_a_subscriber_pages_through_what_was_sent_to_them(me, public):
    change(me, public, "add", THIRD)
    for index in range(6):
        to = {"sendToAllSubscribers": True} if index % 2 else {}
        me.call("POST", f"/v1/groups/{public}/actions", POLL | to)
    third = me.signed_in(THIRD)
    page = third.call("GET", f"/v1/groups/{public}/actions?actionType=poll&count=2").json()
    assert (len(page["actions"]), page["hasMore"]) == (2, True)
    page = third.call("GET", f"/v1/groups/{public}/actions?actionType=poll&count=4").json()
    assert (len(page["actions"]), page["hasMore"]) == (3, False)


def test_many_at_once_are_taken_and_the_log_warns(me, public, caplog):
    numbers = [f"+4477{number:08}" for number in range(2000)]
    assert len(change(me, public, "add", *numbers)) == 2000
    with caplog.at_level(logging.WARNING, logger="kaizala_nb.emulator"):
        say(me, public, subscribers=numbers[:30])
        assert caplog.records == []
        say(me, public, subscribers=numbers)
    assert "2000 subscribers" in caplog.text


def test_a_subscribers_phone_tells_of_coming_and_going_and_of_the_welcome(me, public):
    change(me, public, "add", THIRD)
    change(me, public, "remove", THIRD)
    chats = me.control("GET", f"phones/{THIRD}")["chats"]
    assert [chat.get("event", chat["kind"]) for chat in chats] == ["subscribed", "welcome", "unsubscribed"]
    assert not [chat for chat in me.control("GET", f"phones/{ME}")["chats"] if "subscribed" in chat.get("event", "")]
