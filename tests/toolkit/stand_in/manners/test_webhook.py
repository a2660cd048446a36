"""A receiver is told what has changed, signed by HMAC."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.patience import DEADLINE
from tests.toolkit.stand_in.manners.conftest import LIBRARY, Door

BOOK = {"title": "The Glass Harbour"}
TOKEN = (("Authorization", "Bearer a-token-of-the-library"),)


class Receiver:
    """Takes deliveries, and answers with ``statuses`` one after the other, the last one again and again."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.statuses = [200]
        self._changed = threading.Condition()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer._changed:
                    outer.came.append((dict(self.headers), body))
                    outer._changed.notify_all()
                    status = outer.statuses.pop(0) if len(outer.statuses) > 1 else outer.statuses[0]
                self.send_response(status)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True, kwargs={"poll_interval": 0.01}).start()

    def wait(self, number: int) -> list[tuple[dict[str, str], bytes]]:
        """What came, once there is so much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.came) >= number, DEADLINE)
        return self.came


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


def until(door: Door, wanted: list[tuple[str, int]]) -> None:
    """Wait until the deliveries have these states after so many tries."""
    end = time.monotonic() + DEADLINE
    while (found := [(one["state"], one["tries"]) for one in door.manners.deliveries()]) != wanted:
        assert time.monotonic() < end, found
        time.sleep(0.01)


def test_each_change_is_told_with_the_thing_and_its_signature(library: Door, receiver: Receiver) -> None:
    library.manners.teach("webhook", url=receiver.url, secret="of the lesson")
    book = library("POST", "/books", json=BOOK).json()
    changed = library("PATCH", "/books/17", json={"price": 9.75}).json()
    there = library("GET", "/books/17").json()
    assert library("DELETE", "/books/17").status_code == 204
    came = receiver.wait(3)
    told = [json.loads(body) for _, body in came]
    assert [one["event"] for one in told] == ["POST /books", "PATCH /books/{book_id}", "DELETE /books/{book_id}"]
    assert [one["data"] for one in told] == [book, changed, there]
    assert told[1]["path"] == "/books/17"
    for headers, body in came:
        digest = hmac.new(b"of the lesson", body, hashlib.sha256).hexdigest()
        assert headers["X-Signature-256"] == f"sha256={digest}"
        assert headers["X-Webhook-Id"] == json.loads(body)["id"]
        assert abs(int(headers["X-Webhook-Timestamp"]) - time.time()) < 60
    until(library, [("delivered", 1)] * 3)


def test_a_signature_can_have_the_form_of_another_service(library: Door, receiver: Receiver) -> None:
    form = {"header": "Stripe-Signature", "format": "t={timestamp},v1={hex}", "signed": "{timestamp}.{body}"}
    library.manners.teach("webhook", url=receiver.url, secret="s", **form)
    library("POST", "/books", json=BOOK)
    headers, body = receiver.wait(1)[0]
    signature = dict(part.split("=") for part in headers["Stripe-Signature"].split(","))
    assert signature["v1"] == hmac.new(b"s", f"{signature['t']}.".encode() + body, hashlib.sha256).hexdigest()


def test_reading_and_refused_calls_are_not_told(library: Door, receiver: Receiver) -> None:
    library.manners.teach("webhook", url=receiver.url)
    library("GET", "/books")
    assert library("POST", "/books", json=BOOK, headers={"x-mock-response-code": "422"}).status_code == 422
    assert library("POST", "/books", json=BOOK, headers={"Authorization": ""}).status_code == 401
    assert library("PUT", "/nowhere", json=BOOK).status_code == 404
    assert library("POST", "/loans", json={"book_id": 17}).status_code == 201
    assert json.loads(receiver.wait(1)[0][1])["event"] == "POST /loans"
    assert len(library.manners.deliveries()) == 1


def test_a_receiver_that_fails_is_called_again_and_then_given_up(library: Door, receiver: Receiver) -> None:
    receiver.statuses = [500, 200, 404]
    library.manners.teach("webhook", url=receiver.url, tries=2, wait=0)
    library("POST", "/books", json=BOOK)
    came = receiver.wait(2)
    assert came[0] == came[1]
    until(library, [("delivered", 2)])
    library("POST", "/books", json=BOOK)
    until(library, [("delivered", 2), ("given up", 2)])
    assert library.manners.deliveries()[-1]["status"] == 404


def test_the_second_try_waits_by_the_clock_of_the_stand_in(library: Door, receiver: Receiver) -> None:
    receiver.statuses = [500, 200]
    library.manners.teach("webhook", url=receiver.url, wait=3600)
    library("POST", "/books", json=BOOK)
    until(library, [("waits", 1)])
    library("GET", "/hours")
    assert len(receiver.came) == 1
    library.stand_in.clock.advance(3601)
    library("GET", "/hours")
    until(library, [("delivered", 2)])


def test_off_again_nothing_is_told(library: Door, receiver: Receiver) -> None:
    library.manners.teach("webhook", url=receiver.url)
    library.manners.forget("webhook")
    library("POST", "/books", json=BOOK)
    assert library.manners.deliveries() == []


def test_no_host_is_called_that_nobody_allowed() -> None:
    stand_in = StandIn(Collection.from_postman(LIBRARY))
    with pytest.raises(ValueError, match="calls no host but this computer, and those that it was told of"):
        stand_in.manners.teach("webhook", url="http://192.0.2.1/hook")
    stand_in.close()


def test_a_delivery_that_waited_is_made_after_a_restart(tmp_path: Path, receiver: Receiver) -> None:
    database = str(tmp_path / "state.db")
    stand_in = StandIn(Collection.from_postman(LIBRARY), database=database)
    stand_in.manners.teach("webhook", url=receiver.url)
    stand_in.answer(Request("POST", "/loans", headers=TOKEN, body=b"{}"))
    stand_in.close()
    again = StandIn(Collection.from_postman(LIBRARY), database=database)
    again.manners.start()
    receiver.wait(1)
    again.close()


def test_what_waits_is_bounded(library: Door) -> None:
    library.manners.teach("webhook", url="http://127.0.0.1:9/hook", wait=3600)
    for _ in range(14):
        assert library("PATCH", "/books/17", json={"note": "x" * 200_000}).status_code == 200
    assert 8 <= len(library.manners.deliveries()) <= 10


def test_a_change_that_cannot_be_told_is_not_made(library: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    library.manners.teach("webhook", url="http://127.0.0.1:9/hook")

    def fail(delivery: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(library.manners._deliveries, "add", fail)
    before = library("GET", "/books").json()
    assert library("POST", "/books", json=BOOK).status_code == 500
    assert library("GET", "/books").json() == before
