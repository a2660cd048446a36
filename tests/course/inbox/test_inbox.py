"""The inbox: it shakes hands, takes what brings the agreed token, sees what comes twice, and can be made to fail."""

import json
import socket
import time

import pytest
import requests

from kaizala_nb import Kaizala
from kaizala_nb.course.errors import NoInboxError, NotArrivedError
from kaizala_nb.course.inbox.event_text import text_of
from kaizala_nb.course.inbox.headers import Headers
from kaizala_nb.course.inbox.inbox import USUAL_TOKEN, Inbox
from kaizala_nb.course.inbox.receiver import MOST_BYTES
from kaizala_nb.toolkit.client import errors
from tests.patience import DEADLINE
from tests.toolkit.widgets.conftest import html_of

ME, ASHA = "+447700900001", "+447700900002"
ALL = ["TextMessageCreated", "MemberAdded"]


@pytest.fixture
def inbox():
    """An inbox that nobody has subscribed."""
    made = Inbox()
    yield made
    made.close()


@pytest.fixture
def kaizala():
    """A local Kaizala, signed in, with a group."""
    made = Kaizala()
    made.sign_in(ME).send_once()
    made.groups.create_group(name="Field team", members=[ASHA])
    yield made
    made.close()


def call(kaizala, method, path, body):
    headers = {"accessToken": str(kaizala.environment["access-token"])}
    reply = requests.request(method, f"{kaizala.sandbox.url}/v1/{path}", json=body, headers=headers, timeout=DEADLINE)
    assert reply.status_code == 200, reply.text
    return reply.json()


def subscribe(kaizala, events=ALL, token=USUAL_TOKEN):
    """A webhook on the group, to the inbox; gives its id."""
    body = {"objectId": kaizala.environment["test-group-id"], "objectType": "Group", "eventTypes": events}
    body |= {"callBackUrl": kaizala.environment["callback-url"], "callBackToken": token, "callBackContext": "lesson 5"}
    return call(kaizala, "POST", "webhook", body)["webhookId"]


def deliver(inbox, event, token=USUAL_TOKEN, **headers):
    """A delivery by hand."""
    sent = {"kz-callback-token": token, "Content-Type": "application/json"} | headers
    return requests.post(inbox.url, data=json.dumps(event), headers=sent, timeout=DEADLINE).status_code


def test_events_of_a_subscription_arrive_as_rows(kaizala):
    inbox = kaizala.inbox()
    webhook = subscribe(kaizala)
    kaizala.content.send_message(message="Please help")
    kaizala.groups.add_members(members=["+447700900003"])
    table = inbox.wait(2)
    assert list(table.columns[:6]) == ["at", "eventType", "fromUserName", "text", "duplicate", "eventId"]
    assert table["eventType"].tolist() == ALL
    assert table["text"].tolist() == ["Please help", "+447700900003"]
    assert table["fromUser"].tolist() == [ME, ME]
    assert table["subscriptionId"].tolist() == [webhook, webhook]
    assert table["context"].tolist() == ["lesson 5", "lesson 5"]
    assert not table["duplicate"].any()
    assert [event["data"]["text"] for event in inbox.events[:1]] == ["Please help"]


def test_an_output_shows_as_many_columns_as_there_is_room_for(inbox):
    deliver(inbox, {"eventId": "1", "eventType": "TextMessageCreated", "data": {"text": "Hello"}})
    shown = inbox.df._repr_html_()
    assert "<th" in shown and "eventId</th>" in shown and "subscriptionId</th>" not in shown
    assert "The first 6 of 11 columns" in shown and "subscriptionId" in shown
    assert "data</th>" in inbox.df[list(inbox.df.columns)]._repr_html_()
    assert inbox.df["data"].tolist() == [{"text": "Hello"}]


def test_the_tables_are_typed_with_and_without_rows(inbox):
    empty, none = inbox.df.dtypes, inbox.attempts.dtypes
    deliver(inbox, {"eventId": "1", "eventType": "TextMessageCreated", "data": {"text": "x"}})
    assert (inbox.df.dtypes == empty).all()
    assert (inbox.attempts.dtypes == none).all()
    assert str(empty["at"]) == "datetime64[ms, UTC]"
    assert str(empty["duplicate"]) == "boolean"


def test_a_header_that_came_twice_has_its_first_value_and_both_lines():
    headers = Headers([("X-Part", "1"), ("Host", "a"), ("x-part", "2")])
    assert dict(headers) == {"X-Part": "1", "Host": "a"}
    assert headers["X-PART"] == "1"
    assert repr(headers) == "X-Part: 1\nHost: a\nx-part: 2"


