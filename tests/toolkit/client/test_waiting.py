"""What a session does when the service is busy or the line breaks: when it waits, what it says, and what it never repeats."""

import io
import json
import time

import pytest
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from kaizala_nb.course.session import session_of
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors, waiting
from kaizala_nb.toolkit.client.session import Session
from tests.ports import kept
from tests.toolkit.client.conftest import respond
from tests.toolkit.client.test_session import ACCESS_TOKEN, EXPIRED, SEND

GROUPS = collection["Step3 - Fetch groups - direct"]
ADD = collection["Step10 - Add members to a group"]
REMOVE = collection["Step12 - Remove members from a group"]

NOON, NOON_AND_12_SECONDS = "Tue, 24 Nov 2020 12:00:00 GMT", "Tue, 24 Nov 2020 12:00:12 GMT"


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """How long each pause would have been: nobody waits here."""
    made: list[float] = []
    monkeypatch.setattr(waiting, "pause", made.append)
    return made


@pytest.fixture
def said(session):
    """The sentences that announce a wait."""
    made: list[str] = []
    session.on_wait = made.append
    return made


def in_turn(scripted, *answers):
    """Each answer once, then success. An answer is a status with its headers, or a function of the handler."""
    left = list(answers)

    def answer(handler):
        if not left:
            respond(handler, 200, b'{"referenceId":"r-1"}')
        elif callable(left[0]):
            left.pop(0)(handler)
        else:
            status, headers = left.pop(0)
            respond(handler, status, b"{}", **headers)

    scripted.answer = answer


def throttled(seconds: object = 12):
    return 429, {"Retry_After": str(seconds)}


def unavailable(**headers: str):
    return 503, headers


def cut(handler):
    """An answer that breaks off."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"referen')
    handler.close_connection = True


def dated(retry_after: str, date: str | None):
    """A 429 with a date of the test's choosing, or with none: the server would put its own."""

    def answer(handler):
        handler.send_response_only(429)
        if date:
            handler.send_header("Date", date)
        handler.send_header("Retry-After", retry_after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


GIVEN = {SEND.slug: {"message": "Hello"}, ADD.slug: {"members": ["+447700900002"]}, REMOVE.slug: {"member_id": "m-1"}}


def send(session: Session, step=SEND):
    return session.send(step, GIVEN.get(step.slug, {}))


def test_a_throttled_request_waits_as_asked_and_is_sent_again(session, scripted, pauses, said):
    in_turn(scripted, throttled(12))
    reply = send(session)
    assert reply.json == {"referenceId": "r-1"}
    assert pauses == [12]
    assert said == ["Kaizala asked to wait: too many requests. Sending again in 12 seconds."]
    assert reply.notes == ["Too many requests: waited 12 seconds, as Kaizala asked, and sent it again."]
    assert [request[0] for request in scripted.seen] == ["POST", "POST"]
    assert scripted.seen[0][1:] == scripted.seen[1][1:]


@pytest.mark.parametrize("step", [SEND, GROUPS, ADD, REMOVE], ids=lambda step: step.method)
def test_every_method_waits_when_throttled(session, scripted, pauses, said, step):
    in_turn(scripted, throttled(1))
    assert send(session, step).notes == ["Too many requests: waited 1 second, as Kaizala asked, and sent it again."]
    assert pauses == [1]


def test_a_wait_is_printed_unless_somebody_asks_for_it(session, scripted, capsys):
    in_turn(scripted, throttled(12))
    send(session)
    assert capsys.readouterr().out == "Kaizala asked to wait: too many requests. Sending again in 12 seconds.\n"


def test_a_wait_is_announced_before_it_begins(session, scripted, monkeypatch):
    order: list[object] = []
    monkeypatch.setattr(waiting, "pause", order.append)
    session.on_wait = lambda sentence: order.append("said")
    session.listeners.append(lambda: order.append("told"))
    in_turn(scripted, throttled(12))
    send(session)
    assert order == ["told", "said", 12, "told"]


def test_a_pause_is_a_real_one(monkeypatch):
    monkeypatch.undo()
    started = time.monotonic()
    waiting.pause(0.05)
    assert time.monotonic() - started >= 0.04


def test_a_throttled_request_is_sent_again_three_times_at_most(session, scripted, pauses, said):
    in_turn(scripted, *[throttled(5)] * 9)
    with pytest.raises(errors.TooManyRequests) as refused:
        send(session)
    assert len(scripted.seen) == 4
    assert pauses == [5, 5, 5]
    assert len(said) == 3
    assert refused.value.retry_after == 5


def test_a_date_to_wait_for_is_measured_by_the_clock_of_the_service(session, scripted, pauses, said):
    in_turn(scripted, dated(NOON_AND_12_SECONDS, NOON))
    assert send(session).notes == ["Too many requests: waited 12 seconds, as Kaizala asked, and sent it again."]
    assert pauses == [12]


def test_a_date_that_is_past_is_no_wait(session, scripted, pauses, said):
    in_turn(scripted, dated(NOON, NOON_AND_12_SECONDS))
    send(session)
    assert pauses == [0]


@pytest.mark.parametrize("retry_after", ["", "soon", "-5", "1.5", "²", "5, 5", "Tue, 99 Nov", "9" * 5_000])
def test_a_wait_that_cannot_be_read_is_the_error_at_once(session, scripted, pauses, said, retry_after):
    in_turn(scripted, throttled(retry_after))
    with pytest.raises(errors.TooManyRequests) as refused:
        send(session)
    assert refused.value.retry_after is None
    assert "Wait a minute" in refused.value.advice.todo
    assert not pauses + said


def test_a_date_without_a_clock_to_measure_it_by_is_the_error_at_once(session, scripted, pauses):
    in_turn(scripted, dated(NOON_AND_12_SECONDS, None))
    with pytest.raises(errors.TooManyRequests):
        send(session)
    assert not pauses


def test_a_minute_is_waited(session, scripted, pauses, said):
    in_turn(scripted, throttled(60))
    send(session)
    assert pauses == [60]


@pytest.mark.parametrize("answer", [throttled(61), dated("Tue, 24 Nov 2020 12:01:01 GMT", NOON)])
def test_a_longer_wait_is_an_error_that_says_how_long(session, scripted, pauses, said, answer):
    in_turn(scripted, answer)
    with pytest.raises(errors.TooManyRequests) as refused:
        send(session)
    assert refused.value.retry_after == 61
    assert "Wait 61 seconds" in refused.value.advice.todo
    assert len(scripted.seen) == 1
    assert not pauses + said


def test_waiting_can_be_switched_off(session, scripted, pauses, said):
    session.wait_when_throttled = False
    in_turn(scripted, throttled(12))
    with pytest.raises(errors.TooManyRequests) as refused:
        send(session, GROUPS)
    assert refused.value.retry_after == 12
    assert len(scripted.seen) == 1
    assert not pauses + said


def test_an_interrupt_ends_a_wait_and_the_session_goes_on(session, scripted, said, monkeypatch):
    def interrupted(seconds):
        raise KeyboardInterrupt

    in_turn(scripted, throttled(12))
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "pause", interrupted)
        with pytest.raises(KeyboardInterrupt):
            send(session)
    assert len(scripted.seen) == 1
    assert send(session).notes == []


