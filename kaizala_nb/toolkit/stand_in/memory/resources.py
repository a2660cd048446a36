"""What a collection says of one kind of things: what their ids are like, and what is there at the start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.client.contents.envelope import Path, at
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.filling import filled
from kaizala_nb.toolkit.stand_in.memory.bodies import Sent, sent_in
from kaizala_nb.toolkit.stand_in.memory.ids import rank_of
from kaizala_nb.toolkit.stand_in.memory.roles import Role, id_text
from kaizala_nb.toolkit.stand_in.memory.shapes import Thing, id_member, list_path, thing_path
from kaizala_nb.toolkit.stand_in.memory.spelling import Pattern
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Example, Match, Route, Variable

USUAL = ("id", "_id", "uuid", "guid", "Id", "ID", "@id")


def json_of(response: Response) -> Any:
    """The JSON of an answer; None if it is none."""
    if response.body[:1] == b"<":
        return None
    try:
        return read_json(response.body)
    except ValueError:
        return None


def is_silent(saved: Response) -> bool:
    """Whether an answer says that something was created, and nothing about it."""
    return saved.status == 201 and not saved.body.strip() and not saved.header("Location")


def _json_of_example(route: Route, example: Example) -> Any:
    """The JSON of an example. Where variables stand in it as they do in no JSON, they are filled in."""
    value = json_of(example.response)
    return json_of(filled(example, Match(route), example.request)) if value is None else value


def successes(route: Route) -> list[Example]:
    """The examples of a route that are no refusals."""
    return [one for one in route.examples if 200 <= one.response.status < 300]


def saved_bodies(route: Route) -> list[Sent]:
    """The bodies that the file has for a route: its own, and those of its examples."""
    return [sent_in(route.request), *(sent_in(one.request) for one in route.examples)]


def _given_in_path(route: Route, example: Example, name: str) -> str:
    """What the file has in place of ``:name`` in the path of an example; "" if it has nothing, or a variable."""
    saved = route.item.written.get("response")
    requests = [route.item.request]
    for one in saved if isinstance(saved, list) else []:
        if isinstance(one, dict) and one.get("name") == example.name and isinstance(one.get("originalRequest"), dict):
            requests.insert(0, one["originalRequest"])
    url = requests[0].get("url")
    given = url.get("variable") if isinstance(url, dict) else None
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("key") == name:
            value = text_of(one.get("value") or "")
            return "" if "{{" in value else value
    return ""


@dataclass(frozen=True)
class Resource:
    """A kind of thing, such as the books in ``/books``.

    Attributes:
        pattern: The path of its collection.
        routes: The requests that are about it, each with what it does.
    """

    pattern: Pattern
    routes: list[tuple[Role, Route]] = field(default_factory=list)

    @cached_property
    def _answers(self) -> list[tuple[Role, Route, Example, Any]]:
        """The successes with their JSON."""
        return [
            (role, route, example, _json_of_example(route, example))
            for role, route in self.routes
            for example in successes(route)
        ]

    @cached_property
    def _ids_in_paths(self) -> set[str]:
        ids = (self._id_in_path(role, route, example) for role, route, example, _ in self._answers)
        return {one for one in ids if one}

    @staticmethod
    def _id_in_path(role: Role, route: Route, example: Example) -> str:
        """The id in the path of an example, or in its query; "" if there is a variable in its place."""
        request = example.request
        if role.id_at is None or len(request.segments) != len(route.segments):
            return ""
        text = role.values(route, request)[role.id_at]
        if text.startswith(":"):
            return _given_in_path(route, example, text[1:])
        return "" if "{{" in text else text

    @cached_property
    def member(self) -> str:
        """The name of the member that holds the id of a thing; "" if there is none."""
        things: list[Thing] = []
        for role, _, _, value in self._answers:
            if role.act == "list":
                things += self._items(value)
        singles = [value for role, _, _, value in self._answers if role.act not in ("list", "remove", "empty")]
        variables = [
            segment.name for role, route in self.routes if role.id_at is not None for segment in route.segments[-1:]
            if isinstance(segment, Variable)
        ]  # fmt: skip
        variables += [role.query for role, _ in self.routes if role.query]
        name = self.pattern[-1] or ""
        for value in singles:
            path = thing_path(value, self._likely_names(variables, name))
            if path is not None:
                things.append(at(value, path))
        found = id_member(things, self._ids_in_paths, variables, name)
        if things:
            return found
        bodies = [body for role, route in self.routes if role.act in ("add", "replace") for body in saved_bodies(route)]
        return id_member([one.members for one in bodies if one.members], (), variables, name) or "id"

    @staticmethod
    def _likely_names(variables: Sequence[str], collection: str) -> tuple[str, ...]:
        return (*USUAL, *variables, f"{collection.removesuffix('s')}Id", f"{collection.removesuffix('s')}_id")

    @staticmethod
    def _items(value: Any) -> list[Thing]:
        path = list_path(value)
        return [one for one in at(value, path) if isinstance(one, dict)] if path is not None else []

    def path_of(self, value: Any) -> Path | None:
        """Where the thing is in an answer; None if the answer is about something else."""
        if not self.member:
            return None
        return thing_path(value, (self.member,))

    def is_listed_alone(self, saved: Response, value: Any) -> bool:
        """Whether the answer to a POST is a list that begins with the new thing. A list with a 200 may be what was found."""
        first = value[0] if isinstance(value, list) and value else None
        return saved.status == 201 and isinstance(first, dict) and self.member in first

    def tells_of_addition(self, saved: Response) -> bool:
        """Whether the answer to a POST says that something was added: it shows the thing, or is a 201 with an empty body."""
        value = json_of(saved)
        return self.path_of(value) is not None or self.is_listed_alone(saved, value) or is_silent(saved)

    def id_of(self, thing: Thing) -> str:
        """The id of a thing, as it stands in a path; "" if it has none, or if that is a variable."""
        value = thing.get(self.member)
        usable = isinstance(value, str | int) and not isinstance(value, bool) and value != ""
        text = id_text(value) if usable else ""
        return "" if "{{" in text else text

    @cached_property
    def _in_lists(self) -> dict[str, Thing]:
        found: dict[str, Thing] = {}
        for role, _, _, value in self._answers:
            if role.act == "list":
                for one in self._items(value):
                    found.setdefault(self.id_of(one), one)
        found.pop("", None)
        return found

    @cached_property
    def listed(self) -> dict[str, Thing]:
        """What the lists hold at the start, by id: as the examples of lists say, or else those that read one thing.

        Where neither are saved, there is one thing at the start, which is made up.
        """
        if any(role.act == "list" and list_path(value) is not None for role, _, _, value in self._answers):
            return self._in_lists
        found = {self.id_of(one): one for one in self.read.values()} or {self.id_of(self.made): self.made}
        found.pop("", None)
        return found

    @cached_property
    def made(self) -> Thing:
        """A thing made of an example of something that was sent, or else of what the file sends; {} if nothing is known of it.

        Where nothing is saved, and a request has an id in its path, a thing has an id at least.
        """
        if self.sample:
            return self.sample
        for wanted in ("add", "replace", "merge"):
            for role, route in self.routes:
                for body in saved_bodies(route) if role.act == wanted else ():
                    if body.members:
                        named = {name: _spoken(value) for name, value in body.members.items() if not is_secret(name)}
                        return (
                            {self.member: named.get(self.member) or self._id_in_file} | named if self.member else named
                        )
        has_ids = any(role.id_at is not None for role, _ in self.routes)
        return {self.member: self._id_in_file} if has_ids and not self._answers else {}

    @cached_property
    def _id_in_file(self) -> str | int:
        """The id that the requests of the file have in their paths, those that read a thing first; 1 if they have none."""
        routes = sorted(self.routes, key=lambda one: one[0].act != "read")
        ids = (self._id_in_path(role, route, Example("", route.request, Response(200))) for role, route in routes)
        found = next(filter(None, ids), "1")
        return int(found) if found.isdecimal() and len(found) < 19 else found

    @cached_property
    def read(self) -> dict[str, Thing]:
        """The things of the examples that read one, by id. "" is the id of one whose id is not known."""
        found: dict[str, Thing] = {}
        for role, route, example, value in self._answers:
            path = self.path_of(value) if role.act == "read" else None
            if role.act == "read" and path is None and isinstance(value, dict):
                path = ()
            if path is None:
                continue
            thing = at(value, path)
            for ident in {self.id_of(thing), self._id_in_path(role, route, example)} - {""} or {""}:
                found.setdefault(ident, thing)
        return found

    @cached_property
    def sample(self) -> Thing:
        """A thing as the examples show it; {} if none does."""
        for wanted in ("add", "read", "replace", "merge"):
            for role, _, _, value in self._answers:
                path = self.path_of(value) if role.act == wanted else None
                if path is not None:
                    return dict(at(value, path))
        return next(iter(self._in_lists.values()), {})

    @cached_property
    def replaced_names(self) -> frozenset[str]:
        """The members that a PUT sends, or else those that whoever adds a thing sends; empty if the file does not say."""
        return self._sent_names("replace") or self._sent_names("add")

    def _sent_names(self, act: str) -> frozenset[str]:
        bodies = [body for role, route in self.routes if role.act == act for body in saved_bodies(route)]
        return frozenset(name for body in bodies for name in body.members or ()) - {self.member}

    @cached_property
    def knows_ids(self) -> bool:
        """Whether it is known which ids are there at the start. If not, the examples answer for every id."""
        return "" not in self.read and bool(self.read or self._in_lists)

    def starts_with(self, ident: str) -> Thing | None:
        """The thing that is there at the start; None if there is none with this id."""
        found = self.read.get(ident) or self.listed.get(ident)
        if found or self.knows_ids:
            return found
        other = self.read.get("") or self.made
        return other | {self.member: self.spelled_id(ident)} if self.member in other else other or None

    @cached_property
    def highest(self) -> int:
        """The highest number in an id of an example; 0 if there is none."""
        things = [*self.listed.values(), *self.read.values(), self.made]
        return max((rank_of(one.get(self.member)) or 0 for one in things), default=0)

    def spelled_id(self, ident: str) -> Any:
        """An id of a path as the things have it: as a number where that is its kind."""
        sample = self.made.get(self.member, 1 if not self._answers else "")
        is_number = isinstance(sample, int) and not isinstance(sample, bool)
        return int(ident) if is_number and ident.isdecimal() and len(ident) < 19 else ident


def _spoken(value: Any) -> Any:
    """A value of a body in the file. The name of a variable stands for its value, which may be a secret."""
    if isinstance(value, str):
        return re.sub(r"\{\{\s*\$?([^{}]*?)\s*\}\}", r"\1", value)
    if isinstance(value, list):
        return [_spoken(one) for one in value]
    if isinstance(value, dict):
        return {name: _spoken(one) for name, one in value.items() if not is_secret(name)}
    return value
