"""One request on its way through the memory, and how it is answered in the shape of its saved example."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kaizala_nb.toolkit.client.contents.envelope import Path, at
from kaizala_nb.toolkit.stand_in.filling import filled
from kaizala_nb.toolkit.stand_in.memory.bodies import Sent, sent_in
from kaizala_nb.toolkit.stand_in.memory.resources import Resource, json_of
from kaizala_nb.toolkit.stand_in.memory.roles import Place, Role
from kaizala_nb.toolkit.stand_in.memory.shapes import list_path, retold, same, with_at
from kaizala_nb.toolkit.stand_in.memory.things import Things
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response, Source
from kaizala_nb.toolkit.stand_in.route import Example, Match, Route

JSON = (("Content-Type", "application/json"),)
_OLD = ("content-length", "etag", "last-modified", "content-md5", "digest", "content-digest", "repr-digest")
"""Headers that are about the bytes of the example."""


@dataclass(frozen=True)
class Turn:
    """A request that has a role.

    Attributes:
        things: What has changed since the start.
        resource: What is known of the things that it is about.
        role: What it does.
        place: Where it points to.
        request: The request.
        matches: The routes that it may have meant; the one that has the role is the first.
        saved: The saved example of a success that would answer it; None if there is none.
        parents: The things in its path that the collection belongs to: what each is called in the path, and its id.
    """

    things: Things
    resource: Resource
    role: Role
    place: Place
    request: Request
    matches: Sequence[Match]
    saved: Response | None
    parents: Sequence[tuple[str, str]] = ()

    @property
    def route(self) -> Route:
        """The route that has the role."""
        return self.matches[0].route

    @cached_property
    def sent(self) -> Sent:
        """What the request says."""
        return sent_in(self.request)

    @cached_property
    def value(self) -> Any:
        """The JSON of the saved example; None if there is none."""
        return json_of(self.saved) if self.saved else None

    @cached_property
    def is_listed_alone(self) -> bool:
        """Whether the saved example of adding a thing is a list that begins with it."""
        return (
            self.role.act == "add" and self.saved is not None and self.resource.is_listed_alone(self.saved, self.value)
        )

    @cached_property
    def path(self) -> Path | None:
        """Where the thing is in the saved example, or the list of things; None if it is about something else."""
        if self.role.act == "list":
            return list_path(self.value)
        found = self.resource.path_of(self.value)
        is_whole = isinstance(self.value, dict) and (self.role.document or self.role.act == "read")
        return () if found is None and is_whole else found

    def reply(self, shown: Any, *, created: bool = False) -> Response | None:
        """The answer with a thing, or a list, in the place of the example's; None if the example says just that."""
        if self.saved is None:
            return made(201 if created else 200, shown)
        if self.is_listed_alone:
            return self.answered([shown])
        if self.path is None:
            return None
        return self.answered(with_at(self.value, self.path, shown))

    def answered(self, value: Any) -> Response | None:
        """The answer with this JSON instead of the example's; None if it is the same."""
        saved = self.saved
        if saved is None or same(value, self.value):
            return None
        body = written(value, like=saved.body)
        return changed(saved, body, saved.headers)

    def filled(self, value: Any) -> Any:
        """A value of an example with its variables filled in."""
        text = json.dumps(value)
        if "{{" not in text:
            return value
        saved = Example("", self.request, Response(200, text.encode(), JSON))
        return json_of(filled(saved, self.matches[0], self.request)) or value

    def retold(self, value: Any, old: str, new: str) -> Any:
        """What the example says of one thing of the collection, said of another one. Both are ids."""
        return retold_of(self.resource, value, old, new)


def retold_of(resource: Resource, value: Any, old: str, new: str) -> Any:
    """What is said of one thing of a resource, said of another one. Both are ids."""
    name = resource.pattern[-1]
    return retold(value, f"/{name}/{old}", f"/{name}/{new}") if name and old else value


def changed(saved: Response, body: bytes, headers: Sequence[tuple[str, str]], source: Source = "memory") -> Response:
    """A saved answer with another body."""
    kept = [(name, value) for name, value in headers if name.lower() not in _OLD]
    if not any(name.lower() == "content-type" for name, _ in kept):
        kept += JSON
    return Response(saved.status, body, tuple(kept), saved.reason, source, saved.example)


def made(status: int, value: Any) -> Response:
    """An answer without an example behind it."""
    return Response(status, written(value), JSON, source="made up")


def written(value: Any, like: bytes = b"") -> bytes:
    """A value as JSON, on lines of its own if the example is."""
    indent = 2 if b"\n" in like.strip() else None
    return json.dumps(value, indent=indent, ensure_ascii=False).encode("utf-8", "replace")


def thing_in(turn: Turn) -> Any:
    """The thing in the saved example; None if it has none."""
    if turn.is_listed_alone:
        return turn.value[0]
    return None if turn.path is None or turn.value is None else at(turn.value, turn.path)
