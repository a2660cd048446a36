"""Names in Python for names in Postman."""

import keyword
import re
import unicodedata
from collections.abc import Collection

from kaizala_nb.toolkit.collection.capitals import words_apart

OF_AN_API = frozenset(
    [
        "allow_changes",
        "allow_hosts",
        "check",
        "close",
        "collection",
        "environment",
        "fill_in",
        "from_postman",
        "journal",
        "notebook",
        "program",
        "report",
        "reset",
        "run",
        "sandbox",
        "session",
        "show",
        "stand_in",
        "use",
    ]
)
"""What an ``Api`` has itself. A folder or a request at the top gets an underscore behind such a name."""


class Slugs:
    """The slugs of what is in a folder, the names that they have in Python. Each exists once, and none is ``reserved``."""

    def __init__(self, folder: str, reserved: Collection[str] = ()) -> None:
        self.folder = folder
        self._reserved = reserved
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def has(self, slug: str) -> bool:
        return slug in self._taken

    def take(self, slug: str) -> None:
        self._taken.add(slug)

    def new(self, name: str) -> str:
        """A new slug for a name: ``step1_add_a_book`` for "Step1 - addABook". It is taken from now on."""
        words = _words(name[:1000]).strip("_")[:60].rstrip("_")
        words = words if words and f"_{words}".isidentifier() else "unnamed"
        slug = words if words.isidentifier() and not keyword.iskeyword(words) else f"_{words}"
        if slug in self._reserved:
            words = slug = f"{slug}_"
        number = self._numbers.get(words, 2)
        while slug in self._taken:
            slug, number = f"{words}_{number}", number + 1
            slug = slug if slug.isidentifier() else f"_{slug}"
        self._numbers[words] = number
        self._taken.add(slug)
        return slug


def _words(name: str) -> str:
    """The words of a name with "_" between them. Letters of any script stay; a Latin letter loses its accent."""
    if name.isascii():
        return re.sub(r"[^a-z0-9]+", "_", words_apart(name).lower())
    plain = "".join(_without_accent(sign) for sign in unicodedata.normalize("NFKC", name))
    small = words_apart(plain).lower()  # only now: with its accent, "İ" is two signs in small letters
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", small))


def _without_accent(sign: str) -> str:
    first = unicodedata.normalize("NFKD", sign)[:1]
    return first if first.isascii() else sign
