"""JSON from outside, which may be anything: no JSON at all, cut off, or nested so deep that whoever walks it falls."""

import json
from typing import Any

MOST_DEEP = 100
_WORDS = f"It is nested more than {MOST_DEEP} levels deep."


class TooDeep(ValueError):
    """JSON with more objects and lists in each other than are taken."""


def read_json(content: bytes | str) -> Any:
    """The value of a JSON text. Raises ``ValueError`` where it is none, and :class:`TooDeep`."""
    try:
        value = json.loads(content)
    except RecursionError:
        raise TooDeep(_WORDS) from None
    level, depth = [value], 0
    while level := [one for one in level if type(one) in (dict, list)]:
        depth += 1
        if depth > MOST_DEEP:
            raise TooDeep(_WORDS)
        level = [inner for one in level for inner in (one.values() if type(one) is dict else one)]
    return value
