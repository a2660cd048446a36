"""Authorisation as Postman adds it to a request. What signs does so by libraries of the extra ``auth``, a module each kind."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, is_on, texts_of
from kaizala_nb.toolkit.collection.foreign.signing.fields import KINDS, NAMES

INSTALL = 'Install what signs: pip install "kaizala-nb[auth]"'
_LIBRARIES = {"oauth1": "oauthlib", "awsv4": "botocore", "edgegrid": "akamai", "ntlm": "spnego", "asap": "cryptography"}
_WITH_A_KEY = {"oauth1": ("signatureMethod", ("RSA",)), "jwt": ("algorithm", ("RS", "PS", "ES"))}
"""For these kinds, the field that says how it is signed, and how it begins if a private key signs."""
_SIGNED = {
    "oauth1": "OAuth",
    "awsv4": "AWS4-HMAC-SHA256",
    "jwt": "Bearer",
    "asap": "Bearer",
    "hawk": "Hawk",
    "edgegrid": "EG1-HMAC-SHA256",
}
"""The kinds that sign each request anew, with the first word of their header."""


def sign(kind: str, fields: Mapping[str, Any], draft: Draft, *, really: bool = True) -> None:
    """Add to a request what an authorisation of this kind adds. ``fields`` have their values.

    ``really``: False puts a word in place of a signature, for a request that is shown and not sent.

    Raises :class:`CannotSend`: it cannot be signed, or the library for it is missing.
    """
    if not kind:
        return
    if kind not in NAMES:
        raise CannotSend(reason(kind))
    if not really and kind in _SIGNED:
        _show(kind, texts_of(fields), draft)
        return
    if lacking(kind, fields):
        raise CannotSend(f"It signs by {NAMES[kind]}, and the library for that is missing.", todo=INSTALL)
    from kaizala_nb.toolkit.collection.foreign.signing.adding import ADD  # what signs takes a while to load

    ADD[kind](texts_of(fields), draft)


def _show(kind: str, text: Mapping[str, str], draft: Draft) -> None:
    """Put a word where a signature would stand."""
    name = ""
    if kind == "oauth1" and not is_on(text.get("addParamsToHeader")):
        name = "oauth_signature"
    elif kind == "awsv4" and is_on(text.get("addAuthDataToQuery")):
        name = "X-Amz-Signature"
    elif kind == "jwt" and text.get("addTokenTo") == "queryParam":
        name = text.get("queryParamKey") or "token"
    if name:
        draft.add_query((name, "signature"))
    else:
        draft.authorise(f"{_SIGNED[kind]} signature")


def lacking(kind: str, fields: Mapping[str, Any]) -> str:
    """Why a request cannot be signed here, with what helps, if a library is missing; "" if none is."""
    names = [_LIBRARIES[kind]] if kind in _LIBRARIES else []
    field, families = _WITH_A_KEY.get(kind, ("", ()))
    if str(fields.get(field)).startswith(families):
        names.append("cryptography")
    if all(find_spec(name) for name in names):
        return ""
    return f"It signs by {NAMES[kind]}. {INSTALL}"


def reason(kind: str) -> str:
    """Why a request with this kind of authorisation cannot be sent."""
    return f"It signs in by {kind[:40]!r}. These can be sent: {', '.join(KINDS[1:])}."
