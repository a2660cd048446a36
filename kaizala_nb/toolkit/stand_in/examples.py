"""The saved examples of a request, as a file has them. An entry that is none never breaks the file."""

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from kaizala_nb.toolkit.collection.foreign.body import built, wanted
from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.comments import without_comments
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.request import FORM
from kaizala_nb.toolkit.stand_in.response import Response

_STATUSES = {one.phrase.lower(): one.value for one in HTTPStatus}
_CHARACTER_SETS = re.compile("utf-|iso8859|latin|ascii|cp|koi8|gb|big5|shift_jis|euc|mac")
"""Those of Python's encodings that write texts of people."""
_TEXT = "text/plain; charset=utf-8"
_LANGUAGES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "xml": "application/xml",
    "javascript": "application/javascript",
}


def entries_of(written: Any) -> list[dict[str, Any]]:
    """The saved examples of an item."""
    entries = [written] if isinstance(written, dict) else written
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def response_of(entry: Mapping[str, Any]) -> Response:
    """The answer that an example saved: status, headers and body as they are."""
    code = _code(entry)
    headers = _headers(entry.get("header"))
    text = entry.get("body")
    text = "" if text is None else text_of(text)
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if text and not kind:
        headers.append(("Content-Type", _type(text, entry.get("_postman_previewlanguage"))))
    reason = text_of(entry.get("status") or "")
    reason = reason if reason.isascii() and reason.isprintable() else ""
    return Response(code, encoded(text, kind), tuple(headers), reason, "example", text_of(entry.get("name") or ""))


def encoded(text: str, content_type: str) -> bytes:
    """The bytes of a text, in the character set that its type names; in UTF-8 if it names none, or cannot be used."""
    found = re.search(r"charset=\"?([\w.:-]+)", content_type, re.I)
    with suppress(LookupError, UnicodeError):
        if found and _CHARACTER_SETS.match(codecs.lookup(found[1]).name):
            return text.encode(found[1])
    return text.encode("utf-8", "replace")


def body_of(request: Mapping[str, Any], method: str, behavior: dict[str, Any]) -> tuple[bytes, str]:
    """The body of a request of a file, with its variables, and its type. The fields of a form with parts stand as pairs."""
    body = wanted(request.get("body"), method, behavior)
    if body is None:
        return b"", ""
    if body["mode"] == "raw":
        return without_comments(text_of(body["raw"])).encode("utf-8", "replace"), _TYPES.get(body["language"], "")
    if body["mode"] in ("urlencoded", "formdata"):
        fields = [one for one in body[body["mode"]] if one.get("type") != "file"]
        pairs = [(text_of(one.get("key") or ""), text_of(one.get("value") or "")) for one in fields]
        return urlencode(pairs, errors="replace").encode(), FORM
    if body["mode"] == "graphql":
        with suppress(UnicodeEncodeError):  # half a character: such a request is never sent
            made = built(body, lambda field, sources: None)
            return (made.content, made.type) if made else (b"", "")
    return b"", ""


_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
}


def known_in(response: Response, values: Mapping[str, str]) -> dict[str, str]:
    """The values of the variables that stand in an answer."""
    if b"{{" not in response.body and not any("{{" in value for _, value in response.headers):
        return {}
    texts = (response.body.decode("utf-8", "replace"), *(value for _, value in response.headers))
    names = [name for text in texts for name in VARIABLE.findall(text)]
    return {name: values[name] for name in names if name in values}


def _code(entry: Mapping[str, Any]) -> int:
    code = entry.get("code")
    if isinstance(code, str) and code.strip().isdecimal():
        code = int(code)
    if isinstance(code, float):
        code = int(code) if code.is_integer() else None
    if isinstance(code, int) and not isinstance(code, bool) and 200 <= code <= 999:
        return code
    return _STATUSES.get(text_of(entry.get("status") or "").strip().lower(), 200) if code is None else 200


def _headers(written: Any) -> list[tuple[str, str]]:
    if isinstance(written, list):
        written = [one if not _is_null(one) else one | {"value": ""} for one in written]
    return [(name.strip(), value.strip()) for name, value in headers_of(written)]


def _is_null(header: Any) -> bool:
    return isinstance(header, dict) and header.get("value", "") is None


def _type(text: str, language: Any) -> str:
    """The type of a body whose headers name none: by Postman's word for its language, or by its looks."""
    if isinstance(language, str) and language.lower() in _LANGUAGES:
        return _LANGUAGES[language.lower()]
    stripped = VARIABLE.sub("0", text).strip()
    if stripped[:1] + stripped[-1:] in ("{}", "[]"):
        return "application/json"
    return (
        _LANGUAGES["html" if re.match(r"<(!doctype )?html", stripped, re.I) else "xml"]
        if stripped[:1] == "<"
        else _TEXT
    )
