"""Where version 3 sends otherwise than version 2.1 for the same words, other words are chosen, so that the same is sent.

Of two spellings of a header, version 2.1 sends the last one, and version 3 both. Of a header and an authorisation, version 2.1
sends what the authorisation says, and version 3 the header. The type of a form is the form's own in version 2.1, and the header's
in version 3.
"""

import re
from typing import Any

from kaizala_nb.toolkit.collection.foreign.body import FORM
from kaizala_nb.toolkit.collection.foreign.comments import without_comments
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of, kind_of
from kaizala_nb.toolkit.collection.postman.notes import Notes
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.upload import type_of

Headers = list[dict[str, Any]]
_LINE_END = re.compile(r"(?<!\r)\n|\r(?!\n)")


def headers_for_version_3(headers: Headers, auth: Any, form: bool, behavior: dict[str, Any], notes: Notes) -> Headers:
    """The headers with which version 3 sends what version 2.1 sends. ``form``: the body is a form of pairs."""
    headers = _one_spelling(headers, notes)
    header = _header_of(auth)
    if header and any(_is(one, header) for one in headers):
        notes.add(
            f"Its header {header[:80]!r} is written as switched off: the authorisation counts, as in version 2.1."
        )
        headers = [_off(one) if _is(one, header) else one for one in headers]
    off = behavior.get("disabledSystemHeaders")
    if form and not (isinstance(off, dict) and off.get("content-type")):
        headers = _typed(headers, notes)
    return headers


def _is(header: dict[str, Any], name: str) -> bool:
    return not header.get("disabled") and header["key"].lower() == name.lower()


def _off(header: dict[str, Any]) -> dict[str, Any]:
    return header | {"disabled": True}


def _one_spelling(headers: Headers, notes: Notes) -> Headers:
    spellings = {one["key"].lower(): one["key"] for one in headers if not one.get("disabled")}
    first: dict[str, str] = {}
    for one in headers:
        if not one.get("disabled"):
            first.setdefault(one["key"].lower(), one["key"])
    mixed = [name for name in first if first[name] != spellings[name]]
    for name in mixed:
        notes.add(
            f"Of the spellings of its header {name[:80]!r} only the last is switched on, as version 2.1 sends it."
        )
        last = [one for one in headers if _is(one, name) and one["key"] == spellings[name]]
        at = next(at for at, one in enumerate(headers) if _is(one, name))
        others = [_off(one) if _is(one, name) else one for one in headers[at:] if not any(one is kept for kept in last)]
        headers = [*headers[:at], *last, *others]
    return headers


def _header_of(auth: Any) -> str:
    """The header that an authorisation fills, where version 3 would let the header of the request count; "" for none."""
    kind, fields = kind_of(auth), fields_of(auth)
    if kind == "basic" or (kind == "bearer" and fields.get("token")):
        return "Authorization"
    return text_of(fields.get("key") or "") if kind == "apikey" and fields.get("in") != "query" else ""


def _typed(headers: Headers, notes: Notes) -> Headers:
    types = [one for one in headers if _is(one, "content-type")]
    if not types or types[-1]["value"].startswith(FORM):
        return headers
    notes.add("Its header 'Content-Type' is written with the type of the form, as version 2.1 sends it.")
    first = types[0]
    rest = [_off(one) if _is(one, "content-type") and one is not first else one for one in headers]
    return [one | {"value": FORM} if one is first else one for one in rest]


def pairs_for_version_3(pairs: list[dict[str, Any]], notes: Notes) -> list[dict[str, Any]]:
    """The pairs of a form. Of a form that is empty, version 3 would still send the type, so it is none."""
    if any(not one.get("disabled") and (one.get("key") or one.get("value")) for one in pairs):
        return pairs
    off = [one for one in pairs if one.get("disabled")]
    if off:
        notes.add("Its form has nothing that is switched on. Version 3 sends its type all the same.")
    return off


def parts_for_version_3(parts: list[dict[str, Any]], notes: Notes) -> list[dict[str, Any]]:
    """The parts of a form. Each file has its type, and is a part of its own if the types differ."""
    written: list[dict[str, Any]] = []
    for one in parts:
        if one.get("type") != "file":
            if _LINE_END.search(one.get("value") or ""):
                notes.add("Version 3 sends the line ends in the parts of its form as CRLF.")
            written.append(one)
            continue
        source = one.get("src")
        sources = source if isinstance(source, list) else [source]
        names = [name for name in sources if name]
        types = {type_of(name) for name in names}
        if one.get("contentType") or not names:
            if not names and not one.get("contentType"):
                notes.add("Its form has a file that is not named. Version 3 sends a type for it, or nothing at all.")
            written.append(one)
        elif len(types) == 1:
            written.append(one | {"contentType": types.pop()})
        else:
            written += [one | {"src": name, "contentType": type_of(name)} for name in names]
    return written


def note_blanks(kind: str, content: str, notes: Notes) -> None:
    """Say it where version 3 takes blanks away: around JSON that has comments."""
    bare = without_comments(content) if kind == "json" else content
    if bare != content and content != content.strip():
        notes.add("Version 3 sends its JSON without the blanks around it, since it has comments.")
