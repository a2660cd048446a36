"""A request of version 2.1 as version 3 writes it: one mapping, which is a file of its own; and each of its examples too.

The request comes in the exact shape of version 2.1, see :mod:`~kaizala_nb.toolkit.collection.postman.shaping`. What is sent stays
the same. So a body that Postman does not send with a method such as GET is left out: version 3 would send it.
"""

import re
from collections.abc import Iterable
from typing import Any

from kaizala_nb.toolkit.collection.foreign.body import MODES, language_of, wanted
from kaizala_nb.toolkit.collection.postman.notes import Notes
from kaizala_nb.toolkit.collection.postman.shapes import description_of
from kaizala_nb.toolkit.collection.postman.version3.same_sending import (
    headers_for_version_3,
    note_blanks,
    pairs_for_version_3,
    parts_for_version_3,
)
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written

_JSON = re.compile(r"application/(\S+\+)?json")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_LANGUAGES = ("json", "xml", "html", "javascript")
_EVENTS = {"prerequest": "beforeRequest", "test": "afterResponse"}
_SETTINGS = (
    "protocolVersion",
    "strictSSL",
    "followRedirects",
    "maxRedirects",
    "followOriginalHttpMethod",
    "followAuthorizationHeader",
    "removeRefererHeaderOnRedirect",
    "insecureHTTPParser",
    "disableUrlEncoding",
    "disableCookies",
    "tlsPreferServerCiphers",
    "tlsDisabledProtocols",
    "tlsCipherSelection",
)


