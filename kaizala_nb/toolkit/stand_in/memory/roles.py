"""What each request of a collection does to a thing, as far as its method and its path say it for certain."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from kaizala_nb.toolkit.stand_in.ids import is_id
from kaizala_nb.toolkit.stand_in.route import Route, Segment, Variable

Act = Literal["list", "add", "read", "replace", "merge", "remove"]

Pattern = tuple[str | None, ...]
"""A path with None in place of each id: ``("books", None, "reviews")``."""

_ENDING = re.compile(r"\.(json|xml)$")
_ON_COLLECTION: dict[str, Act] = {"GET": "list", "POST": "add", "PUT": "replace", "PATCH": "merge"}
_ON_THING: dict[str, Act] = {"GET": "read", "PUT": "replace", "PATCH": "merge", "DELETE": "remove"}
_VERBS: dict[str, Act] = {
    **dict.fromkeys(("add", "create", "new", "insert", "save", "store"), "add"),
    **dict.fromkeys(("list", "all", "index", "getall"), "list"),
    **dict.fromkeys(("get", "read", "show", "view", "detail", "details"), "read"),
    **dict.fromkeys(("update", "edit", "modify", "change"), "merge"),
    **dict.fromkeys(("delete", "remove", "destroy"), "remove"),
}


@dataclass(frozen=True)
class Role:
    """What a request does.

    Attributes:
        act: What it does.
        pattern: The path of the collection of things that it is about, without their id.
        positions: Where its segments stand in the path of the request.
        id_at: Where the id stands; None if the path has none: then it is about the collection, or about a document.
        document: Whether the path names one thing that has no id: ``/settings``, ``/books/:id/cover``.
    """

    act: Act
    pattern: Pattern
    positions: tuple[int, ...]
    id_at: int | None = None
    document: bool = False


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


def place_of(values: Sequence[str], positions: Sequence[int], id_at: int | None = None) -> Place:
    """The place that these values of a path name. A slash in an id is not one between segments."""
    collection = "".join(_segment(values[one]) for one in positions)
    return Place(collection, None if id_at is None else id_text(values[id_at]))


def parents_of(pattern: Pattern, values: Sequence[str], last: int) -> list[tuple[Pattern, Place]]:
    """The things that are named in a path before its segment ``last``, the outermost first."""
    found = []
    for at in range(1, last):
        if pattern[at] is None:
            found.append((pattern[:at], place_of(values, range(at), at)))
    return found


def roles_of(
    routes: Sequence[Route], adds: Callable[[Route], bool], lists: Callable[[Route], bool | None]
) -> list[Role | None]:
    """The role of each route; None if it has none for certain: an action, a search, a login.

    Args:
        routes: All routes of a collection.
        adds: Whether the examples of a route say that a thing with an id was created.
        lists: Whether the examples of a route have a list of things; None if it has no examples.
    """
    patterns = [pattern_of(route.segments) for route in routes]
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
    spoken = _spoken(patterns)
    return [
        _spoken_role(pattern, spoken) or _role(route.method, pattern, collections, methods)
        for route, pattern in zip(routes, patterns, strict=True)
    ]


def _role(
    method: str, pattern: Pattern, collections: set[Pattern], methods: dict[Pattern, dict[str, Route]]
) -> Role | None:
    if not pattern:
        return None
    if len(pattern) > 1 and pattern[-1] is None:
        here, above = methods[pattern], methods.get(pattern[:-1], {})
        changes = "PUT" in here or "PATCH" in here
        act = "merge" if method == "POST" and "POST" in above and not changes else _ON_THING.get(method)
        last = len(pattern) - 1
        return Role(act, pattern[:-1], tuple(range(last)), last) if act else None
    everything = tuple(range(len(pattern)))
    if pattern in collections:
        act = _ON_COLLECTION.get(method)
        return Role(act, pattern, everything) if act else None
    act = _ON_THING.get(method)
    changes = "PUT" in methods[pattern] or "PATCH" in methods[pattern]
    return Role(act, pattern, everything, document=True) if act and changes else None


def _verb(segment: str | None) -> Act | None:
    return _VERBS.get(re.sub(r"[\W_]", "", segment).lower()) if segment else None


def _spoken_form(pattern: Pattern) -> tuple[Pattern, Role] | None:
    """What a path with a verb says: ``/book/add``, ``/book/update/:id``, ``/book/:id/update``; None if no verb is there."""
    if len(pattern) < 2:
        return None
    last = len(pattern) - 1
    act = _verb(pattern[last])
    if act in ("add", "list") and pattern[last - 1] is not None:
        return pattern[:-1], Role(act, pattern[:-1], tuple(range(last)))
    if last < 2:
        return None
    base, positions = pattern[:-2], tuple(range(last - 1))
    if act in ("read", "merge", "remove") and pattern[last - 1] is None:
        return base, Role(act, base, positions, last - 1)
    act = _verb(pattern[last - 1])
    if act in ("read", "merge", "remove") and pattern[last] is None:
        return base, Role(act, base, positions, last)
    return None


def _spoken(patterns: Sequence[Pattern]) -> set[Pattern]:
    """The collections whose paths speak in verbs for certain: one adds, and another does something else."""
    acts: dict[Pattern, set[Act]] = {}
    for pattern in patterns:
        form = _spoken_form(pattern)
        if form:
            acts.setdefault(form[0], set()).add(form[1].act)
    return {base for base, found in acts.items() if "add" in found and len(found) > 1}


def _spoken_role(pattern: Pattern, spoken: set[Pattern]) -> Role | None:
    form = _spoken_form(pattern)
    return form[1] if form and form[0] in spoken else None