@pytest.mark.parametrize("step", [GROUPS, ADD, REMOVE], ids=lambda step: step.method)
def test_an_unavailable_service_is_asked_again_where_that_is_safe(session, scripted, pauses, said, step):
    in_turn(scripted, unavailable(), unavailable())
    assert send(session, step).notes == ["It was sent 3 times: Kaizala answered 503."]
    assert pauses == [0, 0.6]
    assert not said


def test_an_unavailable_service_may_say_how_long_to_wait(session, scripted, pauses, said):
    in_turn(scripted, unavailable(Retry_After="7"))
    assert send(session, GROUPS).notes == ["It was sent 2 times: Kaizala answered 503 and asked to wait 7 seconds."]
    assert pauses == [7]
    assert said == ["Kaizala asked to wait: it is not available. Sending again in 7 seconds."]


def test_an_unavailable_service_that_asks_for_more_than_a_minute_is_an_error_that_says_so(session, scripted, pauses):
    in_turn(scripted, unavailable(Retry_After="90"))
    with pytest.raises(errors.ServiceTrouble) as refused:
        send(session, GROUPS)
    assert "Wait 90 seconds" in refused.value.advice.todo
    assert len(scripted.seen) == 1
    assert not pauses


def test_an_unavailable_service_is_asked_three_times_more_at_most(session, scripted, pauses):
    in_turn(scripted, *[unavailable()] * 9)
    with pytest.raises(errors.ServiceTrouble) as refused:
        send(session, GROUPS)
    assert len(scripted.seen) == 4
    assert pauses == pytest.approx([0, 0.6, 1.2])
    assert "It was sent 4 times: Kaizala answered 503." in refused.value.advice.changed


@pytest.mark.parametrize("status", [413, 500, 502, 504])
def test_other_trouble_of_the_service_is_not_repeated(session, scripted, pauses, status):
    in_turn(scripted, (status, {"Retry_After": "1"}))
    with pytest.raises(errors.RefusedError):
        send(session, GROUPS)
    assert len(scripted.seen) == 1
    assert not pauses


@pytest.mark.parametrize("step", [GROUPS, ADD, REMOVE], ids=lambda step: step.method)
def test_a_broken_connection_is_tried_again_where_that_is_safe(session, scripted, pauses, said, step):
    in_turn(scripted, cut, cut)
    assert send(session, step).notes == ["It was sent 3 times: the connection failed."]
    assert pauses == [0, 0.6]
    assert not said


def test_a_broken_connection_is_tried_three_times_more_at_most(session, scripted, pauses):
    in_turn(scripted, *[cut] * 9)
    with pytest.raises(errors.ConnectionTrouble, match="broke") as broken:
        send(session, GROUPS)
    assert len(scripted.seen) == 4
    assert broken.value.advice.changed.endswith(" It was sent 4 times: the connection failed.")