def test_a_call_is_kept_as_it_came_over_the_wire_with_its_token_hidden(inbox):
    with pytest.raises(errors.InputError, match="No event has come yet"):
        inbox.wire  # noqa: B018  (it raises)
    event = {"eventType": "TextMessageCreated", "data": {"text": "H\u00e9"}}
    assert deliver(inbox, event, **{"X-Signature": "sha256=12"}) == 200
    [came] = inbox.accepted_attempts
    assert json.loads(came.body) == event
    assert (came.headers["x-signature"], came.headers["kz-callback-token"]) == ("sha256=12", USUAL_TOKEN)
    assert "X-Nothing" not in came.headers
    lines = repr(inbox.wire).split("\n")
    assert lines[0] == "POST /inbox HTTP/1.1"
    assert "X-Signature: sha256=12" in lines
    assert lines[-2:] == ["", came.body.decode()]
    assert USUAL_TOKEN not in repr([inbox.wire, came, came.headers, dict(came.headers)])


def test_there_is_one_inbox_and_its_address_is_a_variable(kaizala):
    inbox = kaizala.inbox()
    assert kaizala.inbox() is inbox
    assert kaizala.environment["callback-url"] == inbox.url
    kaizala.reset()
    assert kaizala.environment["callback-url"] == inbox.url


def test_an_event_that_comes_twice_is_marked_and_counts_once(kaizala):
    inbox = kaizala.inbox()
    subscribe(kaizala)
    for number in range(2):
        kaizala.content.send_message(message=f"help {number}")
    inbox.wait(2)
    assert kaizala.sandbox.deliver_again() == "Delivered once more: TextMessageCreated, to 1 webhook."
    table = inbox.wait(3, duplicates=True)
    assert table["text"].tolist() == ["help 0", "help 1", "help 1"]
    assert table["duplicate"].tolist() == [False, False, True]
    assert table["eventId"].nunique() == 2
    with pytest.raises(NotArrivedError):
        inbox.wait(3, timeout=0.05)
    kaizala.sandbox.deliver_again(inbox.events[0]["eventId"])
    assert inbox.wait(4, duplicates=True)["text"].tolist()[-1] == "help 0"


def test_what_was_never_delivered_is_not_delivered_again(kaizala):
    with pytest.raises(errors.InputError, match="no such event was delivered"):
        kaizala.sandbox.deliver_again()


def test_an_event_without_the_agreed_token_is_refused_and_shown(kaizala):
    inbox = kaizala.inbox()
    subscribe(kaizala, token="another")
    kaizala.content.send_message(message="Forged?")
    kaizala.sandbox.settle()
    assert inbox.df.empty
    assert inbox.attempts["answered"].tolist() == [401]
    with pytest.raises(NotArrivedError) as late:
        inbox.wait(1, timeout=0.05)
    assert "the kz-callback-token was not that of the inbox" in late.value.as_text()
    assert "inbox.token" in late.value.advice.todo
    for wrong in ("", "x" + USUAL_TOKEN, "tokentobeverifiedbycallback", "\xe9"):
        assert deliver(inbox, {"eventId": "1"}, token=wrong) == 401
    kaizala.inbox(token="")
    assert deliver(inbox, {"eventId": "1"}, token="any") == 200


def test_a_receiver_that_answers_500_is_called_again(kaizala):
    inbox = kaizala.inbox()
    subscribe(kaizala)
    inbox.answer = 500
    kaizala.content.send_message(message="Once more, please")
    kaizala.sandbox.settle()
    assert inbox.df.empty
    with pytest.raises(NotArrivedError) as late:
        inbox.wait(1, timeout=0.05)
    assert "The inbox answers 500" in late.value.as_text()
    inbox.answer = 200
    kaizala.sandbox.advance(minutes=46)
    assert inbox.wait(1)["duplicate"].tolist() == [False]
    assert inbox.attempts["answered"].tolist() == [500, 200]
    deliveries = kaizala.sandbox.deliveries
    assert deliveries[["eventType", "tries", "answered", "state"]].to_numpy().tolist() == [
        ["TextMessageCreated", 2, 200, "delivered"]
    ]


