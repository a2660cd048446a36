"""Values that have parts: places, questions, options, properties, answers.

Each reader takes a value as people write it, in any of the ways that make sense. It gives the JSON that the service takes. Where
that cannot be done it raises ``ValueError`` with a sentence: what is wrong, and with which entry of a list.
"""

import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from kaizala_nb.course.kinds.annotations import PROPERTY_TYPES, QUESTION_TYPES, WITH_OPTIONS
from kaizala_nb.toolkit.collection.plain import plain, refuse_half_characters
from kaizala_nb.toolkit.collection.times import as_number, milliseconds, read_time, written_time

_NO_DEGREES = (
    'A place needs a latitude and a longitude, in degrees: {"latitude": 51.5, "longitude": -0.1, "name": "London"}.'
)


def read_place(value: object) -> dict[str, Any]:
    """``(51.5, -0.1, "London")`` or a mapping as ``{"latitude": 51.5, "longitude": -0.1, "name": "London"}``."""
    if isinstance(value, list | tuple) and len(value) in (2, 3):
        value = dict(zip(("latitude", "longitude", "name"), value, strict=False))
    if not isinstance(value, Mapping):
        raise ValueError(_NO_DEGREES)
    parts = folded(value)
    degrees = {}
    for name, limit in (("latitude", 90), ("longitude", 180)):
        number = parts.get(name, parts.get({"latitude": "lt", "longitude": "lg"}[name]))
        if number is None or number == "":
            raise ValueError(_NO_DEGREES)
        degrees[name] = as_number(number)
        if math.isnan(degrees[name]):
            raise ValueError(f"The {name} of a place is a number of degrees.")
        if not abs(degrees[name]) <= limit:
            raise ValueError(f"The {name} of a place is between -{limit} and {limit}.")
    label = parts.get("name", parts.get("n"))
    return {**degrees, "name": "" if label is None else _text(label, "The name of a place")}


def read_choice(value: object) -> dict[str, Any]:
    """A title, or ``{"title": "Yes", "image": media_resource}``."""
    parts = {"title": value} if isinstance(value, str) else _mapping(value, "title")
    title = _filled(parts.get("title"), "title")
    return {"title": title} | ({"image": _text(parts["image"], "The image")} if parts.get("image") else {})


def read_question(value: object) -> dict[str, Any]:
    """A title, which asks for a text, or ``{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}``."""
    parts = {"title": value} if isinstance(value, str) else _mapping(value, "title")
    title = _filled(parts.get("title"), "title")
    kind = _one_of(parts.get("type") or "Text", QUESTION_TYPES, "type")
    options = [read_choice(option) for option in _items(parts.get("options") or [], "options")]
    if kind in WITH_OPTIONS and not options:
        raise ValueError(f"{kind} needs options.")
    hidden = parts.get("isinvisible", parts.get("is_invisible"))
    return (
        {"title": title, "type": kind}
        | ({"options": [{"title": option["title"]} for option in options]} if kind in WITH_OPTIONS else {})
        | ({"isInvisible": True} if hidden else {})
    )


def read_property(value: object) -> dict[str, str]:
    """``{"name": "occasion", "value": "birthday", "type": "Text"}``; for a value that is no text see :func:`property_text`."""
    parts = _mapping(value, "name")
    name = _filled(parts.get("name"), "name")
    kind = _one_of(parts.get("type") or "Text", PROPERTY_TYPES, "type")
    return {"name": name, "value": property_text(parts.get("value"), kind), "type": kind}


def property_text(value: object, kind: str = "Text") -> str:
    """The value of a property as it is sent: always a text.

    A day is ``2030-01-31``, a time is in ISO 8601 and UTC; both are epoch milliseconds in a property of the type ``DateTime``. Any
    other value that is no text is written as JSON, and "" stands for none.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date) and kind == "DateTime":
        return str(milliseconds(read_time(value)))
    return _as_text(value) if isinstance(value, date) else _json(value, _as_text)


def read_properties(value: object) -> list[dict[str, str]]:
    """A list of properties, or a mapping from names to values."""
    if isinstance(value, Mapping):
        value = [{"name": name, "value": text} for name, text in value.items()]
    return read_each("Property", read_property, value)


def read_answer(value: object) -> object:
    """Anything that JSON can say; a time, or a day, as epoch milliseconds. A value of pandas or numpy is taken for Python's own."""
    value = plain(value, whole=True)
    refuse_half_characters(value, "The text")
    if isinstance(value, date):
        return milliseconds(read_time(value))
    if isinstance(value, tuple):
        value = list(value)
    _json(value)
    return value


def read_each(name: str, read: Callable[[object], Any], value: object) -> list[Any]:
    """Each entry of a list; what is wrong with one is said with its number: "Question 2: ..."."""
    entries = []
    for number, entry in enumerate(_items(value, name.lower()), 1):
        try:
            entries.append(read(entry))
        except ValueError as trouble:
            raise ValueError(f"{name} {number}: {trouble}") from None
    return entries


def folded(value: Mapping[Any, Any]) -> dict[str, Any]:
    """An object whose names are in lower case: the service read them in any case."""
    return {str(name).lower(): part for name, part in value.items()}


def _json(value: object, default: Callable[[object], object] | None = None) -> str:
    """JSON; ``default`` says what is no JSON. Raises ``ValueError`` with a sentence for what cannot be said."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=default)
    except (TypeError, ValueError, RecursionError):
        raise ValueError(f"{type(value).__name__} cannot be sent.") from None


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return str(written_time(read_time(value), "iso"))
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sent.")


def _mapping(value: object, needed: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"It is a text, or an object that has a {needed}.")
    return folded(value)


def _items(value: object, name: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"The {name} are a list, in square brackets.")
    return list(value)


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what} is text, not {type(value).__name__}.")
    return value


def _filled(value: object, name: str) -> str:
    if value is None or not _text(value, f"The {name}").strip():
        raise ValueError(f"It needs a {name}.")
    return str(value)


def _one_of(value: object, names: tuple[str, ...], what: str) -> str:
    by_name = {name.lower(): name for name in names}
    if str(value).lower() not in by_name:
        raise ValueError(f"The {what} is one of {', '.join(names)}.")
    return by_name[str(value).lower()]
