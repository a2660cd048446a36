"""Ids, such as ``5b0c6a5e-52d1-4d8a-8086-cf8f342534de``: shown short, and refused where only a whole one will do.

A shortened id keeps its beginning and its end: ``5b0c6a5e…34de``. Two ids that are shown together never look alike: where they
would, their ends are longer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

ID = re.compile(r"(?<![0-9a-z-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})((?:@\d+)?)(?![0-9a-z-])", re.IGNORECASE)
"""A GUID, and the number behind it that some ids have: ``@1``."""

_SHORTENED = re.compile(r"[0-9a-f]{8}(?:…|\.\.\.)[0-9a-f-]{4,}(?:@\d+)?", re.IGNORECASE)
"""What :func:`shorten` makes."""
_CUT = re.compile(r"[\w-]{4,}(?:…|\.\.\.)[\w@-]*")
"""An id of any form that was cut."""
_NAME_OF_ID = re.compile(r"(?:^|[_. -])(?i:id|guid|uuid)s?$|[a-z0-9]I[dD]s?$")
_HEAD = 8
_TAILS = (4, 8, 12, 17, 22)
"""How many characters of the end are shown: the first of these that tells the ids apart."""


class ShortId(NamedTuple):
    """The parts of an id. The middle is left out where the id is shown; it is empty if the id is shown whole."""

    head: str
    middle: str
    tail: str

    def __str__(self) -> str:
        return f"{self.head}…{self.tail}" if self.middle else self.head + self.tail


def shorten(ids: Iterable[str]) -> dict[str, ShortId]:
    """The short form of each id. No two of them are alike."""
    short: dict[str, ShortId] = {}
    left = set(ids)
    for length in _TAILS:
        alike: dict[str, list[ShortId]] = defaultdict(list)
        for whole in left:
            parts = _parts(whole, length)
            alike[str(parts)].append(parts)
        told_apart = [parts[0] for parts in alike.values() if len(parts) == 1]
        short |= {"".join(parts): parts for parts in told_apart}
        left -= short.keys()
    return short | {whole: ShortId(whole, "", "") for whole in left}


def in_text(text: str) -> list[str]:
    """The ids that stand in a text."""
    return [found[0] for found in ID.finditer(text)]


def shortened_in(text: str, short: Mapping[str, ShortId]) -> str:
    """The text with the short forms of its ids."""
    return ID.sub(lambda found: str(short[found[0]]), text)


def names_ids(name: str) -> bool:
    """Whether the values of this name are ids: "id", "groupId", "group_id", "Member ids"."""
    return _NAME_OF_ID.search(name) is not None


def refuse_shortened(value: object, *, is_id: bool) -> None:
    """Raises ``ValueError`` with a sentence if a value, or an entry of a list, is a shortened id.

    Args:
        value: Any value.
        is_id: Whether only an id can stand here. Then an id of any form that was cut is refused, else only a GUID.
    """
    form = _CUT if is_id else _SHORTENED
    entries = value if isinstance(value, list | tuple | set | frozenset) else [value]
    if any(isinstance(entry, str) and form.fullmatch(entry.strip()) for entry in entries):
        raise ValueError("This id is shortened. Take it from `.df`.")


def _parts(whole: str, tail: int) -> ShortId:
    found = ID.fullmatch(whole)
    body, number = (found[1], found[2]) if found else (whole, "")
    return ShortId(body[:_HEAD], body[_HEAD:-tail], body[-tail:] + number)
