"""Single values of a file in the exact shape that version 2.1 of Postman's format has for them."""

from collections.abc import Callable
from typing import Any

from kaizala_nb.toolkit.collection.texts import text_of

NOTHING = object()
"""Stands in the place of a value that is taken away."""

Shape = dict[str, Callable[[Any], Any]]
"""For each key how its value is brought into shape; ``NOTHING`` takes the key away."""


def in_shape(value: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """A copy of an object, with the values of these keys in shape."""
    written = {}
    for key, one in value.items():
        kept = shape[key](one) if key in shape else one
        if kept is not NOTHING:
            written[key] = kept
    return written


def listed(value: Any) -> list[Any]:
    """The items of a file: a list, or one alone."""
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; none in anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def pairs_in(value: Any) -> list[dict[str, Any]]:
    """A list of objects, for an object with names and values too."""
    if isinstance(value, dict):
        return [{"key": name, "value": one} for name, one in value.items()]
    return objects_in(value)


def text_or_nothing(value: Any) -> Any:
    """A value as text; nothing for null."""
    return NOTHING if value is None else text_of(value)


def only_text(value: Any) -> Any:
    """A text; nothing for anything else."""
    return value if isinstance(value, str) else NOTHING


def text_or_null(value: Any) -> str | None:
    """A text; null for anything else."""
    return value if isinstance(value, str) else None


def whole_number(value: Any) -> Any:
    """A whole number; nothing for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else NOTHING


def object_or_nothing(value: Any) -> Any:
    """An object; nothing for anything else."""
    return value if isinstance(value, dict) else NOTHING


def description(value: Any) -> Any:
    """A description: a text, null, or an object with a text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return in_shape(value, {"content": only_text, "type": only_text})
    return text_of(value)