def test_a_receiver_that_is_down_for_two_days_loses_its_webhook_and_gets_the_events_late(kaizala):
    inbox = kaizala.inbox()
    webhook = subscribe(kaizala)
    inbox.pause()
    for number in range(3):
        kaizala.content.send_message(message=f"late {number}")
    kaizala.sandbox.advance(days=2)
    query = f"webhook?objectId={kaizala.environment['test-group-id']}&objectType=Group"
    kaizala.authentication.access_token()
    (listed,) = call(kaizala, "GET", query, None)["webhooks"]
    assert listed["active"] is False
    assert set(kaizala.sandbox.deliveries["state"]) == {"held"}
    inbox.resume()
    kaizala.sandbox.settle()
    assert inbox.df.empty
    assert call(kaizala, "PUT", f"webhook/{webhook}", {"Active": "true"}) == {"webhookId": webhook}
    table = inbox.wait(3)
    assert sorted(table["text"]) == ["late 0", "late 1", "late 2"]
    ahead = table["at"].max().timestamp() - time.time()
    assert 47 * 3600 < ahead < 49 * 3600  # by the service's clock


def test_paused_can_be_set(inbox):
    inbox.paused = True
    assert inbox.paused and inbox.state.startswith("Paused")
    inbox.paused = False
    assert deliver(inbox, {"eventId": "1"}) == 200


def test_paused_it_refuses_and_keeps_its_port(inbox):
    port = int(inbox.url.partition("127.0.0.1:")[2].partition("/")[0])
    for _ in range(3):
        inbox.pause()
        inbox.pause()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
        with pytest.raises(NotArrivedError, match="of 4 events"):
            inbox.wait(4, timeout=0.01)
        inbox.resume()
        inbox.resume()
        assert deliver(inbox, {"eventId": "1"}) == 200
    assert inbox.df["duplicate"].tolist() == [False, True, True]


def test_whoever_waits_is_told_what_is_missing_and_why(kaizala):
    inbox = kaizala.inbox()
    with pytest.raises(NotArrivedError) as late:
        inbox.wait(2, timeout=0.05)
    assert (late.value.wanted, late.value.arrived) == (2, 0)
    assert "No webhook leads to this inbox" in late.value.as_text()
    subscribe(kaizala)
    kaizala.content.send_message(message="One")
    kaizala.sandbox.settle()
    with pytest.raises(NotArrivedError) as late:
        inbox.wait(2, timeout=0.05)
    assert late.value.title == "Waited: Not all events have come"
    assert "1 of 2 events have come in 0.05 seconds." in late.value.as_text()
    with pytest.raises(NotArrivedError, match="0 of 1 MemberAdded events"):
        inbox.wait(1, timeout=0.05, event_type="MemberAdded")
    assert len(inbox.wait(1, event_type="textmessagecreated")) == 1
    inbox.clear()
    assert inbox.df.empty


def test_what_is_on_its_way_is_forgotten_too(kaizala):
    inbox = kaizala.inbox()
    for _ in range(5):
        subscribe(kaizala)
    for _ in range(10):
        kaizala.content.send_message(message="One")
        inbox.clear()
        kaizala.sandbox.settle()
        assert inbox.events == []


@pytest.mark.parametrize("status", [199, 600, "500", True, None])
def test_it_answers_with_a_status_or_not_at_all(inbox, status):
    with pytest.raises(errors.InputError):
        inbox.answer = status
    assert inbox.answer == 200


def test_it_shakes_hands_with_the_token_and_nothing_else(inbox):
    token = "3f0c2b1e-0000-4000-8000-1234567890ab"
    reply = requests.get(f"{inbox.url}?validationToken={token}", timeout=DEADLINE)
    assert (reply.status_code, reply.text) == (200, token)
    assert reply.headers["Content-Type"].startswith("text/plain")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    for query in ("", "?validationToken=", "?other=1", "?validationToken=" + "x" * 501):
        assert requests.get(inbox.url + query, timeout=DEADLINE).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
    ],
)
def test_pages_in_a_browser_may_not_call_it(inbox, headers):
    assert deliver(inbox, {"eventId": "1"}, **headers) == 403
    assert requests.get(f"{inbox.url}?validationToken=x", headers=headers, timeout=DEADLINE).status_code == 403
    assert inbox.all_attempts == []


def test_only_its_own_path_is_answered(inbox):
    for path in ("/", "/inbox/x", "/inbox/", "/INBOX"):
        assert requests.post(inbox.url.removesuffix("/inbox") + path, json={}, timeout=DEADLINE).status_code == 404


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_event_is_refused(inbox, body):
    headers = {"kz-callback-token": USUAL_TOKEN}
    assert requests.post(inbox.url, data=body, headers=headers, timeout=DEADLINE).status_code == 400
    assert inbox.df.empty


