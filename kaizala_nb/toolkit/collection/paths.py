"""Where in a reply a variable's value stands: ``bookId``, ``members[role=Member].id``, ``mediaResource:base64.Files[0].Url``.

The same words are written into the test scripts of the exported collection, so both fill a variable with the same thing.
"""

import base64
import json
import re
from dataclasses import dataclass
from typing import Any

_PART = re.compile(r"(?P<field>\w+)(?P<hidden>:base64)?(?:\[(?:(?P<name>\w+)=(?P<wanted>\w+)|(?P<index>\d+))\])?", re.A)


@dataclass(frozen=True)
class Part:
    """One step of a path: a ``field``; which entry of the list in it, by ``index`` or by the value ``wanted`` of its ``name``;
    ``hidden`` where the field holds JSON in base64, as a media resource does."""

    field: str
    hidden: bool = False
    name: str = ""
    wanted: str = ""
    index: int | None = None


def parts_of(path: str) -> list[Part]:
    """The steps of a path. Raises ``ValueError`` for what is none."""
    found = [_PART.fullmatch(part) for part in path.split(".")]
    if not all(found):
        raise ValueError(f"{path!r} is no path into a reply")
    return [
        Part(
            part["field"],
            bool(part["hidden"]),
            part["name"] or "",
            part["wanted"] or "",
            int(part["index"]) if part["index"] else None,
        )
        for part in found
        if part
    ]


def find(value: Any, path: str) -> Any:
    """What stands at a path of a reply; the first entry that fits where it goes through a list; None if nothing does."""
    for part in parts_of(path):
        value = value.get(part.field) if isinstance(value, dict) else None
        if part.hidden:
            value = _read(value)
        entries = value if isinstance(value, list) else []
        if part.name:
            found = (one for one in entries if isinstance(one, dict) and str(one.get(part.name)) == part.wanted)
            value = next(found, None)
        elif part.index is not None:
            value = entries[part.index] if part.index < len(entries) else None
    return value


def _read(value: Any) -> Any:
    try:
        return json.loads(base64.b64decode(value, validate=True))
    except (ValueError, TypeError, RecursionError):  # encrypted, as the service's later ones were
        return None
