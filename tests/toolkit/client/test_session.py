"""What a session does with answers that a well-behaved Kaizala never gives, and what it never does with a token."""

import json
import pickle
import threading
from contextlib import suppress

import pytest

from kaizala_nb.course.session import session_of
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.session import Session
from tests.ports import kept
from tests.toolkit.client.conftest import Scripted, _serve, respond

SEND = collection["Send message on a group"]
ACCESS_TOKEN = collection["Step3 - Retrieve the access token"]
EXPIRED = json.dumps(
    {
        "message": "Invalid token. Failure reason:Token validation failed due to unknown reason!",
        "errorCode": "InvalidToken",
        "errorCategoryKey": "AuthException",
    }
).encode()


@pytest.fixture
def foreign():
    """A host that nobody allowed."""
    made = Scripted()
    server = _serve(made)
    yield made
    server.shutdown()
    server.server_close()


def send(session: Session, **given: object):
    return session.send(SEND, {"message": "Hello", **given})


def test_a_call_goes_to_the_endpoint_with_the_token(session, scripted):
    scripted.answer = lambda handler: respond(handler, 200, b'{"referenceId":"r-1"}')
    reply = send(session)
    method, path, headers, body = scripted.seen[0]
    assert (method, path, body) == ("POST", "/v1/groups/group-1/messages", b'{"message": "Hello"}')
    assert headers["accessToken"] == "SECRET-access"
    assert reply.json == {"referenceId": "r-1"}
    assert list(reply.df.columns) == ["referenceId"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_foreign_host_gets_no_token(session, scripted, foreign, status):
    scripted.answer = lambda handler: respond(handler, status, b"", Location=foreign.url + "/v1/groups")
    with pytest.raises(errors.UntrustedHostError) as refused:
        send(session)
    assert foreign.url in str(refused.value)
    assert refused.value.host == foreign.url
    assert not foreign.seen


@pytest.mark.parametrize(
    "location", ["//{host}/x", "http://user@{host}/x", "http://127.0.0.1.nip.example/x", "https://127.0.0.1/x"]
)
def test_a_disguised_redirect_gets_no_token(session, scripted, foreign, location):
    host = foreign.url.removeprefix("http://")
    scripted.answer = lambda handler: respond(handler, 308, b"", Location=location.format(host=host))
    with pytest.raises(errors.UntrustedHostError):
        send(session)
    assert not foreign.seen


def test_a_move_to_an_allowed_host_is_followed_with_method_and_body(environment, scripted, foreign):
    environment.fill({"api-root": scripted.url, "endpoint-url": scripted.url}, source="test")
    session = session_of(environment, scripted.url, allow_hosts=[foreign.url.removeprefix("http://")])
    scripted.answer = lambda handler: respond(handler, 308, b"", Location=foreign.url + handler.path)
    foreign.answer = lambda handler: respond(handler, 200, b'{"referenceId":"r-1"}')
    assert send(session).json == {"referenceId": "r-1"}
    assert foreign.seen[0][0] == "POST"
    assert foreign.seen[0][3] == b'{"message": "Hello"}'
    assert environment["endpoint-url"] == foreign.url + "/"


def test_a_circle_of_redirects_ends(session, scripted):
    scripted.answer = lambda handler: respond(handler, 308, b"", Location="/v1/again")
    with pytest.raises(errors.UnreadableReplyError):
        send(session)
    assert len(scripted.seen) <= 3


def test_an_endpoint_on_a_foreign_host_is_refused_and_nothing_is_kept(session, scripted, foreign):
    body = json.dumps({"accessToken": "SECRET-new", "endpointUrl": foreign.url + "/", "accessTokenExpiry": 1}).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    with pytest.raises(errors.UntrustedHostError) as refused:
        session.send(ACCESS_TOKEN, {})
    assert foreign.url in str(refused.value)
    assert session.environment["access-token"] == "SECRET-access"
    assert session.environment["endpoint-url"] == scripted.url + "/"


@pytest.mark.parametrize("variable", ["endpoint-url", "api-root"])
def test_a_variable_that_names_a_foreign_host_gets_no_token(session, foreign, variable):
    session.environment[variable] = foreign.url
    with pytest.raises(errors.UntrustedHostError):
        session.send(
            ACCESS_TOKEN if variable == "api-root" else SEND, {} if variable == "api-root" else {"message": "x"}
        )
    assert not foreign.seen


def test_a_refused_token_is_renewed_once_and_the_reply_says_so(session, scripted):
    def answer(handler):
        if handler.path == "/v1/accessToken":
            new = {"accessToken": "SECRET-second", "endpointUrl": scripted.url + "/", "accessTokenExpiry": 1}
            respond(handler, 200, json.dumps(new).encode())
        elif handler.headers["accessToken"] == "SECRET-second":
            respond(handler, 200, b'{"referenceId":"r-1"}')
        else:
            respond(handler, 401, EXPIRED)

    scripted.answer = answer
    reply = send(session)
    assert [path for _, path, _, _ in scripted.seen] == [
        "/v1/groups/group-1/messages",
        "/v1/accessToken",
        "/v1/groups/group-1/messages",
    ]
    assert reply.notes == ["The access token was refused: a new one was fetched and the request was sent again."]
    assert session.environment["access-token"] == "SECRET-second"


def test_renewal_is_tried_once_only(session, scripted):
    def answer(handler):
        if handler.path == "/v1/accessToken":
            respond(handler, 200, json.dumps({"accessToken": "SECRET-second", "endpointUrl": scripted.url}).encode())
        else:
            respond(handler, 401, EXPIRED)

    scripted.answer = answer
    with pytest.raises(errors.NotAuthenticated):
        send(session)
    assert len(scripted.seen) == 3


def test_renewal_can_be_switched_off(session, scripted):
    session.renew_tokens = False
    scripted.answer = lambda handler: respond(handler, 401, EXPIRED)
    with pytest.raises(errors.NotAuthenticated) as refused:
        send(session)
    assert len(scripted.seen) == 1
    assert "renew_tokens = True" in refused.value.advice.todo


def test_a_refused_renewal_says_to_sign_in_again(session, scripted):
    def answer(handler):
        dead = b'{"message":"Dead","errorCode":"Unauthenticated","errorCategoryKey":"AuthException"}'
        respond(handler, 401, dead if handler.path == "/v1/accessToken" else EXPIRED)

    scripted.answer = answer
    with pytest.raises(errors.NotAuthenticated) as refused:
        send(session)
    assert refused.value.code == "InvalidToken"
    assert "kaizala.sign_in()" in refused.value.advice.todo


def test_a_replacement_refresh_token_is_kept(session, scripted):
    new = {"accessToken": "SECRET-second", "endpointUrl": scripted.url, "refreshToken": "SECRET-third"}
    scripted.answer = lambda handler: respond(handler, 200, json.dumps(new).encode())
    reply = session.send(ACCESS_TOKEN, {})
    assert session.environment["refresh-token"] == "SECRET-third"
    assert "replacement refresh token" in " ".join(reply.notes)
    new["refreshToken"] = ""
    session.send(ACCESS_TOKEN, {})
    assert session.environment["refresh-token"] == "SECRET-third"


def test_no_answer_in_time_is_said_so(session, scripted):
    session.timeout = 0.2
    scripted.answer = scripted.never
    with pytest.raises(errors.TimedOut) as trouble:
        send(session)
    assert "0.2 seconds" in str(trouble.value)
    assert trouble.value.request.method == "POST"


def test_an_answer_that_drips_is_cut_off(session, scripted):
    session.timeout = 0.3

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        with suppress(ConnectionError):  # until the client has hung up
            while not scripted.over.wait(0.02):
                handler.wfile.write(b" ")
                handler.wfile.flush()

    scripted.answer = drip
    with pytest.raises(errors.TimedOut):
        send(session)


def test_nobody_listening_is_said_so(environment):
    with kept() as port, pytest.raises(errors.ConnectionTrouble, match="Nobody listens"):
        url = f"http://127.0.0.1:{port}"
        environment.fill({"api-root": url, "endpoint-url": url}, source="test")
        send(session_of(environment, url))


def test_a_connection_that_breaks_is_said_so(session, scripted):
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"referen')
        handler.close_connection = True

    scripted.answer = cut
    with pytest.raises(errors.ConnectionTrouble, match="broke"):
        send(session)


def test_a_reply_that_is_too_large_is_not_read_to_its_end(session, scripted):
    session.max_reply_bytes = 1000
    scripted.answer = lambda handler: respond(handler, 200, b"x" * 200_000)
    with pytest.raises(errors.ReplyTooLarge, match="1,000 bytes"):
        send(session)


@pytest.mark.parametrize("kind", [{}, {"Content_Type": "application/json"}, {"Content_Type": "text/html"}])
@pytest.mark.parametrize("body", [b"<html>Hello</html>", b'{"referenceId":', b"[" * 100_000, b"\xff\xfe"])
def test_a_success_that_should_be_json_and_is_not_is_said_so(session, scripted, body, kind):
    scripted.answer = lambda handler: respond(handler, 200, body, **kind)
    with pytest.raises(errors.NotJSON):
        send(session)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 205, 299])
