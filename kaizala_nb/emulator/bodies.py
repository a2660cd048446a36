"""Read the body of a request, whatever its media type says. Of that only the charset counts: UTF-16 or, without one, UTF-8.

Python's own JSON reader tries first, for it is strict and quick. What it refuses the lax reader tries. What either of them reads
passes the same checks: no number is too large, nothing nests too deep, and every text can be stored and sent back.
"""

import json
import re
from typing import TypeVar

from flask import request
from pydantic import ValidationError

from kaizala_nb.emulator import json_net
from kaizala_nb.emulator.errors import (
    BODY_COMPRESSED,
    BODY_NOT_JSON,
    BODY_NOT_OBJECT,
    BODY_TOO_LONG,
    FIELD_INVALID,
    FIELD_MISSING,
    Plain,
    Refusal,
)
from kaizala_nb.emulator.values import DEEPEST_BODY, MOST_BODY_BYTES
from kaizala_nb.emulator.wire import Wire

Model = TypeVar("Model", bound=Wire)

_UTF_16 = {"utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "unicode": "utf-16-le"}
_BYTE_ORDERS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_GZIP = b"\x1f\x8b"
_SUSPECT = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)|[\x00\ud800-\udfff]")


def read(model: type[Model], most_bytes: int = MOST_BODY_BYTES) -> Model:
    """The body of the current request as a model.

    Raises Refusal (400) when it is too long, not JSON, not an object, or a field is missing or has no fitting value.
    """
    return as_model(model, _object(most_bytes))


def read_optional(model: type[Model]) -> Model:
    """The same for a call whose body may be left out."""
    return as_model(model, _object(MOST_BODY_BYTES, optional=True))


def as_model(model: type[Model], value: object, at: tuple[str, ...] = ()) -> Model:
    """An object as a model; ``at`` is where in the body it stands. Raises Refusal (400) that names the first field that
    does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    field = Plain(model.wire_path((*at, *first["loc"])))
    if first["type"] == "missing":
        if (
            not first["loc"] and first["msg"] != "Field required"
        ):  # the message names a field that may have several names
            field = Plain(".".join((*at, first["msg"])))
        raise Refusal(FIELD_MISSING, field=field)
    raise Refusal(FIELD_INVALID, field=field, reason=Plain(first["msg"]))


def parse(raw: bytes, charset: str = "", *, optional: bool = False) -> object:
    """The value of a body, as the service's reader would have read it. Raises Refusal (400) where it would not.

    ``charset`` is what the request says of it. Where a body is ``optional``, nothing at all is an empty object.
    """
    text = _decoded(raw, charset)
    if optional and not text.strip():
        return {}
    try:
        value = _loads(text)
        _check(text, value)
    except ValueError as error:
        raise Refusal(BODY_NOT_JSON, reason=Plain(error)) from None
    return value


def _loads(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=json_net.join, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        return json_net.loads(text, DEEPEST_BODY)


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not a value")


def _finite(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return value


def _check(text: str, value: object) -> None:
    """Refuse what nests too deep, NUL characters, and halves of surrogate pairs. Most bodies need no closer look."""
    suspect = _SUSPECT.search(text)
    if not suspect and text.count("[") + text.count("{") <= DEEPEST_BODY:
        return
    todo = [(value, 0)]
    while todo:
        item, depth = todo.pop()
        if isinstance(item, str):
            if "\0" in item:
                raise ValueError("a text holds a NUL character")
            if any("\ud800" <= sign <= "\udfff" for sign in item):
                raise ValueError("a text holds half of a surrogate pair")
            continue
        if not isinstance(item, dict | list):
            continue
        if depth >= DEEPEST_BODY:
            raise ValueError(f"it nests deeper than {DEEPEST_BODY} levels")
        if isinstance(item, dict):
            todo.extend((name, depth + 1) for name in item)
            item = item.values()
        todo.extend((element, depth + 1) for element in item)


def _decoded(raw: bytes, charset: str) -> str:
    utf_16 = _UTF_16.get(charset.strip("\"' ").lower())
    if raw[:2] in _BYTE_ORDERS and utf_16:
        utf_16 = _BYTE_ORDERS[raw[:2]]
    try:
        return raw.decode(utf_16).removeprefix("\ufeff") if utf_16 else raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(BODY_NOT_JSON, reason=Plain(f"it is not {'UTF-16' if utf_16 else 'UTF-8'}")) from None


def _object(most: int, *, optional: bool = False) -> dict[str, object]:
    """The body of the current request, which is an object."""
    raw = _bytes(most)
    try:
        value = parse(raw, request.mimetype_params.get("charset", ""), optional=optional)
    except Refusal:
        if encoding := _compression(raw):
            raise Refusal(BODY_COMPRESSED, encoding=encoding) from None
        raise
    if not isinstance(value, dict):
        raise Refusal(BODY_NOT_OBJECT)
    return value


def _compression(raw: bytes) -> str:
    """How the body is compressed, by its header or by its first bytes; "" if it is not."""
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity"):
        return encoding
    return "gzip" if raw.startswith(_GZIP) else ""


def _bytes(most: int) -> bytes:
    if (request.content_length or 0) > most:
        raise Refusal(BODY_TOO_LONG, limit=most)
    raw = request.stream.read(most + 1)
    if len(raw) > most:
        raise Refusal(BODY_TOO_LONG, limit=most)
    return raw
