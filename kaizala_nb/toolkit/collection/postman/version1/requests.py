"""A request of version 1 as an item of v2.1, and what else is written in its way: authorisation, scripts, saved replies."""

import json
import re
from contextlib import suppress
from typing import Any

from kaizala_nb.toolkit.collection.postman.addresses import parts_of
from kaizala_nb.toolkit.collection.texts import text_of

Entry = dict[str, Any]

_LINE_END = re.compile("\r\n(?![ \t])|[\n\r\u2028\u2029]")
_HEADER = re.compile(r"(?P<off>//\s*)?(?P<name>\S+):(?P<value>.*)", re.S)
_MODES = {"binary": "file", "graphql": "graphql", "params": "formdata", "raw": "raw", "urlencoded": "urlencoded"}
_KINDS = {
    "apikeyAuth": "apikey",
    "basicAuth": "basic",
    "bearerAuth": "bearer",
    "digestAuth": "digest",
    "hawkAuth": "hawk",
    "oAuth1": "oauth1",
    "oAuth2": "oauth2",
    "ntlmAuth": "ntlm",
    "awsSigV4": "awsv4",
}
"""What version 1 calls a kind of authorisation, and v2.1."""
_FIELDS = {
    "hawk": {"hawk_id": "authId", "hawk_key": "authKey", "ext": "extraData", "app": "appId", "dlg": "delegation"},
    "oauth1": {"header": "addParamsToHeader", "auto": "autoAddParam", "includeEmpty": "addEmptyParamsToSign"},
}
"""The fields of a kind that have another name in v2.1."""


def item_of(written: Entry) -> Entry:
    """The item of a request."""
    item: Entry = {"name": written.get("name") or "Untitled request", "request": _request(written)}
    responses = [response_of(one) for one in _objects(written.get("responses"))]
    more = {
        "event": events_of(written),
        "response": responses,
        "protocolProfileBehavior": written.get("protocolProfileBehavior"),
    }
    return item | {name: one for name, one in more.items() if one}


def _request(written: Entry) -> Entry:
    request: Entry = {"method": written.get("method"), "header": _headers(written), "url": _url(written)}
    more = {"auth": auth_of(written), "body": _body(written), "description": written.get("description")}
    return request | {name: one for name, one in more.items() if one}


def _objects(entries: Any) -> list[Entry]:
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def _switched(entry: Entry) -> Entry:
    """The entry as v2.1 switches it off."""
    switched = {name: one for name, one in entry.items() if name != "enabled"}
    return switched | {"disabled": True} if entry.get("enabled") is False else switched


def _url(written: Entry) -> str | Entry:
    """The address. ``queryParams`` count for the query in it; ``equals`` says whether an empty value has its sign."""
    text = text_of(written.get("url") or "")
    query = [_pair(_switched(one)) for one in _objects(written.get("queryParams"))]
    variables = {text_of(one.get("key") or ""): one for one in _objects(written.get("pathVariableData"))}
    if isinstance(written.get("pathVariables"), dict):
        for key, value in written["pathVariables"].items():
            variables.setdefault(key, {"key": key, "value": value})
    if not query and not variables:
        return text
    url = {"raw": text} | parts_of(text) | {"variable": list(variables.values())}
    return url | {"query": query} if query else url


def _pair(entry: Entry) -> Entry:
    if "equals" not in entry:
        return entry
    pair = {name: one for name, one in entry.items() if name != "equals"}
    value = pair.get("value")
    return pair | {"value": "" if entry["equals"] and value is None else value if entry["equals"] else value or None}


def _headers(written: Entry) -> Any:
    """The headers: a list; or entries, and a text with a line each. ``//`` before a name switches a header off."""
    headers = written.get("headers")
    if isinstance(headers, list):
        return headers
    listed = [_switched(one) for one in _objects(written.get("headerData"))]
    for header in listed:
        name = text_of(header.get("key") or "")
        if name.startswith("//"):
            header |= {"key": name.replace("//", "", 1).strip(), "disabled": True}
    names = {header.get("key") for header in listed}
    return listed + [one for one in _in_text(headers if isinstance(headers, str) else "") if one["key"] not in names]