@pytest.mark.parametrize("body", [b"", b"Done.", b"\x00\x01"])
def test_a_success_without_json_is_one(session, scripted, status, body):
    body = b"" if status in (204, 205) else body
    kind = {b"": "application/json", b"Done.": "text/plain"}.get(body, "application/octet-stream")
    scripted.answer = lambda handler: respond(handler, status, body, Content_Type=kind)
    reply = send(session)
    assert (reply.status, reply.json, len(reply.df), reply.content) == (status, None, 0, body)
    said = {b"": "No body.", b"Done.": "Done."}.get(body, "messages.bin, application/octet-stream, 2 bytes")
    for face in reply._repr_mimebundle_().values():
        assert said in face
        assert "No rows." not in face


@pytest.mark.parametrize("depth", [101, 500, 900, 5000])
@pytest.mark.parametrize("status", [200, 400])
def test_json_that_is_nested_without_end_is_said_so(session, scripted, depth, status):
    body = b'{"message":"No.","a":' * depth + b"1" + b"}" * depth
    scripted.answer = lambda handler: respond(handler, status, body)
    with pytest.raises(errors.NotJSON if status == 200 else errors.BadRequest) as trouble:
        send(session)
    assert trouble.value.as_html()
    assert status == 400 or "nested more than 100 levels deep" in trouble.value.as_text()


