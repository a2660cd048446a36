"""``JSON.parse`` and ``JSON.stringify`` as JavaScript has them."""

import json
import re
from typing import Any

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED, number_text
from kaizala_nb.toolkit.collection.scripts.values import (
    LONGEST,
    MOST_PARTS,
    Lost,
    Value,
    bounded,
    callable_,
    error,
    keys,
)

_DEEPEST = 200
_HALVES = re.compile("[\ud800-\udfff]")


def json_value(text: str) -> Value:
    """The value of a text in JSON. Throws a SyntaxError if it is none."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_int=float, parse_constant=_refuse)
    except ValueError as trouble:
        raise error("SyntaxError", f"the text is no JSON ({_place(trouble)})") from None
    except RecursionError:
        raise Lost("the JSON is nested too deep") from None
    return value


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _place(trouble: ValueError) -> str:
    return f"line {trouble.lineno}" if isinstance(trouble, json.JSONDecodeError) else str(trouble)


def in_itself(value: Value) -> bool:
    """Whether a list or an object lies in itself."""
    above: list[int] = []
    to_do: list[tuple[Value, int]] = [(value, 0)]
    for _ in range(MOST_PARTS):
        if not to_do:
            break
        one, depth = to_do.pop()
        del above[depth:]
        if isinstance(one, list | dict):
            if id(one) in above:
                return True
            above.append(id(one))
            to_do.extend((inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one))
    return False


def stringify(value: Value, indent: float | str | None) -> Value:
    """The text of a value in JSON; ``undefined`` for what JSON does not have."""
    space = indent[:10] if isinstance(indent, str) else " " * min(10, int(indent)) if isinstance(indent, float) else ""
    bounded(value)
    written = _written(value, space, "\n", 0)
    if written is None:
        return UNDEFINED
    if len(written) > LONGEST:
        raise Lost("a text gets too long")
    return written


def _written(value: Value, space: str, line: str, depth: int) -> str | None:
    if depth > _DEEPEST:
        raise Lost("a value is nested too deep")
    if value is UNDEFINED or callable_(value):
        return None
    if isinstance(value, float):
        text = number_text(value)
        return "null" if text in ("NaN", "Infinity", "-Infinity") else text
    if value is None or isinstance(value, bool | str):
        return _HALVES.sub(lambda half: f"\\u{ord(half[0]):x}", json.dumps(value, ensure_ascii=False))
    inner = line + space
    if isinstance(value, list):
        parts = [_written(one, space, inner, depth + 1) or "null" for one in value]
        return _wrapped("[]", parts, line, inner, space)
    if isinstance(value, dict):
        if callable_(value.get("toJSON")):
            raise Lost("the JSON of an object that makes it itself is not known")
        pairs = ((name, _written(value[name], space, inner, depth + 1)) for name in keys(value))
        colon = ": " if space else ":"
        parts = [f"{json.dumps(name, ensure_ascii=False)}{colon}{text}" for name, text in pairs if text is not None]
        return _wrapped("{}", parts, line, inner, space)
    write = getattr(value, "text_in_utc", None)
    if write is not None:
        return json.dumps(write())
    raise Lost(f"the JSON of {value.name} is not known")


def _wrapped(brackets: str, parts: list[str], line: str, inner: str, space: str) -> str:
    if not parts:
        return brackets
    if not space:
        return brackets[0] + ",".join(parts) + brackets[1]
    return brackets[0] + inner + f",{inner}".join(parts) + line + brackets[1]
