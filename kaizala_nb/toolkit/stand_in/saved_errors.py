"""The saved errors of other requests that a request may answer with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kaizala_nb.toolkit.collection.foreign.signing.fields import kind_of
from kaizala_nb.toolkit.stand_in.route import Example, Route, Segment

_Errors = dict[tuple[Segment, ...], dict[int, Example]]
_Near = tuple[str, tuple[Segment, ...] | tuple[str, ...]]
"""A kind of authorisation, with a path or with folders."""


def with_errors(routes: Sequence[Route]) -> list[Route]:
    """The routes, each with the errors of its path, and with the 401 of the nearest request that is authorised as it is.

    A 401 of a request without authorisation is no answer of another one: that of a login is about a wrong password.
    """
    by_path: _Errors = {}
    unauthorised: dict[_Near, Example] = {}
    for route, example in _errors(routes):
        if example.response.status != 401:
            by_path.setdefault(route.shape, {}).setdefault(example.response.status, example)
        elif route.authorised:
            for near in _near(route):
                unauthorised.setdefault(near, example)
    if not by_path and not unauthorised:
        return list(routes)
    return [replace(route, errors=_of(route, by_path, unauthorised)) for route in routes]


def _errors(routes: Iterable[Route]) -> Iterator[tuple[Route, Example]]:
    return ((route, one) for route in routes for one in route.examples if one.response.status >= 400)


def _near(route: Route) -> Iterator[_Near]:
    """What is near a request: its path, its folder, the folders around this one, the whole collection."""
    kind, folders = kind_of(route.item.auth), tuple(route.item.folders)
    yield f"path {kind}", route.shape
    for length in range(len(folders), -1, -1):
        yield f"folder {kind}", folders[:length]


def _of(route: Route, by_path: _Errors, unauthorised: Mapping[_Near, Example]) -> Mapping[int, Example]:
    found = by_path.get(route.shape, {})
    refusal = next((unauthorised[near] for near in _near(route) if near in unauthorised), None)
    return found | {401: refusal} if refusal and route.authorised else found
