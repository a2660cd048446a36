"""The control plane and what guards it: key, host and origin; clock, journal, reset and seed. And throttling, and CORS."""

import json
from email.utils import parsedate_to_datetime

import pytest

from kaizala_nb.emulator import Emulator
from kaizala_nb.emulator.doors import in_process
from kaizala_nb.emulator.rooms import all_routes
from tests.emulator.conftest import ASHA, ME, Client

CONTROL = [
    ("GET", "phones/+447700900001"),
    ("POST", "phones/+447700900001/answers"),
    ("GET", "arrivals"),
    ("GET", "clock"),
    ("POST", "clock"),
    ("GET", "journal"),
    ("POST", "reset"),
    ("POST", "seed"),
    ("GET", "faults"),
    ("POST", "faults"),
    ("DELETE", "faults"),
    ("GET", "connectors"),
    ("POST", "connectors"),
    ("DELETE", "connectors/x"),
    ("PUT", "connectors/x"),
    ("POST", "connectors/x/tokens"),
    ("GET", "deliveries"),
    ("POST", "deliveries/again"),
    ("POST", "deliveries/settle"),
    ("GET", "snapshot"),
    ("PUT", "snapshot"),
]


def test_every_route_of_the_control_plane_is_guarded_by_the_tests_below():
    declared = {(route.method, route.path) for route in all_routes() if route.kind == "control"}
    assert declared == {(route.method, route.path) for route in all_routes() if route.path.startswith("/_emulator/")}
    known = set()
    for method, path in CONTROL:
        path = path.replace("phones/+447700900001", "phones/<number>").replace("/x", "/<application_id>")
        known.add((method, f"/_emulator/{path}"))
    assert known == declared


@pytest.mark.parametrize(("method", "path"), CONTROL)
def test_the_control_plane_wants_its_key(client, method, path):
    for headers in ({}, {"X-Emulator-Key": "wrong"}, {"X-Emulator-Key": client.key + "x"}):
        assert client.call(method, f"/_emulator/{path}", raw=b"{}", headers=headers).status_code == 401


@pytest.mark.parametrize(("method", "path"), CONTROL)
@pytest.mark.parametrize(
    "page",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_origin_may_not_control_it_even_with_the_key(client, method, path, page):
    reply = client.call(method, f"/_emulator/{path}", raw=b"{}", headers={"X-Emulator-Key": client.key} | page)
    assert reply.status_code == 403
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


def test_a_page_of_its_own_origin_may(client):
    page = {"Origin": client.url, "Sec-Fetch-Site": "same-origin", "X-Emulator-Key": client.key}
    assert client.call("GET", "/_emulator/clock", headers=page).status_code == 200


def test_the_control_plane_answers_no_preflight(client):
    reply = client.call("OPTIONS", "/_emulator/clock", headers={"Origin": "http://evil.example"})
    assert reply.status_code != 200
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost.evil.example", "[::2]", "10.0.0.1"]
)
@pytest.mark.parametrize("path", ["/v1/groups", "/_emulator/clock", "/nothing"])
def test_a_foreign_host_is_refused(client, host, path):
    reply = client.call("GET", path, headers={"Host": host, "X-Emulator-Key": client.key})
    assert reply.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8600", "127.0.0.1:1", "LOCALHOST", "[::1]:80"])
def test_this_computers_own_names_are_answered_to(client, host):
    assert (
        client.call("GET", "/_emulator/clock", headers={"Host": host, "X-Emulator-Key": client.key}).status_code == 200
    )


def test_an_allowed_host_is_answered_to_and_named_as_the_endpoint():
    emulator = Emulator(allow_hosts=["Kaizala.class.example"], throttle=False)
    client = Client(
        "http://kaizala.class.example:8600", emulator.key, emulator.application_id, emulator.application_secret
    )
    client.http.mount("http://", in_process(emulator))
    assert client.access(client.log_in()).json()["endpointUrl"] == "http://kaizala.class.example:8600/"
    emulator.close()


def test_the_service_answers_pages_of_any_origin(client):
    asked = {"Origin": "http://page.example", "Access-Control-Request-Headers": "accesstoken, content-type"}
    reply = client.call("OPTIONS", "/v1/groups", headers=asked)
    assert reply.status_code == 200
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT, DELETE, OPTIONS"
    assert reply.headers["Access-Control-Allow-Headers"] == "accesstoken, content-type"
    assert (
        client.call("GET", "/v1/groups", headers={"Origin": "http://page.example"}).headers[
            "Access-Control-Allow-Origin"
        ]
        == "*"
    )


def test_any_possible_number_is_somebodys_phone(client):
    assert client.control("GET", "phones/+12025550123") == {"name": "", "sms": [], "chats": [], "groups": []}
    reply = client.call("GET", "/_emulator/phones/12", headers={"X-Emulator-Key": client.key})
    assert reply.status_code == 400


