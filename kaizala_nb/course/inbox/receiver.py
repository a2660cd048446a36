"""A receiver of webhooks: a listener on a free port of this computer, in threads of its own.

It does what a receiver has to do, and nothing else. It answers a handshake with the token that the service sent: this proves that
it wants to be called. It hands on what is delivered. There are limits to the size, the time and the number of calls. Webhooks come
from programs, so it refuses a call that a web page makes, and a call for a host name that is not this computer's.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PATH = "/inbox"
MOST_BYTES = 1_000_000
_MOST_TOKEN = 500
_MOST_AT_ONCE = 32
_SECONDS = 10.0
"""How long a caller may keep silent before the connection is closed."""
_STOP_SECONDS = 5.0


class Receiver:
    """A listener at ``url``, from the moment that it is made.

    Args:
        on_delivery: Is called for each delivery, with its headers and its body, and gives the status to answer. It runs in a
            thread of the listener.
        on_handshake: Is called after each handshake.

    Raises:
        OSError: there is no port to listen on.
        RuntimeError: there are no threads where this runs.
    """

    def __init__(self, on_delivery: Callable[[Message, bytes], int], on_handshake: Callable[[], None]) -> None:
        self._on_delivery = on_delivery
        self._on_handshake = on_handshake
        self._server = _Server(0, self)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{PATH}"
        self._thread: threading.Thread | None = None
        self.resume()

    @property
    def listens(self) -> bool:
        """Whether somebody answers at the address."""
        return self._thread is not None

    def pause(self) -> None:
        """Stop answering at the address, and keep the port. Deliveries that have arrived are answered first."""
        if self._thread is not None:
            self._stop()
            self._server = _Server(self.port, self)

    def resume(self) -> None:
        """Listen again."""
        if self._thread is None:
            self._server.server_activate()
            thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="inbox", daemon=True)
            thread.start()
            self._thread = thread

    def close(self) -> None:
        """Stop listening, and give the port back. A second call does nothing."""
        if self._thread is not None:
            self._stop()
        else:
            self._server.server_close()

    def _stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.finish(_STOP_SECONDS)
        self._thread = None


class _Server(ThreadingHTTPServer):
    """A server that has its port, and refuses connections until it is activated."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, receiver: Receiver) -> None:
        super().__init__(("127.0.0.1", port), _Handler, bind_and_activate=False)
        self.on_delivery, self.on_handshake = receiver._on_delivery, receiver._on_handshake
        self._idle = threading.Condition()
        self._at_work = 0
        try:
            self.server_bind()
        except OSError:
            self.server_close()
            raise

    def server_bind(self) -> None:
        """Bind to the port as the base class does, but do not look up this computer's name: that can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in a thread of its own. If 32 are at work, close it."""
        with self._idle:
            full = self._at_work >= _MOST_AT_ONCE
            if not full:
                self._at_work += 1
        if full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._idle:
                self._at_work -= 1
                self._idle.notify_all()

    def finish(self, seconds: float) -> None:
        """Wait for the connections that are being handled."""
        with self._idle:
            self._idle.wait_for(lambda: self._at_work == 0, seconds)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do nothing: a caller who went away is not our problem."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SECONDS
    server_version, sys_version = "Inbox", ""

    def do_GET(self) -> None:
        """Answer a handshake: with the token as it came, and nothing else."""
        if not self._is_for_us():
            return
        parameters = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        token = parameters.get("validationToken", "")
        if not token or len(token) > _MOST_TOKEN or not token.isprintable():
            self._say(400, "This is a receiver of webhooks. Send a validationToken, or an event.")
            return
        self._say(200, token)
        self.server.on_handshake()

    def do_POST(self) -> None:
        """Answer a delivery, at once."""
        if not self._is_for_us():
            return
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or self.headers.get("Transfer-Encoding"):
            self._say(411, "Send the Content-Length.")
            return
        if len(length) > 10 or int(length) > MOST_BYTES:
            self._say(413, f"Send {MOST_BYTES} bytes at most.")
            return
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return
        self._say(self.server.on_delivery(self.headers, body), "")

    def _is_for_us(self) -> bool:
        names = (f"127.0.0.1:{self.server.server_port}", f"localhost:{self.server.server_port}")
        site = self.headers.get("Sec-Fetch-Site", "none").lower()
        if self.headers.get("Host", "").lower() not in names or self.headers.get("Origin") or site != "none":
            self._say(403, "Pages in a browser may not call this.")
        elif urlsplit(self.path).path != PATH:
            self._say(404, f"Webhooks go to {PATH}.")
        else:
            return True
        return False

    def _say(self, status: int, text: str) -> None:
        body = text.encode()
        with suppress(OSError):  # the caller is gone
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Write no log: a request may hold a token."""
