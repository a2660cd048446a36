"""Generated calls to every operation: whatever stands in path, query, headers and body, the answer has its shape, and soon.

Each case takes a row of the table and changes something: a field, several, the whole body, the way it is written, an id, a query
parameter, the token. :meth:`Client.call` looks at what comes back: no 5xx, no error without its three keys, no success with any.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import ASHA, DOORS, ME, Client, opened
from tests.emulator.generated import share
from tests.emulator.operations import PERMITTED, UPLOAD, Operation
from tests.emulator.receivers import receiver
from tests.emulator.world import fill, make_world, picture

_MOST_CALLS = 200  # then everything is made anew: what was sent adds up, and what was removed is gone

TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "true",
        "null",
        ME,
        ASHA,
        "+",
        "Group",
        "Admin",
        "Survey",
        "0001-01-01T00:00:00+14:00",
        "2030-01-01T09:00:00",
        "1e400",
        "-",
        "..",
        "%00",
        "\0",
        "\ud800",
        "@1",
        "a" * 5000,
        "eyJhIjoxfQ==",
        "🜏" * 40,
    ]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 2**31, 2**53 + 1, 2**63, 10**30, 1e300, -0.0])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
IDS = TEXTS | st.uuids().map(str) | st.binary(max_size=8).map(lambda raw: raw.decode("latin-1"))


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where in a body there is something."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(*here, key) for key, _ in inner] + [place for key, one in inner for place in places(one, (*here, key))]


def put(body: Any, place: tuple[Any, ...], value: Any) -> None:
    """Change what is there, if it is still there."""
    for step in place[:-1]:
        body = body[step] if isinstance(body, dict | list) and not isinstance(body, str) else None
        if body is None:
            return
    if isinstance(body, dict) or (isinstance(body, list) and place[-1] < len(body)):
        body[place[-1]] = value


@st.composite
def bodies(draw: st.DrawFn, operation: Operation, world: dict[str, str]) -> bytes | None:
    """A body for an operation: nearly right, or nothing like it."""
    if operation.body is None or operation.body is UPLOAD or draw(st.integers(0, 9)) == 0:
        return draw(st.none() | st.binary(max_size=40) | VALUES.map(lambda one: json.dumps(one).encode()))
    body = copy.deepcopy(fill(operation.body, world))
    known = [
        tuple(int(s) if s.isdigit() else s for s in name.split(".")) for name in (*operation.needs, *operation.takes)
    ]
    for place in draw(st.lists(st.sampled_from(places(body) + known), max_size=3)):
        try:
            put(body, place, draw(VALUES | st.sampled_from(list(world.values()))))
        except (KeyError, IndexError, TypeError):
            continue
    way = draw(st.sampled_from(["json", "json", "unicode", "python", "upper", "cut", "padded"]))
    if way == "python":
        return repr(body).encode("utf-8", "surrogatepass")
    if way == "upper" and isinstance(body, dict):
        body = {name.upper(): value for name, value in body.items()}
    text = json.dumps(body, ensure_ascii=way != "unicode").encode("utf-8", "surrogatepass")
    return {"cut": text[: len(text) // 2], "padded": b"/* x */ " + text + b"\r\n"}.get(way, text)


@st.composite
def queries(draw: st.DrawFn, operation: Operation, world: dict[str, str]) -> str:
    """A query string: the row's own, or one with other values."""
    query = fill(operation.path.partition("?")[2], world)
    names = [*operation.query, "x", "sendToAll", "actionType", "id"]
    more = draw(st.lists(st.tuples(st.sampled_from(names), TEXTS), max_size=2))
    return "&".join(filter(None, [query, *(f"{name}={quote(value, errors='replace')}" for name, value in more)]))


class Ground:
    """A Kaizala that generated calls are made to, and that is made anew every so often."""

    def __init__(self, client: Client, emulator: Emulator, hook: str) -> None:
        self.client, self.emulator, self.hook = client, emulator, hook
        self.calls = _MOST_CALLS

    def make(self) -> tuple[Client, dict[str, str]]:
        """Somebody who is signed in, and what there is."""
        self.calls += 1
        if self.calls > _MOST_CALLS:
            self.calls = 0
            self.emulator.reset()
            self.me = self.client.signed_in()
            self.world = make_world(self.me, picture_url="http://127.0.0.1:9/x.png", receiver=self.hook)
        return self.me, self.world


