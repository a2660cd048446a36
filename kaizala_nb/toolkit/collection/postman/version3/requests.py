"""A file of v3 with a request, as an item of v2.1."""

from typing import Any

from kaizala_nb.toolkit.collection.foreign.items import Unsendable
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.addresses import url_of
from kaizala_nb.toolkit.collection.postman.version3.bodies import body_of, graphql
from kaizala_nb.toolkit.collection.postman.version3.entries import described, entries, is_on, text
from kaizala_nb.toolkit.collection.postman.version3.scripts import events_of
from kaizala_nb.toolkit.collection.postman.version3.signing import NONE, auth_of, is_overruled
from kaizala_nb.toolkit.collection.postman.version3.yaml import Document, json_value

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


def item_of(document: Document, name: str, inherited: dict[str, Any] | None) -> dict[str, Any]:
    """The item of a request. ``name`` counts if the file has none; ``inherited`` is the authorisation of its folder.

    Raises :class:`PostmanFileError` with the name of the file, and the line.
    """
    value = document.value
    name = document.read("name", lambda one: text(one, "name")) or name
    kind = document.read("$kind", lambda one: text(one, "$kind")) or _HTTP
    if kind not in (_HTTP, _GRAPHQL):
        return Unsendable(name, f"It is {_called(kind)}: only HTTP can be sent.", described(value))
    request = _graphql(document) if kind == _GRAPHQL else _http(document)
    headers = request["header"]
    body = request.get("body")
    auth = document.read("auth", auth_of)
    counting = auth or inherited
    if counting and is_overruled(counting, headers):
        auth = NONE
    if auth:
        request["auth"] = auth
    behavior = document.read("settings", _behavior)
    if body:
        behavior["disableBodyPruning"] = True  # v3 sends a body by any method
    if (
        body
        and body["mode"] == "urlencoded"
        and any(one["key"].lower() == "content-type" for one in filter(is_on, headers))
    ):
        behavior.setdefault("disabledSystemHeaders", {})["content-type"] = True  # the one of the request counts
    item: dict[str, Any] = {"name": name, "request": request | described(value)}
    events = document.read("scripts", events_of)
    if events:
        item["event"] = events
    if behavior:
        item["protocolProfileBehavior"] = behavior
    return item


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


def _behavior(written: Any) -> dict[str, Any]:
    """Postman's settings: names of v3, which are those of v2.1."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise PostmanFileError("settings is no mapping.")
    settings: dict[str, Any] = json_value(written)
    off = settings.get("disabledSystemHeaders")
    if isinstance(off, list):
        settings["disabledSystemHeaders"] = {text(one, "disabledSystemHeaders"): True for one in off}
    return settings
