"""An address cut into its parts, as v2.1 writes them."""

import re
from typing import Any

_PIECES = re.compile(r"(?P<place>(?>{{[^{}]*}}|[^?#])*)(?:\?(?P<query>(?>{{[^{}]*}}|[^#])*))?(?:#(?P<hash>.*))?", re.S)
_PLACE = re.compile(
    r"(?:(?P<protocol>(?>{{[^{}]*}}|[^/:])+)://)?(?P<host>(?>{{[^{}]*}}|[^/])*)(?:/(?P<path>.*))?", re.S
)
_PORT = re.compile(r"(?P<host>.*):(?P<port>\d+|{{[^{}]*}})", re.S)


def parts_of(text: str) -> dict[str, Any]:
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
