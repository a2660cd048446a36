"""The body of a request: what v3 says, as v2.1 says it, so that the same is sent."""

import re
from typing import Any

from kaizala_nb.toolkit.collection.foreign.comments import without_comments
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.entries import entries, text
from kaizala_nb.toolkit.collection.postman.version3.yaml import json_value

_LANGUAGES = ("json", "text", "xml", "html", "javascript")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNKNOWN_TYPE = "application/octet-stream"


def body_of(written: Any) -> dict[str, Any] | None:
    """The body in the shape of v2.1; None if there is none. Raises :class:`PostmanFileError` with a sentence."""
    if written is None:
        return None
    if not isinstance(written, dict):
        raise PostmanFileError("body is no mapping.")
    kind, content = text(written.get("type"), "The type of body"), written.get("content")
    if kind in ("none", "") and content is None:
        return None
    if kind in _LANGUAGES:
        return _raw(kind, text(content, "The content of body"))
    if kind == "urlencoded":
        return {"mode": kind, kind: entries(content, "the content of body")}
    if kind == "formdata":
        return {"mode": kind, kind: _parts(content)}
    if kind == "file":
        return {"mode": kind, kind: {"src": _file(content)}}
    if kind == "graphql" and isinstance(content, dict):
        return graphql(content)
    return {"mode": kind, kind: json_value(content)}  # of an unknown kind: the item says so


def graphql(content: dict[str, Any]) -> dict[str, Any]:
    """The body of a GraphQL request, from the mapping that holds its query and its variables."""
    fields: dict[str, Any] = {"query": text(content.get("query"), "query")}
    for name in ("operationName", "variables"):
        if content.get(name) is not None:
            fields[name] = json_value(content[name])
    return {"mode": "graphql", "graphql": fields}


def _raw(language: str, content: str) -> dict[str, Any]:
    if language == "json" and without_comments(content) != content:
        content = content.strip()  # Postman does it together with the comments, and only then
    return {"mode": "raw", "raw": content, "options": {"raw": {"language": language}}}


def _parts(content: Any) -> list[dict[str, Any]]:
    """The parts of a form. What v3 sends otherwise than v2.1 is said: the type of a file, and how a line ends."""
    written = content if isinstance(content, list) else []
    parts = entries(content, "the content of body")
    for at, part in enumerate(parts):
        one = written[at] if written else {}
        kind = one.get("contentType")
        if one.get("type") == "file":
            del part["value"]
            part |= {"type": "file", "src": _sources(one.get("src")), "contentType": kind or _UNKNOWN_TYPE}
            continue
        part |= {"type": "text", "value": _LINE_END.sub("\r\n", part["value"] or "")}
        if kind:
            part["contentType"] = text(kind, "contentType")
    return parts


def _sources(source: Any) -> Any:
    if isinstance(source, list):
        return [text(one, "src") for one in source]
    return text(source, "src")


def _file(content: Any) -> str:
    source = content.get("src") if isinstance(content, dict) else content
    if isinstance(source, list):
        source = source[0] if source else None
    return text(source, "src")
