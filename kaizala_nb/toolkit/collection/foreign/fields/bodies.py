"""What a person would change in the body of a request: the fields of a form, a text, the values of JSON."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from kaizala_nb.serving.secrecy import held_in, is_secret
from kaizala_nb.toolkit.collection.foreign.body import wanted
from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.fields.entries import in_pairs
from kaizala_nb.toolkit.collection.foreign.fields.found import Found, Take
from kaizala_nb.toolkit.collection.foreign.fields.json_parts import Part, dumped, parsed, remark, replaced, without
from kaizala_nb.toolkit.collection.foreign.fields.words import holds_secret
from kaizala_nb.toolkit.collection.plain import half_character
from kaizala_nb.toolkit.collection.texts import text_of

MOST_LEAVES = 40
"""A body of JSON with more values than these is one field."""
MOST_LEVELS = 5
"""A body of JSON with more objects and lists in one another is one field."""


def in_body(request: dict[str, Any], method: str, behavior: dict[str, Any]) -> Iterator[Found]:
    """The values in a body that is sent, those too that the file has switched off."""
    body = request.get("body")
    sent = wanted(_all_on(body), method, behavior)
    if sent is None:
        return
    mode, content = sent["mode"], sent[sent["mode"]]
    if mode in ("urlencoded", "formdata") and isinstance(body, dict):
        yield from in_pairs(body, mode)
    elif mode == "raw":
        yield from _in_raw(text_of(content), sent["language"] or _type_of(request))
    elif mode == "graphql" and isinstance(content, dict):
        yield from _in_graphql(content)


def _all_on(body: Any) -> Any:
    """The body with all fields of a form switched on."""
    if not isinstance(body, dict):
        return body
    mode = text_of(body.get("mode") or "").lower()
    content = body.get(mode)
    if mode not in ("urlencoded", "formdata") or not isinstance(content, list):
        return body
    return body | {mode: [one | {"disabled": False} if isinstance(one, dict) else one for one in content]}


def _type_of(request: dict[str, Any]) -> str:
    types = [value for name, value in headers_of(request.get("header")) if name.lower() == "content-type"]
    return types[-1].lower() if types else ""


# -- texts ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Text:
    """A text in a request: how it is read, how another one is put there, how it is taken out."""

    read: Callable[[dict[str, Any]], str]
    write: Callable[[dict[str, Any], str], None]
    take: Take


def _read_raw(request: dict[str, Any]) -> str:
    body = request["body"]
    return text_of(body["raw"] if isinstance(body, dict) else body)


def _write_raw(request: dict[str, Any], text: str) -> None:
    if isinstance(request["body"], dict):
        request["body"]["raw"] = text
    else:
        request["body"] = text


def _read_variables(request: dict[str, Any]) -> str:
    variables = request["body"]["graphql"]["variables"]
    return variables if isinstance(variables, str) else json.dumps(variables)


def _write_variables(request: dict[str, Any], text: str) -> None:
    graphql = request["body"]["graphql"]
    graphql["variables"] = text if isinstance(graphql["variables"], str) else json.loads(text)


def _take_body(request: dict[str, Any]) -> None:
    del request["body"]


def _take_of_graphql(name: str, request: dict[str, Any]) -> None:
    del request["body"]["graphql"][name]


def _write_query(request: dict[str, Any], text: str) -> None:
    request["body"]["graphql"]["query"] = text


_RAW = _Text(_read_raw, _write_raw, _take_body)
_VARIABLES = _Text(_read_variables, _write_variables, partial(_take_of_graphql, "variables"))


def _in_raw(text: str, kind: str) -> Iterator[Found]:
    root = _read(text) if "json" in kind or text.lstrip()[:1] in ("{", "[") else None
    if root is not None:
        yield from _in_json(text, root, _RAW, "body")
    else:
        yield _whole(text, "body", _write_raw, _take_body)


def _in_graphql(content: dict[str, Any]) -> Iterator[Found]:
    query, variables = content.get("query"), content.get("variables")
    text = ""
    if isinstance(variables, str | dict) and variables:
        text = _read_variables({"body": {"graphql": content}})
    root = _read(text)
    if root is not None and (root.kind != "object" or root.parts):
        yield from _in_json(text, root, _VARIABLES, "variables")
    if isinstance(query, str) and query:
        yield _whole(query, "query", _write_query, partial(_take_of_graphql, "query"))


def _read(text: str) -> Part | None:
    """The text as JSON; None if it is none, or a variable alone."""
    try:
        root = parsed(text)
    except (ValueError, RecursionError):
        return None
    return None if root.kind == "variable" else root


def _whole(text: str, name: str, write: Callable[[dict[str, Any], str], None], take: Take) -> Found:
    secret = holds_secret(text)
    return Found("body", (name,), "secret" if secret else "lines", text, write, take, is_secret=secret)


# -- JSON ----------------------------------------------------------------------------------------------------------------


def _in_json(text: str, root: Part, place: _Text, name: str) -> Iterator[Found]:
    """The values of JSON; all of it as one, if they are too many or too deep."""
    secrets = {one for one in held_in(root.plain) if "{{" not in one}
    if root.count > MOST_LEAVES or root.levels > MOST_LEVELS:
        kind, put = "secret json" if secrets else "json", partial(_put_all, place, text)
        yield _json((name,), kind, text, put, place.take, at=root.start + 1)
        return
    for path, part in root.leaves():
        value = part.plain
        take = partial(_take_part, place, part) if path else place.take
        if part.kind == "variable":
            yield _only_out(path, text[part.start : part.end], take, part)
        if part.has_variable or half_character([value, list(path)]) or not _is_finite(value):
            continue
        kind = _kind(path, part, value, secrets)
        shown = text[part.start : part.end] if part.kind == "object" else value
        put = partial(_put_part, place, part, kind in ("json", "secret json"))
        yield _json(path or (name,), kind, shown, put, take, at=part.start + 1, help=remark(text, part))

    for path, part in root.objects():
        if path:
            yield _only_out(path, "", partial(_take_part, place, part), part)


def _only_out(path: tuple[str, ...], value: str, take: Take, part: Part) -> Found:
    return Found("body", path, "", value, _put_nothing, take, part.start + 1, is_no_field=True)


def _json(path: tuple[str, ...], kind: str, value: Any, put: Any, take: Take, *, at: int, help: str = "") -> Found:
    return Found("body", path, kind, value, put, take, at, help, is_secret=kind.startswith("secret"), is_json=True)


def _kind(path: tuple[str, ...], part: Part, value: Any, secrets: set[str]) -> str:
    """The kind of a value of JSON."""
    is_hidden = any(one in secrets for one in held_in({"secret": value}))
    if part.kind == "object":
        return "json"
    if part.kind == "list":
        return "secret json" if is_hidden else "list"
    if isinstance(value, bool):
        return "flag"
    if value is None or isinstance(value, str):
        is_named = any(is_secret(name) for name in path)
        if is_named or is_hidden or (value is not None and holds_secret(value)):
            return "secret"
        return "anything" if value is None else "text"
    return "secret json" if is_hidden else "figure"


def _is_finite(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return not isinstance(value, float) or math.isfinite(value)


def _put_all(place: _Text, old: str, request: dict[str, Any], value: Any) -> None:
    place.write(request, value if isinstance(value, str) else dumped(value, old))


def _put_part(place: _Text, part: Part, is_json: bool, request: dict[str, Any], value: Any) -> None:
    if json.dumps(value) != json.dumps(part.plain):  # otherwise it stays as it is written
        place.write(request, replaced(place.read(request), part, value, is_json=is_json))


def _put_nothing(request: dict[str, Any], value: Any) -> None:
    """What is no field gets no value."""


def _take_part(place: _Text, part: Part, request: dict[str, Any]) -> None:
    place.write(request, without(place.read(request), part))
