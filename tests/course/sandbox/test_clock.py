"""The clock of the local Kaizala: a day, an hour, a minute and a second are as long as anywhere."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.course.sandbox.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox.start()
    yield made
    made.close()


def ahead(sandbox: Sandbox) -> float:
    """How many seconds its clock is ahead of this computer's."""
    return sandbox.now / 1000 - time.time()


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({"days": 1000}, 86_400_000),
        ({"hours": 1000}, 3_600_000),
        ({"minutes": 1000}, 60_000),
        ({"seconds": 1000}, 1_000),
        ({"days": 1, "hours": 2, "minutes": 3, "seconds": 4}, 93_784),
        ({}, 0),
    ],
    ids=str,
)
def test_it_goes_ahead_by_so_much(sandbox, given, seconds):
    sandbox.reset()
    before = ahead(sandbox)
    sandbox.advance(**given)
    assert ahead(sandbox) - before == pytest.approx(seconds, abs=30)  # the calls take their time


@pytest.fixture
def slow_receiver() -> Iterator[str]:
    """The address of a receiver that takes its time over each delivery, and refuses it."""

    class Receiver(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, parse_qs(urlsplit(self.path).query)["validationToken"][0].encode())

        def do_POST(self) -> None:
            time.sleep(0.3)
            self._answer(500, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()


def test_what_fell_due_meanwhile_was_tried_when_it_has_been_turned(slow_receiver):
    kaizala = Kaizala()
    try:
        kaizala.sign_in("+447700900001").send_once()
        kaizala.groups.create_group(name="Field team", members=[])
        kaizala.webhooks.subscribe_to_group(callback_url=slow_receiver)
        kaizala.content.send_message(message="Hello")
        kaizala.sandbox.settle()
        for tries in (1, 2):
            assert kaizala.sandbox.deliveries["tries"].tolist() == [tries]
            kaizala.sandbox.advance(minutes=90)
    finally:
        kaizala.close()
