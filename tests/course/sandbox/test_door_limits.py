"""The door to the local Kaizala, and a page to sign in on, where somebody else answers: an end, and an error of the family."""

import pytest

from kaizala_nb.course.errors import NoSandboxError
from kaizala_nb.course.sandbox import sign_in_page
from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client import errors
from tests.patience import DEADLINE
from tests.toolkit.client.raw import drips, raw_server, says
from tests.toolkit.client.test_limits import CHUNKED, DRIPS, within

ME = "+447700900001"
ASKS = [
    lambda sandbox: sandbox.now,
    lambda sandbox: sandbox.read_phone(ME),
    lambda sandbox: sandbox.advance(hours=1),
    lambda sandbox: sandbox.calls,
    lambda sandbox: sandbox.tap(ME, kind="message", text="Hello"),
]


def door(port: int, *, hasty: bool = False) -> Sandbox:
    """One that waits as long as a test does, or half a second if it is ``hasty``."""
    made = Sandbox(f"http://127.0.0.1:{port}", "key")
    made.timeout = 0.5 if hasty else DEADLINE * 2
    return made


@pytest.mark.parametrize("what", DRIPS)
def test_its_deadline_is_for_all_of_an_answer(what):
    with raw_server(DRIPS[what]) as port:
        trouble = within(lambda: door(port, hasty=True).now)
    assert isinstance(trouble, errors.TimedOut), trouble
    assert "within 0.5 seconds" in trouble.as_text()


@pytest.mark.parametrize("ask", ASKS)
def test_every_call_of_it_has_one(ask):
    with raw_server(DRIPS["trailers"]) as port:
        trouble = within(lambda: ask(door(port, hasty=True)))
    assert isinstance(trouble, errors.TimedOut), trouble


def test_who_looks_on_sees_nothing_then():
    with raw_server(DRIPS["a header"]) as port:
        assert within(lambda: (door(port, hasty=True).look_on("/v1/groups", {}),)) == (None,)


def test_an_answer_without_end_is_not_read_to_its_end():
    with raw_server(drips(CHUNKED, b"10000\r\n" + b" " * 65_536 + b"\r\n", pause=0)) as port:
        trouble = within(lambda: door(port).now)
    assert isinstance(trouble, errors.ReplyTooLarge), trouble
    assert "20,000,000 bytes" in trouble.as_text()


@pytest.mark.parametrize(
    "body", [b"", b"Hello", b"[]", b"null", b"[" * 100_000, b'{"now":' * 500 + b"1" + b"}" * 500, b"\xff"]
)
@pytest.mark.parametrize("status", [200, 308, 404, 500])
def test_what_is_no_local_kaizala_is_said_so(status, body):
    head = b"HTTP/1.1 %d X\r\nLocation: http://[\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
    with raw_server(says(head + body)) as port:
        trouble = within(lambda: door(port).now)
    assert isinstance(trouble, NoSandboxError), trouble
    assert "local Kaizala" in trouble.as_text()


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
def test_what_is_no_whole_answer_is_said_so(answer):
    with raw_server(says(answer)) as port:
        trouble = within(lambda: door(port).now)
    assert isinstance(trouble, NoSandboxError), trouble


@pytest.mark.parametrize("amount", [float("inf"), float("-inf")])
def test_what_json_has_no_word_for_is_said_so(amount):
    with pytest.raises(errors.InputError, match="is a number, not"):
        Sandbox("http://127.0.0.1:1", "key").advance(hours=amount)


def sign_in(port: int):
    return Phone(Sandbox(f"http://127.0.0.1:{port}", "key"), ME).sign_in_on(
        f"http://127.0.0.1:{port}/page", client_id="x"
    )


@pytest.mark.parametrize("what", ["a header", "100 Continue", "trailers", "a body", "a body of a move"])
def test_a_page_has_a_deadline_too(monkeypatch, what):
    monkeypatch.setattr(sign_in_page, "_TIMEOUT", 0.5)
    with raw_server(DRIPS[what]) as port:
        trouble = within(lambda: sign_in(port))
    assert isinstance(trouble, errors.TimedOut), trouble


def test_a_page_without_end_is_not_read_to_its_end():
    with raw_server(drips(CHUNKED, b"10000\r\n" + b" " * 65_536 + b"\r\n", pause=0)) as port:
        trouble = within(lambda: sign_in(port))
    assert isinstance(trouble, errors.ReplyTooLarge), trouble


def test_a_page_that_leads_to_what_is_no_address_shows_it():
    with raw_server(
        says(b"HTTP/1.1 302 X\r\nLocation: http://[" + b"x" * 5000 + b"\r\nContent-Length: 0\r\n\r\n")
    ) as port:
        visit = within(lambda: sign_in(port))
    assert str(visit.code) == ""
    assert all("http://[" in face and len(face) < 10_000 for face in visit._repr_mimebundle_().values())


def test_a_page_that_sends_its_form_to_what_is_no_address_gets_no_number():
    page = b'<form action="http://["><input name="mobileNumber"></form>'
    with raw_server(says(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(page) + page)) as port:
        trouble = within(lambda: sign_in(port))
    assert isinstance(trouble, errors.InputError), trouble
    assert "not a page of the Kaizala at" in str(trouble)
