"""Whether a request carries what the collection authorises it with. Anything of the right kind is accepted."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.route import Example, Route

_HEADERS = re.compile(
    r"authorization|(x-)?(api|access|auth|app|subscription|ocp-apim-subscription)-?_?(key|token)", re.I
)
"""Headers that let a request in."""
_SCHEMES = {
    "basic": "Basic",
    "bearer": "Bearer",
    "oauth2": "Bearer",
    "jwt": "Bearer",
    "asap": "Bearer",
    "digest": "Digest",
    "ntlm": "NTLM",
    "oauth1": "OAuth",
    "hawk": "Hawk",
    "awsv4": "AWS4-HMAC-SHA256",
    "edgegrid": "EG1-HMAC-SHA256",
}
_WAYS_IN = re.compile(
    r"(log|sign)[-_]?(in|on|up)|auth(enticate)?|(refresh[-_]?)?token|refresh|register|sessions?", re.I
)
"""The last segment of the path of a request that lets people in."""
_QUERIES = {"oauth2": "access_token", "oauth1": "oauth_signature", "awsv4": "X-Amz-Signature"}
"""What stands in the query, where the kind may travel there."""


def is_authorised(item: Item, examples: Iterable[Example] = ()) -> bool:
    """Whether a request of the file should carry a token, a key or a password.

    It should if its authorisation has a value, or a variable for one; or if a header such as ``Authorization`` has. A header is
    not needed where a success is saved without it. What lets people in needs nothing, whatever the file says of all requests.
    """
    kind, fields = kind_of(item.auth), fields_of(item.auth)
    if _lets_in(item):
        return False
    if kind == "oauth2":
        return True
    names = {"basic": ("username", "password"), "digest": ("username", "password"), "ntlm": ("username", "password")}
    if kind in SECRETS:
        return any(text_of(fields.get(name) or "") for name in names.get(kind, SECRETS[kind]))
    return bool(_headers(item.request, examples))


def _lets_in(item: Item) -> bool:
    """Whether this is the request that a token comes from: its path says so, or its script keeps what authorises the others."""
    if item.auth == item.request.get("auth"):  # its own, which was meant
        return False
    path = written(item.request.get("url")).partition("?")[0].rstrip("/")
    names = names_in(fields_of(item.auth))
    own = [script.text for script in item.scripts if not script.place]
    keeps = any(re.search(rf"\.set\w*\(\s*[\"'`]{re.escape(name)}[\"'`]", text) for name in names for text in own)
    return keeps or _WAYS_IN.fullmatch(path.rpartition("/")[2]) is not None


def is_let_in(route: Route, request: Request) -> bool:
    """Whether a request carries something of the kind that its route wants."""
    kind, fields = kind_of(route.item.auth), fields_of(route.item.auth)
    sent = request.header("authorization").strip()
    if kind not in SECRETS:
        return all(request.header(name).strip() for name in _headers(route.item.request, route.examples))
    if kind == "apikey":
        return _has_key(fields, request)
    name = _QUERIES.get(kind) or text_of(fields.get("queryParamKey") or "token")
    if any(key == name and value for key, value in (*request.query, *(request.form or ()))):
        return True
    scheme, _, rest = sent.partition(" ")
    own = text_of(fields.get("headerPrefix") or "").strip() or _SCHEMES[kind]
    accepted = {own.lower(), _SCHEMES[kind].lower(), *(("negotiate",) if kind == "ntlm" else ())}
    if "{{" in own or (kind in ("oauth2", "jwt") and sent):
        return bool(sent)
    return scheme.lower() in accepted and bool(rest.strip())


def challenge(route: Route, realm: str) -> tuple[tuple[str, str], ...]:
    """The header that says what would let a request in; () for a key, for which there is none."""
    kind = kind_of(route.item.auth)
    name = re.sub(r"[^\x20-\x7e]|[\"\\]", "", realm) or "stand-in"
    if kind in ("ntlm", "hawk", "awsv4", "edgegrid"):
        return (("WWW-Authenticate", _SCHEMES[kind]),)
    if kind == "digest":
        details = f'realm="{name}", qop="auth", algorithm=MD5, nonce="{"0" * 32}", opaque="{"0" * 32}"'
        return (("WWW-Authenticate", f"Digest {details}"),)
    if kind in _SCHEMES:
        return (("WWW-Authenticate", f'{_SCHEMES[kind]} realm="{name}"'),)
    return (("WWW-Authenticate", f'Bearer realm="{name}"'),) if kind != "apikey" else ()


def _has_key(fields: Mapping[str, Any], request: Request) -> bool:
    name = text_of(fields.get("key") or "X-Api-Key")
    if "{{" in name:
        return True
    if text_of(fields.get("in") or "header") == "query":
        return any(key == name and value for key, value in request.query)
    return bool(request.header(name).strip())


def _headers(request: Mapping[str, Any], examples: Iterable[Example]) -> list[str]:
    """The headers that let a request in, but for those that a saved success does without."""
    names = [name for name, value in headers_of(request.get("header")) if _HEADERS.fullmatch(name) and value]
    successes = [one.request for one in examples if one.response.status < 400]
    return [name for name in names if all(one.header(name) for one in successes)]