def test_json_that_is_nested_a_hundred_times_is_shown(session, scripted):
    body = b'{"a":[' * 50 + b"1" + b"]}" * 50
    scripted.answer = lambda handler: respond(handler, 200, body)
    reply = send(session)
    assert reply._repr_mimebundle_()
    assert len(reply.df) == 1


@pytest.mark.parametrize(
    "location", ["http://[", "//[::1", "http://127.0.0.1:99999/", "http://\x7f", "", " ", "http://\xff"]
)
@pytest.mark.parametrize("status", [301, 308])
def test_a_move_to_what_is_no_address_is_said_so(session, scripted, status, location):
    scripted.answer = lambda handler: respond(handler, status, b"", Location=location)
    with pytest.raises((errors.UnreadableReplyError, errors.UntrustedHostError)) as trouble:
        send(session)
    assert trouble.value.as_text()
    assert "sent" in str(trouble.value)


@pytest.mark.parametrize("expiry", [10**30, -1, 10**15, -(10**400)])
def test_an_expiry_that_is_no_time_is_said_so_and_nothing_is_kept(session, scripted, expiry):
    body = {"accessToken": "SECRET-new", "endpointUrl": scripted.url, "accessTokenExpiry": expiry}
    scripted.answer = lambda handler: respond(handler, 200, json.dumps(body).encode())
    with pytest.raises(errors.UnreadableReplyError, match="accessTokenExpiry is no time") as trouble:
        session.send(ACCESS_TOKEN, {})
    assert "SECRET" not in trouble.value.as_text()
    assert session.environment["access-token"] == "SECRET-access"
    assert session.environment._repr_mimebundle_()


def test_the_latest_time_that_is_one_can_be_shown(session, scripted):
    body = {"accessToken": "SECRET-new", "endpointUrl": scripted.url, "accessTokenExpiry": 253_402_214_399_999}
    scripted.answer = lambda handler: respond(handler, 200, json.dumps(body).encode())
    assert session.send(ACCESS_TOKEN, {})._repr_mimebundle_()
    assert "9999" in repr(session.environment)


