"""The control plane, given what nobody writes by hand: it says no in its own words, and nothing is changed."""

import json

import pytest

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import ASHA, DOORS, ME, opened

HUGE = [2**53, 2**63, 2**64, 10**400, -(10**400), 1e308]
BODIES = [
    ("POST", "clock", {"advance": 1}),
    (
        "POST",
        "faults",
        {"status": 503, "times": 1, "delay": 1, "retryAfter": 1, "path": "x", "moved": "http://x.example"},
    ),
    ("POST", "connectors", {"name": "x", "permissions": "5.4", "redirectUrl": "http://x.example"}),
    ("PUT", "connectors/x", {"permissions": "5.4"}),
    ("POST", "connectors/x/tokens", {"kind": "user", "mobileNumber": ME, "groupId": "g"}),
    ("POST", "deliveries/again", {"eventId": "x"}),
    ("POST", "deliveries/settle", {"seconds": 1}),
    ("PUT", "snapshot", {"version": 2, "tables": {}}),
    ("POST", "seed", {"users": [{"id": "u", "mobileNumber": ME, "name": "n"}]}),
    ("POST", f"phones/{ME}/answers", {"kind": "answer", "actionId": "x", "answers": [1]}),
    ("POST", f"phones/{ME}/answers", {"kind": "location", "groupId": "g", "place": {"latitude": 1, "longitude": 1}}),
]


def send(client, method, path, body):
    """A call of the control plane; :meth:`Client.call` sees to it that nothing is a 5xx."""
    return client.call(
        method, f"/_emulator/{path}", raw=json.dumps(body).encode(), headers={"X-Emulator-Key": client.key}
    )


@pytest.mark.parametrize(("method", "path", "body"), BODIES)
def test_numbers_that_are_beyond_counting_are_refused_or_taken_and_break_nothing(client, method, path, body):
    for number in HUGE:
        for field in body:
            reply = send(client, method, path, body | {field: number})
            assert reply.status_code in (200, 400, 404)
        client.control("DELETE", "faults")
        client.control("POST", "reset", {})
    assert client.signed_in().call("GET", "/v1/groups").status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://[", "http://]", "http://[::1", "//", "", "http://a:b:c", "\xff", "http://x\u2100.org"]
)
def test_an_origin_that_is_none_is_foreign(client, origin):
    headers = {"Origin": origin.encode("utf-8"), "X-Emulator-Key": client.key}
    assert client.call("GET", "/_emulator/clock", headers=headers).status_code == 403


WRONG = [
    "http://[",
    "http://",
    "https:///x",
    "http://a:b",
    "http://a:99999",
    "ftp://x",
    "javascript:x",
    "http://a b",
    "http://ü.example",
]


@pytest.mark.parametrize("moved", WRONG)
def test_a_moved_address_that_is_none_is_refused(client, moved):
    reply = send(client, "POST", "faults", {"moved": moved})
    assert reply.status_code == 400
    assert client.control("GET", "faults")["faults"] == []


@pytest.mark.parametrize("url", WRONG)
def test_a_redirect_url_that_is_none_is_refused(client, url):
    reply = send(client, "POST", "connectors", {"name": "x", "redirectUrl": url})
    assert reply.status_code == 400
    assert "redirect" in reply.json()["message"]


def spoilt(snapshot, table, **values):
    """A snapshot whose first row of a table has other values."""
    rows = json.loads(json.dumps(snapshot["tables"][table]))
    rows[0] |= values
    return snapshot | {"tables": snapshot["tables"] | {table: rows}}


def meta(snapshot, name, value):
    """A snapshot with another value of its own."""
    rows = [row for row in snapshot["tables"]["meta"] if row["name"] != name] + [{"name": name, "value": value}]
    return snapshot | {"tables": snapshot["tables"] | {"meta": rows}}


BROKEN = {
    "a number beyond 64 bits": lambda snapshot: spoilt(snapshot, "sms", at=2**64),
    "a text for a number": lambda snapshot: spoilt(snapshot, "sms", at="soon"),
    "a number for a text": lambda snapshot: spoilt(snapshot, "users", number=5),
    "a flag": lambda snapshot: spoilt(snapshot, "users", provisioned=True),
    "an object": lambda snapshot: spoilt(snapshot, "users", name={"a": 1}),
    "a list": lambda snapshot: spoilt(snapshot, "users", name=[1]),
    "bytes that are none": lambda snapshot: spoilt(snapshot, "users", name={"$bytes": "?"}),
    "bytes of a number": lambda snapshot: spoilt(snapshot, "users", name={"$bytes": 5}),
    "nobody's number": lambda snapshot: spoilt(snapshot, "users", number=None),
    "a key that is a text": lambda snapshot: meta(snapshot, "signing_key", "secret"),
    "a key that is a number": lambda snapshot: meta(snapshot, "signing_key", 10**9),
    "a short key": lambda snapshot: meta(snapshot, "signing_key", {"$bytes": ""}),
    "no clock": lambda snapshot: meta(snapshot, "offset", "abc"),
    "a clock beyond all": lambda snapshot: meta(snapshot, "offset", 1e300),
    "a clock that goes back": lambda snapshot: meta(snapshot, "offset", -5),
    "no connector": lambda snapshot: meta(snapshot, "application_id", 5),
    "a row that is none": lambda snapshot: snapshot | {"tables": snapshot["tables"] | {"users": [{}]}},
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("what", BROKEN)
def test_a_snapshot_that_is_refused_changes_nothing_at_all(door, what):
    emulator = Emulator(throttle=True)
    with opened(emulator, door) as client:
        me = client.signed_in()
        me.group(ASHA)
        client.control("POST", "clock", {"advance": 30})
        before, counted = client.control("GET", "snapshot"), json.dumps(vars(emulator.throttle), default=str)
        reply = send(client, "PUT", "snapshot", BROKEN[what](before))
        assert reply.status_code == 400
        assert "Everything is as it was" in reply.json()["message"]
        assert client.control("GET", "snapshot") == before
        assert json.dumps(vars(emulator.throttle), default=str) == counted
        assert me.call("GET", "/v1/groups").status_code == 200
    emulator.close()


def test_a_snapshot_of_another_kaizala_leaves_this_ones_connector_as_it_is(client):
    """Whoever restored it can sign in with what they know, and so can whoever it was taken from; also after a reset."""
    other = Emulator(throttle=False)
    with opened(other, "in process") as theirs:
        she = theirs.signed_in()
        group = she.group(ASHA)
        snapshot = theirs.control("GET", "snapshot")
        known = theirs.application_id, theirs.application_secret, she.token
    other.close()
    client.control("PUT", "snapshot", snapshot)
    groups = client.signed_in().call("GET", "/v1/groups").json()["groups"]
    assert [one["groupId"] for one in groups] == [group]
    own = client.application_id, client.application_secret
    client.application_id, client.application_secret, client.token = known
    assert client.call("GET", "/v1/groups").status_code == 200  # a token of the snapshot
    assert client.signed_in().call("GET", "/v1/groups").status_code == 200
    client.control("POST", "reset", {})
    client.application_id, client.application_secret = own
    assert client.signed_in().call("GET", "/v1/groups").json()["groups"] == []


def test_a_ready_made_connector_that_was_deleted_comes_back(client, emulator):
    client.control("DELETE", f"connectors/{client.application_id}")
    client.control("POST", "reset", {})
    client.application_secret = emulator.application_secret
    assert client.signed_in().call("GET", "/v1/groups").status_code == 200
