"""Makes the message of a request: each step in Postman's order, since that order is the order of the headers."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.foreign import CannotSend, oauth2
from kaizala_nb.toolkit.collection.foreign.address import USER, Address, encoded
from kaizala_nb.toolkit.collection.foreign.body import FIELD, Body, Files, built, wanted
from kaizala_nb.toolkit.collection.foreign.comments import without_comments
from kaizala_nb.toolkit.collection.foreign.filling import Filler
from kaizala_nb.toolkit.collection.foreign.signing import sign
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, Header
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of, kind_of
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.texts import grouped, text_of
from kaizala_nb.toolkit.collection.written_address import written

METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_NO_HOST = re.compile("(?:[A-Za-z]+://)?/")
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_JSON = re.compile(r"application/(\S+\+)?json")
_BOUNDARY = re.compile(r'multipart/form-data;.*boundary=(?:"([^"]+)"|([^;]+))')
_NO_LENGTH = ("GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT")
_HEADER_LINE = re.compile(r"^(\S+):(.*)$", re.M)

AGENT = "kaizala-nb"


def message_of(
    request: Mapping[str, Any],
    auth: Any,
    behavior: dict[str, Any],
    find: Callable[[str], str | None],
    files: Files,
    *,
    token: str | None = None,
    signed: bool = True,
) -> Message:
    """The message of a request of a file.

    Args:
        request: The request as the file has it.
        auth: The authorisation that counts for it, or None.
        behavior: Postman's settings that count for it.
        find: Gives the value of a variable, or None.
        files: Gives the files of a body.
        token: An access token of OAuth 2 that was fetched, if the request wanted one.
        signed: False puts a word in place of a signature, for a request that is shown and not sent.

    Raises :class:`CannotSend`: a variable has no value, or the request cannot be sent at all.
    """
    try:
        return _message(request, auth, behavior, Filler(find), files, token, signed)
    except UnicodeEncodeError:
        raise CannotSend("It holds half a character. An emoji may have been cut in two.") from None


def _message(
    request: Mapping[str, Any],
    auth: Any,
    behavior: dict[str, Any],
    filler: Filler,
    files: Files,
    token: str | None,
    signed: bool,
) -> Message:
    method = filler.text(text_of(request.get("method") or "GET")).upper()
    if not METHOD.fullmatch(method):
        raise CannotSend(f"{method[:80]!r} is no method.")
    url = written(request.get("url"))
    filled = filler.text(url)
    if "{{" in url and _NO_HOST.match(filled):  # otherwise the first part of the path would be the host
        meaning = f"Its address, {url[:200]!r}, names no host: the value of a variable is empty."
        raise CannotSend(meaning, todo="Give that variable a value.")
    address = Address.parse(filled)
    headers = [
        Header(name, value)
        for name, value in (
            (filler.text(name), filler.text(value)) for name, value in headers_of(request.get("header"))
        )
        if name
    ]
    kind, fields, wants_token = kind_of(auth), fields_of(auth), False
    if kind == "oauth2":
        fields, wants_token = oauth2.filled(fields, headers_of(request.get("header")), filler, token)
    else:
        fields = filler.json(fields)
    body = _filled(wanted(request.get("body"), method, behavior), filler)
    if filler.missing:
        names = tuple(filler.missing)
        raise CannotSend(" ".join(f"{{{{{name[:80]}}}}} is not set." for name in names), names)
    origin = address.origin
    _strip_comments(body, headers)
    content = built(body, files, _boundary(headers)) if body else None
    encodes = not behavior.get("disableUrlEncoding")
    draft = Draft(method, address, headers, body, content, encodes)
    sign(kind, fields, draft, really=signed)
    content = draft.content
    final, cookie_at = _headers(method, address, headers, content, behavior)
    return Message(
        method=method,
        origin=origin,
        target=_target(address, encodes),
        headers=final,
        body=content.content if content else None,
        cookie_at=cookie_at,
        parts=content.parts if content else (),
        behavior=behavior,
        digest=draft.digest,
        ntlm=draft.ntlm,
        signed_in_query=draft.signed_in_query,
        used=frozenset(filler.used),
        wants_token=wants_token,
    )


def headers_of(header: Any, *, also_off: bool = False) -> list[tuple[str, str]]:
    """The headers of a file that are switched on, or all of them."""
    if isinstance(header, str):
        return [(match[1], match[2].strip()) for match in _HEADER_LINE.finditer(header)]
    if isinstance(header, dict):
        return [(name, text_of(value)) for name, value in header.items()]
    pairs = []
    for one in header if isinstance(header, list) else []:
        if isinstance(one, str):
            name, _, value = one.partition(":")
            pairs.append((name.strip(), value.strip()))
        elif isinstance(one, dict) and (also_off or not one.get("disabled")):
            pairs.append((text_of(one.get("key") or ""), text_of(one.get("value", ""))))
    return pairs


def _filled(body: dict[str, Any] | None, filler: Filler) -> dict[str, Any] | None:
    if body is None:
        return None
    mode = body["mode"]
    content = body[mode]
    if mode == "formdata":  # a description or the like is not sent: its variables need no value
        names = ("key", "value", "src", "contentType", "type")
        fields = [one.get("key") for one in content]
        filled = filler.json([{name: one[name] for name in names if name in one} for one in content])
        return body | {mode: [one | {FIELD: field} for one, field in zip(filled, fields, strict=True)]}
    if mode == "urlencoded":
        content = [{name: one.get(name) for name in ("key", "value")} for one in content]
    return body | {mode: filler.json(content)}


def _strip_comments(body: dict[str, Any] | None, headers: list[Header]) -> None:
    """Take comments out of JSON. If its language says that it is JSON, Postman adds the type already here."""
    if body is None or body["mode"] != "raw":
        return
    types = [one for one in headers if one.name.lower() == "content-type"]
    if body["language"] not in ("", "json") or not (body["language"] or types):
        return
    if not body["language"] and not _JSON.match(types[0].value):
        return
    text = text_of(body["raw"])
    if not text:
        return
    if not types:
        headers.append(Header("Content-Type", "application/json"))
    body["raw"] = without_comments(text)


def _boundary(headers: list[Header]) -> str:
    for one in headers:
        if one.name.lower() == "content-type" and (match := _BOUNDARY.match(one.value)):
            return match[1] or match[2]
    return ""


def _headers(
    method: str, address: Address, own: list[Header], body: Body | None, behavior: dict[str, Any]
) -> tuple[tuple[tuple[str, str], ...], int]:
    """All headers in their order, and the place where cookies go."""
    off = {str(name).lower() for name, is_off in _object(behavior.get("disabledSystemHeaders")).items() if is_off}
    headers = list(own)
    names = {one.name.lower() for one in headers}
    typed = body is not None and not body.always and body.mode != "file"
    if body and typed and "content-type" not in names | off:
        headers.append(Header("Content-Type", body.type))
    for name, value in (
        ("User-Agent", AGENT),
        ("Accept", "*/*"),
        ("Cache-Control", "no-cache"),
        ("Host", address.host_and_port),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "keep-alive"),
    ):
        if name.lower() not in names and (name.lower() not in off or name == "Host"):
            headers.append(Header(name, value))
    lines = _Lines(headers)
    if body and body.always and body.type and not ("content-type" in off and lines.has("content-type")):
        is_form = body.mode == "urlencoded" and lines.value("content-type").startswith(body.type)
        if not is_form:
            lines.put("Content-Type", body.type)
    lines.drop("transfer-encoding")  # the whole body goes at once, with its length
    if body is None:
        lines.drop("content-length")
    if address.user is not None and not lines.has("authorization"):
        user = f"{encoded(address.user, USER)}:{encoded(address.password or '', USER)}"
        lines.put("Authorization", "Basic " + b64encode(unquote(user).encode()).decode())
    if body and body.mode in ("raw", "graphql", "urlencoded"):
        lines.put("Content-Length", str(len(body.content)))
        return lines.all(), len(lines.all())
    cookie_at = len(lines.all())
    if body:
        lines.put("Content-Length", str(len(body.content)))
        if body.mode == "file" and not lines.has("content-type"):
            lines.put("Content-Type", body.type)
    elif method not in _NO_LENGTH:
        lines.put("Content-Length", "0")
    return lines.all(), cookie_at


class _Lines:
    """The lines of a head. Headers of one name in two spellings are one header: the last spelling counts, in the first place."""

    def __init__(self, headers: list[Header]) -> None:
        self._lines: dict[str, tuple[str, list[str]]] = {}
        for name, values in grouped((one.name, one.value) for one in headers):
            _check(name, values)
            self._lines[name.lower()] = (name, values)

    def has(self, name: str) -> bool:
        return name in self._lines

    def drop(self, name: str) -> None:
        self._lines.pop(name, None)

    def value(self, name: str) -> str:
        return self._lines[name][1][-1] if name in self._lines else ""

    def put(self, name: str, value: str) -> None:
        """Set a header. It keeps its spelling and its place if it is there."""
        spelling = self._lines.get(name.lower(), (name, []))[0]
        self._lines[name.lower()] = (spelling, [value])

    def all(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, values in self._lines.values() for value in values)


def _check(name: str, values: list[str]) -> None:
    if not METHOD.fullmatch(name):
        raise CannotSend(f"The header {name[:80]!r} cannot be sent: it is no name of a header.")
    if any(_UNSENDABLE.search(value) for value in values):
        raise CannotSend(f"The header {name} cannot be sent: it holds a line break, or a character beyond Latin-1.")


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _target(address: Address, encodes: bool) -> str:
    target = address.target(as_it_is=not encodes)
    if not re.fullmatch(r"[\x21-\x7e]+", target):
        raise CannotSend("Its address cannot be sent without encoding: it holds a blank or a sign beyond ASCII.")
    return target