@pytest.mark.parametrize("body", [b"", b"<h1>no</h1>", b"[1]", b"null", b'{"message":{"a":1}}', b"\xff"])
@pytest.mark.parametrize("status", [400, 403, 418, 500, 503])
def test_a_refusal_of_any_shape_is_an_error_of_the_family(session, scripted, status, body):
    scripted.answer = lambda handler: respond(handler, status, body)
    with pytest.raises(errors.RefusedError) as refused:
        send(session)
    assert refused.value.status == status
    assert refused.value.as_html()
    assert refused.value.as_text()


def test_a_refusal_is_data(session, scripted):
    body = b'{"message":"No.","errorCode":"Unauthorized","errorCategoryKey":"AuthException"}'
    scripted.answer = lambda handler: respond(handler, 403, body)
    with pytest.raises(errors.NotAllowed) as refused:
        send(session)
    error = pickle.loads(pickle.dumps(refused.value))  # noqa: S301
    assert (error.status, error.code, error.message, error.category) == (403, "Unauthorized", "No.", "AuthException")
    assert error.request.url.endswith("/v1/groups/group-1/messages")
    assert str(error) == "403 Unauthorized: No."


def test_throttling_names_the_wait(session, scripted):
    session.wait_when_throttled = False
    scripted.answer = lambda handler: respond(handler, 429, b"{}", Retry_After="17")
    with pytest.raises(errors.TooManyRequests) as refused:
        send(session)
    assert refused.value.retry_after == 17
    assert "17 seconds" in refused.value.advice.todo


def test_a_proxy_of_the_user_is_not_asked_for_this_computer(session, scripted, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    scripted.answer = lambda handler: respond(handler, 200, b"{}")
    assert send(session).status == 200


def test_cookies_and_netrc_are_left_alone(session, scripted, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password SECRET-netrc")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    scripted.answer = lambda handler: respond(handler, 200, b"{}", Set_Cookie="a=b")
    send(session)
    send(session)
    for _, _, headers, _ in scripted.seen:
        assert not {"Cookie", "Authorization"} & set(headers)


def test_nothing_is_sent_when_a_value_is_missing(session, scripted):
    session.environment["test-group-id"] = ""
    with pytest.raises(errors.InputError) as missing:
        send(session)
    assert missing.value.problems == {"group_id": "Group is needed. {{test-group-id}} is not set."}
    assert "Step1 - Create a group" in missing.value.advice.todo
    assert not scripted.seen


def test_a_call_without_token_lets_the_service_say_so(session, scripted):
    session.environment["access-token"] = ""
    body = b'{"message":"Token missing. Header should have token as value of ACCESSTOKEN","errorCode":"InvalidToken"}'
    scripted.answer = lambda handler: respond(handler, 401, body)
    with pytest.raises(errors.NotAuthenticated) as refused:
        send(session)
    assert "No access token went" in refused.value.advice.meaning
    assert "accessToken" not in scripted.seen[0][2]


@pytest.mark.parametrize("group_id", ["..", ".", " .. ", ".\t", " ", "a/b", "x?y=z", "#", "ü", "a b", "%2e%2e"])
def test_an_id_stays_inside_its_part_of_the_path(session, scripted, group_id):
    try:
        send(session, group_id=group_id)
    except errors.InputError:
        assert group_id.strip() in ("", ".", "..")
    else:
        path = scripted.seen[0][1]
        assert path.startswith("/v1/groups/")
        assert path.endswith("/messages")
        assert path.count("/") == 4


@pytest.mark.parametrize("token", ["SECRET\nX-Other: 1", "SECRET\x00", "SECRET-ü", "SECRET\r"])
def test_a_token_that_cannot_stand_in_a_header_is_said_so_and_not_shown(session, scripted, token):
    session.environment["access-token"] = token + "x"
    with pytest.raises(errors.InputError, match="accessToken") as trouble:
        send(session)
    assert "SECRET" not in trouble.value.as_text() + repr(trouble.value)
    assert not scripted.seen


def test_sends_at_once_do_not_disturb_each_other(session, scripted):
    scripted.answer = lambda handler: respond(
        handler, 200, json.dumps({"referenceId": handler.path.split("/")[3]}).encode()
    )
    got: dict[str, str] = {}

    def one(name: str) -> None:
        got[name] = send(session, group_id=name).json["referenceId"]

    threads = [threading.Thread(target=one, args=(f"g{number}",)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {f"g{number}": f"g{number}" for number in range(16)}
