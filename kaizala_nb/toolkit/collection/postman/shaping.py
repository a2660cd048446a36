"""Brings any file into the exact shape of version 2.1 of Postman's format, as its schema has it. What is sent stays the same.

Programs have written many shapes: authorisation as an object, headers as one text, a script as one line, numbers as values. Each is
written here in the one shape that the schema knows. What the schema knows nothing of stays where it is; it permits that.
What version 2.1 cannot say is left out, with a note.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign.address import parsed_query
from kaizala_nb.toolkit.collection.foreign.body import MODES
from kaizala_nb.toolkit.collection.foreign.building import METHOD, headers_of
from kaizala_nb.toolkit.collection.foreign.items import Unsendable
from kaizala_nb.toolkit.collection.postman import SCHEMA, PostmanFileError
from kaizala_nb.toolkit.collection.postman.notes import Note, Notes
from kaizala_nb.toolkit.collection.texts import text_of

DEEPEST = 100
"""Folders in folders, at most."""

_NOTHING = object()
_TYPES = ("string", "boolean", "any", "number")

Shape = dict[str, Callable[[Any], Any]]
"""For each key how its value is brought into shape; ``_NOTHING`` takes the key away."""


@dataclass
class _Shaping(Notes):
    """The notes, and whether a variable may be called secret."""

    secret_types: bool = False


def shaped(file: dict[str, Any], name: str, *, with_secret_types: bool = False) -> tuple[dict[str, Any], list[Note]]:
    """The file in the shape of version 2.1, and what that version cannot say. The file itself stays as it is. ``name`` is what
    the collection is called; ``with_secret_types`` keeps the word that a variable is secret, which only version 3 knows.

    Raises :class:`PostmanFileError`: the folders are nested too deep.
    """
    notes = _Shaping(secret_types=with_secret_types)
    info = file.get("info")
    info = _with(info, _INFO) if isinstance(info, dict) else {}
    written = {"info": info | {"name": name, "schema": SCHEMA}} | _with(file, _ENTRY | {"info": lambda _: _NOTHING})
    written |= _variables_of(file, notes)
    written["item"] = _items(file.get("item"), notes, ())
    return written, notes.all


def _items(items: Any, notes: _Shaping, place: tuple[str, ...]) -> list[dict[str, Any]]:
    if len(place) > DEEPEST:
        raise PostmanFileError(f"Folders are nested more than {DEEPEST} levels deep.")
    written = []
    for item in _listed(items):
        notes.place = place
        if not isinstance(item, dict):
            notes.add("It has something else in the place of a request. That is not written.")
            continue
        is_folder = isinstance(item.get("item"), list | dict)
        own = _with(item, _ENTRY)
        notes.place = (*place, own.get("name") or ("Untitled folder" if is_folder else "Untitled request"))
        own |= _variables_of(item, notes)
        if is_folder:
            written.append(own | {"item": _items(item["item"], notes, notes.place)})
            continue
        request = request_of(item.get("request"), notes)
        if request is None:
            reason = item.reason if isinstance(item, Unsendable) else "It has no request: it is a note, or a draft."
            notes.add(f"It is not written. {reason}")
            continue
        own["request"] = request
        if "response" in item:
            own["response"] = [_response(one, notes) for one in _objects(item["response"])]
        written.append(own)
    return written


def request_of(request: Any, notes: _Shaping) -> str | dict[str, Any] | None:
    """A request in the shape of version 2.1; None if it is none."""
    if isinstance(request, str):
        return request
    if not isinstance(request, dict):
        return None
    written = _with(request, _REQUEST)
    if isinstance(request.get("method"), list | dict):
        notes.add("Its method is not text, and is not written.")
    mode = written["body"].get("mode") if "body" in written else None
    if mode is not None and mode not in MODES:
        notes.add(f"It has a body of the kind {mode[:40]!r}, which is not written.")
        del written["body"]
    return written


# -- values -----------------------------------------------------------------------------------------------------------


def _with(value: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """A copy of an object, with the values of these keys in shape."""
    written = {}
    for key, one in value.items():
        kept = shape[key](one) if key in shape else one
        if kept is not _NOTHING:
            written[key] = kept
    return written


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _pairs_or_objects(value: Any) -> list[dict[str, Any]]:
    """A list of objects, for an object with names and values too."""
    if isinstance(value, dict):
        return [{"key": name, "value": one} for name, one in value.items()]
    return _objects(value)


def _text(value: Any) -> Any:
    return _NOTHING if value is None else text_of(value)


def _only_text(value: Any) -> Any:
    return value if isinstance(value, str) else _NOTHING


def _text_or_null(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _whole_number(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) else _NOTHING


def _object(value: Any) -> Any:
    return value if isinstance(value, dict) else _NOTHING


def _description(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _with(value, {"content": _only_text, "type": _only_text})
    return text_of(value)


def _list_of(shape: Shape) -> Callable[[Any], Any]:
    return lambda value: [_with(one, shape) for one in _pairs_or_objects(value)]


# -- addresses --------------------------------------------------------------------------------------------------------


def _url(value: Any) -> Any:
    if isinstance(value, dict):
        return _with(value, _URL)
    return value if isinstance(value, str) else ""


def _host(value: Any) -> Any:
    return [_part(one) for one in value] if isinstance(value, list) else _only_text(value)


def _part(part: Any) -> str:
    if isinstance(part, dict):
        part = part.get("value")
        return text_of(part)
    return "" if part is None else text_of(part)


def _query(value: Any) -> Any:
    if isinstance(value, str):
        return [{"key": key, "value": one} for key, one in parsed_query(value)]
    if isinstance(value, dict):
        return [{"key": key, "value": _text_or_null(one)} for key, one in value.items()]
    pairs: list[dict[str, Any]] = []
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            pairs.append(_with(one, _QUERY))
        elif isinstance(one, str):
            pairs += _query(one.replace("&", "%26"))
    return pairs


# -- headers, bodies, authorisation -----------------------------------------------------------------------------------


def _method(value: Any) -> Any:
    if not value or isinstance(value, list | dict):
        return _NOTHING
    text = text_of(value)
    return text.upper() if METHOD.fullmatch(text) else text


def _headers(value: Any) -> Any:
    if value is None:
        return _NOTHING
    if not isinstance(value, list):
        return [{"key": name, "value": one} for name, one in headers_of(value)]
    headers: list[dict[str, Any]] = []
    for one in value:
        if isinstance(one, dict):
            headers.append({"key": "", "value": ""} | _with(one, _HEADER))
        else:
            headers += _headers_of_text(one)
    return headers


def _headers_of_text(value: Any) -> list[dict[str, Any]]:
    return [{"key": name, "value": one} for name, one in headers_of([value])]


def _body(value: Any) -> Any:
    if isinstance(value, str):
        return {"mode": "raw", "raw": value}
    if not isinstance(value, dict):
        return _NOTHING
    return _with(value, _BODY)


def _mode(value: Any) -> Any:
    return text_of(value).lower() if value else _NOTHING


def _raw(value: Any) -> str:
    return text_of(value) if value else ""


def _plain(value: Any) -> str:
    return "" if value is None else text_of(value)


def _form(value: Any) -> Any:
    if isinstance(value, str):
        parts = (one.partition("=") for one in value.split("&") if one)
        return [{"key": key, "value": one, "type": "text"} for key, _, one in parts]
    return [_with({"key": None} | one, _FIELD) for one in _pairs_or_objects(value)]


def _parts(value: Any) -> Any:
    if isinstance(value, str):
        return _form(value)
    return [_part_of_form(one) for one in _pairs_or_objects(value)]


def _part_of_form(one: dict[str, Any]) -> dict[str, Any]:
    is_file = one.get("type") == "file"
    kind = "file" if is_file else text_of(one.get("type") or "text")
    part = _with({"key": ""} | one, _PART) | {"type": kind}
    if is_file:
        part.pop("value", None)
        part["src"] = _source(one.get("src"))
    return part


def _source(value: Any) -> Any:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    return value if isinstance(value, str) else None


def _file(value: Any) -> Any:
    if isinstance(value, str):
        return {"src": value}
    return _with(value, {"content": _only_text}) if isinstance(value, dict) else _NOTHING


def _graphql(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    return {"content": value} if value else {}


def auth_of(value: Any) -> Any:
    """An authorisation; nothing for what is none. Its fields are an object in version 2.0, and a list here."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return _NOTHING
    lists = {key: _fields(one) for key, one in value.items() if isinstance(one, dict | list)}
    return {"type": value["type"]} | lists


