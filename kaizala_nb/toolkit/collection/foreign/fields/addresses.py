"""What a person would change in an address: the values of its path, and those of its query."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from kaizala_nb.toolkit.collection.foreign.fields.found import Found, Put, Take
from kaizala_nb.toolkit.collection.foreign.fields.words import described, is_secret_value
from kaizala_nb.toolkit.collection.parameter import Place
from kaizala_nb.toolkit.collection.texts import text_of

_SEGMENT = re.compile(r"(?<=/):(?P<name>[^/?#.:{}]+)")
_HELD = re.compile(r"(\{\{[^{}]*\}\})")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def in_address(request: dict[str, Any]) -> Iterator[Found]:
    """The values in the address of a request."""
    url = request.get("url")
    if isinstance(url, str):
        yield from _in_text(url, (), {})
    elif isinstance(url, dict):
        variables = [one for one in _listed(url.get("variable")) if isinstance(one, dict)]
        if url.get("host") is None and url.get("path") is None and isinstance(url.get("raw"), str):
            yield from _in_text(url["raw"], ("raw",), _helps(variables))
            return
        yield from _in_path(url, variables)
        yield from _in_query(url)


def _helps(variables: list[dict[str, Any]]) -> dict[str, str]:
    return {_name(one): described(one) for one in variables}


def _name(variable: dict[str, Any]) -> str:
    return text_of(variable.get("key") or variable.get("id") or "")


def _in_path(url: dict[str, Any], variables: list[dict[str, Any]]) -> Iterator[Found]:
    path = url.get("path")
    segments = path.split("/") if isinstance(path, str) else _listed(path)
    texts = [one.get("value") if isinstance(one, dict) else one for one in segments]
    names = [one[1:].partition(".")[0] for one in texts if isinstance(one, str) and one.startswith(":")]
    known = {_name(one): one for one in variables if not one.get("disabled")}
    for name in dict.fromkeys(filter(None, names)):
        value = known.get(name, {}).get("value")
        text = value if isinstance(value, str) else ""
        put = partial(_put_segment, name, text)
        yield _found("path", name, text, put, help=described(known.get(name, {})))


def _put_segment(name: str, old: str, request: dict[str, Any], value: Any) -> None:
    variables = request["url"].get("variable")
    variables = variables if isinstance(variables, list) else []
    others = [one for one in variables if not (isinstance(one, dict) and _name(one) == name)]
    request["url"]["variable"] = [*others, {"key": name, "value": _in_segment(text_of(value), old)}]


def _in_segment(text: str, old: str) -> str:
    """A value as one segment of a path: a slash in it would begin another one, unless the file's value has slashes too."""
    return _outside_variables(text, safe="!$&'()*+,:;=@[]|^~ %{}\"<>`" + ("/" if "/" in old else ""))


def _in_pair(text: str, old: str) -> str:
    """A value for a query. Services read "+" as a blank, so it is encoded, unless the file's value has one too."""
    text = _PERCENT.sub("%25", text)
    return text if "+" in old else text.replace("+", "%2B")


def _outside_variables(text: str, safe: str) -> str:
    pieces = _HELD.split(text)
    return "".join(piece if index % 2 else _quoted(piece, safe) for index, piece in enumerate(pieces))


def _quoted(text: str, safe: str) -> str:
    """The text with signs of ASCII encoded; those beyond are encoded with the whole address."""
    return "".join(
        sign if sign > "\x7f" or sign in safe else quote(sign, safe="") for sign in _PERCENT.sub("%25", text)
    )


