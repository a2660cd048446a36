"""Our library collection at a stand-in, through both doors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process, in_thread
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.patience import DEADLINE

LIBRARY = Path("notebooks/library.postman_collection.json")


class Door:
    """A stand-in, and a caller who has a token."""

    def __init__(self, stand_in: StandIn, url: str, session: requests.Session) -> None:
        self.stand_in, self.url, self.session = stand_in, url, session
        self.manners = stand_in.manners

    def __call__(self, method: str, target: str, **how: Any) -> requests.Response:
        """A call; ``target`` is a path and a query, or a whole address."""
        headers = {"Authorization": "Bearer a-token-of-the-library", **how.pop("headers", {})}
        url = target if target.startswith("http") else self.url + target
        return self.session.request(method, url, headers=headers, timeout=DEADLINE, allow_redirects=False, **how)


@pytest.fixture(params=["over HTTP", "in process"])
def library(request: pytest.FixtureRequest) -> Iterator[Door]:
    """The library."""
    stand_in = StandIn(Collection.from_postman(LIBRARY))
    session = requests.Session()
    session.trust_env = False
    try:
        if request.param == "in process":
            session.mount("http://", in_process(stand_in))
            yield Door(stand_in, "http://127.0.0.1", session)
        else:
            server = in_thread(stand_in)
            yield Door(stand_in, server.url, session)
            server.close()
    finally:
        session.close()
        stand_in.close()
