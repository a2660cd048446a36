"""A message by our client against the same by bare requests; the local Kaizala's answers against a constant route."""

import http.client
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from benchmarks.turns import Comparison, compare
from kaizala_nb import Kaizala

BODY = {"message": "Hello from a benchmark"}
SURVEY = {
    "actionType": "Survey",
    "actionBody": {"title": "Benchmark", "questions": [{"title": "How many?", "type": "Numeric"}]},
}


@contextmanager
def process(*module: str) -> Iterator[str]:
    """A program of its own, and the line that it prints when it is ready."""
    with subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running.stdout.readline()
        finally:
            running.kill()


@contextmanager
def signed_in() -> Iterator[Kaizala]:
    """Signed in to a ``kaizala-nb serve``, with a group."""
    with process("kaizala_nb", "serve", "--no-throttle") as line:
        known = json.loads(line)
        kaizala = Kaizala(
            url=known["url"],
            key=known["key"],
            application_id=known["applicationId"],
            application_secret=known["applicationSecret"],
        )
        kaizala.authentication.generate_pin(mobile_number="+447700900001")
        kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)
        kaizala.authentication.access_token()
        kaizala.groups.create_group(name="Benchmark", members=["+447700900002"])
        yield kaizala
        kaizala.close()


def client() -> Comparison:
    """What our client adds to a call."""
    with signed_in() as kaizala, requests.Session() as bare:
        bare.trust_env = False
        url = f"{kaizala.sandbox.url}/v1/groups/{kaizala.environment['test-group-id']}/messages"
        headers = {"accessToken": str(kaizala.environment["access-token"])}
        return compare(
            "A message by kaizala.content.send_message(...)",
            lambda: kaizala.content.send_message(message=BODY["message"]),
            lambda: bare.post(url, json=BODY, headers=headers).json(),
            baseline_name="a bare requests.Session",
            goal=1.2,
        )


def emulator() -> Comparison:
    """What the local Kaizala does for an authenticated message: token, permission, membership, storing, journal."""
    return _against_constant("POST", "messages", BODY, goal=2.0)


def members() -> Comparison:
    """The same for a list of two members."""
    return _against_constant("GET", "members", None, goal=2.5)


def actions() -> Comparison:
    """The same for a survey that is sent: its body is checked, kept and announced."""
    return _against_constant("POST", "actions", SURVEY, goal=2.5)


def _against_constant(method: str, what: str, body: dict[str, Any] | None, *, goal: float) -> Comparison:
    with signed_in() as kaizala, process("benchmarks.constant") as constant:
        path = f"/v1/groups/{kaizala.environment['test-group-id']}/{what}"
        headers = token(kaizala)
        return compare(
            f"{method} /v1/groups/{{groupId}}/{what} at kaizala-nb serve",
            caller(kaizala.sandbox.url, method, path, headers, body),
            caller(constant.strip(), method, path, headers, body),
            baseline_name="a Flask + waitress route that returns a constant",
            goal=goal,
        )


def token(kaizala: Kaizala) -> dict[str, str]:
    """The headers of a call."""
    return {"accessToken": str(kaizala.environment["access-token"]), "Content-Type": "application/json"}


def caller(
    url: str, method: str, path: str, headers: dict[str, str], value: dict[str, Any] | bytes | None
) -> Callable[[], bytes]:
    """A call over one connection by the standard library, which leaves most of the time to the server."""
    line = http.client.HTTPConnection(urlsplit(url).netloc)
    body = json.dumps(value).encode() if isinstance(value, dict) else value

    def call() -> bytes:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {content!r}")
        return content

    return call