DEEP = b'{"eventId":"1","data":' * 500 + b"1" + b"}" * 500
NESTED = {
    "eventId": {"a": [1]},
    "eventType": [{"b": 2}],
    "fromUser": {"c": {}},
    "fromUserName": [[]],
    "groupId": 10**400,
    "subscriptionId": [1.5, None],
    "context": {"d": True},
    "data": {"text": [["deep"]] * 50, "title": {"e": "f"}},
}


def test_nested_events_break_nothing(inbox):
    headers = {"kz-callback-token": USUAL_TOKEN}
    assert requests.post(inbox.url, data=DEEP, headers=headers, timeout=DEADLINE).status_code == 400
    hundred = b'{"a":' * 100 + b"1" + b"}" * 100
    assert requests.post(inbox.url, data=hundred, headers=headers, timeout=DEADLINE).status_code == 200
    assert [deliver(inbox, NESTED), deliver(inbox, NESTED)] == [200, 200]
    for name in NESTED:
        assert deliver(inbox, {"eventId": "1", name: NESTED[name]}) == 200
    table = inbox.wait(3)
    assert table["duplicate"].tolist()[:3] == [False, False, True]
    assert inbox.attempts["note"].tolist()[0] == "it is nested too deep"
    for face in (inbox.df.to_string(), inbox.attempts.to_string(), *inbox.lines(), repr(inbox)):
        assert face
    with pytest.raises(NotArrivedError):
        inbox.wait(1, timeout=0.01, event_type="Other")


def test_nothing_is_kept_of_what_was_refused(inbox):
    event = {"eventId": "kept-1", "eventType": "kept-2", "fromUser": "kept-3", "data": {"text": "kept-4" * 1000}}
    assert deliver(inbox, event, token="wrong") == 401
    body, headers = json.dumps([event]), {"kz-callback-token": USUAL_TOKEN}
    assert requests.post(inbox.url, data=body, headers=headers, timeout=DEADLINE).status_code == 400
    assert [attempt.event for attempt in inbox.all_attempts] == [{}, {}]
    assert inbox.attempts["answered"].tolist() == [401, 400]
    assert "kept-" not in repr(inbox.all_attempts) + inbox.attempts.to_string() + "".join(inbox.lines())
    assert deliver(inbox, event) == 200
    assert inbox.df["duplicate"].tolist() == [False]


def test_a_refused_event_keeps_its_type_if_it_is_one_of_the_services(inbox):
    for event_type in ("TextMessageCreated", "Something else", ["MemberAdded"], None):
        assert deliver(inbox, {"eventType": event_type, "data": {}}, token="wrong") == 401
    assert inbox.attempts["eventType"].tolist() == ["TextMessageCreated", "", "", ""]
    assert inbox.all_attempts[0].event == {}
    inbox.answer = 500
    assert deliver(inbox, {"eventId": "1", "eventType": "MemberAdded"}) == 500
    assert inbox.attempts["note"].tolist()[-1] == "you set inbox.answer = 500"


def test_what_is_kept_is_bounded_by_bytes(inbox):
    text = "x" * 900_000
    for number in range(30):
        assert deliver(inbox, {"eventId": str(number), "data": {"text": text}}) == 200
    held = inbox.events
    assert [event["eventId"] for event in held] == [str(number) for number in range(30)][-len(held) :]
    assert 5 < len(held) < 12
    assert sum(len(event["data"]["text"]) for event in held) <= 10_000_000
    assert deliver(inbox, {"eventId": "3"}) == 200  # which is kept no more, and is known to have come
    assert inbox.df["duplicate"].tolist()[-1]
    inbox.clear()
    assert deliver(inbox, {"eventId": "3", "data": {"text": text}}) == 200
    assert inbox.df["duplicate"].tolist() == [False]


def test_what_is_kept_is_bounded_by_number(inbox, monkeypatch):
    monkeypatch.setattr("kaizala_nb.course.inbox.attempts._MOST_ATTEMPTS", 20)
    monkeypatch.setattr("kaizala_nb.course.inbox.attempts._MOST_DIGESTS", 30)
    for number in range(60):
        assert deliver(inbox, {"eventId": str(number)}) == 200
    assert [event["eventId"] for event in inbox.events] == [str(number) for number in range(40, 60)]
    assert len(inbox._attempts._digests) == 30


