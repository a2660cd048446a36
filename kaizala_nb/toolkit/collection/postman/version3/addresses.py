"""The address of a request as v2.1 writes it, in its parts, from the text, the query and the variables of the path in v3."""

import re
from typing import Any
from urllib.parse import unquote

Entries = list[dict[str, Any]]

_PIECES = re.compile(r"(?P<place>(?>{{[^{}]*}}|[^?#])*)(?:\?(?P<query>(?>{{[^{}]*}}|[^#])*))?(?:#(?P<hash>.*))?", re.S)
_PLACE = re.compile(
    r"(?:(?P<protocol>(?>{{[^{}]*}}|[^/:])*)://)?(?P<host>(?>{{[^{}]*}}|[^/])*)(?:/(?P<path>.*))?", re.S
)
_PORT = re.compile(r"(?P<host>.*):(?P<port>\d+|{{[^{}]*}})", re.S)


def url_of(text: str, query: Entries, variables: Entries) -> str | dict[str, Any]:
    """The address. Where ``query`` has entries, they count for those of the same names in the text, and come after the others.

    A variable counts for a whole segment of the path: ``:id`` in ``/books/:id``, and not in ``/books/:id.json``.
    """
    if not query and not variables:
        return text
    url: dict[str, Any] = {"raw": text} | _parts(text)
    if query:
        names = {one["key"] for one in query}
        url["query"] = [one for one in url.get("query", []) if unquote(one["key"]) not in names] + query
    if variables:
        segments = {segment.removeprefix(":") for segment in url.get("path", []) if segment.startswith(":")}
        begun = {segment.partition(".")[0] for segment in segments}
        url["variable"] = [_for_whole_segments(one, segments, begun) for one in variables]
    return url


def _for_whole_segments(variable: dict[str, Any], segments: set[str], begun: set[str]) -> dict[str, Any]:
    """The variable; switched off if v2.1 would put it where v3 does not."""
    is_only_begun = variable["key"] in begun and variable["key"] not in segments
    return variable | {"disabled": True} if is_only_begun else variable


def _parts(text: str) -> dict[str, Any]:
    """The parts of an address. What stands between ``{{`` and ``}}`` is never cut."""
    pieces = _PIECES.fullmatch(text.lstrip())
    place = _PLACE.fullmatch(pieces["place"]) if pieces else None
    if pieces is None or place is None:
        return {}
    parts: dict[str, Any] = {}
    if place["protocol"]:
        parts["protocol"] = place["protocol"]
    port = _PORT.fullmatch(place["host"])
    host = port["host"] if port else place["host"]
    parts["host"] = host.split(".")
    if port:
        parts["port"] = port["port"]
    if place["path"] is not None:
        parts["path"] = place["path"].split("/")
    if pieces["query"] is not None:
        parts["query"] = [_pair(one) for one in pieces["query"].split("&")]
    if pieces["hash"] is not None:
        parts["hash"] = pieces["hash"]
    return parts


def _pair(text: str) -> dict[str, Any]:
    key, mark, value = text.partition("=")
    return {"key": key, "value": value if mark else None}