@pytest.fixture(scope="module", params=DOORS)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """By each door."""
    emulator = Emulator(throttle=False)
    emulator.reset()
    with opened(emulator, request.param) as client, receiver() as hook:
        yield Ground(client, emulator, hook.url)
    emulator.close()


def call(me: Client, operation: Operation, path: str, raw: bytes | None, **headers: str) -> Any:
    """A generated call. Its answer comes before the client loses patience, in its shape."""
    return me.call(operation.method, path, raw=raw, headers=headers)


@given(data=st.data())
@share(0.3)
def test_a_generated_body_is_answered_in_shape(ground: Ground, data: st.DataObject):
    me, world = ground.make()
    operation = data.draw(st.sampled_from(PERMITTED), "operation")
    path = fill(operation.path.partition("?")[0], world) + "?" + data.draw(queries(operation, world), "query")
    reply = call(me, operation, path, data.draw(bodies(operation, world), "body"))
    assert reply.status_code in (200, 400, 401, 403, 404, 413, 415)


@given(data=st.data())
@share(0.15)
def test_a_generated_id_is_answered_in_shape(ground: Ground, data: st.DataObject):
    me, world = ground.make()
    operation = data.draw(st.sampled_from([one for one in PERMITTED if one.ids]), "operation")
    ids = {name: data.draw(IDS | st.sampled_from(list(world.values())), name) for name in operation.ids}
    path = fill(operation.path, world | {name: quote(one, safe="", errors="replace") for name, one in ids.items()})
    body = None if operation.body in (None, UPLOAD) else json.dumps(fill(operation.body, world)).encode()
    reply = call(me, operation, path, body)
    assert reply.status_code in (200, 400, 403, 404, 415)


HEADERS = st.sampled_from(
    [
        "accessToken",
        "Authorization",
        "Content-Type",
        "Accept",
        "applicationId",
        "Origin",
        "postman-token",
        "Expect-None",
    ]
)
HEADER_VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30) | st.sampled_from(
    ["Bearer", "Bearer x", "multipart/form-data", "multipart/form-data; boundary=", "image/png", "a.b.c", "x" * 4000]
)


@given(data=st.data())
@share(0.1)
def test_generated_headers_are_answered_in_shape(ground: Ground, data: st.DataObject):
    me, world = ground.make()
    operation = data.draw(st.sampled_from(PERMITTED), "operation")
    headers = data.draw(st.dictionaries(HEADERS, HEADER_VALUES, max_size=3), "headers")
    reply = call(me, operation, fill(operation.path, world), b"{}", **headers)
    assert reply.status_code in (200, 400, 401, 403, 404, 415)


FILES = st.lists(
    st.tuples(
        st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=12),
        st.text(max_size=12) | st.sampled_from(["x.png", "../../x", "\0", "a\r\nb: c", "🜏.jpg"]),
        st.sampled_from(["image/png", "image/jpeg", "IMAGE/PNG; x=y", "video/mp4", "text/html", "", "application/pdf"]),
        st.binary(max_size=30) | st.just(picture()),
    ),
    max_size=3,
)


@given(parts=FILES, to_group=st.booleans(), boundary=st.sampled_from(["b", "-" * 30, "ü", ""]))
@share(0.05)
def test_a_generated_upload_is_answered_in_shape(ground: Ground, parts: list, to_group: bool, boundary: str):
    me, world = ground.make()
    lines = []
    for name, file_name, kind, content in parts:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}\r\n\r\n'
        lines.append(f"--{boundary}\r\n{head}".encode("utf-8", "replace") + content + b"\r\n")
    raw = b"".join(lines) + f"--{boundary}--\r\n".encode()
    path = f"/v1/groups/{world['group']}/media" if to_group else "/v1/media"
    kind = f"multipart/form-data; boundary={boundary}".encode("latin-1")
    reply = me.call("POST", path, raw=raw, headers={"Content-Type": kind})
    assert reply.status_code in (200, 400, 413, 415)
