"""Authorisation as Postman adds it to a request: basic, bearer, an API key, digest, OAuth 2 with a token that is given, or none."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.address import Address
from kaizala_nb.toolkit.collection.foreign.digest import header_of
from kaizala_nb.toolkit.collection.texts import lower_words, text_of

KINDS = ("noauth", "basic", "bearer", "apikey", "digest", "oauth2")
SECRETS = {
    "basic": ("password",),
    "bearer": ("token",),
    "apikey": ("value",),
    "digest": ("password",),
    "oauth2": ("accessToken", "clientSecret", "password", "refreshToken"),
}
"""For each kind, the fields that are secret."""


@dataclass
class Header:
    """A header on its way into a request."""

    name: str
    value: str


def kind_of(auth: Any) -> str:
    """The kind of an authorisation: "" for none, or for something that is no authorisation at all."""
    kind = auth.get("type") if isinstance(auth, dict) else None
    return kind if isinstance(kind, str) and kind != "noauth" else ""


def fields_of(auth: Any) -> dict[str, Any]:
    """The fields of an authorisation: a list of them in v2.1, an object in v2.0."""
    kind = kind_of(auth)
    details = auth.get(kind) if kind else None
    if isinstance(details, list):
        return {text_of(one.get("key")): one.get("value") for one in details if isinstance(one, dict)}
    return dict(details) if isinstance(details, dict) else {}


def sign(
    kind: str, fields: Mapping[str, Any], method: str, address: Address, headers: list[Header]
) -> tuple[str, str] | None:
    """Add to a request what an authorisation of this kind adds. ``fields`` have their values.

    Returns the name and the password for digest, which a service asks for first; otherwise None.
    """
    text = {name: "" if value is None else text_of(value) for name, value in fields.items()}
    if kind == "basic":
        pair = f"{text.get('username', '')}:{text.get('password', '')}"
        _authorise(headers, "Basic " + b64encode(pair.encode("utf-8", "replace")).decode())
    elif kind == "bearer":
        if text.get("token"):
            _authorise(headers, f"Bearer {text['token']}")
    elif kind == "apikey":
        _add_key(text, address, headers)
    elif kind == "oauth2":
        _add_token(text, address, headers)
    elif kind == "digest":
        return _digest(text, method, address, headers)
    elif kind:
        raise CannotSend(reason(kind))
    return None


def _digest(text: Mapping[str, str], method: str, address: Address, headers: list[Header]) -> tuple[str, str] | None:
    """A service asks for digest first. If the file holds what it would ask, the answer goes at once."""
    user, password = text.get("username", ""), text.get("password", "")
    if not user:
        return None
    if text.get("realm") and text.get("nonce"):
        challenge = dict(text) | {"nc": text.get("nonceCount", ""), "cnonce": text.get("clientNonce", "")}
        header = header_of(user, password, method, address.target(), challenge)
        if header:
            _authorise(headers, header)
    return user, password


def reason(kind: str) -> str:
    """Why a request with this kind of authorisation cannot be sent."""
    return f"It signs in by {kind[:40]!r}. These can be sent: {', '.join(KINDS[1:])}."


def _authorise(headers: list[Header], value: str) -> None:
    headers[:] = [one for one in headers if one.name.lower() != "authorization"]
    headers.append(Header("Authorization", value))


def _add_key(text: Mapping[str, str], address: Address, headers: list[Header]) -> None:
    key, value = text.get("key", ""), text.get("value", "")
    if not key and not value:
        return
    if text.get("in") == "query":
        address.query = [pair for pair in address.query or [] if pair[0] != key]
        address.query.append((key, value))
    else:
        words = lower_words(key)
        headers[:] = [one for one in headers if lower_words(one.name) != words]
        headers.append(Header(key, value))


def _add_token(text: Mapping[str, str], address: Address, headers: list[Header]) -> None:
    token = text.get("accessToken")
    if not token or text.get("tokenType", "").lower() == "mac":
        return
    headers[:] = [one for one in headers if one.name.lower() != "authorization"]
    if address.query is not None:
        address.query = [pair for pair in address.query if pair[0] != "access_token"] or None
    if text.get("addTokenTo") == "queryParams":
        address.query = [*(address.query or []), ("access_token", token)]
    elif text.get("addTokenTo") in (None, "", "header"):
        prefix = text.get("headerPrefix", "Bearer").strip()
        headers.append(Header("Authorization", f"{prefix} {token}" if prefix else token))
