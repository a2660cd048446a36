"""JSON from outside. It may be no JSON at all, or cut off, or nested so deeply that recursion over it fails."""

import json
from typing import Any

MOST_DEEP = 100
_WORDS = f"It is nested more than {MOST_DEEP} levels deep."


class TooDeep(ValueError):
    """JSON that is nested more than :data:`MOST_DEEP` levels deep."""


def read_json(content: bytes | str) -> Any:
    """The value of a JSON text. Raises ``ValueError`` if it is no JSON, or :class:`TooDeep`."""
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
