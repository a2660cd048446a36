"""What each request of a collection does to a thing, as far as its method and its path say it for certain."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from kaizala_nb.toolkit.stand_in.ids import is_id
from kaizala_nb.toolkit.stand_in.memory.spelling import Act, Pattern, key_of, spoken_name, verb_of
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.route import Route, Segment, Variable

_ENDING = re.compile(r"\.(json|xml)$")
_ON_ONE = ("read", "merge", "remove")
_SAYS = {"DELETE": ("remove",), "PUT": ("add", "merge"), "PATCH": ("merge",)}
"""What a verb in a path can mean with a method that has a meaning of its own; GET and POST carry everything."""
_ON_COLLECTION: dict[str, Act] = {"GET": "list", "POST": "add", "PUT": "replace", "PATCH": "merge", "DELETE": "empty"}
_ON_THING: dict[str, Act] = {"GET": "read", "PUT": "replace", "PATCH": "merge", "DELETE": "remove"}


@dataclass(frozen=True)
class Role:
    """What a request does.

    Attributes:
        act: What it does.
        pattern: The path of the collection of things that it is about, without their id. Its ids stand where the request has them.
        id_at: Where the id stands; None if the path has none: then it is about the collection, or about a document.
        document: Whether the path names one thing that has no id: ``/settings``, ``/books/:id/cover``.
        query: The parameter of the query that the id stands in; "" if it stands in the path. Then it comes behind the path.
    """

    act: Act
    pattern: Pattern
    id_at: int | None = None
    document: bool = False
    query: str = ""

    def values(self, route: Route, request: Request) -> tuple[str, ...]:
        """What a request has in place of each entry of the pattern of its route, and behind them the id in its query."""
        values = values_of(route.segments, request.segments)
        return (*values, id_in_query(request, self.query)) if self.query else values


@dataclass(frozen=True)
class Place:
    """Where a request points to: a collection such as ``/books/17/reviews``, and an id in it; "" is the id of a document."""

    collection: str
    id: str | None = None

    @property
    def below(self) -> str:
        """What the paths of all collections begin with that belong to this thing."""
        return f"{self.collection}{_segment(self.id or '')}"


def _segment(text: str) -> str:
    return "/" + quote(text, safe="", errors="replace")


def id_text(value: Any) -> str:
    """An id as it stands in a path. Half a surrogate pair, which no path can have, is a question mark."""
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace").decode()


def pattern_of(segments: Sequence[Segment]) -> Pattern:
    """The pattern of a path. ``Books('1')`` counts as two segments: the collection and the id."""
    pattern: list[str | None] = []
    for segment in segments:
        if isinstance(segment, Variable):
            pattern += [_before(segment), None] if _before(segment) else [None]
        elif pattern and pattern[-1] is not None and is_id(segment):
            pattern.append(None)
        else:
            pattern.append(_ENDING.sub("", segment))
    return tuple(pattern)


def values_of(segments: Sequence[Segment], sent: Sequence[str]) -> tuple[str, ...]:
    """What a request has in place of each entry of the pattern."""
    values: list[str] = []
    for segment, text in zip(segments, sent, strict=True):
        if isinstance(segment, Variable):
            value = text.removeprefix(segment.before).removesuffix(segment.after)
            values += [_before(segment), value] if _before(segment) else [value]
        else:
            values.append(_ENDING.sub("", text))
    return tuple(values)


def id_in_query(request: Request, name: str) -> str:
    """The id in the query of a request; "" if there is none, or more than one."""
    found = [value for parameter, value in request.query if parameter == name]
    return found[0] if len(found) == 1 and "," not in found[0] else ""


def names_of(segments: Sequence[Segment]) -> tuple[str, ...]:
    """What the ids are called, for each entry of the pattern; "" where it is no variable."""
    names: list[str] = []
    for segment in segments:
        if isinstance(segment, Variable):
            names += ["", segment.name] if _before(segment) else [segment.name]
        else:
            names.append("")
    return tuple(names)


def _before(variable: Variable) -> str:
    """The collection in ``Books('{{id}}')``; "" if the id has the segment for itself."""
    return re.sub(r"\('?$", "", variable.before) if variable.before.endswith(("(", "('")) else ""


def place_of(pattern: Pattern, values: Sequence[str], id_at: int | None = None) -> Place:
    """The place that a path names. A slash in an id is not one between segments.

    Args:
        pattern: The path of the collection.
        values: What the request has in place of each entry of its own pattern.
        id_at: Where the id stands; None if the path has none.
    """
    entries = [values[at] if entry is None else entry for at, entry in enumerate(pattern)]
    return Place("".join(map(_segment, entries)), None if id_at is None else id_text(values[id_at]))


def parents_of(pattern: Pattern, values: Sequence[str], last: int) -> list[tuple[Pattern, Place]]:
    """The things that are named in a path before its segment ``last``, the outermost first."""
    found = []
    for at in range(1, last):
        if pattern[at] is None:
            found.append((pattern[:at], place_of(pattern[:at], values, at)))
    return found


def roles_of(
    routes: Sequence[Route],
    patterns: Sequence[Pattern],
    adds: Callable[[Route], bool],
    lists: Callable[[Route], bool | None],
) -> list[Role | None]:
    """The role of each route; None if it has none for certain: an action, a search, a login.

    Args:
        routes: All routes of a collection.
        patterns: Their patterns.
        adds: Whether the examples of a route say that a thing with an id was created.
        lists: Whether the examples of a route have a list of things; None if it has no examples.
    """
    collections = {one[:-1] for one in patterns if len(one) > 1 and one[-1] is None and one[-2] is not None}
    methods: dict[Pattern, dict[str, Route]] = {}
    for route, pattern in zip(routes, patterns, strict=True):
        methods.setdefault(pattern, {}).setdefault(route.method, route)
        if route.method == "POST" and adds(route):
            collections.add(pattern)
    for pattern, here in methods.items():
        has_list = lists(here["GET"]) if "GET" in here and "POST" in here else False
        if pattern and (has_list or (has_list is None and not here["POST"].examples)):
            collections.add(pattern)
    forms = _spoken_forms([route.method for route in routes], patterns)
    spoken = _spoken([form for form in forms if form], collections, {one for one in methods if "GET" in methods[one]})
    collections.update(spoken.values())
    return [
        _spoken_role(form, spoken) or _role(route, pattern, collections, methods)
        for route, pattern, form in zip(routes, patterns, forms, strict=True)
    ]


def _role(
    route: Route, pattern: Pattern, collections: set[Pattern], methods: dict[Pattern, dict[str, Route]]
) -> Role | None:
    if not pattern:
        return None
    method = route.method
    if len(pattern) > 1 and pattern[-1] is None:
        here, above = methods[pattern], methods.get(pattern[:-1], {})
        changes = "PUT" in here or "PATCH" in here
        act = "merge" if method == "POST" and "POST" in above and not changes else _ON_THING.get(method)
        return Role(act, pattern[:-1], len(pattern) - 1) if act else None
    if pattern in collections:
        act = _ON_COLLECTION.get(method)
        return Role(act, pattern) if act and (act != "empty" or _is_bare(route)) else None
    act = _ON_THING.get(method)
    changes = "PUT" in methods[pattern] or "PATCH" in methods[pattern]
    return Role(act, pattern, document=True) if act and changes else None


def _is_bare(route: Route) -> bool:
    """Whether the file sends neither a query nor a body: a request that deletes only some things has to say which."""
    return not any(one.query or one.body for one in (route.request, *(example.request for example in route.examples)))


def _spoken_forms(methods: Sequence[str], patterns: Sequence[Pattern]) -> list[Role | None]:
    """What each path says in a verb. ``DELETE /orderList`` does not list: then an order list is a thing, for all methods."""
    forms = [_spoken_form(method, pattern) for method, pattern in zip(methods, patterns, strict=True)]
    things = {
        pattern
        for method, pattern, form in zip(methods, patterns, forms, strict=True)
        if form and form.act not in _SAYS.get(method, (form.act,))
    }
    return [None if pattern in things else form for pattern, form in zip(patterns, forms, strict=True)]


def _spoken_form(method: str, pattern: Pattern) -> Role | None:
    """What a path with a verb says: ``/book/add``, ``/book/update/:id``, ``/book/:id/update``, ``/book_update/:id``, ``/getBooks``;
    None if no verb is there."""
    if not pattern:
        return None
    last = len(pattern) - 1
    verb = verb_of(pattern[last], method)
    if last > 0 and verb in ("add", "list") and pattern[last - 1] is not None:
        return Role(verb, pattern[:-1])
    if last > 1 and verb in _ON_ONE and pattern[last - 1] is None:
        return Role(verb, pattern[:-2], last - 1)
    if last > 1 and pattern[last] is None:
        verb = verb_of(pattern[last - 1], method)
        if verb in _ON_ONE and pattern[last - 2] is not None:
            return Role(verb, pattern[:-2], last)
    at = last if pattern[last] is not None else last - 1
    named = spoken_name(pattern[at], has_id=at < last) if at >= 0 else None
    return Role(named.act, (*pattern[:at], named.name), last if at < last else None) if named else None


def _spoken(forms: Sequence[Role], collections: set[Pattern], readable: set[Pattern]) -> dict[Pattern, Pattern]:
    """The paths of the collections whose requests speak in verbs for certain, by the key of each.

    Such a collection is known from other requests; or one request adds, and another does something else.
    """
    acts: dict[Pattern, set[Act]] = {}
    paths: dict[Pattern, Pattern] = {}
    for form in forms:
        acts.setdefault(key_of(form.pattern), set()).add(form.act)
        paths.setdefault(key_of(form.pattern), form.pattern)
    for path in readable:
        if path and path[-1] is not None and key_of(path) in acts:
            acts[key_of(path)].add("list")
            paths[key_of(path)] = path
    known = {key_of(path): path for path in sorted(collections, key=str) if path[-1] is not None}
    spoken = {key: path for key, path in paths.items() if "add" in acts[key] and len(acts[key]) > 1}
    return spoken | {key: path for key, path in known.items() if key in acts}


def _spoken_role(form: Role | None, spoken: dict[Pattern, Pattern]) -> Role | None:
    path = spoken.get(key_of(form.pattern)) if form else None
    return replace(form, pattern=path) if form and path else None
