"""Bots: made by somebody, members of groups, with tokens of their own."""

import json

import jwt
import pytest

from tests.emulator.conftest import ASHA, ME
from tests.emulator.shapes import GUID, assert_like
from tests.emulator.test_webhooks import upload

SCOPE = "groupinfo.all,profile.read,action.all,media.all,textmessage.all"


@pytest.fixture
def group(me):
    return me.group(ASHA)


@pytest.fixture
def bot(me):
    """The id of a bot of mine."""
    return me.call("POST", "/v1/bot", {"name": "Robot"}).json()["botUserId"]


def as_bot(me, bot):
    """The headers of a bot."""
    return {"accessToken": me.call("GET", f"/v1/bot/accessToken/{bot}").json()["accessToken"]}


def test_a_bot_is_made_listed_changed_and_deleted(me, bot):
    resource = upload(me)
    (one,) = me.call("GET", "/v1/bot").json()["bots"]
    assert_like(
        one,
        {
            "botUserId": bot,
            "name": "Robot",
            "profilePic": "",
            "tenantId": GUID,
            "creatorId": GUID,
            "creator": ME,
            "creatorName": "",
            "creatorProfilePic": "",
            "status": "Active",
        },
    )
    assert me.call("PUT", f"/v1/bot/{bot}", {"name": "Test Bot User from API after update"}).json() == {}
    assert me.call("PUT", f"/v1/bot/{bot}", {"profilePic": resource}).json() == {}
    (one,) = me.call("GET", "/v1/bot").json()["bots"]
    assert one["name"] == "Test Bot User from API after update"
    assert me.http.get(one["profilePic"]).headers["content-type"] == "image/png"
    for body in ({}, {"name": ""}, {"name": "x" * 201}, {"profilePic": "nonsense"}):
        assert me.call("PUT", f"/v1/bot/{bot}", body).status_code == 400
    assert me.call("DELETE", f"/v1/bot/{bot}").json() == {}
    assert me.call("GET", "/v1/bot").json() == {"bots": []}
    for method, path in (("PUT", ""), ("DELETE", ""), ("GET", "accessToken/")):
        assert me.call(method, f"/v1/bot/{path}{bot}", {"name": "x"}).status_code == 404


def test_a_bots_token_is_as_the_captured_one(me, bot):
    reply = me.call("GET", f"/v1/bot/accessToken/{bot}").json()
    assert list(reply) == ["accessToken", "accessTokenExpiry", "scope", "endpointUrl"]
    assert reply["scope"] == SCOPE
    assert reply["endpointUrl"].endswith("/")
    payload = jwt.decode(reply["accessToken"], options={"verify_signature": False})
    credentials = json.loads(payload["urn:microsoft:credentials"])
    assert payload["uid"] == f"MobileAppsService:{bot}"
    assert payload["exp"] - payload["iat"] == 86_400
    assert payload["exp"] == reply["accessTokenExpiry"] // 1000
    assert credentials["permissions"] == "2.1:5.4:6.1:9.1:4.1"
    assert credentials["phoneNumber"].startswith("+999")
    assert not {"applicationId", "data"} & set(credentials)


def test_a_bot_posts_where_it_was_added_and_nowhere_else(me, group, bot):
    headers = as_bot(me, bot)
    path = f"/v1/groups/{group}/messages"
    assert me.call("POST", path, {"message": "Too early"}, headers=headers).status_code == 404
    assert me.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot}).json() == {}
    assert me.call("POST", f"/v1/groups/{group}/bot", {"BotUserId": bot}).json() == {}
    assert me.call("POST", path, {"message": "Beep"}, headers=headers).status_code == 200
    chats = me.control("GET", f"phones/{ASHA}")["chats"]
    assert (chats[-1]["fromName"], chats[-1]["text"]) == ("Robot", "Beep")
    assert sum(chat["kind"] == "message" for chat in chats) == 1
    details = me.call("GET", f"/v1/groups/{group}").json()["groups"][0]
    assert details["currentLevelUserCount"] == 3
    poll = {"actionType": "Poll", "actionBody": {"question": "Lunch?", "choices": [{"title": "Yes"}]}}
    assert me.call("POST", f"/v1/groups/{group}/actions", poll, headers=headers).status_code == 200


def test_a_bot_may_do_what_its_token_says(me, group, bot):
    me.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot})
    headers = as_bot(me, bot)
    profile = me.call("GET", "/v1/users/me", headers=headers).json()
    assert (profile["id"], profile["name"]) == (bot, "Robot")
    assert me.call("GET", "/v1/groups", headers=headers).json()["groups"][0]["groupId"] == group
    for method, path in (("GET", "/v1/bot"), ("GET", f"/v1/groups/{group}/members"), ("POST", "/v1/webhook")):
        assert me.call(method, path, {} if method == "POST" else None, headers=headers).status_code == 403


def test_a_bots_token_ends_with_its_day_and_with_the_bot(me, bot):
    headers = as_bot(me, bot)
    me.control("POST", "clock", {"advance": 86_399})
    assert me.call("GET", "/v1/users/me", headers=headers).status_code == 200
    me.control("POST", "clock", {"advance": 1})
    assert me.call("GET", "/v1/users/me", headers=headers).json()["errorCode"] == "InvalidToken"


def test_a_deleted_bot_is_gone_from_its_groups_and_what_it_said_stays(me, group, bot):
    me.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot})
    headers = as_bot(me, bot)
    me.call("POST", f"/v1/groups/{group}/messages", {"message": "Beep"}, headers=headers)
    me.call("DELETE", f"/v1/bot/{bot}")
    assert me.call("GET", "/v1/users/me", headers=headers).status_code == 401
    members = me.call("GET", f"/v1/groups/{group}/members").json()["members"]
    assert bot not in {member["id"] for member in members}
    assert "Beep" in [chat["text"] for chat in me.control("GET", f"phones/{ASHA}")["chats"]]
    assert me.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot}).status_code == 404


def test_nobody_uses_the_bots_of_others(client, me, group, bot):
    asha = client.signed_in(ASHA)
    assert asha.call("GET", "/v1/bot").json() == {"bots": []}
    for method, path in (("PUT", ""), ("DELETE", ""), ("GET", "accessToken/")):
        assert asha.call(method, f"/v1/bot/{path}{bot}", {"name": "x"}).status_code == 404
    mine = asha.group()
    assert asha.call("POST", f"/v1/groups/{mine}/bot", {"botUserId": bot}).status_code == 404
    assert asha.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot}).status_code == 403
