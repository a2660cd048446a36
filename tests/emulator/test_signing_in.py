"""PIN, refresh token, access token: who gets them, what they hold, when they die, and what is said of those that are not good."""

import base64
import json
import time

import jwt
import pytest

from tests.emulator.conftest import ASHA, ME

TOKEN_MISSING = {
    "message": "Token missing. Header should have token as value of ACCESSTOKEN",
    "errorCode": "InvalidToken",
    "errorCategoryKey": "AuthException",
}
TOKEN_INVALID = {
    "message": "Invalid token. Failure reason:Token validation failed due to unknown reason!",
    "errorCode": "InvalidToken",
    "errorCategoryKey": "AuthException",
}
CONNECTOR_REFUSED = {
    "message": "Dont have correct applicationId and secret in header!",
    "errorCode": "Unauthenticated",
    "errorCategoryKey": "AuthException",
}
FULL_SCOPE = (
    "groupinfo.write,groupinfo.read,groupinfo.remove,groupinfo.update,groupmember.write,groupmember.read,groupmember.remove,"
    "groupmember.update,textmessage.write,textmessage.remove,action.write,action.read,action.update,profile.read,media.write,"
    "webhook.write,webhook.read,webhook.remove,webhook.update,o365.write,o365.read,o365.remove,o365.update,bot.write,bot.read,"
    "bot.remove,bot.update,reactions.write,reactions.read,reactions.remove,reactions.update"
)
DAY = 86_400


def claims_of(token: str) -> dict:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def test_a_pin_comes_by_sms_and_is_six_digits_without_a_leading_zero(client):
    pin = client.pin()
    assert len(pin) == 6
    assert pin.isdigit()
    assert pin[0] != "0"
    sms = client.control("GET", f"phones/{ME}")["sms"]
    assert sms == [{"text": f"Your PIN is {pin}.", "pin": pin, "at": sms[0]["at"]}]
    assert abs(sms[0]["at"] / 1000 - time.time()) < 60


def test_login_gives_the_recorded_fields_in_order(client):
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": int(client.pin())}
    reply = client.call("POST", "/v1/loginWithPinAndApplicationId", body).json()
    assert list(reply) == ["refreshToken", "grantedScope", "refreshTokenExpiry", "endpointUrl"]
    assert reply["grantedScope"] == FULL_SCOPE
    assert abs(reply["refreshTokenExpiry"] / 1000 - time.time() - 365 * DAY) < 60
    assert reply["endpointUrl"] == client.url + "/"


def test_an_access_token_comes_with_the_recorded_fields_in_order(client):
    reply = client.access(client.log_in()).json()
    assert list(reply) == ["accessToken", "endpointUrl", "accessTokenExpiry", "scope"]
    assert reply["scope"] == FULL_SCOPE
    assert abs(reply["accessTokenExpiry"] / 1000 - time.time() - DAY) < 60


def test_tokens_are_laid_out_as_captured_ones(client):
    refresh_token = client.log_in()
    access_token = client.access(refresh_token).json()["accessToken"]
    for token, lifetime, permissions, kind in (
        (refresh_token, 365 * DAY, "8.4", -1),
        (access_token, DAY, "2.30:3.30:4.10:6.22:5.4:9.2:15.30:14.30:19.30:24.30", 3),
    ):
        assert base64.urlsafe_b64decode(token.split(".")[0] + "==") == b'{"alg":"HS256","typ":"JWT"}'
        claims = claims_of(token)
        assert list(claims) == ["urn:microsoft:credentials", "uid", "ver", "nbf", "exp", "iat", "iss", "aud"]
        assert claims["exp"] - claims["iat"] == lifetime
        assert claims["nbf"] == claims["iat"]
        assert claims["ver"] == "2"
        assert claims["iss"] == claims["aud"] == "urn:microsoft:windows-azure:zumo"
        assert claims["uid"].startswith("MobileAppsService:")
        credentials = json.loads(claims["urn:microsoft:credentials"])
        assert credentials["permissions"] == permissions
        assert credentials["applicationType"] == kind
        assert credentials["applicationId"] == client.application_id
        assert credentials["phoneNumber"] == ME
        assert credentials["appName"] == "com.microsoft.mobile.kaizalaapi"
        assert "AppName" in json.loads(credentials["data"])


def test_a_tenants_admin_is_named_as_such(client, emulator):
    claims = claims_of(client.log_in(emulator.tenant_admin))
    data = json.loads(json.loads(claims["urn:microsoft:credentials"])["data"])
    assert list(data) == ["TenantId", "O365UserId", "IsTenantAdmin", "O365UserEmailId", "AppName"]


