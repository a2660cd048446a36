"""Receivers of webhooks, written in the ways that people wrote them, and those that never worked."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.patience import DEADLINE
from tests.ports import kept

GOOD = ("plain", "express", "php")
"""Answer with the token: as plain text; as ``res.send`` does; as a PHP page that cuts the raw query string."""
SILENT = "silent"
"""Shakes hands, then takes deliveries and says nothing until it is gone."""
BAD = ("json", "redirect", "refuse", "slow", "gone", "page", "empty", "created", "long", "drip")
"""Echo the query as JSON; lead elsewhere; say 403; take too long; not be there; show a page; say nothing; say 201; say too much;
send one letter at a time."""


class Delivery(NamedTuple):
    """What came, and in what."""

    headers: dict[str, str]
    body: dict[str, Any]


class Receiver:
    """One that listens on this computer. ``mode`` says how it behaves, ``path`` what its address ends in."""

    def __init__(self, mode: str = "plain", path: str = "/hook") -> None:
        self.deliveries: list[Delivery] = []
        self.asked: list[str] = []
        self.hosts: list[str] = []
        self.path = path
        self.port = 0
        self._server: Any = None
        self._stays = ExitStack()
        self._changed = threading.Condition()
        self.is_gone = threading.Event()
        self._listen()
        self.mode = mode

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    @property
    def mode(self) -> str:
        """How it behaves."""
        return self._mode

    @mode.setter
    def mode(self, mode: str) -> None:
        self._mode = mode
        if mode != "gone" and self._server is None:
            self._listen()
        elif mode == "gone" and self._server is not None:
            self._go()
            self._stays.enter_context(kept(self.port))

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The bodies of what came."""
        return [delivery.body for delivery in self.deliveries]

    def came(self, headers: dict[str, str], body: bytes) -> None:
        """Remember a delivery."""
        with self._changed:
            self.deliveries.append(Delivery(headers, json.loads(body)))
            self._changed.notify_all()

    def wait(self, number: int, seconds: float = DEADLINE) -> list[dict[str, Any]]:
        """The bodies, once there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.deliveries) >= number, seconds), self.bodies
        return self.bodies

    def close(self) -> None:
        """End."""
        self._go()
        self._stays.close()

    def _listen(self) -> None:
        """Begin, at the port of before if there was one: nobody else has taken it meanwhile."""
        self._stays.close()
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_port
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def _go(self) -> None:
        self.is_gone.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def receiver(mode: str = "plain", path: str = "/hook") -> Iterator[Receiver]:
    """A receiver that is gone afterwards."""
    made = Receiver(mode, path)
    yield made
    made.close()


SLOW = 1.5
"""Seconds after which a slow one answers: tests of it shorten the time that it has."""


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mode, query = receiver.mode, urlsplit(self.path).query
            receiver.asked.append(self.path)
            receiver.hosts.append(self.headers["Host"])
            token = parse_qs(query).get("validationToken", [""])[0]
            if mode == "php":
                self.say(200, query.replace("validationToken=", "") + "\n", "text/html")
            elif mode == "json":
                self.say(200, json.dumps({"validationToken": token}), "application/json")
            elif mode == "page":
                self.say(200, f"<html>{token}</html>", "text/html")
            elif mode == "empty":
                self.say(200, "")
            elif mode == "created":
                self.say(201, token)
            elif mode == "long":
                self.say(200, token + " " * 1_000_000)
            else:
                self.answer(mode, token, "text/html; charset=utf-8" if mode == "express" else "text/plain")

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            receiver.came({name.lower(): value for name, value in self.headers.items()}, self.rfile.read(length))
            if receiver.mode == SILENT:
                receiver.is_gone.wait(DEADLINE)
            self.answer(receiver.mode, "x" * 500_000 if receiver.mode == "long" else "", "text/plain")

        def answer(self, mode: str, text: str, kind: str) -> None:
            if mode == "redirect":
                self.say(302, "", location=f"http://127.0.0.1:{receiver.port}/elsewhere")
            elif mode == "refuse":
                self.say(403, text)
            elif mode == "drip":
                for letter in b"HTTP/1.0 200 OK\r\nX-Padding: " + b"x" * 50 + b"\r\n\r\n" + text.encode():
                    self.wfile.write(bytes([letter]))
                    time.sleep(0.05)
            else:
                if mode == "slow":
                    time.sleep(SLOW)
                self.say(200, text, kind)

        def say(self, status: int, text: str, kind: str = "text/plain", location: str = "") -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # whoever asked did not wait
                self.close_connection = True

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                self.close_connection = True

    return Handler
