"""The control plane: what a lesson does around the service."""

import logging

import pytest
import requests

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.conftest import LIBRARY
from tests.toolkit.stand_in.hostile import collection


def calls(client):
    return client.control("GET", "journal").json()["calls"]


def refused(reply, status=400):
    """The sentence of a refusal."""
    assert reply.status_code == status, reply.text
    assert set(reply.json()) == {"error"}
    assert set(reply.json()["error"]) == {"name", "message"}
    return reply.json()["error"]["message"]


def test_without_the_key_nothing_is_told(library):
    assert "X-Stand-In-Key" in refused(library.call("GET", "/_stand_in/journal"), 401)
    assert "X-Stand-In-Key" in refused(library.call("POST", "/_stand_in/reset", headers={"X-Stand-In-Key": "é"}), 401)


def test_the_journal_tells_what_came_and_no_secret(opened, tmp_path):
    client = opened(StandIn(collection(tmp_path)))
    client.call("GET", "/page?api_key=hush-123&page=2")
    client.call("GET", "/reset/hush-123/now")
    client.call("GET", "/nowhere/eyJhbGciOiJub25lIn0.eyJhIjoxfQ.x-1")
    page, reset, nowhere = calls(client)
    assert (page["method"], page["path"], page["request"]) == ("GET", "/page?api_key=••••••&page=2", "Page")
    assert (page["status"], page["source"]) == (200, "example")
    assert page["at"] > 1_700_000_000_000
    assert page["milliseconds"] >= 0
    assert reset["path"] == "/reset/••••••/now"
    assert nowhere["path"] == "/nowhere/••••••"
    assert (nowhere["status"], nowhere["source"], nowhere["request"]) == (404, "refusal", "")
    assert client.control("POST", "reset").json() == {}
    assert calls(client) == []


def test_what_it_answers_is_listed(library):
    listed = library.control("GET", "requests").json()["requests"]
    (hours,) = [one for one in listed if one["name"] == "Start / Opening hours"]
    assert (hours["method"], hours["path"]) == ("GET", "/hours")
    assert hours["examples"][0]["status"] == 200
    assert library.control("GET", "").json()["name"] == "City library"


def test_the_next_calls_fail_as_it_was_asked(library):
    library.control("POST", "faults", {"status": 503, "times": 2, "retryAfter": 7, "request": "Opening hours"})
    assert library.call("POST", "/login").status_code != 503
    first, second, third = (library.call("GET", "/hours") for _ in range(3))
    assert (first.status_code, first.headers["Retry-After"]) == (503, "7")
    assert first.json()["error"]["name"] == "fault"
    assert (second.status_code, third.status_code) == (503, 200)
    library.control("POST", "faults", {"reset": True, "method": "POST"})
    assert library.call("GET", "/hours").status_code == 200
    with pytest.raises(requests.ConnectionError):
        library.call("POST", "/login")
    assert calls(library)[-1]["status"] == 0
    library.control("POST", "faults", {"delay": 0.3})
    assert library.call("GET", "/hours").status_code == 200
    assert calls(library)[-1]["milliseconds"] >= 300
    library.control("POST", "faults", {"status": 500})
    assert library.control("GET", "faults").json()["faults"][0]["status"] == 500
    library.control("DELETE", "faults")
    assert library.call("GET", "/hours").status_code == 200


def with_two_examples(opened):
    """A client, the name of a request with several examples, and what it is asked by."""
    stand_in = StandIn(Collection.from_postman(LIBRARY))
    route = next(one for one in stand_in.catalogue.routes if len(one.examples) > 1 and one.method == "GET")
    path = "/" + "/".join(one if isinstance(one, str) else "1" for one in route.segments)
    return opened(stand_in), route, path