def test_a_pin_works_once_and_is_masked_from_then_on(client):
    pin = client.pin()
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": pin}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body).status_code == 200
    again = client.call("POST", "/v1/loginWithPinAndApplicationId", body)
    assert again.status_code == 401
    assert again.json() == {
        "message": "The mobile number or the PIN is not valid.",
        "errorCode": "Unauthenticated",
        "errorCategoryKey": "AuthException",
    }
    assert pin not in json.dumps(client.control("GET", f"phones/{ME}"))


def test_a_new_pin_kills_the_one_before(client):
    first, second = client.pin(), client.pin()
    body = {"mobileNumber": ME, "applicationId": client.application_id}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body | {"pin": first}).status_code == (
        200 if first == second else 401
    )
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body | {"pin": second}).status_code == 200


def test_a_pin_dies_of_five_wrong_tries(client):
    pin = client.pin()
    body = {"mobileNumber": ME, "applicationId": client.application_id}
    for tries in range(5):
        assert client.control("GET", f"phones/{ME}")["sms"][-1]["pin"] == pin, tries
        assert client.call("POST", "/v1/loginWithPinAndApplicationId", body | {"pin": "000000"}).status_code == 401
    assert client.control("GET", f"phones/{ME}")["sms"][-1]["pin"] == "••••••"
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body | {"pin": pin}).status_code == 401


def test_a_pin_dies_of_age(client):
    pin = client.pin()
    client.control("POST", "clock", {"advance": 599})
    assert client.control("GET", f"phones/{ME}")["sms"][-1]["pin"] == pin
    client.control("POST", "clock", {"advance": 1})
    assert client.control("GET", f"phones/{ME}")["sms"][-1]["pin"] == "••••••"
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": pin}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body).status_code == 401


def test_the_pin_of_one_phone_is_no_good_for_another(client):
    pin = client.pin(ASHA)
    client.pin(ME)
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": pin}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body).status_code == 401


@pytest.mark.parametrize("number", ["447700900001", "+44", "x", "+44770090000100000000", "", "+0000000000"])
def test_an_impossible_number_is_a_400(client, number):
    body = {"mobileNumber": number, "applicationId": client.application_id}
    assert client.call("POST", "/v1/generatePin", body).status_code == 400


def test_an_unknown_connector_gets_no_pin_sent(client):
    body = {"mobileNumber": ME, "applicationId": "nobody"}
    assert client.call("POST", "/v1/generatePin", body).status_code == 401
    assert client.control("GET", f"phones/{ME}")["sms"] == []


def test_the_secret_at_login_is_checked_where_it_is_given(client):
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": client.pin()}
    wrong = client.call("POST", "/v1/loginWithPinAndApplicationId", body | {"applicationSecret": "WRONG"})
    assert wrong.status_code == 401
    right = {"applicationSecret": client.application_secret}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body | right).status_code == 200


def test_the_wrong_secret_gets_the_services_sentence(client):
    refresh_token = client.log_in()
    for application_id, secret in ((client.application_id, "WRONG"), ("nobody", client.application_secret), ("", "")):
        headers = {"applicationId": application_id, "applicationSecret": secret, "refreshToken": refresh_token}
        reply = client.call("GET", "/v1/accessToken", headers=headers)
        assert (reply.status_code, reply.json()) == (401, CONNECTOR_REFUSED)


def test_a_new_refresh_token_revokes_the_one_before(client):
    first = client.log_in()
    client.control("POST", "clock", {"advance": 2})
    second = client.log_in()
    assert client.access(first).status_code == 401
    assert client.access(second).status_code == 200


def test_a_refresh_token_of_another_connector_is_refused(client):
    client.control("POST", "seed", {"connectors": [{"applicationId": "other", "applicationSecret": "S"}]})
    headers = {"applicationId": "other", "applicationSecret": "S", "refreshToken": client.log_in()}
    assert client.call("GET", "/v1/accessToken", headers=headers).status_code == 401


def test_a_refresh_token_is_replaced_from_day_328_on(client):
    old = client.log_in()
    client.control("POST", "clock", {"advance": 328 * DAY - 5})
    assert "refreshToken" not in client.access(old).json()
    client.control("POST", "clock", {"advance": 10})
    reply = client.access(old).json()
    assert list(reply) == ["accessToken", "endpointUrl", "accessTokenExpiry", "refreshToken", "scope"]
    assert client.access(old).json()["refreshToken"]
    client.control("POST", "clock", {"advance": 37 * DAY})
    assert client.access(old).status_code == 401
    assert client.access(reply["refreshToken"]).status_code == 200