def _fields(value: dict[str, Any] | list[Any]) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [_with({"key": None} | one, _AUTH_FIELD) for one in value if isinstance(one, dict)]
    return [{"key": key, "value": one, "type": _type_of(one)} for key, one in value.items()]


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "any"


# -- scripts, variables, examples -------------------------------------------------------------------------------------


def _events(value: Any) -> Any:
    return [_with(one, _EVENT) for one in _objects(value) if isinstance(one.get("listen"), str)]


def _script(value: Any) -> Any:
    if isinstance(value, str | list):
        value = {"exec": value, "type": "text/javascript"}
    return _with(value, _SCRIPT) if isinstance(value, dict) else _NOTHING


def _lines(value: Any) -> Any:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else _only_text(value)


def _variables_of(entry: dict[str, Any], notes: _Shaping) -> dict[str, Any]:
    """The variables of a collection, a folder or a request, under the key that they have; {} if it has none."""
    if "variable" not in entry:
        return {}
    written = []
    for one in _pairs_or_objects(entry["variable"]):
        name = one.get("key") or one.get("id")
        if not isinstance(name, str):
            continue
        own = _with(one, _VARIABLE)
        if one.get("type") == "secret" and notes.secret_types:
            own["type"] = "secret"
        elif one.get("type") == "secret":
            notes.add(f"Version 2.1 cannot say that the variable {name!r} is secret.")
        written.append(own)
    return {"variable": written}


