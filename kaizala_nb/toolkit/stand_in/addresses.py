"""Where a request of a file goes: its server, and its path with what may be anything in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.address import Address
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE, Filler
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written
from kaizala_nb.toolkit.stand_in.route import Segment, Variable

# What stands between {{ and }} is never cut.
_PIECES = re.compile(r"(?P<place>(?>{{[^{}]*}}|[^?#])*)(?:\?(?P<query>(?>{{[^{}]*}}|[^#])*))?", re.S)
_PLACE = re.compile(r"(?P<server>(?:(?>{{[^{}]*}}|[^/:{}])+://)?(?>{{[^{}]*}}|[^/])*)(?P<path>.*)", re.S)
_ANY = re.compile(r"{{(?P<name>[^{}]*)}}|{(?P<plain>[A-Za-z_][\w.-]*)}")


@dataclass(frozen=True)
class Place:
    """Where a request goes.

    Attributes:
        server: What stands before the path in the file: ``{{base_url}}``, ``https://api.library.example``.
        origin: Scheme, host and port. Variables without a value stand in it as in the file; "" if the file names no host.
        base: The path that the value of the server brings: ``/v1``.
        path: The whole path: ``/v1/books/{{id}}``, ``/v1/books/:id``.
        query: The query as in the file.
    """

    server: str
    origin: str
    base: str
    path: str
    query: str


def place_of(url: Any, values: Mapping[str, str], *, with_path_values: bool = False) -> Place | None:
    """Where an address of a file leads; None if it is none.

    Args:
        url: The address as in the file.
        values: The values of variables. They fill the server, and in the path those variables that hold several segments.
        with_path_values: Whether ``:id`` is replaced by the value that the file gives for it, as in what is sent.
    """
    known = Filler(lambda name: values.get(name) or None)
    try:
        if isinstance(url, dict) and not with_path_values:
            url = url | {"variable": _with_slashes(url.get("variable"), known)}
        pieces = _PIECES.match(written(url).replace("\\", "/"))
        place = _PLACE.match(pieces["place"]) if pieces else None
        if pieces is None or place is None or not pieces["place"].strip():
            return None
        server = known.text(place["server"])
        path = VARIABLE.sub(lambda match: _long(known.text(match[0]), match[0]), place["path"])
    except CannotSend:  # variables that hold one another without an end
        return None
    whole = _PIECES.match(server + path)
    inner = _PLACE.match(whole["place"]) if whole else None
    if whole is None or inner is None:
        return None
    origin = _origin(inner["server"])
    if origin is None:
        return None
    queries = [one for one in (whole["query"], pieces["query"]) if one]
    base = inner["path"].removesuffix(path)
    return Place(place["server"], origin, base, inner["path"] or "/", "&".join(queries))


def split(address: str) -> tuple[str, str]:
    """The server of an address of a file, such as ``{{base_url}}``, and all that stands behind it."""
    text = address.lstrip()
    pieces = _PIECES.match(text.replace("\\", "/"))
    place = _PLACE.match(pieces["place"]) if pieces else None
    at = place.end("server") if place else 0
    return text[:at], text[at:]


def segments_of(path: str) -> tuple[Segment, ...]:
    """The segments of a path of a file, with a :class:`Variable` for each that may be anything. Empty ones count not."""
    return tuple(_segment(part) for part in path.split("/") if part)


def _segment(part: str) -> Segment:
    if part.startswith(":") and len(part) > 1:
        name, dot, rest = part[1:].partition(".")
        if name:
            return Variable(name, "", unquote(dot + rest))
    found = _ANY.search(part)
    if found is None:
        return unquote(part)
    return Variable(
        (found["name"] or found["plain"] or "").strip(), unquote(part[: found.start()]), part[found.end() :]
    )


def _with_slashes(variables: Any, known: Filler) -> list[Any]:
    """The variables of a path whose values are several segments."""
    entries = variables if isinstance(variables, list) else []
    return [one for one in entries if isinstance(one, dict) and "/" in known.text(text_of(one.get("value") or ""))]


def _long(value: str, name: str) -> str:
    """The value of a variable in a path if it is more than a segment; otherwise the variable stays."""
    return value if "/" in value or "?" in value else name


@lru_cache(maxsize=1_000)
def _origin(server: str) -> str | None:
    """Scheme, host and port; None for a scheme that is not of HTTP, or for a host that is none."""
    if not server.partition("://")[2] and (not server or server.endswith("://")):
        return ""
    if "{{" in server:
        scheme, mark, rest = server.rpartition("://")
        return scheme + mark + rest.rpartition("@")[2]
    try:
        return Address.parse(server).origin
    except CannotSend:
        return None
