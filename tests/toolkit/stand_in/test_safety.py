"""What a file of somebody else's cannot do through its stand-in: break HTTP, reach other servers of this computer, or be lost."""

import logging

import pytest
from werkzeug.test import create_environ

from kaizala_nb.toolkit.stand_in import application
from kaizala_nb.toolkit.stand_in.bases import Base, Bases
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.hostile import PAGE, collection


@pytest.fixture
def stand_in(tmp_path):
    return StandIn(collection(tmp_path), stateless=True)


@pytest.fixture
def client(opened, stand_in):
    return opened(stand_in)


def test_a_saved_example_breaks_no_http_and_says_nothing_for_others(client):
    reply = client.call("GET", "/page")
    assert reply.text == PAGE
    assert reply.reason == "OK"
    assert reply.headers["Content-Length"] == str(len(PAGE))
    assert reply.headers["X-Kept"] == "as it is"
    assert reply.headers["Content-Security-Policy"] == "sandbox"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["X-Stand-In"].startswith("example")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    gone = {"X-Evil", "X-Split", "X-Snow", "Bad name", "Clear-Site-Data", "Transfer-Encoding", "Content-Encoding"}
    assert not gone & set(reply.headers)


def test_a_cookie_gets_another_name_and_the_cookies_of_others_are_not_seen(client, stand_in, monkeypatch):
    reply = client.call("GET", "/page")
    assert reply.headers["Set-Cookie"] == "stand-in-_xsrf=mine; HttpOnly; Max-Age=60; Path=/; SameSite=Lax"
    assert client.http.cookies.get_dict() == {"stand-in-_xsrf": "mine"}
    seen = []
    answer = stand_in.answer
    monkeypatch.setattr(stand_in, "answer", lambda request: (seen.append(request), answer(request))[1])
    client.call("GET", "/page", headers={"Cookie": "username-localhost-8888=theirs; stand-in-_xsrf=mine"})
    assert seen[0].header("Cookie") == "_xsrf=mine"
    assert "theirs" not in repr(seen)


@pytest.mark.parametrize(
    ("method", "path", "status", "length"),
    [("GET", "/gone", 204, None), ("GET", "/unchanged", 304, None), ("HEAD", "/page", 200, str(len(PAGE)))],
)
def test_what_has_no_body_gets_none(client, stand_in, method, path, status, length):
    """A body would be taken for the beginning of the next answer."""
    told = []
    parts = application.make_application(stand_in)(
        create_environ(path, method=method), lambda line, headers: told.append((line[:3], dict(headers)))
    )
    assert b"".join(parts) == b""
    assert told[0][0] == str(status)
    assert told[0][1].get("Content-Length") == length
    reply = client.call(method, path)
    assert (reply.status_code, reply.content) == (status, b"")


def test_a_status_that_no_answer_can_have_is_said_in_words(client, stand_in, monkeypatch):
    monkeypatch.setattr(stand_in.manners, "answer", lambda *given: Response(101))
    reply = client.call("GET", "/page")
    assert (reply.status_code, reply.json()["error"]["name"]) == (500, "impossibleStatus")
    assert "101" in reply.json()["error"]["message"]


def test_a_redirect_to_the_service_comes_back_to_the_stand_in(client, stand_in):
    object.__setattr__(stand_in.catalogue, "bases", Bases((Base("http://books.example"),)))
    assert client.call("GET", "/away").headers["Location"] == f"{client.url}/page?x=1"
    assert client.call("GET", "/foreign").headers["Location"] == "http://other.example/page"


def test_pages_of_other_origins_may_call_the_service_and_never_the_control_plane(client):
    asks = {"Origin": "https://page.example", "Access-Control-Request-Method": "PUT"}
    asks["Access-Control-Request-Headers"] = "x-token"
    allowed = client.call("OPTIONS", "/page", headers=asks)
    assert allowed.status_code == 204
    assert "PUT" in allowed.headers["Access-Control-Allow-Methods"]
    assert allowed.headers["Access-Control-Allow-Headers"] == "x-token"
    for refused in (
        client.call("OPTIONS", "/_stand_in/journal", headers=asks),
        client.control("GET", "journal", Origin="https://page.example"),
        client.control("GET", "journal", **{"Sec-Fetch-Site": "cross-site"}),
    ):
        assert refused.status_code == 403
        assert not [name for name in refused.headers if name.lower().startswith("access-control")]


def test_another_host_is_not_answered_unless_it_is_allowed(opened, tmp_path):
    client = opened(StandIn(collection(tmp_path), allow_hosts=["Class.example"]))

    def ask(host):
        if client.url == "http://127.0.0.1":  # the adapter takes the host from the address
            return client.http.get(f"http://{host}/page")
        return client.call("GET", "/page", headers={"Host": host})

    refused = ask("evil.example")
    assert refused.status_code == 403
    assert "evil.example" in refused.json()["error"]["message"]
    assert ask("class.example:80").status_code == 200


def test_a_body_that_is_too_long_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr(application, "MOST_BODY_BYTES", 10)
    reply = client.call("POST", "/page", data=b"x" * 11)
    assert reply.status_code == 413
    assert reply.json()["error"]["name"] == "tooLarge"


def test_an_own_fault_is_an_answer_in_words(client, stand_in, monkeypatch, caplog):
    def broken(*given):
        raise RecursionError("a path of theirs")

    monkeypatch.setattr(stand_in.manners, "answer", broken)
    with caplog.at_level(logging.CRITICAL):
        reply = client.call("GET", "/page")
    assert reply.status_code == 500
    assert reply.json()["error"]["name"] == "ownFault"
    assert "theirs" not in reply.text
    assert reply.headers["X-Stand-In"] == "refusal"
    assert stand_in.journal.calls[-1]["status"] == 500