def test_the_clock_turns_forward_and_every_reply_is_dated_by_it(client):
    before = client.control("GET", "clock")
    after = client.control("POST", "clock", {"advance": 3600.5})
    assert after["offset"] == before["offset"] + 3600.5
    assert 3600_000 <= after["now"] - before["now"] < 3660_000
    for path in ("/v1/groups", "/_emulator/clock", "/nothing"):
        reply = client.call("GET", path)
        dated = parsedate_to_datetime(reply.headers["Date"]).timestamp() * 1000
        assert abs(dated - after["now"]) < 60_000


@pytest.mark.parametrize("advance", [-1, 1e12, "soon", None, [], "NaN"])
def test_the_clock_turns_no_other_way(client, advance):
    before = client.control("GET", "clock")["offset"]
    reply = client.call("POST", "/_emulator/clock", {"advance": advance}, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == 400
    assert client.control("GET", "clock")["offset"] == before


def test_the_journal_tells_what_was_asked_and_no_secret(me):
    group = me.group(ASHA)
    me.call("POST", f"/v1//Groups/{group}/messages/", {"message": "private words"})
    me.call("GET", "/v1/groups/nobody?showDetails=true")
    calls = me.control("GET", "journal")["calls"]
    assert [(call["method"], call["path"], call["status"]) for call in calls] == [
        ("POST", "/v1/generatePin", 200),
        ("POST", "/v1/loginWithPinAndApplicationId", 200),
        ("GET", "/v1/accessToken", 200),
        ("POST", "/v1/groups", 200),
        ("POST", f"/v1//Groups/{group}/messages/", 200),
        ("GET", "/v1/groups/nobody?showDetails=true", 404),
    ]
    assert calls[-1]["errorCode"] == "NotFound"
    assert [call.get("caller") for call in calls] == [None, None, None, "…0001", "…0001", "…0001"]
    text = json.dumps(calls)
    for secret in (me.token, me.application_secret, "private words", ME):
        assert secret not in text


def test_the_journal_shows_an_address_as_people_read_it(me):
    me.call("GET", "/v1/groups/קבוצה 🎉/members?q=é")
    me.control("POST", "faults", {"kind": "status", "status": 418})
    me.call("GET", "/v1/groups/קבוצה/members")
    paths = [call["path"] for call in me.control("GET", "journal")["calls"]]
    assert paths[-2:] == ["/v1/groups/קבוצה 🎉/members?q=%C3%A9", "/v1/groups/קבוצה/members"]


def test_the_journal_is_a_ring(me):
    for _ in range(1010):
        me.call("GET", "/v1/users/me")
    assert len(me.control("GET", "journal")["calls"]) == 1000


def test_reset_leaves_an_empty_kaizala_that_one_can_sign_in_to_again(me):
    me.group(ASHA)
    me.control("POST", "clock", {"advance": 3600})
    assert me.control("POST", "reset", {}) == {}
    assert me.control("GET", "journal") == {"calls": []}
    assert me.control("GET", f"phones/{ASHA}") == {"name": "", "sms": [], "chats": [], "groups": []}
    assert me.control("GET", "clock")["offset"] == 0
    assert me.call("GET", "/v1/groups").status_code == 401
    assert me.signed_in().call("GET", "/v1/groups").json() == {"groups": []}


def test_seed_puts_in_what_is_given_with_its_ids(client):
    made = client.control(
        "POST",
        "seed",
        {
            "users": [{"id": "u-1@1", "mobileNumber": ME, "name": "Me"}, {"mobileNumber": ASHA, "name": "Asha"}],
            "groups": [
                {
                    "groupId": "g-1",
                    "groupName": "G",
                    "members": [{"mobileNumber": ME, "role": "admin"}, {"mobileNumber": ASHA}],
                }
            ],
            "connectors": [{"applicationId": "c-1", "permissions": "5.4"}],
        },
    )
    assert made["users"][0] == {"id": "u-1@1", "mobileNumber": ME, "name": "Me"}
    assert made["groups"] == [{"groupId": "g-1", "groupName": "G"}]
    assert len(made["connectors"][0]["applicationSecret"]) == 10
    me = client.signed_in()
    assert me.call("GET", "/v1/users/me").json()["name"] == "Me"
    members = me.call("GET", "/v1/groups/g-1/members").json()["members"]
    assert [(member["name"], member["role"]) for member in members] == [("Me", "Admin"), ("Asha", "Member")]


@pytest.mark.parametrize(
    "bad",
    [
        {"groups": [{"groupId": "g-1", "groupName": "G"}, {"groupId": "g-1", "groupName": "again"}]},
        {"groups": [{"groupId": "g-1", "groupName": "G", "members": [{"mobileNumber": "12"}]}]},
        {"groups": [{"groupId": "g-1"}]},
        {"connectors": [{"applicationId": "c-1", "permissions": "99.1"}]},
        {"users": [{"id": "u-1", "mobileNumber": ME}, {"id": "u-2", "mobileNumber": ME}]},
    ],
)
def test_seed_puts_in_all_or_nothing(client, bad):
    body = {"users": [{"mobileNumber": ASHA, "name": "Asha"}]} | bad
    reply = client.call("POST", "/_emulator/seed", body, headers={"X-Emulator-Key": client.key})
    assert reply.status_code == 400
    ok = {"groups": [{"groupId": "g-1", "groupName": "G"}], "users": [{"id": "u-9", "mobileNumber": ME}]}
    assert client.control("POST", "seed", ok)["groups"] == [{"groupId": "g-1", "groupName": "G"}]


def test_calls_are_throttled_as_documented_by_the_emulators_clock():
    emulator = Emulator(throttle=True)
    client = Client("http://127.0.0.1", emulator.key, emulator.application_id, emulator.application_secret)
    client.http.mount("http://", in_process(emulator))
    me = client.signed_in()  # three calls
    for _ in range(97):
        assert me.call("GET", "/v1/users/me").status_code == 200
    refused = me.call("GET", "/v1/users/me")
    assert (refused.status_code, refused.json()["errorCode"]) == (429, "TooManyRequests")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    client.control("POST", "clock", {"advance": int(refused.headers["Retry-After"])})
    assert me.call("GET", "/v1/users/me").status_code == 200
    emulator.close()


def test_a_repr_shows_no_secret(emulator):
    assert emulator.key not in repr(emulator)
    assert emulator.application_secret not in repr(emulator)


def test_a_failure_of_our_own_is_a_500_of_the_same_shape_and_logs_no_secret(me, emulator, monkeypatch, caplog):
    def broken(*args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(emulator.store.groups, "of_member", broken)
    reply = me.http.get(me.url + "/v1/groups", headers={"accessToken": me.token})
    assert reply.status_code == 500
    assert set(reply.json()) == {"message", "errorCode", "errorCategoryKey"}
    assert "broken on purpose" in caplog.text
    assert me.token not in caplog.text
    monkeypatch.undo()
    assert me.call("GET", "/v1/groups").status_code == 200


@pytest.fixture
def throttled():
    """A client of a Kaizala that counts calls."""
    emulator = Emulator(throttle=True)
    client = Client("http://127.0.0.1", emulator.key, emulator.application_id, emulator.application_secret)
    client.http.mount("http://", in_process(emulator))
    yield client
    emulator.close()


def calls_until_refused(client: Client, path: str = "/v1/groups") -> int:
    """How many calls are answered before one is refused, 400 at most."""
    return next((count for count in range(400) if client.call("GET", path).status_code == 429), 400)


def test_the_tenant_has_its_own_limit_over_all_connectors(throttled):
    clients = []
    for name in ("one", "two", "three", "four"):
        made = throttled.control("POST", "connectors", {"name": name})
        other = Client(throttled.url, throttled.key, made["applicationId"], made["applicationSecret"], throttled.http)
        clients.append(other.signed_in())
    throttled.control("POST", "clock", {"advance": 61})
    assert [calls_until_refused(client) for client in clients] == [100, 100, 100, 0]


def test_a_bot_is_counted_by_itself_and_not_against_the_tenants_calls(throttled):
    me = throttled.signed_in()
    bot = me.call("POST", "/v1/bot", {"name": "Helper"}).json()["botUserId"]
    token = me.call("GET", f"/v1/bot/accessToken/{bot}").json()["accessToken"]
    helper = Client(me.url, me.key, me.application_id, me.application_secret, me.http, token)
    throttled.control("POST", "clock", {"advance": 61})
    assert [calls_until_refused(me), calls_until_refused(helper)] == [100, 100]


def test_a_refused_call_does_not_count_and_was_not_carried_out(throttled):
    me = throttled.signed_in()
    group = me.group(ASHA)
    calls_until_refused(me)
    for _ in range(150):
        refused = me.call("POST", f"/v1/groups/{group}/messages", {"message": "x"})
    assert refused.status_code == 429
    assert set(refused.json()) == {"message", "errorCode", "errorCategoryKey"}
    throttled.control("POST", "clock", {"advance": int(refused.headers["Retry-After"])})
    assert me.call("GET", "/v1/groups").status_code == 200
    chats = throttled.control("GET", f"phones/{ASHA}")["chats"]
    assert [chat for chat in chats if chat["kind"] == "message"] == []
