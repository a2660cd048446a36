"""Chooses the saved example that answers a request."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from kaizala_nb.toolkit.stand_in.authorising import challenge, is_let_in
from kaizala_nb.toolkit.stand_in.filling import filled
from kaizala_nb.toolkit.stand_in.fitting import OPEN, Fit, fit, like
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Example, Match

CODE, NAME, ID = "x-mock-response-code", "x-mock-response-name", "x-mock-response-id"
BODY, HEADERS = "x-mock-match-request-body", "x-mock-match-request-headers"
_LACKING = (400, 422)
"""What a service says to a request that lacks something."""
_NOTHING = ("", "None", "{}", "[]")
"""Values of JSON that say nothing, as texts."""


class _Candidate(NamedTuple):
    match: Match
    example: Example
    fit: Fit

    @property
    def order(self) -> tuple[object, ...]:
        """What makes it better than another one: how well it fits, then what kind of success it is."""
        status = self.example.response.status
        return (*self.fit, status < 300, status < 400)


def asked_for(matches: Sequence[Match], request: Request) -> Response | None:
    """The example that Postman's headers ask for; None if there are no such headers.

    ``x-mock-response-code``, ``-name`` and ``-id`` name it. With ``x-mock-match-request-body: true`` its own request must have
    the same body, with ``x-mock-match-request-headers: Accept, …`` the same values in these headers. If there is none, the answer
    is a 404 that says what there is.
    """
    code, name, ident = (request.header(one).strip() for one in (CODE, NAME, ID))
    same_body = request.header(BODY).strip().lower() == "true"
    same_headers = [one.strip() for one in request.header(HEADERS).split(",") if one.strip()]
    if not (code or name or ident or same_body or same_headers):
        return None
    found = [
        one
        for one in _candidates(matches, request)
        if (not code or str(one.example.response.status) == code)
        and (not name or one.example.name.strip() in (name, unquote(name)))
        and (not ident or _has_id(one.example, ident))
        and (not same_body or one.fit.body >= OPEN)
        and all(like(one.example.request.header(header), request.header(header)) for header in same_headers)
    ]
    if not found:
        return _none_saved(matches)
    best = max(found, key=lambda one: one.order)
    return filled(best.example, best.match, request)


def refused(matches: Sequence[Match], request: Request) -> Response | None:
    """The refusal whose condition is plain: nothing that authorises is there, and the collection authorises the request.

    It is the 401 that is saved with the request, or with a near one that is authorised as it is, or one of ours.
    """
    meant = [one.route for one in matches if one.route.shape == matches[0].route.shape]
    if any(not one.authorised or is_let_in(one, request) for one in meant):
        return None
    return error_example(matches[0], 401, request) or _unauthorised(matches[0])


def error_example(match: Match, status: int, request: Request) -> Response | None:
    """The saved error of a route with this status, or that of a near one; None if there is none."""
    own = (one for one in match.route.examples if one.response.status == status)
    example = next(own, match.route.errors.get(status))
    return filled(example, match, request) if example else None


def chosen(matches: Sequence[Match], request: Request) -> tuple[Match, Response] | None:
    """The example that answers a request; None if no route has one.

    Of several it is the one that fits what was sent: path, query, body, headers. An error answers if its own request is the one
    that was sent, and fits better than that of any success; or if it is a 400 or 422 whose own request lacks what this one lacks.
    Where no success is saved, an error answers.
    """
    is_clear = len(matches) == 1 and len(matches[0].route.examples) == 1
    found = _candidates(matches, None) if is_clear else _of_the_best_path(_candidates(matches, request), matches)
    if not found:
        return None
    successes = [one for one in found if one.example.response.status < 400]
    errors = [one for one in found if one.example.response.status >= 400]
    best = max(successes or errors, key=lambda one: one.order)
    if successes and errors:
        fitting = [one for one in errors if one.fit.is_whole and one.fit[:3] > best.fit[:3]]
        lacking = [one for one in errors if _lacks(one.example, best, request)]
        best = max(fitting or lacking or [best], key=lambda one: one.order)
    return best.match, filled(best.example, best.match, request)


def _candidates(matches: Sequence[Match], request: Request | None) -> list[_Candidate]:
    """All examples of some routes. Without a request it is not asked how well they fit."""
    return [
        _Candidate(match, example, fit(example.request, request) if request else Fit(1, 1, 1, 1))
        for match in matches
        for example in match.route.examples
    ]


def _of_the_best_path(found: list[_Candidate], matches: Sequence[Match]) -> list[_Candidate]:
    """Without those of other routes, where these are for another path: that of ``/books/17`` is no example of ``/books/mine``."""
    return [one for one in found if one.match.route.shape == matches[0].route.shape or one.fit.path >= OPEN]


def _has_id(example: Example, ident: str) -> bool:
    """Whether an example has an id; Postman puts the number of a user before it."""
    return bool(example.id) and (example.id == ident or ident.endswith(f"-{example.id}"))


def _lacks(error: Example, success: _Candidate, request: Request) -> bool:
    """Whether a request lacks what an error is about: the fields of a success that the error's own request has not.

    If the error names some of these fields, these count alone. Where the request is that of the success, a variable may be empty.
    """
    if error.response.status not in _LACKING:
        return False
    wanted, sent = _fields(success.example.request), _fields(request)
    missing = _with_value(success.example.request) - _with_value(error.request)
    lacking = missing - _with_value(request)
    if success.fit.is_whole:
        lacking = {one for one in lacking if like(wanted[one], sent.get(one, "")) < OPEN}
    words = set(re.findall(r"\w+", error.response.body.decode("utf-8", "replace")))
    named = {one for one in missing if one.rpartition(".")[2] in words}
    return bool(lacking) and (bool(lacking & named) if named else lacking == missing)


def _fields(request: Request) -> dict[str, str]:
    """The fields of a body, each with its value as a text."""
    if request.form is not None:
        return dict(request.form)
    return {".".join(way): text for way, text in request.leaves.items() if way}


def _with_value(request: Request) -> set[str]:
    """The fields of a body that have a value."""
    nothing = ("",) if request.form is not None else _NOTHING
    return {name for name, text in _fields(request).items() if text not in nothing}


def _none_saved(matches: Iterable[Match]) -> Response:
    names = [f"{one.response.status} {one.name}".strip() for match in matches for one in match.route.examples]
    there = f"There are: {'; '.join(dict.fromkeys(names))}." if names else "None is saved for this request."
    return refusal(404, "mockRequestNotFoundError", f"No such example. {there}")


def _unauthorised(match: Match) -> Response:
    headers = challenge(match.route, "stand-in")
    return refusal(
        401, "unauthorized", "This request wants a token, a key or a password, and none came with it.", headers
    )