def _in_text(text: str) -> list[Entry]:
    headers = []
    for line in _LINE_END.split(text):
        match = _HEADER.fullmatch(line)
        if match:
            header: Entry = {"key": match["name"], "value": match["value"].strip()}
            headers.append(header | {"disabled": True} if match["off"] else header)
    return headers


def _body(written: Entry) -> Entry | None:
    """The body. Its mode is said, or seen from where it stands: ``rawModeData`` for text and a file, ``data`` for the rest."""
    data, raw = written.get("data"), written.get("rawModeData")
    named = _MODES.get(text_of(written.get("dataMode") or ""))
    options = written.get("dataOptions") or {}
    options = options if isinstance(options, dict) else {}
    graphql = written.get("graphqlModeData") or (data if "graphql" in options else None)
    if ("dataMode" in written and written["dataMode"] is None) or not (named or data or raw or graphql):
        return None
    listed = data or raw
    text = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
    text = text if isinstance(text, str) else ""
    mode = named or _mode(text, listed, graphql)
    content: dict[str, Any] = {
        "raw": text or (data if isinstance(data, str) else ""),
        "graphql": graphql,
        "file": {"src": text or None},
        "formdata": _form(listed),
        "urlencoded": _form(listed),
    }
    body: Entry = {"mode": mode, mode: content[mode]}
    said = {_MODES[name]: one for name, one in options.items() if name in _MODES and one}
    if said:
        body["options"] = said
    return body | {"disabled": True} if written.get("dataDisabled") else body


def _mode(text: str, listed: Any, graphql: Any) -> str:
    if text:
        return "raw"
    if isinstance(listed, list):
        return "formdata"
    return "graphql" if graphql else "raw"


def _form(entries: Any) -> list[Entry]:
    form = []
    for entry in _objects(entries):
        if entry.get("key") is None:
            continue
        part = _switched(entry)
        if part.get("type") == "file" and not part.get("src") and part.get("value"):
            part["src"] = part.pop("value")
        form.append(part)
    return form


def auth_of(written: Entry) -> Entry | None:
    """The authorisation of a request, a folder or a collection; None if it has none of its own.

    Newer files have it as v2.1 has it, under ``auth``. Older ones have a helper, whose fields may stand in a text of JSON.
    """
    helper = written.get("currentHelper")
    if not isinstance(helper, str) or helper in ("", "normal"):
        auth = written.get("auth")
        return auth if isinstance(auth, dict) and auth.get("type") else None
    kind = _KINDS.get(helper, helper)
    attributes = written.get("helperAttributes")
    if isinstance(attributes, str):
        with suppress(ValueError, RecursionError):
            attributes = json.loads(attributes)
    if not isinstance(attributes, dict):
        return None if isinstance(attributes, str) else {"type": kind}
    names = _FIELDS.get(kind, {})
    fields = [{"key": names.get(name, name), "value": value} for name, value in attributes.items() if name != "id"]
    return {"type": kind, kind: fields}


def events_of(written: Entry) -> list[Entry]:
    """The scripts as events. ``tests`` and ``preRequestScript`` count for ``events``, if there are both."""
    scripts = [(listen, written.get(name)) for listen, name in (("test", "tests"), ("prerequest", "preRequestScript"))]
    events = [
        {
            "listen": listen,
            "script": {"type": "text/javascript", "exec": code.split("\n") if isinstance(code, str) else code},
        }
        for listen, code in scripts
        if code
    ]
    return events or [{"listen": "test", **one} for one in _objects(written.get("events"))]


def response_of(written: Entry) -> Entry:
    """A saved reply. The request that it was made by may stand in it as a text of JSON."""
    request = written.get("requestObject") or written.get("request")
    if isinstance(request, str):
        with suppress(ValueError, RecursionError):
            request = json.loads(request)
    status = written.get("responseCode")
    status = status if isinstance(status, dict) else {}
    response = {
        "name": written.get("name") or "response",
        "originalRequest": _request(request) if isinstance(request, dict) else None,
        "status": status.get("name"),
        "code": status.get("code"),
        "_postman_previewlanguage": written.get("language"),
        "header": written.get("headers"),
        "body": written.get("text"),
    }
    return {name: one for name, one in response.items() if one is not None}
