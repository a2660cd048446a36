"""What a person would change in lists of names and values: headers, and the fields of a form."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.fields.found import Found, Put, Take
from kaizala_nb.toolkit.collection.foreign.fields.words import described, is_secret_value
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.parameter import Place
from kaizala_nb.toolkit.collection.texts import text_of

_MADE = frozenset(
    [
        *(
            "content-type",
            "accept",
            "user-agent",
            "host",
            "connection",
            "accept-encoding",
            "content-length",
            "cache-control",
        ),
        *("postman-token", "cookie", "origin", "referer", "pragma", "dnt", "te"),
    ]
)
"""Headers that Postman or a browser makes."""
_LETS_IN = ("authorization", "proxy-authorization")


def in_headers(request: dict[str, Any]) -> Iterator[Found]:
    """The headers that a person would change. One that lets in is among them only if no variable stands in it."""
    header = request.get("header")
    if isinstance(header, list):
        for index, one in enumerate(header):
            name, value = _pair(one)
            is_off = isinstance(one, dict) and bool(one.get("disabled"))
            if _is_changed(name, value, is_off):
                put, take = partial(_put_header, index, name), partial(_take_header, index)
                yield _text("header", name, value, put, take, described(one), is_off)
        return
    for name, value in headers_of(header):
        if _is_changed(name, value, is_off=False):
            yield _text("header", name, value, partial(_put_named_header, name), partial(_take_named_header, name))


def described_variables(request: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The variables in headers that are no fields, with the descriptions of these headers: so that they are not lost."""
    header = request.get("header")
    for one in header if isinstance(header, list) else []:
        name, value = _pair(one)
        if described(one) and not one.get("disabled") and not _is_changed(name, value, is_off=False):
            for variable in names_in(value):
                yield variable, described(one)


def _pair(header: Any) -> tuple[str, str]:
    if isinstance(header, dict):
        return text_of(header.get("key") or ""), text_of(header.get("value", ""))
    name, _, value = header.partition(":") if isinstance(header, str) else ("", "", "")
    return name.strip(), value.strip()


def _is_changed(name: str, value: str, is_off: bool) -> bool:
    lower = name.strip().lower()
    if lower in _LETS_IN:
        return "{{" not in value and not is_off
    return bool(lower) and lower not in _MADE and not lower.startswith("sec-")


def _put_header(index: int, name: str, request: dict[str, Any], value: Any) -> None:
    header = request["header"][index]
    given = {"value": text_of(value), "disabled": False}
    request["header"][index] = header | given if isinstance(header, dict) else {"key": name, **given}


def _put_named_header(name: str, request: dict[str, Any], value: Any) -> None:
    pairs = _listed_headers(request["header"])
    request["header"] = [one | {"value": text_of(value)} if one["key"] == name else one for one in pairs]


def _take_header(index: int, request: dict[str, Any]) -> None:
    header = request["header"][index]
    request["header"][index] = (header if isinstance(header, dict) else {}) | {"disabled": True}


def _take_named_header(name: str, request: dict[str, Any]) -> None:
    request["header"] = [one for one in _listed_headers(request["header"]) if one["key"] != name]


def _listed_headers(header: Any) -> list[dict[str, Any]]:
    """Headers that are one text, or an object, as a list."""
    return header if isinstance(header, list) else [{"key": one, "value": old} for one, old in headers_of(header)]


def in_pairs(body: dict[str, Any], mode: str) -> Iterator[Found]:
    """The texts of a form, those too that are switched off."""
    content = body.get(mode)
    if isinstance(content, dict):
        for name, value in content.items():
            put, take = partial(_put_named_pair, mode, name), partial(_take_named_pair, mode, name)
            yield _text("body", name, text_of(value), put, take)
    if isinstance(content, str):
        for index, pair in enumerate(content.split("&")):
            name, _, value = pair.partition("=")
            put, take = partial(_put_text_pair, mode, index), partial(_take_text_pair, mode, index)
            yield _text("body", name, value, put, take)
    for index, one in enumerate(content if isinstance(content, list) else []):
        if isinstance(one, dict) and one.get("type") != "file":
            value = one.get("value")
            name, text = text_of(one.get("key") or ""), "" if value is None else text_of(value)
            put, take = partial(_put_pair, mode, index), partial(_take_pair, mode, index)
            yield _text("body", name, text, put, take, described(one), bool(one.get("disabled")))


def _put_named_pair(mode: str, name: str, request: dict[str, Any], value: Any) -> None:
    request["body"][mode][name] = text_of(value)


def _put_text_pair(mode: str, index: int, request: dict[str, Any], value: Any) -> None:
    content = _listed_pairs(request["body"][mode])
    content[index] = content[index] | {"value": text_of(value)}
    request["body"][mode] = content


def _put_pair(mode: str, index: int, request: dict[str, Any], value: Any) -> None:
    content = request["body"][mode]
    content[index] = content[index] | {"value": text_of(value), "disabled": False}


def _take_named_pair(mode: str, name: str, request: dict[str, Any]) -> None:
    request["body"][mode].pop(name, None)


def _take_text_pair(mode: str, index: int, request: dict[str, Any]) -> None:
    content = _listed_pairs(request["body"][mode])
    content[index] = content[index] | {"disabled": True}
    request["body"][mode] = content


def _take_pair(mode: str, index: int, request: dict[str, Any]) -> None:
    request["body"][mode][index] |= {"disabled": True}


def _listed_pairs(content: Any) -> list[dict[str, Any]]:
    """A form that is one text becomes a list: it may hold no "&" in a value."""
    if not isinstance(content, str):
        return list(content)  # it was made here, of such a text
    pairs = (one.partition("=") for one in content.split("&"))
    return [{"key": key, "value": old} for key, _, old in pairs]


def file_part(key: str) -> Found:
    """The files that a form sends under a name, or the whole body that is a file (""). Other files are chosen elsewhere."""
    return Found("file", (key,), "files", "", lambda request, value: None, partial(_take_files, key))


def _take_files(key: str, request: dict[str, Any]) -> None:
    if not key:
        del request["body"]
        return
    parts = request["body"]["formdata"]
    for index, one in enumerate(parts):
        if isinstance(one, dict) and one.get("type") == "file" and text_of(one.get("key") or "") == key:
            parts[index] = one | {"disabled": True}


def _text(place: Place, name: str, value: str, put: Put, take: Take, help: str = "", is_off: bool = False) -> Found:
    secret = is_secret_value(name, value)
    return Found(place, (name,), "secret" if secret else "text", value, put, take, 0, help, is_off, secret)
