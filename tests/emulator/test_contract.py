"""Every call of the service, by every door: it has a route, is closed to those without token or permission, is strict with what it
needs, and answers as it was documented. The rows are in ``operations.py``."""

import copy
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kaizala_nb.emulator import Emulator
from kaizala_nb.emulator.evidence.row import call_of
from kaizala_nb.emulator.rooms import all_routes
from tests.emulator.conftest import DOORS, ME, Client, opened
from tests.emulator.operations import OPERATIONS, PERMITTED, UPLOAD, Operation, content_of, send
from tests.emulator.receivers import receiver
from tests.emulator.shapes import assert_like
from tests.emulator.world import make_world, picture

MISSING = "Token missing. Header should have token as value of ACCESSTOKEN"
INVALID = "Invalid token. Failure reason:Token validation failed due to unknown reason!"
every = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
permitted = pytest.mark.parametrize("operation", PERMITTED, ids=str)
SERVICE = [route for route in all_routes() if route.kind != "control"]


def test_every_route_is_walked_and_every_call_of_the_walk_is_a_route():
    routes, walked = {call_of(route.method, route.path) for route in SERVICE}, {one.call for one in OPERATIONS}
    assert not routes - walked, f"add a row to tests/emulator/operations.py: {routes - walked}"
    assert not walked - routes, f"a row of tests/emulator/operations.py has no route: {walked - routes}"


def test_a_call_wants_a_token_where_its_route_wants_a_permission():
    calls = {call_of(route.method, route.path) for route in SERVICE if route.permission}
    assert {one.call for one in PERMITTED} == calls, (
        "tests/emulator/operations.py: PERMITTED has the routes with a Permission, OPEN those without"
    )


