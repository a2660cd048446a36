"""Names of files and folders, made of names that somebody else has chosen. They stay in their folder, on every system.

A name holds no separator, no control sign and no sign that Windows refuses. It begins with no dot, ends with no dot or blank, and
is not the name of a device. It is not longer than file systems take. In one folder no two names differ in case alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

_LONGEST = 80  # characters
_MOST_BYTES = 180  # file systems take 255, with the ending and a number
_REFUSED = re.compile(r'[<>:"/\\|?*]+')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.I)


def safe_name(name: str, otherwise: str) -> str:
    """The name as a file can have it; ``otherwise`` if nothing is left of it."""
    text = "".join(sign if _is_kept(sign) else "-" for sign in unicodedata.normalize("NFC", name))
    text = _shortened(_REFUSED.sub("-", text).lstrip(". \t").strip()).rstrip(". ")
    if not text.strip("-"):
        return otherwise
    return f"_{text}" if _DEVICE.match(text) else text


def _is_kept(sign: str) -> bool:
    """Whether a sign may stand in a name: no control sign, no half character, nothing that turns the direction of writing."""
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"


def _shortened(text: str) -> str:
    text = text[:_LONGEST]
    return text.encode()[:_MOST_BYTES].decode(errors="ignore")


class Names:
    """The names in one folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, name: str, otherwise: str, ending: str = "") -> str:
        """A name, without its ending, that nothing in the folder has yet. A number follows it if it is taken."""
        stem = safe_name(name, otherwise)
        free = next(one for one in _numbered(stem) if _folded(one + ending) not in self._taken)
        self._taken.add(_folded(free + ending))
        return free


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(1):
        yield f"{stem} {number}"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
