"""All routes of a collection. Those for a path are found in a tree of segments, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kaizala_nb.toolkit.stand_in.ids import is_id
from kaizala_nb.toolkit.stand_in.route import Match, Route, Segment, Variable

Around = tuple[str, str]
"""What stands before and after the variables of a segment."""


@dataclass
class _Node:
    """A place in the tree: what may come next, and the routes that end here, with their numbers."""

    fixed: dict[str, "_Node"] = field(default_factory=dict)
    open: dict[Around, tuple[Variable, "_Node"]] = field(default_factory=dict)
    routes: list[tuple[int, Route]] = field(default_factory=list)

    def next(self, segment: Segment) -> "_Node":
        """The place after a segment; it is made if it is not there."""
        if isinstance(segment, str):
            return self.fixed.setdefault(segment, _Node())
        around = (segment.before, segment.after)
        return self.open.setdefault(around, (segment, _Node()))[1]


class Routes(tuple[Route, ...]):
    """The routes, in the order of the file."""

    @cached_property
    def _exact(self) -> dict[str, _Node]:
        return self._tree(lambda route: route.segments)

    @cached_property
    def _folded(self) -> dict[str, _Node]:
        return self._tree(lambda route: tuple(one.lower() if isinstance(one, str) else one for one in route.segments))

    @cached_property
    def _with_other_ids(self) -> dict[str, _Node]:
        return self._tree(lambda route: _with_open_ids(route.segments))

    def _tree(self, way: Callable[[Route], Sequence[Segment]]) -> dict[str, _Node]:
        roots: dict[str, _Node] = {}
        for number, route in enumerate(self):
            node = roots.setdefault(route.method, _Node())
            for segment in way(route):
                node = node.next(segment)
            node.routes.append((number, route))
        return roots

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The methods of all routes."""
        return tuple(self._exact)

    def find(self, method: str, segments: Sequence[str]) -> list[list[Match]]:
        """The routes with this method and path, in lists: first those with the fewest variables, each list in the file's order.

        Capitals count only if there is a route with them. An id that stands in a route is only that one, if another route has this
        path; otherwise it may be any.
        """
        return (
            _walk(self._exact.get(method), segments, False)
            or _walk(self._folded.get(method), segments, True)
            or _walk(self._with_other_ids.get(method), segments, False)
        )


def _with_open_ids(segments: Sequence[Segment]) -> list[Segment]:
    """A path in which each id that stands after a name may be any: ``/posts/1``."""
    pairs = zip(segments, ("", *segments), strict=False)
    return [
        Variable("id") if isinstance(one, str) and is_id(one) and before and not is_id(str(before)) else one
        for one, before in pairs
    ]


def _walk(root: _Node | None, segments: Sequence[str], folded: bool) -> list[list[Match]]:
    found: list[tuple[tuple[int, ...], int, Route]] = []
    to_do: list[tuple[_Node, tuple[int, ...]]] = [(root, ())] if root else []
    while to_do:
        node, kinds = to_do.pop()
        if len(kinds) == len(segments):
            found += [(kinds, number, route) for number, route in node.routes]
            continue
        segment = segments[len(kinds)]
        fixed = node.fixed.get(segment.lower() if folded else segment)
        if fixed:
            to_do.append((fixed, (*kinds, 0)))
        for (before, after), (variable, after_it) in node.open.items():
            if variable.match(segment, folded=folded) is not None:
                to_do.append((after_it, (*kinds, 1 if before or after else 2)))
    lists: dict[tuple[int, ...], list[Match]] = {}
    for kinds, _, route in sorted(found, key=lambda one: (sum(one[0]), one[0], one[1])):
        lists.setdefault(kinds, []).append(Match(route, _values(route, segments, folded)))
    return list(lists.values())


def _values(route: Route, segments: Sequence[str], folded: bool) -> dict[str, str]:
    values: dict[str, str] = {}
    for one, sent in zip(route.segments, segments, strict=True):
        if isinstance(one, Variable):
            values |= one.match(sent, folded=folded) or {}
    return values