def test_the_journal_tells_whose_refresh_token_was_shown(client):
    def kinds() -> list[str]:
        calls = client.control("GET", "journal")["calls"]
        return [call.get("kind", "") for call in calls if call["path"] == "/v1/accessToken"]

    me = client.signed_in()
    portal = f"connectors/{client.application_id}/tokens"
    for wanted in ({"kind": "group", "groupId": me.group(ASHA)}, {"kind": "tenant"}):
        client.access(client.control("POST", portal, wanted)["refreshToken"])
    assert kinds() == ["user", "group", "tenant"]
    old = client.log_in()
    client.control("POST", "clock", {"advance": 330 * DAY})
    client.access(old)
    client.control("POST", "clock", {"advance": 40 * DAY})
    client.access(old)
    assert kinds()[3:] == ["user, replaced", ""]


def test_without_a_token_it_is_401_whatever_else_is_wrong(client):
    for method, path, raw in (
        ("POST", "/v1/groups", b"{"),
        ("GET", "/v1/groups", None),
        ("GET", "/v1/groups/nobody", None),
        ("PUT", "/v1/groups/nobody/members", b"x" * 10),
        ("GET", "/v1/groups/nobody/members", None),
        ("DELETE", "/v1/groups/nobody/members/nobody", None),
        ("POST", "/v1/groups/nobody/messages", b"\xff"),
        ("GET", "/v1/users/me", None),
    ):
        reply = client.call(method, path, raw=raw, headers={"Content-Type": "text/nonsense"})
        assert (reply.status_code, reply.json()) == (401, TOKEN_MISSING), path


def test_a_token_that_is_not_good_gets_the_services_sentence(client, emulator):
    refresh_token = client.log_in()
    good = client.access(refresh_token).json()["accessToken"]
    head, payload, signature = good.split(".")
    claims = claims_of(good)
    bad = {
        "a refresh token": refresh_token,
        "tampered": f"{head}.{payload[:-4]}AAAA.{signature}",
        "of another key": jwt.encode(claims, b"k" * 32, algorithm="HS256"),
        "alg none": jwt.encode(claims, None, algorithm="none"),
        "another algorithm": jwt.encode(claims, b"k" * 64, algorithm="HS512"),
        "no signature": f"{head}.{payload}.",
        "not a token": "nonsense",
        "dots": "..",
        "long": "x" * 20_000,
    }
    for what, token in bad.items():
        for headers in ({"accessToken": token}, {"Authorization": f"Bearer {token}"}):
            reply = client.call("GET", "/v1/users/me", headers=headers)
            assert (reply.status_code, reply.json()) == (401, TOKEN_INVALID), what
    client.control("POST", "clock", {"advance": DAY + 1})
    reply = client.call("GET", "/v1/users/me", headers={"accessToken": good})
    assert (reply.status_code, reply.json()) == (401, TOKEN_INVALID)


def test_a_token_of_an_emulator_before_its_reset_is_refused(me):
    me.control("POST", "reset", {})
    assert me.call("GET", "/v1/users/me").json() == TOKEN_INVALID


@pytest.mark.parametrize("name", ["accessToken", "accesstoken", "ACCESSTOKEN"])
def test_the_token_header_may_be_written_in_any_case(me, name):
    token, me.token = me.token, ""
    assert me.call("GET", "/v1/users/me", headers={name: f"{token} "}).status_code == 200


def test_authorization_bearer_does_as_well(me):
    token, me.token = me.token, ""
    assert me.call("GET", "/v1/users/me", headers={"Authorization": f"bearer {token}"}).status_code == 200


def test_users_me_says_who_the_token_stands_for(me):
    reply = me.call("GET", "/v1/users/me").json()
    assert list(reply) == ["id", "mobileNumber", "name", "profilePic", "isProvisioned"]
    assert (reply["mobileNumber"], reply["isProvisioned"]) == (ME, True)


@pytest.mark.parametrize(
    ("without", "method", "path"),
    [
        ("2.28", "POST", "/v1/groups"),
        ("2.26", "GET", "/v1/groups"),
        ("2.26", "GET", "/v1/groups/g"),
        ("3.28", "PUT", "/v1/groups/g/members"),
        ("3.26", "GET", "/v1/groups/g/members"),
        ("3.22", "DELETE", "/v1/groups/g/members/m"),
        ("4.8", "POST", "/v1/groups/g/messages"),
        ("5.16", "GET", "/v1/users/me"),
    ],
)
def test_a_missing_permission_is_a_403_before_the_body_is_read(client, without, method, path):
    resource = without.split(".")[0]
    others = [part for part in ["2.30", "3.30", "4.10", "5.4"] if part.split(".")[0] != resource]
    for permissions in (":".join([without, *others]), ":".join(others)):
        connector = {"applicationId": "poor", "applicationSecret": "S", "permissions": permissions}
        client.control("POST", "seed", {"connectors": [connector]})
        client.application_id, client.application_secret = "poor", "S"
        poor = client.signed_in()
        reply = poor.call(method, path, raw=b"{")
        assert reply.status_code == 403
        assert reply.json()["errorCode"] == "Unauthorized"
