"""Where in a reply a variable's value stands: ``groupId``, ``members[role=Member].id``.

The same words are written into the test scripts of the exported collection, so both fill a variable with the same thing.
"""

import re
from typing import Any

_PART = re.compile(r"(\w+)(?:\[(\w+)=(\w+)\])?")


def parts_of(path: str) -> list[tuple[str, str, str]]:
    """The steps of a path: a field, and which entry of the list in it, by the value of a field of its own ("" for no list)."""
    found = [_PART.fullmatch(part) for part in path.split(".")]
    if not all(found):
        raise ValueError(f"{path!r} is no path into a reply")
    return [(part[1], part[2] or "", part[3] or "") for part in found if part]


def find(value: Any, path: str) -> Any:
    """What stands at a path of a reply; the first entry that fits where it goes through a list; None if nothing does."""
    for field, name, wanted in parts_of(path):
        value = value.get(field) if isinstance(value, dict) else None
        if name:
            entries = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
            value = next((one for one in entries if str(one.get(name)) == wanted), None)
    return value
