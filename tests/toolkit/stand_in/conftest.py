"""A stand-in by two of its doors, and a client as plain as can be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process, in_thread
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.packaging.tracked import ROOT
from tests.patience import DEADLINE

LIBRARY = ROOT / "notebooks" / "library.postman_collection.json"
DOORS = ("in process", "socket")
TIMEOUT = DEADLINE


@dataclass
class Client:
    """A bare client of a stand-in."""

    url: str
    key: str
    http: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.http.trust_env = False

    def call(self, method: str, path: str, **how: Any) -> requests.Response:
        """One call of the service."""
        return self.http.request(method, self.url + path, timeout=TIMEOUT, allow_redirects=False, **how)

    def control(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """One call of the control plane."""
        return self.call(method, f"/_stand_in/{path}", json=body, headers={"X-Stand-In-Key": self.key} | headers)


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    """The tests that ask for a client run once a door."""
    return request.param


@pytest.fixture
def opened(door: str) -> Iterator[Any]:
    """Opens a stand-in by this door."""
    closers = []

    def make(stand_in: StandIn) -> Client:
        closers.append(stand_in.close)
        if door == "socket":
            server = in_thread(stand_in)
            closers.append(server.close)
            return Client(server.url, stand_in.key)
        client = Client("http://127.0.0.1", stand_in.key)
        client.http.mount("http://", in_process(stand_in))
        return client

    yield make
    for close in reversed(closers):
        close()


@pytest.fixture
def library(opened: Any) -> Client:
    """A client of the stand-in of our library collection."""
    return opened(StandIn(Collection.from_postman(LIBRARY)))
