"""All manners at once, on collections whose things have other ids and other envelopes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.manners.conftest import Door
from tests.toolkit.stand_in.shelves import Kind, file_of, requests_of

NEW = {"title": "Salt", "pages": 12, "tags": []}
KINDS = [
    Kind("number", "id", ""),
    Kind("text", "_id", "data", wrapped=True),
    Kind("uuid", "uuid", "things", written=False),
    Kind("number", "id", "deep"),
    Kind(examples=False),
]


@pytest.fixture(params=KINDS, ids=lambda kind: f"{kind.ids} in {kind.envelope or 'nothing'}, {kind.examples}")
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Kind, Door]]:
    """A collection of this kind at a stand-in with all manners."""
    path = tmp_path / "generated.postman_collection.json"
    path.write_text(json.dumps(file_of(requests_of(request.param, "/api/books", "book_id"))))
    stand_in = StandIn(Collection.from_postman(path))
    for name in ("location", "idempotency", "limit", "conditional"):
        stand_in.manners.teach(name)
    stand_in.manners.teach("paging", size=1)
    stand_in.manners.teach("webhook", url="http://127.0.0.1:9/", tries=1)
    with requests.Session() as session:
        session.mount("http://", in_process(stand_in))
        yield request.param, Door(stand_in, "http://127.0.0.1", session)
    stand_in.close()


def all_of(door: Door) -> list[dict]:
    """The things of all pages."""
    things, reply = [], door("GET", "/api/books")
    while True:
        (rows,) = [one for one in (reply.json(), *_inside(reply.json())) if isinstance(one, list)]
        assert len(rows) <= 1
        things += rows
        if "next" not in reply.links:
            return things
        reply = door("GET", reply.links["next"]["url"])


def _inside(value: object) -> Iterator[object]:
    for inner in value.values() if isinstance(value, dict) else ():
        yield inner
        yield from _inside(inner)


def test_a_thing_is_added_once_found_changed_and_deleted(shelf: tuple[Kind, Door]) -> None:
    kind, door = shelf
    before = all_of(door)
    key = {"Idempotency-Key": "one"}
    added = [door("POST", "/api/books", json=NEW, headers=key) for _ in range(3)]
    assert len({reply.content for reply in added}) == 1
    after = all_of(door)
    assert len(after) == len(before) + 1
    thing = kind.thing_of(added[0].json())
    assert after[-1] == thing
    read = door("GET", added[0].headers["Location"] if kind.examples else f"/api/books/{thing[kind.called]}")
    assert kind.thing_of(read.json()) == thing
    old = {"If-Match": read.headers["ETag"]}
    changed = door("PATCH", read.url, json={"pages": 99}, headers=old)
    assert changed.status_code == 200
    assert door("PATCH", read.url, json={"pages": 98}, headers=old).status_code == 412
    assert kind.thing_of(door("GET", read.url).json())["pages"] == 99
    assert door("DELETE", read.url, headers={"If-Match": changed.headers["ETag"]}).status_code == 204
    assert door("GET", read.url).status_code == 404
    assert all_of(door) == before
    told = [json.loads(one["body"])["data"] for one in door.manners.deliveries()]
    assert [kind.thing_of(one)[kind.called] for one in told] == [thing[kind.called]] * 3
    assert [kind.thing_of(one)["pages"] for one in told] == [12, 99, 99]
