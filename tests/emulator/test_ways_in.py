"""The four ways in: a person's token, a group's, the organisation's, and OAuth. What each reaches, and when it ends."""

import base64
import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

ADMIN = "+447700900000"
BACK = "http://127.0.0.1:9/back"


def portal_token(client, status=200, application_id="", **wanted):
    """A refresh token of the portal, or the refusal."""
    path = f"/_emulator/connectors/{application_id or client.application_id}/tokens"
    reply = client.call("POST", path, wanted, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == status, reply.text
    return reply.json()["refreshToken"] if status == 200 else reply.json()


def with_token(client, refresh_token, status=200):
    """A client with an access token for this refresh token; or None, when there is none to have."""
    reply = client.access(refresh_token)
    assert reply.status_code == status, reply.text
    known = client.url, client.key, client.application_id, client.application_secret, client.http
    return Client(*known, token=reply.json()["accessToken"]) if status == 200 else None


def claims(token):
    """What stands in a token."""
    payload = jwt.decode(token, options={"verify_signature": False})
    credentials = json.loads(payload["urn:microsoft:credentials"])
    return credentials, json.loads(credentials["data"])


def groups_of(client):
    return [group["groupId"] for group in client.call("GET", "/v1/groups?fetchAllGroups=true").json()["groups"]]


# -- tokens of the portal --------------------------------------------------------------------------------------------


def test_a_users_token_reaches_that_users_groups_with_their_own_role(client):
    me, asha = client.signed_in(ME), client.signed_in(ASHA)
    mine, shared = me.group(), asha.group(ME)
    theirs = asha.group()
    token = with_token(client, portal_token(client, kind="user", mobileNumber=ME))
    assert set(groups_of(token)) == {mine, shared}
    assert token.call("PUT", f"/v1/groups/{mine}/members", {"members": [THIRD]}).status_code == 200
    assert token.call("PUT", f"/v1/groups/{shared}/members", {"members": [THIRD]}).status_code == 403
    assert token.call("GET", f"/v1/groups/{theirs}").status_code == 404


def test_a_groups_token_reaches_that_group_and_what_hangs_under_it(client):
    me = client.signed_in()
    group, other = me.group(ASHA), me.group()
    below = me.call("POST", f"/v1/groups/{group}/subGroups", {"name": "Below"}).json()["groupId"]
    token = with_token(client, portal_token(client, kind="group", groupId=group))
    assert set(groups_of(token)) == {group, below}
    for path in ("", "/members", "/subGroups"):
        assert token.call("GET", f"/v1/groups/{group}{path}").status_code == 200
        for elsewhere in (other, "unknown"):
            reply = token.call("GET", f"/v1/groups/{elsewhere}{path}")
            assert (reply.status_code, reply.json()["errorCode"]) == (404, "NotFound")
            assert "a group token" in reply.json()["message"]
    assert token.call("POST", f"/v1/groups/{other}/messages", {"message": "x"}).status_code == 404
    assert "group token" not in client.signed_in(ASHA).call("GET", f"/v1/groups/{other}").json()["message"]
    assert token.call("PUT", f"/v1/groups/{group}/members", {"members": [THIRD]}).status_code == 200


def test_what_a_groups_token_creates_becomes_a_sub_group(client):
    me = client.signed_in()
    group = me.group()
    with receiver() as hook:
        subscription = {"objectId": group, "objectType": "Group", "eventTypes": ["GroupAdded"], "callBackUrl": hook.url}
        me.call("POST", "/v1/webhook", subscription)
        token = with_token(client, portal_token(client, kind="group", groupId=group, mobileNumber=ME))
        made = token.call("POST", "/v1/groups", {"name": "Made by a connector"}).json()
        assert list(made) == ["groupId", "groupName", "membersAdded", "isAddedAsSubGroup"]
        assert made["isAddedAsSubGroup"] is True
        assert hook.wait(1)[0]["data"]["groupId"] == made["groupId"]
    below = me.call("GET", f"/v1/groups/{group}/subGroups").json()["subGroups"]
    assert [one["groupId"] for one in below] == [made["groupId"]]
    assert "isAddedAsSubGroup" not in me.call("POST", "/v1/groups", {"name": "Made by a person"}).json()


def test_a_groups_webhooks_stay_in_its_group(client):
    me = client.signed_in()
    group, other = me.group(), me.group()
    token = with_token(client, portal_token(client, kind="group", groupId=group))
    with receiver() as hook:
        wanted = {"eventTypes": ["ActionCreated"], "callBackUrl": hook.url}
        for object_id, kind, status in (
            (other, "Group", 404),
            (group, "Group", 200),
            ("com.example", "ActionPackage", 200),
        ):
            body = wanted | {"objectId": object_id, "objectType": kind}
            reply = token.call("POST", "/v1/webhook", body)
            assert reply.status_code == status
            assert ("a group token" in reply.json().get("message", "")) == (status == 404)
        for one in (group, other):
            me.call("POST", f"/v1/groups/{one}/actions", {"id": "com.example", "actionBody": {"title": "A card"}})
        assert me.control("POST", "deliveries/settle", {})["settled"]
        assert [body["groupId"] for body in hook.bodies] == [group, group]


def test_a_groups_token_is_given_to_its_admins_only(client):
    group = client.signed_in().group(ASHA)
    assert "only an admin" in portal_token(client, 400, kind="group", groupId=group, mobileNumber=ASHA)["message"]
    assert portal_token(client, 404, kind="group", groupId=group, mobileNumber=THIRD)["errorCode"] == "NotFound"
    assert portal_token(client, 404, kind="group", groupId="unknown")["errorCode"] == "NotFound"
    portal_token(client, 400, kind="user", mobileNumber="12")
    portal_token(client, 400, kind="nonsense", mobileNumber=ME)
    portal_token(client, 404, application_id="unknown", kind="user", mobileNumber=ME)


def test_the_organisations_token_reaches_every_group_of_it(client):
    groups = {client.signed_in(number).group() for number in (ME, ASHA)}
    tenant = with_token(client, portal_token(client, kind="tenant"))
    assert set(groups_of(tenant)) == groups
    for group in groups:
        assert tenant.call("PUT", f"/v1/groups/{group}/members", {"members": [THIRD]}).status_code == 200
    public = tenant.call("POST", "/v1/groups", {"name": "For all", "groupType": "ConnectGroup"})
    assert public.status_code == 200
    assert "only the organisation's admin" in portal_token(client, 400, kind="tenant", mobileNumber=ME)["message"]


def test_tokens_say_what_they_reach(client):
    group = client.signed_in().group()
    refresh = portal_token(client, kind="group", groupId=group)
    credentials, data = claims(refresh)
    assert (data, credentials["permissions"], credentials["applicationType"]) == (
        {"GroupId": group, "AppName": "Kaizala notebook"},
        "8.4",
        -1,
    )
    assert credentials["tokenValidFrom"] <= client.control("GET", "clock")["now"]
    credentials, data = claims(with_token(client, refresh).token)
    assert (data["GroupId"], credentials["applicationType"]) == (group, 3)
    assert "tokenValidFrom" not in credentials
    _, data = claims(with_token(client, portal_token(client, kind="tenant")).token)
    assert list(data) == ["TenantId", "O365UserId", "IsTenantAdmin", "O365UserEmailId", "AppName"]
    _, data = claims(with_token(client, portal_token(client, kind="user", mobileNumber=ME)).token)
    assert list(data) == ["AppName"]


def test_a_new_refresh_token_revokes_the_one_before_for_the_same(client):
    me = client.signed_in()
    group, other = me.group(), me.group()
    first = {
        "user": portal_token(client, kind="user", mobileNumber=ME),
        "another user": portal_token(client, kind="user", mobileNumber=ASHA),
        "group": portal_token(client, kind="group", groupId=group),
        "another group": portal_token(client, kind="group", groupId=other),
        "tenant": portal_token(client, kind="tenant"),
    }
    again = portal_token(client, kind="user", mobileNumber=ME), portal_token(client, kind="group", groupId=group)
    for kind, token in first.items():
        assert client.access(token).status_code == (401 if kind in ("user", "group") else 200), kind
    for token in again:
        assert client.access(token).status_code == 200
    client.log_in(ME)
    assert client.access(again[0]).status_code == 401
    assert client.access(again[1]).status_code == 200


def test_a_deleted_connector_takes_its_tokens_and_webhooks_with_it(client):
    body = {"name": "Mine", "redirectUrl": BACK}
    made = client.control("POST", "connectors", body)
    other = Client(client.url, client.key, made["applicationId"], made["applicationSecret"], client.http)
    mine = other.signed_in()
    group, refresh = mine.group(), portal_token(other, kind="user", mobileNumber=ASHA)
    code = authorise(other, ME)
    with receiver() as hook:
        subscription = {"objectId": group, "objectType": "Group", "eventTypes": ["TextMessageCreated"]}
        assert mine.call("POST", "/v1/webhook", subscription | {"callBackUrl": hook.url}).status_code == 200
        client.control("DELETE", f"connectors/{made['applicationId']}")
        assert mine.call("GET", "/v1/users/me").json()["errorCode"] == "InvalidToken"
        assert other.access(refresh).status_code == 401
        assert exchange(other, code, status=401)["errorCode"] == "Unauthenticated"
        me = client.signed_in()
        me.call("POST", f"/v1/groups/{group}/messages", {"message": "Unheard"})
        assert me.control("POST", "deliveries/settle", {})["settled"]
        assert hook.deliveries == []


# -- OAuth -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def connector(client):
    """A client of a connector that has a redirect URL."""
    made = client.control("POST", "connectors", {"name": "Mine <b>", "redirectUrl": BACK})
    return Client(client.url, client.key, made["applicationId"], made["applicationSecret"], client.http)


def page(client, method="GET", status=200, **given):
    """The authorise page, or what it answers to what was typed."""
    asked = {"client_id": client.application_id, "redirect_uri": BACK} | given
    url = f"{client.url}/api/Oauth/Authorize"
    how = {"params": asked} if method == "GET" else {"data": asked}
    reply = client.http.request(method, url, **how, timeout=DEADLINE, allow_redirects=False)
    assert reply.status_code == status, reply.text
    return reply


def authorise(client, number, **more):
    """Sign in on the page; gives the code that the browser is sent back with."""
    page(client)
    page(client, "POST", mobileNumber=number)
    pin = client.control("GET", f"phones/{number}")["sms"][-1]["pin"]
    back = urlsplit(page(client, "POST", 302, mobileNumber=number, pin=pin, **more).headers["Location"])
    assert back._replace(query="").geturl() == BACK
    return parse_qs(back.query)["code"][0]


def exchange(client, shown, status=200, **more):
    """The tokens for a code, or the refusal."""
    form = {"client_id": client.application_id, "client_secret": client.application_secret, "code": shown} | more
    reply = client.http.post(f"{client.url}/api/oauth/token", data=form, timeout=DEADLINE)
    assert reply.status_code == status, reply.text
    if status != 200:
        assert set(reply.json()) == {"message", "errorCode", "errorCategoryKey"}
    return reply.json()


def test_a_code_is_exchanged_for_the_tokens_of_whoever_signed_in(connector):
    tokens = exchange(connector, authorise(connector, ASHA))
    assert list(tokens) == ["accessToken", "endpointUrl", "accessTokenExpiry", "refreshToken", "scope"]
    connector.token = tokens["accessToken"]
    assert connector.call("GET", "/v1/users/me").json()["mobileNumber"] == ASHA
    assert connector.access(tokens["refreshToken"]).status_code == 200
    again = exchange(connector, authorise(connector, ASHA), redirect_uri=BACK)
    assert connector.access(tokens["refreshToken"]).status_code == 401
    assert connector.access(again["refreshToken"]).status_code == 200


def test_a_code_works_once_for_ten_minutes_and_for_its_connector_alone(client, connector):
    code = authorise(connector, ASHA)
    exchange(connector, code)
    assert exchange(connector, code, status=401)["errorCode"] == "Unauthenticated"  # replayed
    code = authorise(connector, ASHA)
    exchange(client, code, status=401)  # foreign
    exchange(connector, code, status=401)  # and used up by having been shown
    code = authorise(connector, ASHA)
    exchange(connector, code, status=401, client_secret="WRONG")
    exchange(connector, code, status=401)
    code = authorise(connector, ASHA)
    client.control("POST", "clock", {"advance": 601})
    exchange(connector, code, status=401)


def test_a_token_is_no_code_however_it_is_signed(client, connector):
    me, code = connector.signed_in(), authorise(connector, ASHA)
    payload = jwt.decode(me.token, options={"verify_signature": False})

    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    unsigned = f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(payload)}."
    confused = [jwt.encode(payload, "secret" * 11, algorithm=name) for name in ("HS256", "HS384", "HS512")]
    for wrong in (me.token, me.log_in(), unsigned, *confused, code[:-1], code.upper(), code + "=", "x" * 5000, "кот"):
        exchange(connector, wrong, status=401)
    exchange(connector, code)