def request_file(item: dict[str, Any], auth: Any, behavior: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The file of a request, but for its name, its examples and its place in the order. ``auth`` is the authorisation of its
    folder, and ``behavior`` the settings that count for it, those of its folders too."""
    request = item["request"]
    request = {"url": request} if isinstance(request, str) else request
    file = _sent(request, request.get("auth", auth), behavior, notes)
    description = description_of(request.get("description")) or description_of(item.get("description"))
    file = {"$kind": file.pop("$kind")} | _if(description=description) | file
    if request.get("auth"):
        file["auth"] = auth_of(request["auth"])
    for name in ("proxy", "certificate"):
        if request.get(name):
            notes.add(f"Its {name} is not written: version 3 has no place for it.")
    if item.get("variable"):
        notes.add("Its own variables are not written: version 3 has no place for them.")
    return file | _if(scripts=scripts_of(item, "", notes), settings=_settings(behavior, notes))


def example_file(response: dict[str, Any]) -> dict[str, Any]:
    """The file of an example, but for its name and its place in the order."""
    request = response.get("originalRequest", {})
    request = {"url": request} if isinstance(request, str) else request
    request = _sent(request, None, {"disableBodyPruning": True}, Notes())
    del request["$kind"]
    headers = response.get("header")
    headers = headers if isinstance(headers, list) else _lines(headers)
    answer = {"statusCode": response.get("code", 200), "statusText": response.get("status", "")}
    answer |= _if(headers=_mapping_or_list([_pair(one, one["value"]) for one in headers if isinstance(one, dict)]))
    answer["body"] = {"type": _kind_of_answer(response, headers), "content": response.get("body") or ""}
    return {"$kind": "http-example", "request": request, "response": answer}


def auth_of(auth: dict[str, Any]) -> dict[str, Any]:
    """An authorisation with its fields as a mapping."""
    fields = auth.get(auth["type"])
    credentials = {one["key"]: _credential(one.get("value")) for one in fields or []}
    if auth["type"] == "noauth" or not credentials:
        return {"type": auth["type"]}
    return {"type": auth["type"], "credentials": credentials}


def scripts_of(entry: dict[str, Any], before: str, notes: Notes) -> list[dict[str, str]]:
    """The scripts of a collection, a folder or a request. ``before`` stands before the name of the event."""
    scripts = []
    for event in entry.get("event", []):
        script = event.get("script") or {}
        lines = script.get("exec", "")
        code = lines if isinstance(lines, str) else "\n".join(lines)
        if script.get("src"):
            notes.add("A script that lies at another address is not written.")
        if not code:
            continue
        if event.get("disabled") or event["listen"] not in _EVENTS:
            notes.add(f"A script is not written: version 3 cannot say that it is {_state_of(event)}.")
            continue
        kind, language = before + _EVENTS[event["listen"]], script.get("type") or "text/javascript"
        scripts.append({"type": kind, "code": code, "language": language})
    return scripts


def _state_of(event: dict[str, Any]) -> str:
    return "switched off" if event.get("disabled") else f"for the event {event['listen'][:40]!r}"


def variables_of(entry: dict[str, Any]) -> Any:
    """The variables of a collection or a folder: a mapping if names and values are all there is to say."""
    variables = [
        {"key": one.get("key") or one["id"], "value": text_of("" if one.get("value") is None else one["value"])}
        | _if(
            type="secret" if one.get("type") == "secret" else "",
            disabled=one.get("disabled"),
            description=description_of(one.get("description")),
        )
        for one in entry.get("variable", [])
    ]
    return _mapping_or_list(variables)


def _if(**values: Any) -> dict[str, Any]:
    """These values without the empty ones."""
    return {name: value for name, value in values.items() if value}


def _mapping_or_list(pairs: list[dict[str, Any]]) -> Any:
    """Pairs as a mapping, if they are no more than names and values, each name stands there once, and no reader could take it
    for something else."""
    names = [one["key"] for one in pairs]
    plain = all(set(one) == {"key", "value"} and _NAME.fullmatch(one["key"]) for one in pairs)
    if plain and len({name.lower() for name in names}) == len(names) and "__proto__" not in names:
        return {one["key"]: one["value"] for one in pairs}
    return pairs


def _sent(request: dict[str, Any], auth: Any, behavior: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """What of a request is sent: address, method, headers and body."""
    method = request.get("method", "GET")
    body = _body(request, method, behavior, notes)
    is_form = body.get("type") == "urlencoded"
    headers = headers_for_version_3(request.get("header", []), auth, is_form, behavior, notes)
    listed = _if(headers=_mapping_or_list([_pair(one, one["value"]) for one in headers]))
    address = _address(request.get("url"), notes)
    url = {"url": address.pop("url")}
    if "$kind" in body:
        return {"$kind": body.pop("$kind")} | url | listed | address | body
    return {"$kind": "http-request"} | url | {"method": method} | listed | address | _if(body=body)


def _lines(text: str | None) -> list[dict[str, Any]]:
    lines = (line.partition(":") for line in (text or "").splitlines() if ":" in line)
    return [{"key": name.strip(), "value": value.strip()} for name, _, value in lines]


def _pair(one: dict[str, Any], value: Any) -> dict[str, Any]:
    description = description_of(one.get("description"))
    return {"key": one.get("key") or "", "value": value} | _if(disabled=one.get("disabled"), description=description)


# -- the address ------------------------------------------------------------------------------------------------------


def _address(url: Any, notes: Notes) -> dict[str, Any]:
    if not isinstance(url, dict):
        return {"url": written(url)}
    whole = written(url)
    address: dict[str, Any] = {"url": written(url | {"variable": []})}
    variables = [one for one in url.get("variable", []) if one.get("key") or one.get("id")]
    pairs = [_pair(one | {"key": one.get("key") or one["id"]}, _value(one.get("value"))) for one in variables]
    if pairs and _with_values(address["url"], pairs) == whole:
        paths = {"pathVariables": _mapping_or_list(pairs)}
    else:
        paths = {}
        if pairs:
            notes.add("Its address is written without path variables: version 3 would fill them in otherwise.")
        address["url"] = whole
    query = [one for one in url.get("query", []) if isinstance(one, dict)]
    params = [_pair(one, one.get("value")) for one in query]
    if any(set(one) != {"key", "value"} for one in params):  # otherwise the address says it all
        address["queryParams"] = params
    return address | paths


def _value(value: Any) -> str:
    return "" if value is None else text_of(value)


def _with_values(url: str, pairs: list[dict[str, Any]]) -> str:
    """An address with values in place of ``:name``, as a reader of version 3 fills it in."""
    values = {one["key"]: one["value"] for one in pairs if one["value"] and not one.get("disabled")}
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    parts = []
    for part in url[:end].split("/"):
        parts.append(values.get(part[1:], part) if part.startswith(":") else part)
    return "/".join(parts) + url[end:]


# -- the body ---------------------------------------------------------------------------------------------------------


def _body(request: dict[str, Any], method: str, behavior: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The body as version 3 has it; for GraphQL the keys of the file itself; {} for none."""
    body = request.get("body") or {}
    mode = body.get("mode")
    for other in MODES:
        if other != mode and body.get(other):
            notes.add(f"Its body of the kind {other!r} is not written: another one is sent.")
    content = body.get(mode) if mode else None
    if not content:
        return {}
    if body.get("disabled"):
        notes.add("Its body is switched off, which version 3 cannot say. It is not written.")
        return {}
    if wanted({"mode": "raw", "raw": "x"}, method, behavior) is None:
        notes.add(f"Its body is not written: with {method}, version 2.1 does not send it, and version 3 would.")
        return {}
    if mode == "urlencoded":
        pairs = [_pair(one, one.get("value") or "") for one in pairs_for_version_3(content, notes)]
        return {"type": mode, "content": pairs} if pairs else {}
    if mode == "formdata":
        return {"type": mode, "content": [_part(one) for one in parts_for_version_3(content, notes)]}
    if mode == "raw":
        kind = _kind_of(body, request)
        note_blanks(kind, content, notes)
        return {"type": kind, "content": content}
    if mode == "file":
        return _file(content, notes)
    return _graphql(content, method, notes)


def _kind_of(body: dict[str, Any], request: dict[str, Any]) -> str:
    language = language_of(body)
    if not language:  # then Postman takes comments out if a header says that it is JSON
        types = [one["value"] for one in request.get("header", []) if one["key"].lower() == "content-type"]
        return "json" if types and _JSON.match(types[0]) else "text"
    return language if language in _LANGUAGES else "text"


def _part(one: dict[str, Any]) -> dict[str, Any]:
    pair = _pair(one, one.get("value") or "")
    kind = "file" if one.get("type") == "file" else "text"
    if kind == "file":
        del pair["value"]
        pair["src"] = one.get("src") or ""
    return {"type": kind} | pair | _if(contentType=one.get("contentType"))


def _file(content: dict[str, Any], notes: Notes) -> dict[str, Any]:
    source = content.get("src")
    if isinstance(source, list):
        source = source[0] if source else None
    if isinstance(source, str) and source:
        return {"type": "file", "content": {"src": source}}
    notes.add("Its body names no file, and is not written.")
    return {}


def _graphql(content: dict[str, Any], method: str, notes: Notes) -> dict[str, Any]:
    query, variables, operation = (content.get(name) for name in ("query", "variables", "operationName"))
    if method != "POST":
        notes.add(f"Its method is {method}. Version 3 sends GraphQL by POST.")
    if not isinstance(query, str):
        notes.add("Its query is not text. It is written as text.")
    fields = {"query": _value(query)}
    if variables is not None:
        fields["variables"] = text_of(variables)
    if operation is not None:
        fields["operationName"] = text_of(operation)
    return {"$kind": "graphql-request"} | fields | ({} if method == "POST" else {"method": method})


# -- the rest ---------------------------------------------------------------------------------------------------------


def _credential(value: Any) -> Any:
    """A value of an authorisation. A list of pairs stays one, such as the parameters of a request for a token."""
    if value is None:
        return ""
    if isinstance(value, list) and all(
        isinstance(one, dict) and set(map(type, one.values())) <= {str, bool} for one in value
    ):
        return value
    return text_of(value) if isinstance(value, list | dict) else value


def _settings(behavior: dict[str, Any], notes: Notes) -> dict[str, Any]:
    settings = {name: behavior[name] for name in _SETTINGS if behavior.get(name) is not None}
    off = behavior.get("disabledSystemHeaders")
    names = [name for name, is_off in off.items() if is_off] if isinstance(off, dict) else []
    for name in behavior.keys() - {*_SETTINGS, "disabledSystemHeaders", "disableBodyPruning", "useWhatWGUrlParser"}:
        notes.add(f"The setting {name[:40]!r} is not written: version 3 does not know it.")
    return settings | _if(disabledSystemHeaders=names)


def _kind_of_answer(response: dict[str, Any], headers: Iterable[Any]) -> str:
    language = response.get("_postman_previewlanguage")
    if language in _LANGUAGES:
        return str(language)
    for one in headers:
        if isinstance(one, dict) and one["key"].lower() == "content-type":
            return next((name for name in _LANGUAGES if name in one["value"]), "text")
    return "text"
