"""The stand-in of a collection beside two mock servers of Node.js: Prism answers from examples, json-server remembers."""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.turns import Comparison, compare
from tests import node

_LIBRARY = Path("notebooks/library.postman_collection.json")
_HEADERS = {"Authorization": "Bearer a-token-of-the-library", "Content-Type": "application/json"}
_BOOK = {"title": "Winter Ferries", "price": 8}
_PATIENCE = 60.0  # seconds


def example() -> Comparison:
    """A saved example is read."""
    with running(_ours) as ours, running(_prism) as prism:
        return compare(
            "GET /books/{id}, a saved example, at kaizala-nb collection serve",
            lambda: ours("GET", "/books/17"),
            lambda: prism("GET", "/books/17"),
            baseline_name="prism mock",
            goal=1.0,
        )


def remembered() -> Comparison:
    """A thing is made, and read again."""
    with running(_ours) as ours, tempfile.TemporaryDirectory() as name:
        file = Path(name) / "db.json"
        file.write_text(json.dumps({"books": []}), encoding="utf-8")
        with running(lambda port: [*node.json_server(), "--quiet", "--port", str(port), str(file)], "/books") as theirs:
            return compare(
                "POST /books and GET it at kaizala-nb collection serve",
                lambda: _make_and_read(ours),
                lambda: _make_and_read(theirs),
                baseline_name="json-server",
                goal=1.0,
                rounds=500,
            )


def start() -> Comparison:
    """From the start of the program to its first answer."""

    def starting(command: Callable[[int], list[str]]) -> Callable[[], None]:
        def once() -> None:
            with running(command):
                """It has answered."""

        return once

    return compare(
        "kaizala-nb collection serve, until the first answer",
        starting(_ours),
        starting(_prism),
        baseline_name="prism mock",
        goal=0.2,
        rounds=9,
        warm_up=1,
    )


def _ours(port: int) -> list[str]:
    return [sys.executable, "-m", "kaizala_nb", "collection", "serve", str(_LIBRARY), "--port", str(port)]


def _prism(port: int) -> list[str]:
    return [*node.prism(), "mock", "--verboseLevel", "silent", "--port", str(port), str(_LIBRARY)]


Call = Callable[..., bytes]


@contextmanager
def running(command: Callable[[int], list[str]], path: str = "/books/17") -> Iterator[Call]:
    """A server that answers at a path, and a way to call it over one connection."""
    port = _free_port()
    environment = node.environment()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled once, not at each start
    silent = subprocess.DEVNULL
    with subprocess.Popen(command(port), stdin=silent, stdout=silent, stderr=silent, env=environment) as server:
        try:
            line = _first_answer(server, port, path)
            yield lambda method, path, value=None: _call(line, method, path, value)
            line.close()
        finally:
            server.kill()


def _first_answer(server: subprocess.Popen[bytes], port: int, path: str) -> http.client.HTTPConnection:
    deadline = time.monotonic() + _PATIENCE
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port)
        try:
            _call(line, "GET", path)
            return line
        except OSError:
            line.close()
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def _call(line: http.client.HTTPConnection, method: str, path: str, value: object = None) -> bytes:
    line.request(method, path, None if value is None else json.dumps(value).encode(), _HEADERS)
    answer = line.getresponse()
    content = answer.read()
    if answer.status not in (200, 201):
        raise RuntimeError(f"{answer.status}: {content[:500]!r}")
    return content


def _make_and_read(call: Call) -> None:
    book = json.loads(call("POST", "/books", _BOOK))
    there = json.loads(call("GET", f"/books/{book['id']}"))
    if there["title"] != _BOOK["title"]:
        raise RuntimeError(f"The book that was made is not the one that is there: {there}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
