"""Authorisation as Postman adds it to a request."""

from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, texts_of
from kaizala_nb.toolkit.collection.foreign.signing.fields import KINDS
from kaizala_nb.toolkit.collection.foreign.signing.simple import add_basic, add_bearer, add_digest, add_key, add_token


def sign(kind: str, fields: Mapping[str, Any], draft: Draft) -> None:
    """Add to a request what an authorisation of this kind adds. ``fields`` have their values.

    Raises :class:`CannotSend` for an unknown kind.
    """
    if not kind:
        return
    add = _ADD.get(kind)
    if add is None:
        raise CannotSend(reason(kind))
    add(texts_of(fields), draft)


def reason(kind: str) -> str:
    """Why a request with this kind of authorisation cannot be sent."""
    return f"It signs in by {kind[:40]!r}. These can be sent: {', '.join(KINDS[1:])}."


_ADD: dict[str, Callable[[Mapping[str, str], Draft], None]] = {
    "basic": add_basic,
    "bearer": add_bearer,
    "apikey": add_key,
    "digest": add_digest,
    "oauth2": add_token,
}