@pytest.fixture(scope="module")
def picture_url() -> Iterator[str]:
    """The address of a picture on this computer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = picture()
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/test.png"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def hook() -> Iterator[str]:
    """The address of a receiver of webhooks."""
    with receiver() as made:
        yield made.url


class Scene:
    """A Kaizala with everything in it that the rows name, and clients of it."""

    def __init__(self, client: Client, picture_url: str, hook: str) -> None:
        self.client = client
        self.me = client.signed_in(ME)
        self.world = make_world(self.me, picture_url=picture_url, receiver=hook)
        self._grid = client.control("GET", "connectors")["connectors"][0]["permissions"]
        self._clients: dict[str, Client] = {}

    def without(self, permission: tuple[str, str]) -> Client:
        """A client of a connector that has every permission but one."""
        name, verb = permission
        return self._of(self._grid | {name: [one for one in self._grid[name] if one != verb]})

    def only_with(self, permission: tuple[str, str]) -> Client:
        """A client of a connector that has one permission."""
        return self._of({permission[0]: [permission[1]]})

    def _of(self, grid: dict[str, list[str]]) -> Client:
        if str(grid) not in self._clients:
            made = self.client.control("POST", "connectors", {"name": "Some", "permissions": grid})
            known = made["applicationId"], made["applicationSecret"], self.client.http
            self._clients[str(grid)] = Client(self.client.url, self.client.key, *known).signed_in(ME)
        return self._clients[str(grid)]


@pytest.fixture(scope="module", params=DOORS)
def refused(request: pytest.FixtureRequest, picture_url: str, hook: str) -> Iterator[Scene]:
    """One for all calls that are refused, and so change nothing."""
    emulator = Emulator(throttle=False)
    with opened(emulator, request.param) as client:
        yield Scene(client, picture_url, hook)
    emulator.close()


@pytest.fixture
def fresh(client: Client, picture_url: str, hook: str) -> Scene:
    """One for a call that is carried out."""
    return Scene(client, picture_url, hook)


def changed(body: dict[str, Any], where: str, value: Any = None, *, drop: bool = False) -> dict[str, Any]:
    """A body in which one field is another, or gone."""
    body = copy.deepcopy(body)
    *parents, last = where.split(".")
    inner: Any = body
    for step in parents:
        inner = inner[int(step)] if isinstance(inner, list) else inner.setdefault(step, {})
    if isinstance(inner, list):
        inner[int(last)] = value
        return body
    for name in [name for name in inner if name.lower() == last.lower()]:
        del inner[name]
    if not drop:
        inner[last] = value
    return body


@every
def test_it_answers_as_documented_to_whoever_has_the_one_permission(fresh: Scene, operation: Operation):
    client = fresh.only_with(operation.permission) if operation.permission else fresh.client
    reply = send(client, operation, fresh.world)
    assert reply.status_code == operation.status, reply.text
    assert_like(content_of(reply), operation.reply)


@permitted
def test_without_token_it_is_a_401_whatever_else_is_wrong(refused: Scene, operation: Operation):
    stranger, world = refused.client, refused.world
    unknown = dict.fromkeys(operation.ids, "unknown")
    changes: list[dict[str, Any]] = [{}] if operation.body is not UPLOAD else []
    changes += [{"raw": b""}, {"raw": b"{nonsense"}, {"raw": b"\xff", "headers": {"Content-Type": "image/png"}}]
    changes += [{"raw": b"--x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}]
    for change in changes:
        for ids in (world, world | unknown):
            reply = send(stranger, operation, ids, **copy.deepcopy(change))
            assert (reply.status_code, reply.json()["message"]) == (401, MISSING)
    for headers in ({"accessToken": "nonsense"}, {"Authorization": "Bearer nonsense"}):
        reply = send(stranger, operation, world, raw=b"{nonsense", headers=headers)
        assert (reply.status_code, reply.json()["message"]) == (401, INVALID)


@permitted
def test_without_its_permission_it_is_a_403_before_the_body_is_read(refused: Scene, operation: Operation):
    client = refused.without(operation.permission)
    reads_first = operation.number == "28"  # which permission it wants stands in the body: to add, or to update
    for change in ({}, {} if reads_first else {"raw": b"{nonsense"}):
        reply = send(client, operation, refused.world, **change)
        assert (reply.status_code, reply.json()["errorCode"]) == (403, "Unauthorized"), reply.text


@every
def test_an_id_that_there_is_not_is_a_404(refused: Scene, operation: Operation):
    for name in operation.ids:
        for unknown in ("unknown", "00000000-0000-0000-0000-000000000000@1"):
            reply = send(refused.me, operation, refused.world | {name: unknown})
            assert (reply.status_code, reply.json()["errorCode"]) == (404, "NotFound"), reply.text


FIELDS = [(operation, where) for operation in OPERATIONS for where in operation.needs]


@pytest.mark.parametrize(("operation", "where"), FIELDS, ids=[f"{one} · {where}" for one, where in FIELDS])
def test_a_field_that_is_missing_is_a_400_that_names_it(refused: Scene, operation: Operation, where: str):
    gone = [changed(operation.body, where, drop=True), changed(operation.body, where, None)]
    for body in gone:
        reply = send(refused.me, operation, refused.world, body=body)
        assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters"), reply.text
        assert where.rpartition(".")[2].lower() in reply.json()["message"].lower()


WRONG = [(operation, where) for operation in OPERATIONS for where in {**operation.needs, **operation.takes}]


@pytest.mark.parametrize(("operation", "where"), WRONG, ids=[f"{one} · {where}" for one, where in WRONG])
def test_a_field_that_is_wrong_is_a_400(refused: Scene, operation: Operation, where: str):
    for value in {**operation.needs, **operation.takes}[where]:
        reply = send(refused.me, operation, refused.world, body=changed(operation.body, where, value))
        assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters"), (value, reply.text)


QUERIES = [(operation, name) for operation in OPERATIONS for name in operation.query]


@pytest.mark.parametrize(("operation", "name"), QUERIES, ids=[f"{one} · {name}" for one, name in QUERIES])
def test_a_query_parameter_that_is_wrong_is_a_400_that_names_it(refused: Scene, operation: Operation, name: str):
    for value in operation.query[name]:
        path, _, query = operation.path.partition("?")
        kept = [part for part in query.split("&") if part and not part.lower().startswith(name.lower() + "=")]
        for spelt in (name, name.upper()):
            reply = send(refused.me, operation, refused.world, path=f"{path}?{'&'.join([*kept, f'{spelt}={value}'])}")
            assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters"), (value, reply.text)
            assert name in reply.json()["message"]


WITH_BODY = [one for one in OPERATIONS if isinstance(one.body, dict) and not one.is_form]


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
@pytest.mark.parametrize("raw", [b"{nonsense", b"[]", b"7", b"null", b"{a:None}", b"\xff"])
def test_a_body_that_is_no_object_is_a_400(refused: Scene, operation: Operation, raw: bytes):
    reply = send(refused.me, operation, refused.world, raw=raw)
    assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters"), reply.text


@every
def test_its_path_is_read_in_any_case_with_slashes_and_blanks_to_spare(refused: Scene, operation: Operation):
    path, question, query = operation.path.partition("?")
    upper = "".join(part if part.startswith("{") else part.upper() for part in path.replace("{", "\0{").split("\0"))
    blanks = "/" + "/".join(part + "%20%20" for part in path.split("/")[1:])
    for spelt in (upper, "/" + path, path.replace("/", "//"), path + "/", path + "%20", blanks, blanks + "/"):
        reply = send(refused.client, operation, refused.world, path=spelt + question + query, raw=b"")
        assert reply.status_code == 401 if operation.permission else reply.status_code != 404, spelt