def _in_query(url: dict[str, Any]) -> Iterator[Found]:
    query = url.get("query")
    if isinstance(query, str):
        yield from _pairs(query, 0, ("query",))
    elif isinstance(query, dict):
        for name, value in query.items():
            if isinstance(value, str):
                yield _found("query", name, value, partial(_put_named, name, value), partial(_take_named, name))
    for index, one in enumerate(_listed(query)):
        if isinstance(one, str):
            key, _, value = one.partition("=")
            yield _found("query", key, value, partial(_put_text_pair, index, value), partial(_take_text_pair, index))
        elif isinstance(one, dict) and isinstance(one.get("key"), str) and one["key"]:
            value = one["value"] if isinstance(one.get("value"), str) else ""
            put = partial(_put_pair, index, value)
            take, is_off = partial(_take_pair, index), one.get("disabled") is True
            yield _found("query", one["key"], value, put, take, described(one), is_off=is_off)


def _put_named(name: str, old: str, request: dict[str, Any], value: Any) -> None:
    request["url"]["query"][name] = _in_pair(text_of(value), old)


def _put_text_pair(index: int, old: str, request: dict[str, Any], value: Any) -> None:
    query = request["url"]["query"]
    query[index] = f"{query[index].partition('=')[0]}={_in_pair(text_of(value), old)}"


def _put_pair(index: int, old: str, request: dict[str, Any], value: Any) -> None:
    query = request["url"]["query"]
    query[index] = query[index] | {"value": _in_pair(text_of(value), old), "disabled": False}


def _take_named(name: str, request: dict[str, Any]) -> None:
    request["url"]["query"].pop(name, None)


def _take_text_pair(index: int, request: dict[str, Any]) -> None:
    request["url"]["query"][index] = {"disabled": True}


def _take_pair(index: int, request: dict[str, Any]) -> None:
    request["url"]["query"][index] |= {"disabled": True}


def _in_text(url: str, where: tuple[str, ...], helps: dict[str, str]) -> Iterator[Found]:
    """The values in an address that is one text."""
    address, mark, query = url.partition("#")[0].partition("?")
    for match in _SEGMENT.finditer(address):
        name = match["name"]
        if not (match.start() >= 2 and address[match.start() - 2] == "/"):  # behind "//" stands a host
            put = partial(_put_text, where, match.start(), match.end(), _as_segment)
            yield _found("path", name, "", put, help=helps.get(name, ""), at=match.start() + 1)
    if mark:
        yield from _pairs(query, len(address) + 1, where)


def _pairs(query: str, start: int, where: tuple[str, ...]) -> Iterator[Found]:
    at = start
    for pair in query.split("&"):
        key, mark, value = pair.partition("=")
        begins = at + len(key)
        if key:
            ends = begins + len(mark) + len(value)
            put = partial(_put_text, where, begins, ends, _as_pair)
            yield _found("query", key, value, put, partial(_take_text, where, at, ends), at=begins + 1)
        at += len(pair) + 1


def _as_segment(text: str, old: str) -> str:
    return _in_segment(text, old)


def _as_pair(text: str, old: str) -> str:
    value = _in_pair(text, old)
    return "=" + re.sub(r"[&#]", lambda sign: quote(sign[0]), value)


def _put_text(where: tuple[str, ...], start: int, end: int, write: Any, request: dict[str, Any], value: Any) -> None:
    holder, name = (request["url"], where[0]) if where else (request, "url")
    text = holder[name]
    holder[name] = text[:start] + write(text_of(value), text[start:end]) + text[end:]


def _take_text(where: tuple[str, ...], start: int, end: int, request: dict[str, Any]) -> None:
    """Take a pair out of a query, with one of the signs beside it. The pairs behind it go before it does."""
    holder, name = (request["url"], where[0]) if where else (request, "url")
    before, behind = holder[name][:start], holder[name][end:]
    if before.endswith("&"):
        before = before[:-1]
    elif behind.startswith("&"):
        behind = behind[1:]
    else:
        before = before.removesuffix("?")
    holder[name] = before + behind
    if not holder[name]:
        del holder[name]


def _found(
    place: Place,
    name: str,
    value: str,
    put: Put,
    take: Take | None = None,
    help: str = "",
    *,
    at: int = 0,
    is_off: bool = False,
) -> Found:
    secret = is_secret_value(name, value)
    return Found(place, (name,), "secret" if secret else "text", value, put, take, at, help, is_off, secret)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
