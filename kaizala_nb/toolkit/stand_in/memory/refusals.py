"""The answer where a thing is not there: as the file has it saved, or as its other errors look."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kaizala_nb.toolkit.stand_in.memory.resources import json_of
from kaizala_nb.toolkit.stand_in.memory.turn import changed, written
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Route

_WORDS = "There is no such thing: it was deleted, or it was never there."
_LARGEST = 10_000  # bytes of an error that others are made of
_CODES = re.compile(r"error|code|error_?code|type|name|reason|status", re.IGNORECASE)
_SENTENCES = re.compile(r"message|msg|detail|details|description|error_?(message|description)|title", re.IGNORECASE)


def missing(near: Iterable[Route], routes: Iterable[Route]) -> Response:
    """The 404 for a thing that is not there.

    Args:
        near: The routes that the request may have meant, and those of the same things, the nearest first.
        routes: All routes of the collection.
    """
    near = list(near)
    for saved in _refusals(near):
        if saved.status == 404:
            return saved
    for saved in _refusals((*near, *routes)):
        value = json_of(saved) if len(saved.body) <= _LARGEST else None
        if isinstance(value, dict):
            other = replace(saved, status=404, reason="", example="")
            return changed(other, written(_said_again(value, saved.status), saved.body), saved.headers, "made up")
    return refusal(404, "notFoundError", _WORDS)


def saved_refusal(route: Route, status: int) -> Response | None:
    """The saved refusal of a request with this status; None if there is none."""
    return next((one for one in _refusals([route]) if one.status == status), None)


def refusal(status: int, name: str, words: str) -> Response:
    """A refusal in words of the stand-in's own."""
    body = written({"error": {"name": name, "message": words}})
    return Response(status, body, (("Content-Type", "application/json"),), source="refusal")


def _refusals(routes: Iterable[Route]) -> Iterator[Response]:
    for route in routes:
        for example in route.examples:
            if 400 <= example.response.status < 500:
                yield replace(example.response, source="example", example=example.name)


def _said_again(value: Any, status: int, name: str = "") -> Any:
    """An error that says of a thing that it is not there."""
    if isinstance(value, dict):
        return {key: _said_again(one, status, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_said_again(one, status, name) for one in value[:1]]
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return 404 if value == status else value
    if isinstance(value, str):
        if value == str(status):
            return "404"
        if _SENTENCES.fullmatch(name) or (" " in value and _CODES.fullmatch(name)):
            return _WORDS
        return "not_found" if _CODES.fullmatch(name) else value
    return value
