"""A server that answers as it is told, over real HTTP: for what a well-behaved Kaizala never does."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.course.session import session_of
from kaizala_nb.toolkit.client.session import Session


@dataclass
class Scripted:
    """``answer(handler)`` writes each answer; ``seen`` are the requests: (method, path, headers, body)."""

    url: str = ""
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: respond(handler, 200, b"{}")
    over: threading.Event = field(default_factory=threading.Event)

    def never(self, handler: BaseHTTPRequestHandler) -> None:
        """No answer, as long as the test runs."""
        self.over.wait()


def respond(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _serve(scripted: Scripted) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            scripted.seen.append((self.command, self.path, dict(self.headers), body))
            scripted.answer(self)

        do_GET = do_POST = do_PUT = do_DELETE = _any

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scripted.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """A server to script."""
    made = Scripted()
    server = _serve(made)
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()


other = scripted  # a second one, for redirects


@pytest.fixture
def environment() -> KaizalaEnvironment:
    """Signed in, with a group: every secret is a word that the tests look for."""
    made = KaizalaEnvironment()
    made.update(
        {
            "mobile-number": "+447700900001",
            "access-token": "SECRET-access",
            "refresh-token": "SECRET-refresh",
            "application-id": "connector-1",
            "application-secret": "SECRET-connector",
            "test-group-id": "group-1",
        }
    )
    return made


@pytest.fixture
def session(scripted: Scripted, environment: KaizalaEnvironment) -> Iterator[Session]:
    """A session with the scripted server."""
    environment.fill({"api-root": scripted.url, "endpoint-url": scripted.url + "/"}, source="test")
    made = session_of(environment, scripted.url)
    yield made
    made.close()
