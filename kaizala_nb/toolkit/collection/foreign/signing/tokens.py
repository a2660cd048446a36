"""Tokens that are made and signed for one request: a JWT of any content, and that of Atlassian's ASAP."""

import binascii
import hashlib
import hmac
import json
import re
import uuid
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, is_on
from kaizala_nb.toolkit.collection.foreign.signing.keys import ASYMMETRIC, signature
from kaizala_nb.toolkit.collection.texts import json_of

_SYMMETRIC = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
_SECONDS = 3600
_DATA = re.compile(r"data:application/pkcs8;kid=([\w.+/-]+);base64,(.+)", re.S)


def add_jwt(text: Mapping[str, str], draft: Draft) -> None:
    """Add a JWT, to the headers or to the query. Raises :class:`CannotSend` for content that is no object, and for bad keys."""
    algorithm = text.get("algorithm", "")
    header = _object(text.get("header", ""), "header") | {"alg": algorithm}
    payload = _object(text.get("payload", ""), "payload")
    if algorithm in _SYMMETRIC:
        token = _signed(header, payload, _secret(text))
    elif algorithm in ASYMMETRIC:
        token = _signed(header, payload, text.get("privateKey", ""))
    else:
        raise _unknown(algorithm, (*_SYMMETRIC, *ASYMMETRIC))
    if text.get("addTokenTo") == "queryParam":
        name = text.get("queryParamKey") or "token"
        draft.drop_query([name])
        draft.add_query((name, token))
        draft.signed_in_query = True
    else:
        prefix = text.get("headerPrefix", "Bearer")
        draft.authorise(f"{prefix} {token}" if prefix else token)


def add_asap(text: Mapping[str, str], draft: Draft) -> None:
    """Add a JWT with the claims that ASAP asks for. Raises :class:`CannotSend` if some are missing, and for bad keys."""
    claims = _object(text.get("claims", ""), "claims")
    algorithm, key_id = text.get("alg") or "RS256", claims.get("kid") or text.get("kid")
    issuer, audience = claims.get("iss") or text.get("iss"), claims.get("aud") or text.get("aud")
    if not (key_id and issuer and audience and text.get("privateKey")):
        raise CannotSend("Its token of ASAP needs an issuer, an audience, a key id and a private key.")
    if algorithm not in ASYMMETRIC:
        raise _unknown(algorithm, ASYMMETRIC)
    now = moment.now()
    claims["iat"] = claims.get("iat") or now
    claims["iss"] = issuer
    claims["sub"] = claims.get("sub") or text.get("sub") or issuer
    claims["jti"] = claims.get("jti") or str(uuid.uuid4())
    claims["aud"] = audience
    claims["exp"] = _number(claims.get("exp")) or now + (_number(text.get("exp")) or _SECONDS)
    token = _signed({"alg": algorithm, "kid": key_id}, claims, _key_of(text["privateKey"], key_id))
    draft.authorise(f"Bearer {token}")


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text.strip() else {}
        json_of(value)  # it may be too deep to be written again
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise CannotSend(f"The {name} of its token is no object in JSON.")
    return value


def _number(value: object) -> int:
    match = re.match(r"\s*[0-9]{1,15}", str(value))
    return int(match[0]) if match else 0


def _unknown(algorithm: str, known: tuple[str, ...]) -> CannotSend:
    return CannotSend(f"Its token is signed with {algorithm[:40]!r}. These can be used: {', '.join(known)}.")


def _secret(text: Mapping[str, str]) -> bytes:
    secret = text.get("secret", "")
    if not secret:
        raise CannotSend("Its token needs a secret, and has none.")
    if not is_on(text.get("isSecretBase64Encoded")):
        return secret.encode()
    letters = re.sub("[^A-Za-z0-9+/]", "", secret.replace("-", "+").replace("_", "/"))
    try:
        return b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        raise CannotSend("The secret of its token is not in base64.") from None


def _key_of(text: str, key_id: object) -> str:
    """The private key, which may be an address that holds the key with its id."""
    match = _DATA.fullmatch(unquote(text.strip().strip('"')))
    if match and match[1] != key_id:
        raise CannotSend("Its private key has another key id than its token.")
    return match[2] if match else text


def _signed(header: dict[str, Any], payload: dict[str, Any], key: bytes | str) -> str:
    """A JWT. The names stand in the order of the file; a library would sort or add some."""
    content = f"{_encoded(json_of(header).encode())}.{_encoded(json_of(payload).encode())}"
    algorithm = header["alg"]
    if isinstance(key, bytes):
        made = hmac.digest(key, content.encode(), _SYMMETRIC[algorithm])
    else:
        made = signature(algorithm, key, content.encode())
    return f"{content}.{_encoded(made)}"


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