@pytest.mark.parametrize("left_out", ["client_id", "client_secret", "code"])
def test_every_field_of_the_exchange_is_needed(connector, left_out):
    assert left_out in exchange(connector, authorise(connector, ASHA), status=400, **{left_out: ""})["message"]


@pytest.mark.parametrize(
    "redirect",
    ["", "http://evil.example/", BACK + "/", BACK + "?x=1", BACK.upper(), BACK + "#x", "http://127.0.0.1:9/"],
)
def test_nobody_is_sent_anywhere_but_to_the_registered_address(connector, redirect):
    for method in ("GET", "POST"):
        refused = page(connector, method, 400, redirect_uri=redirect, mobileNumber=ASHA)
        assert "Location" not in refused.headers
    assert exchange(connector, authorise(connector, ASHA), status=400, redirect_uri=BACK + "/")


def test_a_connector_without_an_address_has_no_oauth(client):
    page(client, status=400, redirect_uri="")
    page(client, status=400)
    page(client, status=401, client_id="unknown")


def test_the_page_asks_for_number_and_pin_and_says_what_is_wrong(connector):
    asked = page(connector, state="a b&c").text
    assert "Mine &lt;b&gt; wants to act for you." in asked
    assert '<label for="number">Mobile number, with country code</label>' in asked
    assert 'name="state" value="a b&amp;c"' in asked
    assert "is not a possible mobile number" in unescape(page(connector, "POST", mobileNumber="12").text)
    asked = page(connector, "POST", mobileNumber=THIRD).text
    assert '<label for="pin">' in asked
    for _ in range(5):
        assert (
            "The mobile number or the PIN is not valid."
            in page(connector, "POST", mobileNumber=THIRD, pin="000000").text
        )
    dead = connector.control("GET", f"phones/{THIRD}")["sms"][-1]["pin"]
    assert dead == "••••••"
    page(connector, "POST", mobileNumber=THIRD, pin="000000", again="yes")
    pin = connector.control("GET", f"phones/{THIRD}")["sms"][-1]["pin"]
    back = page(connector, "POST", 302, mobileNumber=THIRD, pin=pin, state="a b&c").headers["Location"]
    assert parse_qs(urlsplit(back).query)["state"] == ["a b&c"]
    assert "is not valid" in page(connector, "POST", mobileNumber=THIRD, pin=pin).text  # a PIN works once


def test_the_page_keeps_to_itself(connector):
    reply = page(connector, state='"><script>alert(1)</script>')
    assert "<script>" not in reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"form-action 'self' http://127\.0\.0\.1:9(;|$)", policy)
    sent = page(connector, "POST", mobileNumber='"><img src=x>')
    assert "<img" not in sent.text


def test_paths_of_oauth_are_read_in_any_case(connector):
    for path in ("/api/Oauth/Authorize", "/API/OAUTH/AUTHORIZE", "/api//oauth/authorize/"):
        asked = {"client_id": connector.application_id, "redirect_uri": BACK}
        assert connector.http.get(connector.url + path, params=asked, timeout=DEADLINE).status_code == 200


@pytest.mark.parametrize(
    "redirect",
    [
        "javascript:alert(1)",
        "ftp://x/",
        "/back",
        "http://",
        "http://x/#fragment",
        "http://x/\r\nX: y",
        "http://x/;y",
        "http://x y/",
        "http://é/",
        "x" * 3000,
    ],
)
def test_a_redirect_address_that_is_none_is_refused(client, redirect):
    body = {"name": "Mine", "redirectUrl": redirect}
    reply = client.call("POST", "/_emulator/connectors", body, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == 400
