"""OAuth 1 (RFC 5849), signed by oauthlib. Where the parameters go, and in which order, is Postman's way."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, is_on
from kaizala_nb.toolkit.collection.foreign.signing.keys import private_key, unusable
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import Pair

_PARAMETERS = {
    "consumerKey": "oauth_consumer_key",
    "token": "oauth_token",
    "signatureMethod": "oauth_signature_method",
    "timestamp": "oauth_timestamp",
    "nonce": "oauth_nonce",
    "version": "oauth_version",
}
_IF_ANY = {"bodyHash": "oauth_body_hash", "callback": "oauth_callback", "verifier": "oauth_verifier"}
_NAMES = {*_PARAMETERS.values(), *_IF_ANY.values(), "oauth_signature"}


def add_oauth1(text: Mapping[str, str], draft: Draft) -> None:
    """Add the parameters of OAuth 1 with their signature, if the file has the keys for it.

    Raises :class:`CannotSend` for an unknown method of signing, and for a private key that cannot be used.
    """
    method = text.get("signatureMethod") or "HMAC-SHA1"
    family, _, hash_name = method.partition("-")
    if not text.get("consumerKey") or not text.get("privateKey" if family == "RSA" else "consumerSecret"):
        return
    draft.remove("Authorization")
    draft.drop_query(_NAMES)
    form = draft.form
    if form is not None:
        form = [one for one in form if text_of(one.get("key") or "") not in _NAMES]
        draft.put_form(form)
    text = {**text, "signatureMethod": method}
    text["timestamp"] = text.get("timestamp") or str(moment.now())
    text["nonce"] = text.get("nonce") or moment.nonce()
    if hash_name and is_on(text.get("includeBodyHash")) and not _is_form(draft):
        text["bodyHash"] = _hashed(draft.bytes, hash_name)
    parameters = _parameters(text)
    signature = _signature(text, draft, parameters)
    if draft.encodes and draft.address.query is not None:
        draft.address.query = [(_escaped(name), _escaped(value)) for name, value in _query(draft)] or None
    _put([*parameters, ("oauth_signature", signature)], text, draft)


def _is_form(draft: Draft) -> bool:
    return draft.content is not None and draft.content.mode in ("urlencoded", "formdata")


def _hashed(content: bytes, name: str) -> str:
    try:
        return b64encode(hashlib.new(name.lower(), content).digest()).decode()
    except (ValueError, TypeError):
        return ""  # the method of signing is unknown too, which is said below


def _parameters(text: Mapping[str, str]) -> list[Pair]:
    """The parameters in their order. Empty ones count only if the file says so; some never do."""
    empty = is_on(text.get("addEmptyParamsToSign"))
    names = [name for name in _PARAMETERS if empty or text.get(name, "").strip()]
    names += [name for name in _IF_ANY if text.get(name, "").strip()]
    return [((_PARAMETERS | _IF_ANY)[name], text.get(name)) for name in names]


def _query(draft: Draft) -> list[tuple[str, str | None]]:
    """The pairs of the query, decoded. One without ``=`` has no value."""
    pieces = draft.address.target().partition("?")[2].split("&")
    pairs = ((piece, parse_qsl(piece, keep_blank_values=True)) for piece in pieces if piece)
    return [(name, value if "=" in piece else None) for piece, found in pairs for name, value in found]


def _signature(text: Mapping[str, str], draft: Draft, parameters: list[Pair]) -> str:
    from jwt.exceptions import PyJWTError
    from oauthlib.oauth1 import Client
    from oauthlib.oauth1.rfc5849.signature import base_string_uri, normalize_parameters, signature_base_string

    method = text["signatureMethod"]
    sign = Client.SIGNATURE_METHODS.get(method)
    if sign is None:
        known = ", ".join(sorted(Client.SIGNATURE_METHODS))
        raise CannotSend(f"It signs by OAuth 1 with {method[:40]!r}. These can be used: {known}.")
    form = [(text_of(one.get("key") or ""), text_of(one.get("value") or "")) for one in draft.form or []]
    pairs = [(name or "", value or "") for name, value in (*_query(draft), *parameters, *form)]
    client = Client(
        text["consumerKey"],
        client_secret=text.get("consumerSecret", ""),
        resource_owner_secret=text.get("tokenSecret", ""),
        rsa_key=private_key(text["privateKey"]) if method.startswith("RSA") else None,
    )
    try:
        uri = base_string_uri(draft.address.origin + draft.address.target().partition("?")[0])
    except ValueError:
        raise CannotSend("Its address cannot be signed by OAuth 1.") from None
    base = signature_base_string(draft.method, uri, normalize_parameters(pairs))
    try:
        return str(sign(base, client))
    except UnicodeError:  # half a character in a secret
        raise
    except (ValueError, TypeError, PyJWTError):
        raise unusable() from None


def _put(parameters: list[Pair], text: Mapping[str, str], draft: Draft) -> None:
    """Put the parameters into the header, or else into the form, or else into the query."""
    if is_on(text.get("addParamsToHeader")):
        plain = is_on(text.get("disableHeaderEncoding"))
        values = [(name, (value or "").strip()) for name, value in [("realm", text.get("realm")), *parameters]]
        draft.authorise(
            "OAuth " + ",".join(f'{name}="{value if plain else _escaped(value)}"' for name, value in values if value)
        )
    elif draft.form is not None and ("PUT" in draft.method or "POST" in draft.method):
        draft.put_form([*draft.form, *({"key": name, "value": value} for name, value in parameters)])
    else:
        draft.add_query(*([(name, _escaped(value)) for name, value in parameters] if draft.encodes else parameters))
        draft.signed_in_query = True


def _escaped(text: str | None) -> str | None:
    from oauthlib.oauth1.rfc5849.utils import escape

    return None if text is None else str(escape(text))