def _variable_type(value: Any) -> Any:
    return value if value in _TYPES else _NOTHING


def _response(value: dict[str, Any], notes: _Shaping) -> dict[str, Any]:
    written = _with(value, _RESPONSE)
    request = request_of(value.get("originalRequest"), _Shaping())
    if request is not None:
        written["originalRequest"] = request
    else:
        written.pop("originalRequest", None)
    return written


def _cookies(value: Any) -> Any:
    return [_with(one, {"expires": _text}) for one in _objects(value) if {"domain", "path"} <= set(one)]


_SCRIPT: Shape = {"id": _text, "type": _only_text, "exec": _lines, "src": _url, "name": _only_text}
_EVENT: Shape = {"id": _text, "script": _script, "disabled": bool}
_ENTRY: Shape = {
    "id": _text,
    "name": lambda value: text_of(value) if value or value == "" else _NOTHING,
    "description": _description,
    "event": _events,
    "auth": auth_of,
    "protocolProfileBehavior": _object,
}
"""What a collection, a folder and a request have in common."""
_INFO: Shape = {"_postman_id": _text, "description": _description, "version": _only_text}
_QUERY: Shape = {
    "key": _text_or_null,
    "value": _text_or_null,
    "disabled": lambda value: value is True,
    "description": _description,
}
_VARIABLE: Shape = {
    "id": _text,
    "key": _text,
    "name": _text,
    "type": _variable_type,
    "disabled": bool,
    "description": _description,
}
_URL: Shape = {
    "raw": _only_text,
    "protocol": _only_text,
    "host": _host,
    "path": _host,
    "port": _text,
    "query": _query,
    "hash": _only_text,
    "variable": lambda value: [_with(one, _VARIABLE) for one in _objects(value) if one.get("key") or one.get("id")],
}
_AUTH_FIELD: Shape = {"key": text_of, "type": _only_text}
_HEADER: Shape = {"key": _raw, "value": text_of, "disabled": bool, "description": _description}
_FIELD: Shape = {
    "key": text_of,
    "value": _plain,
    "disabled": bool,
    "description": _description,
}
_PART: Shape = {"key": _plain, "value": _raw, "disabled": bool, "description": _description, "contentType": _only_text}
_BODY: Shape = {
    "mode": _mode,
    "raw": _raw,
    "urlencoded": _form,
    "formdata": _parts,
    "file": _file,
    "graphql": _graphql,
    "options": _object,
    "disabled": bool,
}
_REQUEST: Shape = {
    "url": _url,
    "method": _method,
    "header": _headers,
    "body": _body,
    "auth": auth_of,
    "description": _description,
    "proxy": _object,
    "certificate": _object,
}
_RESPONSE: Shape = {
    "id": _text,
    "name": _text,
    "header": lambda value: value if value is None or isinstance(value, str) else _headers(value),
    "cookie": _cookies,
    "body": lambda value: value if value is None else text_of(value),
    "status": _only_text,
    "code": _whole_number,
}
