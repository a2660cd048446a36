"""Ids for new things, of the kind of an id in an example. The same story gives the same ids."""

import hashlib
import re
import uuid
from typing import Any

from kaizala_nb.toolkit.stand_in.memory.roles import Place

_NUMBER_LAST = re.compile(r"(.*?)(\d{1,15})", re.DOTALL)
_HEX = re.compile(r"[0-9a-fA-F]{16,}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{10,}")
_LARGEST = 2**53


def rank_of(value: Any) -> int | None:
    """The number in an id, as of ``17``, ``"bk_17"``; None if it has none that is counted on."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int):
        return value if 0 <= value < _LARGEST else None
    found = None if _is_random(value) else _NUMBER_LAST.fullmatch(value)
    return int(found[2]) if found else None


def new_id(sample: Any, rank: int, place: Place) -> Any:
    """An id of the kind of the sample.

    Args:
        sample: An id of an example: a number, a UUID, a text such as ``bk_17``.
        rank: The number of the new thing: it is in the id, or the id is worked out from it.
        place: The collection that the thing is in.
    """
    if not isinstance(sample, str):
        return rank
    digest = hashlib.sha256(f"{place.collection} {rank}".encode()).digest()
    if _UUID.fullmatch(sample):
        text = str(uuid.UUID(bytes=digest[:16], version=4))
        return text.upper() if sample.isupper() else text
    if _is_random(sample):
        return "".join(_like(sign, digest[at % len(digest)]) for at, sign in enumerate(sample[:200]))
    found = _NUMBER_LAST.fullmatch(sample)
    return f"{found[1]}{rank:0{len(found[2])}d}" if found else f"{sample}-{rank}"


def _is_random(text: str) -> bool:
    """Whether an id is made by chance: nothing in it is counted."""
    if _UUID.fullmatch(text):
        return True
    if text.isdigit() or not (_HEX.fullmatch(text) or _TOKEN.fullmatch(text)):
        return False
    return re.fullmatch(r"[A-Za-z]+[-_]?\d+|[A-Za-z]+([-_][A-Za-z]+)*[-_]\d+", text) is None


def _like(sign: str, byte: int) -> str:
    """A sign of the same kind."""
    if sign.isdigit():
        return "0123456789"[byte % 10]
    letters = "abcdef" if sign in "abcdef" else "ABCDEF" if sign in "ABCDEF" else ""
    if not letters and sign.isalpha():
        letters = "abcdefghijklmnopqrstuvwxyz" if sign.islower() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[byte % len(letters)] if letters else sign
