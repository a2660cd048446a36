"""A library: an application that has nothing to do with any other here, behind each of the three doors.

``python -m tests.serving.library PORT FILE`` is the process. The file tells what the doors asked the library to do, a line each.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from kaizala_nb.serving import process
from kaizala_nb.serving.adapter import InProcessAdapter
from kaizala_nb.serving.served import ConnectionDropped, Served, Written
from kaizala_nb.serving.thread import ServerThread
from kaizala_nb.serving.waiting import TooManyWait, Waiting
from tests.patience import DEADLINE

DOORS = ("thread", "process", "in process")
TIMEOUT = DEADLINE
REGRETS = {
    400: "Nobody here can read this.",
    413: "This book is too heavy for our shelves.",
    431: "The label is longer than the book.",
    500: "A shelf fell over.",
    501: "We take no parcels wrapped like this.",
}


def regret(status: int) -> Written:
    """The library's writer of errors."""
    return f"{status} Sorry", [("Content-Type", "text/plain; charset=utf-8"), ("X-Desk", "3")], REGRETS[status].encode()


class Library:
    """The application. ``meanwhile`` is done by a call that waits."""

    def __init__(self, meanwhile: Callable[[], Any] = lambda: None) -> None:
        self.waiting = Waiting()
        self._meanwhile = meanwhile

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        status = "200 Here You Are"
        if asked[0] == "PUT":
            content = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            status, body = "201 Shelved", {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        elif asked == ("GET", "/waiting"):
            try:
                with self.waiting.of(environ["HTTP_X_READER"]):
                    self._meanwhile()
                body = {"waited": True}
            except TooManyWait:
                status, body = "503 Full", {"waited": False}
        elif asked == ("GET", "/shelf"):
            raise ZeroDivisionError("a shelf with no books")
        elif asked == ("GET", "/fire"):
            raise ConnectionDropped
        elif asked == ("GET", "/aloud"):
            say = start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "11")])
            say(b"Once upon ")
            return [b"a"]
        else:
            body = {"title": "Die Verwandlung – Kafka"}
        written = json.dumps(body).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(written)))])
        return [written]


def served(file: Path, library: Library | None = None) -> Served:
    """The library as the doors take it."""

    def note(word: str) -> Callable[[], None]:
        def write() -> None:
            with file.open("a") as notes:
                notes.write(f"{word}\n")

        return write

    library = library or Library()
    hooks = {"start": note("opened"), "stop": note("closed"), "after_call": note("swept")}
    return Served(library, regret, ident="Library/1", waiting=library.waiting, **hooks)


@dataclass
class Reader:
    """Somebody who calls the library by one of its doors."""

    door: str
    url: str
    http: requests.Session
    close: Callable[[], None]

    def call(self, method: str, path: str, **how: Any) -> requests.Response:
        """One call."""
        return self.http.request(method, self.url + path, timeout=TIMEOUT, **how)


@contextmanager
def opened(door: str, what: Served, file: Path) -> Iterator[Reader]:
    """A door that is open, of this process (``what``) or of another one (which is the plain library), and a reader."""
    with requests.Session() as http:
        http.trust_env = False
        if door == "thread":
            server = ServerThread(what)
            try:
                yield Reader(door, server.url, http, server.close)
            finally:
                server.close()
        elif door == "process":
            command = [sys.executable, "-m", "tests.serving.library", "0", str(file)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:

                def close() -> None:
                    running.terminate()
                    running.wait(TIMEOUT)

                try:
                    yield Reader(door, json.loads(running.stdout.readline())["url"], http, close)
                finally:
                    close()
        else:
            adapter = InProcessAdapter(what)
            http.mount("http://", adapter)
            yield Reader(door, "http://127.0.0.1", http, adapter.close)


if __name__ == "__main__":
    process.serve(served(Path(sys.argv[2])), int(sys.argv[1]), lambda url: {"town": "Alexandria"})
