"""The values of a file in the exact shape that version 2.1 of Postman's format has for them: a table for each kind of object.

A value that has no such shape becomes what a reader makes of it, so that the same is sent.
"""

from typing import Any

from kaizala_nb.toolkit.collection.foreign.building import METHOD, headers_of
from kaizala_nb.toolkit.collection.postman.exact_values import (
    NOTHING,
    Shape,
    description,
    in_shape,
    object_or_nothing,
    objects_in,
    only_text,
    pairs_in,
    text_or_nothing,
    text_or_null,
    whole_number,
)
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import parsed_query

_TYPES = ("string", "boolean", "any", "number")


# -- addresses --------------------------------------------------------------------------------------------------------


def _url(value: Any) -> Any:
    if isinstance(value, dict):
        return in_shape(value, _URL)
    return value if isinstance(value, str) else ""


def _host(value: Any) -> Any:
    return [_part(one) for one in value] if isinstance(value, list) else only_text(value)


def _part(part: Any) -> str:
    if isinstance(part, dict):
        part = part.get("value")
        return text_of(part)
    return "" if part is None else text_of(part)


def _query(value: Any) -> Any:
    if isinstance(value, str):
        return [{"key": key, "value": one} for key, one in parsed_query(value)]
    if isinstance(value, dict):
        return [{"key": key, "value": text_or_null(one)} for key, one in value.items()]
    pairs: list[dict[str, Any]] = []
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            pairs.append(in_shape(one, _QUERY))
        elif isinstance(one, str):
            pairs += _query(one.replace("&", "%26"))
    return pairs


# -- headers, bodies, authorisation -----------------------------------------------------------------------------------


def _method(value: Any) -> Any:
    if not value or isinstance(value, list | dict):
        return NOTHING
    text = text_of(value)
    return text.upper() if METHOD.fullmatch(text) else text


def _headers(value: Any) -> Any:
    if value is None:
        return NOTHING
    if not isinstance(value, list):
        return [{"key": name, "value": one} for name, one in headers_of(value)]
    headers: list[dict[str, Any]] = []
    for one in value:
        if isinstance(one, dict):
            headers.append({"key": "", "value": ""} | in_shape(one, _HEADER))
        else:
            headers += _headers_of_text(one)
    return headers


def _headers_of_text(value: Any) -> list[dict[str, Any]]:
    return [{"key": name, "value": one} for name, one in headers_of([value])]


def _body(value: Any) -> Any:
    if isinstance(value, str):
        return {"mode": "raw", "raw": value}
    if not isinstance(value, dict):
        return NOTHING
    return in_shape(value, _BODY)


def _mode(value: Any) -> Any:
    return text_of(value).lower() if value else NOTHING


def _raw(value: Any) -> str:
    return text_of(value) if value else ""


def _plain(value: Any) -> str:
    return "" if value is None else text_of(value)


def _form(value: Any) -> Any:
    if isinstance(value, str):
        parts = (one.partition("=") for one in value.split("&") if one)
        return [{"key": key, "value": one, "type": "text"} for key, _, one in parts]
    return [in_shape({"key": None} | one, _FIELD) for one in pairs_in(value)]


def _parts(value: Any) -> Any:
    if isinstance(value, str):
        return _form(value)
    return [_part_of_form(one) for one in pairs_in(value)]


def _part_of_form(one: dict[str, Any]) -> dict[str, Any]:
    is_file = one.get("type") == "file"
    kind = "file" if is_file else text_of(one.get("type") or "text")
    part = in_shape({"key": ""} | one, _PART) | {"type": kind}
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
    return in_shape(value, {"content": only_text}) if isinstance(value, dict) else NOTHING


def _graphql(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    return {"content": value} if value else {}


def auth_of(value: Any) -> Any:
    """An authorisation; nothing for what is none. Its fields are an object in version 2.0, and a list here."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return NOTHING
    lists = {key: _fields(one) for key, one in value.items() if isinstance(one, dict | list)}
    return {"type": value["type"]} | lists


def _fields(value: dict[str, Any] | list[Any]) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [in_shape({"key": None} | one, _AUTH_FIELD) for one in value if isinstance(one, dict)]
    return [{"key": key, "value": one, "type": _type_of(one)} for key, one in value.items()]


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "any"


# -- scripts, variables, examples -------------------------------------------------------------------------------------


def _events(value: Any) -> Any:
    return [in_shape(one, _EVENT) for one in objects_in(value) if isinstance(one.get("listen"), str)]


def _script(value: Any) -> Any:
    if isinstance(value, str | list):
        value = {"exec": value, "type": "text/javascript"}
    return in_shape(value, _SCRIPT) if isinstance(value, dict) else NOTHING


def _lines(value: Any) -> Any:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else only_text(value)


def _variable_type(value: Any) -> Any:
    return value if value in _TYPES else NOTHING


def _cookies(value: Any) -> Any:
    return [in_shape(one, {"expires": text_or_nothing}) for one in objects_in(value) if {"domain", "path"} <= set(one)]


_SCRIPT: Shape = {"id": text_or_nothing, "type": only_text, "exec": _lines, "src": _url, "name": only_text}
_EVENT: Shape = {"id": text_or_nothing, "script": _script, "disabled": bool}
ENTRY: Shape = {
    "id": text_or_nothing,
    "name": lambda value: text_of(value) if value or value == "" else NOTHING,
    "description": description,
    "event": _events,
    "auth": auth_of,
    "protocolProfileBehavior": object_or_nothing,
}
"""What a collection, a folder and a request have in common."""
INFO: Shape = {"_postman_id": text_or_nothing, "description": description, "version": only_text}
_QUERY: Shape = {
    "key": text_or_null,
    "value": text_or_null,
    "disabled": lambda value: value is True,
    "description": description,
}
VARIABLE: Shape = {
    "id": text_or_nothing,
    "key": text_or_nothing,
    "name": text_or_nothing,
    "type": _variable_type,
    "disabled": bool,
    "description": description,
}
_URL: Shape = {
    "raw": only_text,
    "protocol": only_text,
    "host": _host,
    "path": _host,
    "port": text_or_nothing,
    "query": _query,
    "hash": only_text,
    "variable": lambda value: [in_shape(one, VARIABLE) for one in objects_in(value) if one.get("key") or one.get("id")],
}
_AUTH_FIELD: Shape = {"key": text_of, "type": only_text}
_HEADER: Shape = {"key": _raw, "value": text_of, "disabled": bool, "description": description}
_FIELD: Shape = {
    "key": text_of,
    "value": _plain,
    "disabled": bool,
    "description": description,
}
_PART: Shape = {"key": _plain, "value": _raw, "disabled": bool, "description": description, "contentType": only_text}
_BODY: Shape = {
    "mode": _mode,
    "raw": _raw,
    "urlencoded": _form,
    "formdata": _parts,
    "file": _file,
    "graphql": _graphql,
    "options": object_or_nothing,
    "disabled": bool,
}
REQUEST: Shape = {
    "url": _url,
    "method": _method,
    "header": _headers,
    "body": _body,
    "auth": auth_of,
    "description": description,
    "proxy": object_or_nothing,
    "certificate": object_or_nothing,
}
RESPONSE: Shape = {
    "id": text_or_nothing,
    "name": text_or_nothing,
    "header": lambda value: value if value is None or isinstance(value, str) else _headers(value),
    "cookie": _cookies,
    "body": lambda value: value if value is None else text_of(value),
    "status": only_text,
    "code": whole_number,
}
