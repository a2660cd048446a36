"""Finds the routes that a request may have meant, and names those that are like it.

The order is that of Postman's mock servers: the method, then the path, then the query, headers and the body.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from operator import mul

from kaizala_nb.toolkit.stand_in.fitting import fit
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match, Route, Segment
from kaizala_nb.toolkit.stand_in.routes import Routes

_MOST_COMPARED = 2_000
"""So many routes are compared with a request that matches none."""
_NEAR = 0.6
"""How much a segment is like another one that may have been meant."""


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
        likeness = _likeness(route, sent)
        if likeness:
            likeness += 0.1 if route.method == request.method.upper() else 0
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
    """How much of a path is like that of a route, from 0 to 1; 0 if it is another path.

    Both are compared from the front, where a segment counts more the further in front it stands. If one is longer, they are
    compared from the end too: a base path may be missing.
    """
    short = min(len(route.segments), len(sent))
    front = _alike(route.segments[:short], sent[:short])
    end = _alike(route.segments[len(route.segments) - short :], sent[len(sent) - short :])
    weights = [1 / (at + 1) for at in range(max(len(route.segments), len(sent)))]
    likeness = sum(map(mul, weights, front)) / sum(weights) if _is_near(route.segments[:short], front) else 0.0
    is_at_end = min(end, default=0) >= _NEAR and _is_near(route.segments[-short:], end)
    return max(likeness, 0.9 * sum(end) / short) if is_at_end else likeness


def _is_near(segments: Sequence[Segment], alike: Sequence[float]) -> bool:
    """Whether a path may have been meant: a name of it is near, and so is the last segment."""
    names = (one for segment, one in zip(segments, alike, strict=True) if isinstance(segment, str))
    return bool(alike) and alike[-1] >= _NEAR and any(one >= _NEAR for one in names)


def _alike(own: Sequence[Segment], sent: Sequence[str]) -> list[float]:
    """How much each segment is like that of a route, from 0 to 1."""
    return [
        SequenceMatcher(None, one[:100].lower(), text[:100]).ratio()
        if isinstance(one, str)
        else 0.8 * (one.match(text) is not None)
        for one, text in zip(own, sent, strict=True)
    ]
