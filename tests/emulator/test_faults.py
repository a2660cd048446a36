"""Trouble on demand: what is asked for strikes the next calls, and no others."""

import time

import pytest
import requests

from tests.emulator.conftest import ASHA, ERROR_KEYS
from tests.patience import DEADLINE


def fault(client, **wanted):
    client.control("POST", "faults", wanted)


def get(client, path="/v1/groups"):
    """A call whose answer nobody has checked."""
    return client.http.get(
        client.url + path, headers={"accessToken": client.token}, timeout=DEADLINE, allow_redirects=False
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 415, 429, 500, 502, 503, 504])
def test_a_status_is_answered_in_the_shape_of_errors(me, status):
    fault(me, status=status, retryAfter=7)
    reply = get(me)
    assert reply.status_code == status
    assert set(reply.json()) == ERROR_KEYS
    assert reply.headers["retry-after"] == "7"
    assert not reply.json()["errorCode"].startswith("InvalidToken")
    assert get(me).status_code == 200


def test_it_strikes_as_often_as_it_was_told_and_only_what_it_was_told(me):
    fault(me, status=503, times=2, path="/GROUPS/", method="post")
    assert get(me).status_code == 200
    group = me.group()
    message = {"message": "x"}
    statuses = [
        me.http.post(
            f"{me.url}/v1/groups/{group}/messages", json=message, headers={"accessToken": me.token}
        ).status_code
        for _ in range(3)
    ]
    assert statuses == [503, 503, 200]


def test_what_fails_was_not_carried_out_unless_it_was_told_to(me):
    group = me.group(ASHA)
    for carried_out in (False, True):
        fault(me, status=503, carriedOut=carried_out)
        me.http.post(
            f"{me.url}/v1/groups/{group}/messages",
            json={"message": str(carried_out)},
            headers={"accessToken": me.token},
        )
    chats = me.control("GET", f"phones/{ASHA}")["chats"]
    assert [chat["text"] for chat in chats if chat["kind"] == "message"] == ["True"]


def test_a_connection_is_closed_with_no_answer(me):
    fault(me, reset=True)
    with pytest.raises(requests.ConnectionError):
        get(me)
    assert get(me).status_code == 200


def test_an_answer_is_cut_off(me):
    fault(me, truncate=True)
    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError, ValueError)):
        get(me).json()
    assert get(me).status_code == 200


def test_an_answer_is_no_json(me):
    fault(me, body="<html>Sorry</html>")
    reply = get(me)
    assert (reply.status_code, reply.text) == (200, "<html>Sorry</html>")
    assert reply.headers["content-type"].startswith("text/html")


def test_an_answer_comes_late(me):
    fault(me, delay=0.3)
    started = time.monotonic()
    assert get(me).status_code == 200
    assert time.monotonic() - started >= 0.3


def test_an_endpoint_moves_with_path_and_query(me):
    fault(me, moved="http://127.0.0.1:9/")
    reply = get(me, "/v1/groups?showDetails=true")
    assert reply.status_code == 308
    assert reply.headers["location"] == "http://127.0.0.1:9/v1/groups?showDetails=true"


def test_faults_are_listed_cleared_and_never_strike_the_control_plane(me):
    fault(me, status=500, times=3)
    assert me.control("GET", "faults")["faults"][0]["times"] == 3
    me.control("DELETE", "faults")
    assert me.control("GET", "faults") == {"faults": []}
    assert get(me).status_code == 200


def test_reset_forgets_them(me):
    fault(me, status=500)
    me.control("POST", "reset", {})
    assert me.control("GET", "faults") == {"faults": []}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"status": 99},
        {"status": 700},
        {"times": 0, "status": 500},
        {"delay": 1e9},
        {"moved": "ftp://x"},
        {"delay": -1},
    ],
)
def test_a_fault_that_means_nothing_is_refused(me, body):
    reply = me.call("POST", "/_emulator/faults", body, headers={"X-Emulator-Key": me.key})
    assert reply.status_code == 400


def test_it_stands_in_the_journal(me):
    fault(me, status=503)
    get(me)
    call = me.control("GET", "journal")["calls"][-1]
    assert (call["status"], call["errorCode"]) == (503, "Fault")
