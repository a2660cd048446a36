"""Texts with variables in them, compared with what was sent in their place. The time is linear, whatever the texts."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE

_PLAIN = re.compile(r"{{([^{}]*)}}|{([A-Za-z_][\w.-]*)}")


@lru_cache(maxsize=1_000)
def around(text: str, variable: re.Pattern[str] = VARIABLE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands around the variables of a text: before the first, between them, after the last; and their names.

    The texts are those of a file: the same ones are asked for with each request.
    """
    pieces, names, at = [], [], 0
    for match in variable.finditer(text):
        pieces.append(text[at : match.start()])
        names.append(next((one for one in match.groups() if one is not None), "").strip())
        at = match.end()
    return (*pieces, text[at:]), tuple(names)


def around_any(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same, where ``{id}`` counts as a variable too."""
    return around(text, _PLAIN)


def between(pieces: Sequence[str], text: str, *, least: int = 0) -> list[str] | None:
    """What stands in a text between these pieces; None if they are not all there, in their order.

    The text begins with the first piece and ends with the last one. Each value is as short as can be, and has ``least`` characters.
    """
    first, last = pieces[0], pieces[-1]
    at = len(first)
    end = len(text) - len(last)
    if not text.startswith(first) or not text.endswith(last) or end < at:
        return None
    values = []
    for piece in pieces[1:-1]:
        found = text.find(piece, at + least, end)
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(piece)
    return [*values, text[at:end]] if end - at >= least else None
