"""Values of a file as texts, in JavaScript's way, and the order of its objects."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

V = TypeVar("V")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+|[^\W\dA-Za-z_]+")


def text_of(value: Any) -> str:
    """A value as it stands in a request: a text as it is, anything else as JSON writes it. A whole number has no point."""
    if isinstance(value, str):
        return value
    return json_of(value)


def json_of(value: Any) -> str:
    """A value as ``JSON.stringify`` writes it."""
    return json.dumps(_whole(value), ensure_ascii=False, separators=(",", ":"))


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return value


def grouped(pairs: Iterable[tuple[str, V]]) -> list[tuple[str, list[V]]]:
    """The values of each name, in the order of an object of JavaScript: whole numbers first, then each name where it came first."""
    groups: dict[str, list[V]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return sorted(groups.items(), key=lambda group: (0, int(group[0])) if _is_index(group[0]) else (1, 0))


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) <= 10 and (name == "0" or name[0] != "0")


def lower_words(name: str) -> str:
    """The words of a name in lower case: ``"x api key"`` for ``X-Api-Key`` and ``xApiKey``. So Postman compares names of keys."""
    return " ".join(word.lower() for word in _WORDS.findall(name))


def description_of(entry: Mapping[str, Any]) -> str:
    """The description of an entry of a file; "" if it has none. Some programs write "null" where they have none."""
    description = entry.get("description")
    if isinstance(description, dict):
        description = description.get("content")
    return description if isinstance(description, str) and description != "null" else ""