def test_an_example_is_chosen_for_a_request(opened):
    client, route, path = with_two_examples(opened)
    other = route.examples[-1]
    name, status = other.name, other.response.status
    usual = client.call("GET", path)
    client.control("POST", "choices", {"request": route.item.name, "example": name, "times": 1})
    assert client.control("GET", "choices").json()["choices"][0]["example"] == name
    chosen = client.call("GET", path)
    assert (chosen.status_code, chosen.content) == (status, other.response.body)
    assert client.call("GET", path).content == usual.content
    client.control("POST", "choices", {"request": route.item.name, "code": status})
    assert [client.call("GET", path).status_code for _ in range(2)] == [status, status]
    client.control("DELETE", "choices")
    assert client.call("GET", path).content == usual.content


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "word"),
    [
        ("GET", "nothing", None, 404, "journal"),
        ("PATCH", "journal", None, 405, "GET"),
        ("POST", "faults", {}, 400, "goes wrong"),
        ("POST", "faults", {"status": 99}, 400, "status"),
        ("POST", "faults", {"statu": 503}, 400, "The body has 'statu', which is unknown. It can have: times,"),
        ("POST", "faults", {"status": 503, "request": "Opening hour"}, 400, "Opening hours"),
        ("POST", "choices", {"request": "Opening hours"}, 400, "Say which"),
        ("POST", "choices", {"request": "Opening hours", "code": 418}, 400, "200"),
        ("POST", "choices", [1], 400, "no JSON object"),
        ("PUT", "manners/pagging", {}, 400, "paging"),
        ("PUT", "manners/paging", {"name": 1}, 400, "option"),
        ("POST", "clock", {"advance": -1}, 400, "forward"),
        ("PUT", "snapshot", {"version": 9, "tables": {}}, 400, "snapshot"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(library, caplog, method, path, body, status, word):
    with caplog.at_level(logging.ERROR):
        assert word in refused(library.control(method, path, body), status)
    assert not caplog.records


def ids(client):
    """The ids of the books that it lists."""
    reply = client.call("GET", "/books?page=1&per_page=100", headers={"Authorization": "Bearer practice"})
    assert reply.status_code == 200, reply.text
    body = reply.json()
    books = body if isinstance(body, list) else next(one for one in body.values() if isinstance(one, list))
    return [book["id"] for book in books]


def add(client):
    """The id of a new book."""
    headers = {"Authorization": "Bearer practice"}
    return client.call("POST", "/books", json={"title": "Emma", "author": "Jane Austen"}, headers=headers).json()["id"]


def test_a_snapshot_is_put_back_and_a_reset_forgets(library):
    at_the_start = ids(library)
    new = add(library)
    library.control("POST", "clock", {"advance": 60})
    library.control("PUT", "manners/location")
    snapshot = library.control("GET", "snapshot").json()
    library.control("POST", "reset")
    assert ids(library) == at_the_start
    assert library.control("GET", "clock").json()["offset"] == 0
    assert library.control("PUT", "snapshot", snapshot).json() == {}
    assert set(ids(library)) == {*at_the_start, new}
    assert library.control("GET", "clock").json()["offset"] == 60
    assert taught(library) == ["location"]


def test_without_a_memory_only_the_examples_answer(opened):
    client = opened(StandIn(Collection.from_postman(LIBRARY), stateless=True))
    at_the_start = ids(client)
    assert add(client) == add(client)
    assert ids(client) == at_the_start


def taught(client):
    """The names of the manners that are on."""
    return [one["name"] for one in client.control("GET", "manners").json()["manners"] if one["taught"] is not None]


def test_manners_are_taught_and_follow_the_clock(library):
    library.control("PUT", "manners/limit", {"calls": 1, "seconds": 60})
    assert taught(library) == ["limit"]
    assert [library.call("GET", "/hours").status_code for _ in range(2)] == [200, 429]
    library.control("POST", "clock", {"advance": 61})
    assert library.call("GET", "/hours").status_code == 200
    library.control("DELETE", "manners/limit")
    assert taught(library) == []
    assert library.call("GET", "/hours").status_code == 200
    assert library.control("GET", "deliveries").json() == {"deliveries": []}
