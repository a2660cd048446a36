"""Generated collections of a service that holds things, and a model of such a service in plain Python."""

import copy
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

Thing = dict[str, Any]

SENT: Thing = {"title": "The Glass Harbour", "pages": 200, "tags": ["sea"]}
"""What the file sends to add a thing."""
PUT: Thing = {"title": "Winter Ferries", "pages": 90, "tags": []}
PATCH: Thing = {"pages": 99}
OWNED: Thing = {"stock": 5, "shelf": {"room": "North"}}
"""What the service adds."""
IDS: dict[str, list[Any]] = {
    "number": [17, 18],
    "text": ["bk_0017", "bk_0018"],
    "uuid": ["6f1f2a52-5d3c-4c59-8e62-0b1c33a0e001", "6f1f2a52-5d3c-4c59-8e62-0b1c33a0e002"],
}


@dataclass(frozen=True)
class Kind:
    """What the things of a collection look like.

    Attributes:
        ids: A key of :data:`IDS`.
        member: The name of the member that holds the id.
        envelope: What a list is in: nothing, "data", "things", or "deep": ``{"data": {"items": …}, "meta": {"total": …}}``.
        wrapped: Whether one thing is in an envelope too.
        examples: Whether examples are saved.
        written: Whether the id is written as ``:id``, or as ``{{id}}``.
        parameter: Where the id stands in the query, the name that it has there: "id", or "own" for one such as ``bookId``. "" if it
            stands in the path.
    """

    ids: str = "number"
    member: str = "id"
    envelope: str = ""
    wrapped: bool = False
    examples: bool = True
    written: bool = True
    parameter: str = ""

    @property
    def called(self) -> str:
        """The name of the member that holds the id, as far as a file can tell it."""
        return self.member if self.examples else "id"

    def path_of(self, path: str, ident: str) -> str:
        """The path of one thing, with its query. ``path`` is the one of the collection."""
        if not self.parameter:
            return f"{path}/{ident}"
        own = "uuid" if self.member == "uuid" else f"{path.rpartition('/')[2].removesuffix('s')}Id"
        return f"{path}?{own if self.parameter == 'own' or self.member == 'uuid' else 'id'}={ident}"

    def start(self) -> list[Thing]:
        """What is there at the start."""
        if not self.examples:
            return [{"id": 1} | SENT]
        return [{self.member: ident} | SENT | OWNED | {"title": f"{ident}"} for ident in IDS[self.ids]]

    def listed(self, things: list[Thing], total: int) -> Any:
        """The answer to a list."""
        if not self.examples or not self.envelope:
            return things
        if self.envelope == "deep":
            return {"data": {"items": things}, "meta": {"total": total}}
        return {self.envelope: things, "count": total}

    def one(self, thing: Thing) -> Any:
        """The answer to a request of one thing."""
        return {"data": thing} if self.wrapped and self.examples else thing

    def thing_of(self, value: Any) -> Thing:
        """The thing in an answer."""
        found: Thing = value["data"] if self.wrapped and self.examples else value
        return found

    def is_id(self, value: Any) -> bool:
        """Whether an id is of this kind."""
        if not self.examples or self.ids == "number":
            return isinstance(value, int) and not isinstance(value, bool)
        if self.ids == "uuid":
            return str(uuid.UUID(value)) == value
        return isinstance(value, str) and value.startswith("bk_") and len(value) == len("bk_0017")


def requests_of(kind: Kind, path: str, variable: str) -> list[Thing]:
    """The requests of a collection in a file, each with its examples. ``path`` is the one of the collection."""
    start = kind.start()
    first = start[0]
    one = kind.path_of(path, f":{variable}" if kind.written and not kind.parameter else f"{{{{{variable}}}}}")
    return [
        _item(kind, "GET", path, None, 200, kind.listed(start, len(start))),
        _item(kind, "POST", path, SENT, 201, kind.one({kind.called: first[kind.called]} | SENT | OWNED)),
        _item(kind, "GET", one, None, 200, kind.one(first), missing=True),
        _item(kind, "PUT", one, PUT, 200, kind.one(first | PUT)),
        _item(kind, "PATCH", one, PATCH, 200, kind.one(first | PATCH)),
        _item(kind, "DELETE", one, None, 204, None),
        _item(kind, "DELETE", path, None, 204, None),
    ]


def _item(kind: Kind, method: str, path: str, body: Any, status: int, answer: Any, *, missing: bool = False) -> Thing:
    request: Thing = {"method": method, "header": [], "url": "{{base_url}}" + path}
    if body is not None:
        request["body"] = {"mode": "raw", "raw": json.dumps(body), "options": {"raw": {"language": "json"}}}
    saved = [_saved(request, status, "" if answer is None else json.dumps(answer, indent=2))]
    if missing:
        saved.append(_saved(request, 404, '{"error": "no such thing"}'))
    return {"name": f"{method} {path}", "request": request, "response": saved if kind.examples else []}


def _saved(request: Thing, status: int, body: str) -> Thing:
    header = [{"key": "Content-Type", "value": "application/json"}] if body else []
    return {"name": str(status), "originalRequest": request, "code": status, "header": header, "body": body}


def file_of(requests: list[Thing]) -> Thing:
    """A collection file with these requests."""
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    base = [{"key": "base_url", "value": "https://api.example.com"}]
    return {"info": {"name": "Generated", "schema": schema}, "item": requests, "variable": base}


@dataclass
class Shelf:
    """The model of one collection: its things in their order, by their id as it stands in a path."""

    kind: Kind
    things: dict[str, Thing] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    touched: bool = False
    first: bool = True

    def __post_init__(self) -> None:
        for thing in copy.deepcopy(self.kind.start()):
            self.put(thing)

    def put(self, thing: Thing) -> None:
        """Have a thing."""
        ident = str(thing[self.kind.called])
        self.things[ident] = thing
        self.seen.add(ident)

    def added(self, sent: Thing, answer: Thing) -> Thing:
        """What adding a thing has to answer, when this was answered: its id is the service's choice."""
        ident = answer[self.kind.called]
        assert self.kind.is_id(ident), ident
        again = self.first and self.kind.examples and sent == SENT and not self._is_changed(str(ident))
        assert str(ident) not in self.seen or again, f"the id {ident} was there before"
        empty = {"title": None, "pages": None, "tags": []} | OWNED if self.kind.examples else {}
        thing = {self.kind.called: ident} | empty | sent
        self.touched = True
        self.put(thing)
        return thing

    def added_again(self, ident: Any, sent: Thing) -> Thing:
        """What adding a thing with an id that was deleted has to answer. What was there at the start gets its old place."""
        empty = OWNED if self.kind.examples else {}
        self.put({self.kind.called: ident} | empty | sent)
        start = [str(thing[self.kind.called]) for thing in self.kind.start()]
        order = [one for one in start if one in self.things] + [one for one in self.things if one not in start]
        self.things = {one: self.things[one] for one in order}
        self.touched = True
        return self.things[str(ident)]

    def _is_changed(self, ident: str) -> bool:
        return self.touched and ident not in self.things

    def replaced(self, ident: str, sent: Thing) -> Thing:
        """What replacing a thing has to answer."""
        kept = {name: value for name, value in self.things[ident].items() if name not in SENT}
        return self.changed(ident, kept | sent)

    def merged(self, ident: str, sent: Thing) -> Thing:
        """What changing a thing has to answer."""
        return self.changed(ident, self.things[ident] | sent)

    def changed(self, ident: str, thing: Thing) -> Thing:
        """Have a thing instead of another one, in its place."""
        self.things[ident] = thing
        self.touched = True
        return thing
