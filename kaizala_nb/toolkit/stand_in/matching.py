"""Finds the routes that a request may have meant, and names those that are like it.

The order is that of Postman's mock servers: the method, then the path, then the query, headers and the body.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

from kaizala_nb.toolkit.stand_in.fitting import fit
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match, Route
from kaizala_nb.toolkit.stand_in.routes import Routes

_MOST_COMPARED = 2_000
"""So many routes are compared with a request that matches none."""


def matches(routes: Iterable[Route], request: Request) -> list[Match]:
    """The routes with this method and path, the best first: by path, then query, headers and body."""
    found = []
    for alike in _table(routes).find(_method(routes, request), request.segments):
        fits = [fit(one.route.request, request).rest for one in alike] if len(alike) > 1 else [()]
        order = sorted(range(len(alike)), key=fits.__getitem__, reverse=True)
        found += [alike[at] for at in order]
    return found


def nearest(routes: Iterable[Route], request: Request) -> Route | None:
    """The route that is most like a request which matches none; None if there are no routes, or none is like it."""
    sent = [one.lower() for one in request.segments]
    best: Route | None = None
    most = 0.0
    seen: set[str] = set()
    for route in list(routes)[:_MOST_COMPARED]:
        name = f"{route.method} {route.path}"
        if name in seen:
            continue
        seen.add(name)
        likeness = _likeness(route, sent) + (0.1 if route.method == request.method.upper() else 0)
        if likeness > most:
            best, most = route, likeness
    return best


def no_match(routes: Iterable[Route], request: Request) -> Response:
    """The answer to a request that no route takes: 405 if its path takes other methods, and 404 with the nearest route otherwise.

    Postman's mock servers answer 404 to both. 405 says more: it is what a service says.
    """
    table = _table(routes)
    methods = [method for method in table.methods if table.find(method, request.segments)]
    if methods:
        allowed = ", ".join(methods)
        message = f"{request.method.upper()[:40]} is not there for this path. It takes {allowed}."
        return refusal(405, "methodNotAllowed", message, (("Allow", allowed),))
    near = nearest(table, request)
    hint = f"; did you mean {near.method} {near.path}?" if near else "."
    return refusal(404, "mockRequestNotFoundError", f"No such request{hint}")


def _table(routes: Iterable[Route]) -> Routes:
    return routes if isinstance(routes, Routes) else Routes(routes)


def _method(routes: Iterable[Route], request: Request) -> str:
    """The method that is looked for: HEAD is answered as GET where the collection has no HEAD."""
    method = request.method.upper()
    if method == "HEAD" and not _table(routes).find(method, request.segments):
        return "GET"
    return method


def _likeness(route: Route, sent: list[str]) -> float:
    """How much of a path is like that of a route, from 0 to 1. A segment counts more the further in front it stands."""
    pairs = list(zip(route.segments, sent, strict=False))
    whole = same = 0.0
    for at in range(max(len(route.segments), len(sent))):
        weight = 1 / (at + 1)
        whole += weight
        if at >= len(pairs):
            continue
        own, text = pairs[at]
        if isinstance(own, str):
            same += weight * SequenceMatcher(None, own[:100].lower(), text[:100]).ratio()
        elif own.match(text) is not None:
            same += weight * 0.8
    return same / whole if whole else 0.5
