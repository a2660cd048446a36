"""A file of v3 with a request, as an item of v2.1."""

from typing import Any

from kaizala_nb.toolkit.collection.foreign.items import Unsendable
from kaizala_nb.toolkit.collection.postman import KEY, PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.addresses import url_of
from kaizala_nb.toolkit.collection.postman.version3.bodies import body_of, graphql
from kaizala_nb.toolkit.collection.postman.version3.entries import described, entries, is_on, text
from kaizala_nb.toolkit.collection.postman.version3.scripts import events_of
from kaizala_nb.toolkit.collection.postman.version3.signing import NONE, auth_of, is_overruled
from kaizala_nb.toolkit.collection.postman.version3.yaml import Document, json_value

Auth = dict[str, Any] | None
Entries = list[dict[str, Any]]

_HTTP, _GRAPHQL = "http-request", "graphql-request"
_NOT_HTTP = {
    "websocket": "a WebSocket request",
    "ws": "a WebSocket request",
    "socketio": "a Socket.IO request",
    "grpc": "a gRPC request",
    "mqtt": "an MQTT request",
    "mcp": "an MCP request",
    "ai": "a request to a language model",
    "llm": "a request to a language model",
}
"""What a kind is called, by its first word."""


def item_of(document: Document, name: str, inherited: Auth) -> dict[str, Any]:
    """The item of a request. ``name`` counts if the file has none; ``inherited`` is the authorisation of its folder.

    Raises :class:`PostmanFileError` with the name of the file, and the line.
    """
    name = document.read("name", lambda one: text(one, "name")) or name
    kind = document.read("$kind", lambda one: text(one, "$kind")) or _HTTP
    description = described(document.value)
    if kind not in (_HTTP, _GRAPHQL):
        return Unsendable(name, f"It is {_called(kind)}: only HTTP can be sent.", description)
    request = _graphql(document) if kind == _GRAPHQL else _http(document)
    auth = _auth(document, inherited, request["header"])
    if auth:
        request["auth"] = auth
    item = {"name": name, "request": request | description}
    more = {"event": document.read("scripts", events_of), "protocolProfileBehavior": _behavior(document, request)}
    return item | {key: one for key, one in more.items() if one} | declared(document)


def declared(document: Document) -> dict[str, Any]:
    """What this package has written about a request or a folder under a key of its own; {} if there is nothing."""
    return {KEY: json_value(document.value[KEY])} if KEY in document.value else {}


def _called(kind: str) -> str:
    word = kind.removesuffix("-request").partition("-")[0]
    return _NOT_HTTP.get(word, f"of the kind {kind[:40]!r}")


def _http(document: Document) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": document.read("method", lambda one: text(one, "method")) or "GET",
        "header": document.read("headers", lambda one: entries(one, "headers")),
    }
    spellings: dict[str, str] = {}
    for header in request["header"]:
        header["value"] = header["value"] or ""
        if is_on(header):  # v3 sends both of two spellings; of v2.1 the last one counts
            header["key"] = spellings.setdefault(header["key"].lower(), header["key"])
    body = document.read("body", body_of)
    if body:
        request["body"] = body
    query = document.read("queryParams", lambda one: entries(one, "queryParams"))
    variables = document.read("pathVariables", lambda one: entries(one, "pathVariables"))
    request["url"] = url_of(document.read("url", lambda one: text(one, "url")), query, variables)
    return request


def _graphql(document: Document) -> dict[str, Any]:
    request = _http(document) | {"body": document.read("query", lambda _: graphql(document.value))}
    return request if "method" in document.value else request | {"method": "POST"}


def _auth(document: Document, inherited: Auth, headers: Entries) -> Auth:
    """The authorisation that the request has of its own; none at all, if one of its headers stands where it would be put."""
    auth = document.read("auth", auth_of)
    counting = auth or inherited
    return NONE if counting and is_overruled(counting, headers) else auth


def _behavior(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """Postman's settings, and what makes of v2.1 what v3 does by itself."""
    behavior = document.read("settings", _settings)
    body = request.get("body")
    if body:
        behavior["disableBodyPruning"] = True  # any method sends a body
    names = [one["key"].lower() for one in request["header"] if is_on(one)]
    if body and body["mode"] == "urlencoded" and "content-type" in names:  # a type of the request's own counts
        behavior["disabledSystemHeaders"] = behavior.get("disabledSystemHeaders", {}) | {"content-type": True}
    return behavior


def _settings(written: Any) -> dict[str, Any]:
    """The settings: v3 has v2.1's names, and a list of the headers that are switched off."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise PostmanFileError("settings is no mapping.")
    settings: dict[str, Any] = json_value(written)
    off = settings.pop("disabledSystemHeaders", [])
    names = off if isinstance(off, list) else []
    if names:
        settings["disabledSystemHeaders"] = {text(one, "disabledSystemHeaders"): True for one in names}
    return settings