@pytest.mark.parametrize("answer", [unavailable(), unavailable(Retry_After="1"), cut])
def test_a_post_is_never_repeated_after_trouble(session, scripted, pauses, answer):
    in_turn(scripted, answer)
    with pytest.raises((errors.ServiceTrouble, errors.ConnectionTrouble)):
        send(session, SEND)
    assert len(scripted.seen) == 1
    assert not pauses


@pytest.mark.parametrize("answer", [unavailable(), unavailable(Retry_After="1"), cut])
def test_repeating_can_be_switched_off(session, scripted, pauses, answer):
    session.retry_trouble = False
    in_turn(scripted, answer)
    with pytest.raises((errors.ServiceTrouble, errors.ConnectionTrouble)):
        send(session, GROUPS)
    assert len(scripted.seen) == 1
    assert not pauses


def test_where_nobody_listens_it_is_not_tried_again(environment, pauses):
    with kept() as port, pytest.raises(errors.ConnectionTrouble, match="Nobody listens"):
        url = f"http://127.0.0.1:{port}"
        environment.fill({"api-root": url, "endpoint-url": url}, source="test")
        send(session_of(environment, url), GROUPS)
    assert not pauses


def test_an_answer_that_takes_too_long_is_not_asked_for_again(session, scripted, pauses):
    session.timeout = 0.2
    in_turn(scripted, scripted.never)
    with pytest.raises(errors.TimedOut):
        send(session, GROUPS)
    assert len(scripted.seen) == 1
    assert not pauses


def test_troubles_of_every_kind_count_together(session, scripted, pauses, said):
    in_turn(scripted, cut, unavailable(), throttled(3))
    assert send(session, GROUPS).notes == [
        "Too many requests: waited 3 seconds, as Kaizala asked, and sent it again.",
        "It was sent 4 times: the connection failed, then Kaizala answered 503.",
    ]
    in_turn(scripted, cut, unavailable(), throttled(3), throttled(3))
    with pytest.raises(errors.TooManyRequests):
        send(session, GROUPS)


def test_a_refusal_after_a_repeat_says_that_an_earlier_sending_may_have_been_carried_out(session, scripted):
    in_turn(scripted, cut, (404, {}))
    with pytest.raises(errors.NotFound) as refused:
        send(session, REMOVE)
    assert refused.value.advice.changed == (
        "Not known: an earlier sending may have been carried out. It was sent 2 times: the connection failed."
    )


def test_a_renewed_token_and_a_wait_go_together(session, scripted, pauses, said):
    """The request, the renewal and the request with the new token are each throttled once."""
    busy = {"SECRET-access", "renewal", "SECRET-second"}

    def answer(handler):
        is_renewal = handler.path == ACCESS_TOKEN.path
        who = "renewal" if is_renewal else handler.headers["accessToken"]
        if who in busy:
            busy.remove(who)
            respond(handler, 429, b"{}", Retry_After="4")
        elif is_renewal:
            new = {"accessToken": "SECRET-second", "endpointUrl": scripted.url + "/", "accessTokenExpiry": 1}
            respond(handler, 200, json.dumps(new).encode())
        elif who == "SECRET-second":
            respond(handler, 200, b'{"referenceId":"r-1"}')
        else:
            respond(handler, 401, EXPIRED)

    scripted.answer = answer
    reply = send(session)
    waited = "Too many requests: waited 4 seconds, as Kaizala asked, and sent it again."
    renewed = "The access token was refused: a new one was fetched and the request was sent again."
    assert reply.notes == [renewed, waited, waited, waited]
    assert [request[1] for request in scripted.seen] == [
        *["/v1/groups/group-1/messages"] * 2,
        *["/v1/accessToken"] * 2,
        *["/v1/groups/group-1/messages"] * 2,
    ]
    assert pauses == [4, 4, 4]


def test_a_move_and_a_wait_go_together(session, scripted, pauses, said):
    in_turn(
        scripted,
        throttled(2),
        lambda handler: respond(handler, 308, b"", Location="/v1/moved"),
        throttled(3),
    )
    assert len(send(session).notes) == 2
    assert [request[1] for request in scripted.seen[-2:]] == ["/v1/moved", "/v1/moved"]
    assert pauses == [2, 3]


class Inside(BaseAdapter):
    """A Kaizala without sockets: busy, then unavailable, then well."""

    def __init__(self):
        super().__init__()
        self.left = [(429, {"Retry-After": "8"}), (503, {}), (200, {})]

    def send(self, request, **options):
        status, headers = self.left.pop(0)
        raw = HTTPResponse(io.BytesIO(b"{}"), headers=headers, status=status, preload_content=False)
        return HTTPAdapter().build_response(request, raw)

    def close(self):
        pass


def test_a_kaizala_in_the_same_process_is_met_alike(environment, pauses):
    environment.fill({"api-root": "http://inside", "endpoint-url": "http://inside"}, source="test")
    session = session_of(environment, "http://inside", adapter=Inside())
    session.on_wait = lambda sentence: None
    assert send(session, GROUPS).notes == [
        "Too many requests: waited 8 seconds, as Kaizala asked, and sent it again.",
        "It was sent 3 times: Kaizala answered 503.",
    ]
    assert pauses == [8, 0.6]
