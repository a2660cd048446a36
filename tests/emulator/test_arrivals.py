"""Whom an event reached: exactly those on whose phones it is, but for whoever did it."""

import pytest

from tests.emulator.conftest import ASHA, ME, THIRD


def newest(me):
    return me.control("GET", "arrivals")["newest"]


def reached(me, after):
    return [phone["number"] for phone in me.control("GET", f"arrivals?after={after}")["phones"]]


@pytest.fixture
def group(me):
    return me.group(ASHA, THIRD)


def send(me, group, text="Hello"):
    me.call("POST", f"/v1/groups/{group}/messages", {"message": text})


def test_a_message_reaches_the_others(me, group):
    before = newest(me)
    send(me, group)
    assert set(reached(me, before)) == {ASHA, THIRD}
    assert newest(me) == before + 1 and reached(me, before + 1) == []


def test_whoever_has_gone_is_not_reached_and_whoever_goes_is(me, group):
    members = me.call("GET", f"/v1/groups/{group}/members").json()["members"]
    asha = next(one["id"] for one in members if one["mobileNumber"] == ASHA)
    before = newest(me)
    me.call("DELETE", f"/v1/groups/{group}/members/{asha}")
    assert ASHA in reached(me, before)
    before = newest(me)
    send(me, group)
    assert reached(me, before) == [THIRD]


def test_what_another_person_does_reaches_me(me, group):
    before = newest(me)
    me.control("POST", f"phones/{ASHA}/answers", {"kind": "message", "groupId": group, "text": "Hello"})
    assert set(reached(me, before)) == {ME, THIRD}


def test_a_subscriber_is_reached_by_what_is_on_their_phone(me):
    body = {"name": "Town news", "groupType": "ConnectGroup", "members": [ASHA]}
    public = me.call("POST", "/v1/groups", body).json()["groupId"]
    before = newest(me)
    me.call("PUT", f"/v1/groups/{public}/subscribers/add", {"subscribers": [THIRD]})
    assert THIRD in reached(me, before)
    for body in ({"message": "For members"}, {"message": "For all", "sendToAllSubscribers": True}):
        before = newest(me)
        me.call("POST", f"/v1/groups/{public}/messages", body)
        texts = [chat["text"] for chat in me.control("GET", f"phones/{THIRD}")["chats"]]
        assert (THIRD in reached(me, before)) == (body["message"] in texts)
        assert ASHA in reached(me, before)


def test_a_number_that_is_none_is_refused(me):
    reply = me.call("GET", "/_emulator/arrivals?after=x", headers={"X-Emulator-Key": me.key})
    assert reply.status_code == 400
