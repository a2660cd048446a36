"""A saved example of v3 as a response of v2.1."""

import re
from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.addresses import url_of
from kaizala_nb.toolkit.collection.postman.version3.bodies import body_of, graphql
from kaizala_nb.toolkit.collection.postman.version3.entries import entries, text
from kaizala_nb.toolkit.collection.postman.version3.yaml import Document


def response_of(document: Document, name: str) -> dict[str, Any]:
    """The response. ``name`` counts if the file has none. Raises :class:`PostmanFileError` with the file, and the line."""
    request = document.read("request", _request)
    response = document.read("response", _response)
    return {
        "name": document.read("name", lambda one: text(one, "name")) or name,
        "originalRequest": request,
        **response,
    }


def _request(written: Any) -> dict[str, Any]:
    one = _mapping(written, "request")
    query, variables = (entries(one.get(name), name) for name in ("queryParams", "pathVariables"))
    is_graphql = "query" in one
    request: dict[str, Any] = {
        "method": text(one.get("method"), "method") or ("POST" if is_graphql else "GET"),
        "header": entries(one.get("headers"), "headers"),
        "url": url_of(text(one.get("url"), "url"), query, variables),
    }
    body = graphql(one) if is_graphql else body_of(one.get("body"))
    return request | {"body": body} if body else request


def _response(written: Any) -> dict[str, Any]:
    one = _mapping(written, "response")
    body = _mapping(one.get("body"), "body")
    code = text(one.get("statusCode"), "statusCode")
    return {
        "status": text(one.get("statusText"), "statusText"),
        "code": int(code) if re.fullmatch(r"\d{3}", code, re.A) else 200,
        "_postman_previewlanguage": text(body.get("type"), "The type of body") or "text",
        "header": entries(one.get("headers"), "headers"),
        "cookie": [],
        "body": text(body.get("content"), "The content of body"),
    }


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise PostmanFileError(f"{what} is no mapping.")
    return value
