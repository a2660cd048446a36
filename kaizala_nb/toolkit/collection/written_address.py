"""Addresses as a Postman file has them, as one text: the parts of a file put together, and queries."""

import re
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.texts import text_of

_RESERVED = re.compile(r"{{[^{}]*}}|[&#=]")

Pair = tuple[str | None, str | None]


def escaped(sign: str) -> str:
    """A sign as %XX, for each byte of it."""
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def written(url: Any) -> str:
    """The address of a request as one text. In a file it is a text, or an object whose parts count more than its ``raw``."""
    if isinstance(url, str):
        return url.lstrip()
    if not isinstance(url, dict):
        return ""
    protocol, port, hash_ = (url.get(name) for name in ("protocol", "port", "hash"))
    text = ""
    if isinstance(protocol, str) and protocol:
        text = protocol if protocol.endswith("://") else f"{protocol}://"
    text += _user(url.get("auth")) + _joined(url.get("host"), ".")
    if port is not None:
        text += f":{text_of(port)}"
    text += _path(url.get("path"), url.get("variable"))
    query = _pairs(url.get("query"))
    if query:
        text += "?" + unparsed(query)
    if not text and isinstance(url.get("raw"), str):
        return url["raw"].lstrip()
    return f"{text}#{hash_}" if isinstance(hash_, str) else text


def _user(auth: Any) -> str:
    if not isinstance(auth, dict):
        return ""
    user, password = auth.get("user"), auth.get("password")
    text = (user if isinstance(user, str) else "") + (f":{password}" if isinstance(password, str) else "")
    return f"{text}@" if isinstance(user, str) or isinstance(password, str) else ""


def _joined(parts: Any, between: str) -> str:
    if isinstance(parts, list):
        return between.join(_segment(one) for one in parts)
    return parts if isinstance(parts, str) else ""


def _segment(part: Any) -> str:
    return text_of(part.get("value") if isinstance(part, dict) else part) if part is not None else ""


def _path(path: Any, variables: Any) -> str:
    """The path with the values of its own variables: of ``:id`` in ``/books/:id``, of ``:id`` in ``/books/:id.json``."""
    if isinstance(path, str) and path:
        path = path.removeprefix("/").split("/") if path != "/" else [""]
    if not isinstance(path, list):
        return ""
    values: dict[str, Any] = {}
    for one in variables if isinstance(variables, list) else []:
        if isinstance(one, dict) and not one.get("disabled"):
            values[text_of(one.get("key") or one.get("id") or "")] = one.get("value")
    return "/" + "/".join(_with_value(_segment(one), values) for one in path)


def secrets_in_path(url: Any) -> list[tuple[str, str]]:
    """Name and value of the secret variables of the path that have a value in the file, such as ``:token``."""
    variables = url.get("variable") if isinstance(url, dict) else None
    pairs = [
        (text_of(one.get("key") or one.get("id") or ""), one.get("value"))
        for one in (variables if isinstance(variables, list) else [])
        if isinstance(one, dict)
    ]
    return [(name, value) for name, value in pairs if isinstance(value, str) and value and is_secret(name)]


def _with_value(segment: str, values: dict[str, Any]) -> str:
    if not segment.startswith(":"):
        return segment
    name, dot, rest = segment[1:].partition(".")
    value = values.get(name)
    return value + dot + rest if name and isinstance(value, str) and value else segment


def _pairs(query: Any) -> list[Pair]:
    """The query of a file without what is switched off."""
    if isinstance(query, str):
        return parsed_query(query)
    if isinstance(query, dict):
        return [(name, value if isinstance(value, str) else None) for name, value in query.items()]
    pairs: list[Pair] = []
    for one in query if isinstance(query, list) else []:
        if isinstance(one, dict) and one.get("disabled") is not True:
            key, value = one.get("key"), one.get("value")
            pairs.append((key if isinstance(key, str) else None, value if isinstance(value, str) else None))
        elif isinstance(one, str):
            pairs.append(_pair(one))
    return pairs


def parsed_query(text: str) -> list[Pair]:
    """The pairs of a query. An empty one between two ``&`` stays an empty one."""
    return [_pair(one) for one in text.split("&")]


def _pair(text: str) -> Pair:
    key, mark, value = text.partition("=")
    return key, value if mark else None


def unparsed(query: list[Pair]) -> str:
    """The pairs as one text. A sign that would end a pair is encoded, but not inside a ``{{variable}}``."""
    return "&".join(
        ("" if key is None else _RESERVED.sub(_in_key, key))
        + ("" if value is None else "=" + _RESERVED.sub(_in_value, value))
        for key, value in query
    )


def _in_key(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else escaped(match[0])


def _in_value(match: re.Match[str]) -> str:
    return match[0] if match[0] == "=" else _in_key(match)