def test_its_faces_have_a_bound(kaizala):
    inbox = kaizala.inbox()
    for number in range(150):
        event = {
            "eventId": str(number),
            "eventType": '"' * 3_000,
            "fromUser": "<" * 3_000,
            "data": {"text": "&" * 3_000},
        }
        assert deliver(inbox, event) == 200
    shown = inbox._repr_mimebundle_()["text/plain"], html_of(inbox.box())
    assert len(json.dumps(shown)) < 200_000
    assert all("And 50 before these: see inbox.df." in face for face in shown)
    assert len(inbox.df) == 150
    assert inbox.df["text"].iloc[0] == "&" * 1_999 + "…"


def test_what_is_too_long_is_not_read(inbox):
    with socket.create_connection(
        ("127.0.0.1", int(inbox.url.split(":")[2].partition("/")[0])), timeout=DEADLINE
    ) as line:
        head = f"POST /inbox HTTP/1.1\r\nHost: {inbox.url.split('/')[2]}\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.0 413")
    for length in ("-1", "x", "1" * 5000, ""):
        with socket.create_connection(
            ("127.0.0.1", int(inbox.url.split(":")[2].partition("/")[0])), timeout=DEADLINE
        ) as line:
            head = f"POST /inbox HTTP/1.1\r\nHost: {inbox.url.split('/')[2]}\r\nContent-Length: {length}\r\n\r\n"
            line.sendall(head.encode())
            assert line.recv(100).split()[1] in (b"411", b"413")


def test_many_at_once_are_all_taken(inbox):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda number: deliver(inbox, {"eventId": str(number)}), range(100)))
    assert statuses == [200] * 100
    assert len(inbox.wait(100)) == 100


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"text": "Hello"}, "Hello"),
        ({"text": "Free", "title": "Lunch"}, "Lunch: Free"),
        ({"title": "Sweep", "assignedTo": [ASHA]}, "Sweep"),
        ({"memberName": "Asha", "member": ASHA}, "Asha"),
        ({"memberName": "", "member": ASHA}, ASHA),
        ({"groupName": "Year 1"}, "Year 1"),
        ({"media": [{"mediaFileName": "a.png"}, {"mediaFileName": "b.png"}], "caption": ""}, "a.png, b.png"),
        ({"responseDetails": {"response": {"isCompleted": True}}}, "done"),
        (
            {"responseDetails": {"responseWithQuestions": [{"title": "Lunch?", "answer": ["Yes"]}, {"title": "n"}]}},
            "Lunch?: Yes; n: –",
        ),
        ({"responseDetails": {"responseWithQuestions": [1, {"answer": {"lt": 1}}]}}, '{"lt": 1}'),
        ({"media": ["x", {}], "text": None}, ""),
        ("nothing", ""),
        (None, ""),
    ],
)
def test_an_event_is_put_into_words_whatever_is_in_it(data, text):
    assert text_of({"data": data}) == text


def test_nothing_secret_is_shown(kaizala):
    kaizala.environment["callback-token"] = "never-to-be-seen"
    inbox = kaizala.inbox(token="never-to-be-seen")
    deliver(inbox, {"eventId": "1", "data": {"text": "never-to-be-seen"}}, token="never-to-be-seen")
    shown = repr(inbox) + repr(inbox.token) + inbox.df.to_string() + "".join(inbox.lines()) + repr(kaizala.environment)
    shown += inbox.attempts.to_string() + str(inbox.box().get_state()) + str(inbox._repr_mimebundle_())
    assert "never-to-be-seen" not in shown
    assert "{{callback-token}}" in shown


def test_where_nothing_can_listen_it_says_so(monkeypatch):
    def refuse(*args):
        raise OSError("not supported")

    monkeypatch.setattr("kaizala_nb.course.inbox.receiver._Server.server_bind", refuse)
    with pytest.raises(NoInboxError, match="Nothing can listen"):
        Inbox()


def test_it_closes_with_its_kaizala():
    made = Kaizala()
    url = made.inbox().url
    made.close()
    made.close()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=DEADLINE)


def test_the_same_event_for_two_subscriptions_is_no_duplicate(kaizala):
    inbox = kaizala.inbox()
    event = {"eventId": "e-1", "eventType": "TextMessageCreated", "data": {"text": "help"}}
    for subscription in ("s-1", "s-2", "s-1"):
        assert deliver(inbox, event | {"subscriptionId": subscription}) == 200
    table = inbox.wait(3, duplicates=True)
    assert table["subscriptionId"].tolist() == ["s-1", "s-2", "s-1"]
    assert table["duplicate"].tolist() == [False, False, True]
