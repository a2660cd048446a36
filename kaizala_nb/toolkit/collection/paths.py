"""Paths to a value in a reply: ``bookId``, ``members[role=Member].id``, ``mediaResource:base64.Files[0].Url``.

A path says which value of the reply fills a variable. The test scripts of an exported collection are made from the same paths, so
Postman fills each variable with the same value.
"""

import base64
import json
import re
from dataclasses import dataclass
from typing import Any

_PART = re.compile(r"(?P<field>\w+)(?P<base64>:base64)?(?:\[(?:(?P<name>\w+)=(?P<value>\w+)|(?P<index>\d+))\])?", re.A)


@dataclass(frozen=True)
class Part:
    """One part of a path.

    Attributes:
        field: A field of an object.
        is_base64: Whether the field holds JSON in base64, as some services send it.
        name: If the field holds a list: the name of a field of its entries, "" if ``index`` counts.
        value: The path goes on with the first entry whose field ``name`` has this value.
        index: If the field holds a list: the number of the entry, from 0.
    """

    field: str
    is_base64: bool = False
    name: str = ""
    value: str = ""
    index: int | None = None


def parts_of(path: str) -> list[Part]:
    """The parts of a path. Raises ``ValueError`` if it is no path."""
    parts = []
    for text in path.split("."):
        match = _PART.fullmatch(text)
        if match is None:
            raise ValueError(f"{path!r} is no path into a reply")
        index = int(match["index"]) if match["index"] else None
        parts.append(Part(match["field"], bool(match["base64"]), match["name"] or "", match["value"] or "", index))
    return parts


def find(value: Any, path: str) -> Any:
    """The value at a path of a reply, None if there is none. In a list it takes the first entry that fits."""
    for part in parts_of(path):
        value = value.get(part.field) if isinstance(value, dict) else None
        if part.is_base64:
            value = _decoded(value)
        entries = value if isinstance(value, list) else []
        if part.name:
            objects = (entry for entry in entries if isinstance(entry, dict))
            value = next((entry for entry in objects if str(entry.get(part.name)) == part.value), None)
        elif part.index is not None:
            value = entries[part.index] if part.index < len(entries) else None
    return value


def _decoded(value: Any) -> Any:
    try:
        return json.loads(base64.b64decode(value, validate=True))
    except (ValueError, TypeError, RecursionError):  # no JSON in base64: it may be encrypted
        return None
