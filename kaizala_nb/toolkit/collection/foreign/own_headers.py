"""Headers that a call gives, in a request of somebody's file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of, kind_of
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.texts import text_of

_OFF = "disabledSystemHeaders"


class Parts(NamedTuple):
    """What a message is made of: a request of a file, its authorisation, Postman's settings for it."""

    request: dict[str, Any]
    auth: Any
    behavior: dict[str, Any]


def with_headers(parts: Parts, headers: Mapping[str, str | None]) -> Parts:
    """What a message with these headers is made of. None takes a header away, in whatever letters it is written.

    Whoever gives the header that the authorisation would make sends it in place of the authorisation.
    """
    if not headers:
        return parts
    given = {name.lower(): (name, value) for name, value in headers.items()}
    names = set(given)
    pairs: list[tuple[str, str | None]] = []
    for name, old in headers_of(parts.request.get("header")):
        small = name.strip().lower()
        if small not in names:
            pairs.append((name, old))
        elif small in given:  # of several, the first has the place
            pairs.append(given.pop(small))
    pairs += given.values()
    listed = [{"key": name, "value": value} for name, value in pairs if value is not None]
    off = parts.behavior.get(_OFF)
    off = (off if isinstance(off, dict) else {}) | dict.fromkeys(names, True)
    auth = None if header_of(parts.auth) in names else parts.auth
    return Parts(parts.request | {"header": listed}, auth, parts.behavior | {_OFF: off})


def header_of(auth: Any) -> str:
    """The name of the header that an authorisation makes, in small letters; "" for none."""
    kind, fields = kind_of(auth), fields_of(auth)
    if kind == "apikey":
        return "" if fields.get("in") == "query" else text_of(fields.get("key") or "").strip().lower()
    return "authorization" if kind else ""


def without_headers(message: Message, headers: Mapping[str, str | None]) -> Message:
    """The message without those of these headers that are None: a body or an address may have brought them again."""
    gone = {name.lower() for name, value in headers.items() if value is None}
    if not gone:
        return message
    kept = tuple(one for one in message.headers if one[0].lower() not in gone)
    cookie_at = sum(one[0].lower() not in gone for one in message.headers[: message.cookie_at])
    return replace(message, headers=kept, cookie_at=cookie_at)
