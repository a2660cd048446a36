"""The grammar of bodies and replies: Json.NET's coercions on the way in, its habits on the way out.

On the way in: names may have any casing. A number may stand where a text is wanted, and a text where a number or a flag is. An enum
goes by its name, in any casing, or by its number. A null is as if the field were not there, and unknown fields are ignored.
On the way out: compact JSON in UTF-8, without members that have no value.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from flask import Response, g, request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

JSON_TYPE = "application/json; charset=utf-8"


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


class Wire(BaseModel):
    """A body. ``group_type`` here is ``groupType`` on the wire, in any casing."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", ""), extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _fold(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name.lower(): item for name, item in value.items() if item is not None}
        return value

    @classmethod
    def wire_path(cls, location: Sequence[str | int]) -> str:
        """Where a field stands, in the names of the wire: ``members[2]``."""
        names = {name.replace("_", ""): _camel(name) for name in _names(cls)}
        path = ""
        for step in location:
            path += f"[{step}]" if isinstance(step, int) else f".{names.get(step, step)}"
        return path.lstrip(".") or "body"


def _names(model: type[BaseModel]) -> list[str]:
    """The field names of a model and of the models in it."""
    names = []
    for name, field in model.model_fields.items():
        names.append(name)
        for inner in getattr(field.annotation, "__args__", ()) or (field.annotation,):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                names.extend(_names(inner))
    return names


def as_text(value: Any) -> Any:
    """A text, a number or a flag as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        try:
            return str(value)
        except ValueError:
            raise PydanticCustomError("number", "the number is too long") from None
    if not isinstance(value, str):
        raise PydanticCustomError("text", "it must be a text")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("missing", "it is empty")
    return value


def _some(value: list[Any]) -> list[Any]:
    if not value:
        raise PydanticCustomError("missing", "it is empty")
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if isinstance(value, bool | int | float):
        return bool(value)
    raise PydanticCustomError("flag", "it must be true or false")


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = int(value.strip()) if len(value) < 20 and value.isascii() and "_" not in value else None
        except ValueError:
            value = None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**53:
        raise PydanticCustomError("whole", "it must be a whole number")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = float(value.strip()) if len(value) < 40 and value.isascii() and "_" not in value else None
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e300:
        raise PydanticCustomError("number", "it must be a number")
    return value


def one_of(*names: str) -> BeforeValidator:
    """An enum: its names in any case, or their number."""

    def choose(value: Any) -> str:
        key = str(value).strip().lower() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        for number, name in enumerate(names):
            if key in (name.lower(), str(number)):
                return name
        raise PydanticCustomError("enum", "it must be one of " + ", ".join(names))

    return BeforeValidator(choose)


def between(least: float, most: float) -> AfterValidator:
    """A number within bounds."""

    def check(value: float) -> float:
        if not least <= value <= most:
            raise PydanticCustomError("range", f"it must be between {least:,} and {most:,}")
        return value

    return AfterValidator(check)


def at_most(limit: int, what: str) -> AfterValidator:
    """A text or list no longer than ``limit``."""

    def check(value: Any) -> Any:
        if len(value) > limit:
            raise PydanticCustomError("too_long", f"it has more than {limit:,} {what}")
        return value

    return AfterValidator(check)


not_empty = AfterValidator(_some)
"""A list with something in it."""


def as_header(value: str) -> str:
    """A text that can travel as the value of an HTTP header."""
    if not (value.isascii() and value.isprintable()):
        raise PydanticCustomError("header", "it must be printable ASCII, being sent as a header")
    return value.strip()


Text = Annotated[str, BeforeValidator(as_text)]
Filled = Annotated[Text, AfterValidator(_filled)]
Id = Annotated[Text, AfterValidator(str.strip)]
FilledId = Annotated[Filled, AfterValidator(str.strip)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number)]


def endpoint_url() -> str:
    """Where later calls go: the public address, else the scheme and host of this call. It ends in a slash, as from 2018 on."""
    return g.get("public_url") or f"{request.scheme}://{request.host}/"


def iso(milliseconds: int) -> str:
    """A time as replies write it: ``2026-11-24T14:02:00Z``."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def dumps(body: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def without_nulls(value: Any) -> Any:
    """A value without the members that are None, at every depth, as the service wrote objects. A None in a list stays."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def reply(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A reply of the service; members without a value are left out."""
    written = dumps(body)
    if b":null" in written:  # which is rare, and quicker to find out than by a walk
        written = dumps(without_nulls(body))
    return written_reply(written, status, headers)


def written_reply(written: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A reply whose JSON is written already."""
    return Response(written, status=status, headers=headers, content_type=JSON_TYPE)
