"""A local Kaizala by two of its doors, and a client as plain as can be: the same tests run through both."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from kaizala_nb.emulator import Emulator
from kaizala_nb.emulator.doors import in_process, in_thread
from tests.patience import DEADLINE

ERROR_KEYS = {"message", "errorCode", "errorCategoryKey"}
ME, ASHA, THIRD = "+447700900001", "+447700900002", "+447700900003"
DOORS = ("in process", "socket")
TIMEOUT = DEADLINE


@dataclass
class Client:
    """A bare client of one Kaizala."""

    url: str
    key: str
    application_id: str
    application_secret: str
    http: requests.Session = field(default_factory=requests.Session)
    token: str = ""

    def __post_init__(self) -> None:
        self.http.trust_env = False

    def call(
        self, method: str, path: str, body: Any = None, *, headers: dict | None = None, raw: bytes | None = None
    ) -> requests.Response:
        """One call, with the access token if there is one. Whatever comes back is looked at for its shape."""
        sent = ({"accessToken": self.token} if self.token else {}) | (headers or {})
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        reply = self.http.request(method, self.url + path, data=data, headers=sent, timeout=TIMEOUT)
        assert_shape(reply)
        return reply

    def control(self, method: str, path: str, body: Any = None) -> dict:
        """One call of the control plane that works."""
        reply = self.call(method, f"/_emulator/{path}", body, headers={"X-Emulator-Key": self.key})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def pin(self, number: str = ME) -> str:
        """Ask for a PIN and read it off the phone."""
        body = {"mobileNumber": number, "applicationId": self.application_id}
        assert self.call("POST", "/v1/generatePin", body).json() == {}
        return self.control("GET", f"phones/{number}")["sms"][-1]["pin"]

    def log_in(self, number: str = ME) -> str:
        """A refresh token."""
        body = {"mobileNumber": number, "applicationId": self.application_id, "pin": self.pin(number)}
        return self.call("POST", "/v1/loginWithPinAndApplicationId", body).json()["refreshToken"]

    def access(self, refresh_token: str) -> requests.Response:
        """The call for an access token."""
        connector = {"applicationId": self.application_id, "applicationSecret": self.application_secret}
        return self.call("GET", "/v1/accessToken", headers=connector | {"refreshToken": refresh_token})

    def signed_in(self, number: str = ME) -> "Client":
        """A client with an access token for this number."""
        token = self.access(self.log_in(number)).json()["accessToken"]
        return Client(self.url, self.key, self.application_id, self.application_secret, self.http, token)

    def group(self, *members: str, name: str = "Field team") -> str:
        """A new group's id."""
        return self.call("POST", "/v1/groups", {"name": name, "members": list(members)}).json()["groupId"]


def assert_shape(reply: requests.Response) -> None:
    """Every answer is JSON; an error has the three keys and no other, a success has none of them. Nothing is a 5xx."""
    assert reply.status_code < 500, reply.text
    if reply.request.method in ("OPTIONS", "HEAD"):
        return
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert len(reply.raw.headers.getlist("date")) == 1
    if reply.status_code == 200:
        assert not ERROR_KEYS & set(reply.json())
    else:
        assert set(reply.json()) == ERROR_KEYS, reply.text
        assert all(isinstance(value, str) for value in reply.json().values())


@contextmanager
def opened(emulator: Emulator, door: str) -> Iterator[Client]:
    """A client of an emulator by one of its doors, not signed in."""
    known = emulator.key, emulator.application_id, emulator.application_secret
    if door == "socket":
        server = in_thread(emulator)
        try:
            yield Client(server.url, *known)
        finally:
            server.close()
    else:
        made = Client("http://127.0.0.1", *known)
        made.http.mount("http://", in_process(emulator))
        yield made


@pytest.fixture(params=DOORS)
def emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """An emulator; the tests that use ``client`` run once a door."""
    made = Emulator(throttle=False)
    made.door = request.param
    yield made
    made.close()


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Client]:
    """A client of it, not signed in."""
    with opened(emulator, emulator.door) as made:
        yield made


@pytest.fixture
def me(client: Client) -> Client:
    """A client that is signed in."""
    return client.signed_in()


@dataclass
class Served:
    """A ``kaizala-nb serve`` that runs, and the line that it printed."""

    process: subprocess.Popen
    known: dict[str, str]

    @property
    def client(self) -> Client:
        """A client of it."""
        return Client(
            self.known["url"], self.known["key"], self.known["applicationId"], self.known["applicationSecret"]
        )


def serve(*options: str) -> Served:
    """Start ``kaizala-nb serve`` and wait until it says that it is ready."""
    command = [sys.executable, "-m", "kaizala_nb", "serve", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return Served(process, read_line(process))


def read_line(process: subprocess.Popen) -> dict[str, str]:
    """What it says when it is ready."""
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return json.loads(line)


@pytest.fixture
def served() -> Iterator[Served]:
    """A ``kaizala-nb serve`` of its own."""
    made = serve("--no-throttle")
    yield made
    made.process.kill()
    made.process.wait()
    made.process.stdout.close()
    made.process.stderr.close()
