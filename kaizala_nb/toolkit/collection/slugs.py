"""Names in Python for names in Postman."""

import keyword
import re
import unicodedata


class Slugs:
    """The slugs of the steps in a folder, the names that they have in Python. Each exists once."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def has(self, slug: str) -> bool:
        return slug in self._taken

    def take(self, slug: str) -> None:
        self._taken.add(slug)

    def new(self, name: str) -> str:
        """A new slug for a name: ``step1_add_a_book`` for "Step1 - Add a book". It is taken from now on."""
        words = _words(name[:1000]).strip("_")[:60]
        words = words if words and f"_{words}".isidentifier() else "unnamed"
        slug = words if words.isidentifier() and not keyword.iskeyword(words) else f"_{words}"
        number = self._numbers.get(words, 2)
        while slug in self._taken:
            slug, number = f"{words}_{number}", number + 1
        self._numbers[words] = number
        self._taken.add(slug)
        return slug


def _words(name: str) -> str:
    """The words of a name with "_" between them. Letters of any script stay; a Latin letter loses its accent."""
    if name.isascii():
        return re.sub(r"[^a-z0-9]+", "_", name.lower())
    plain = "".join(_without_accent(sign) for sign in unicodedata.normalize("NFKC", name).lower())
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", plain))


def _without_accent(sign: str) -> str:
    first = unicodedata.normalize("NFKD", sign)[:1]
    return first if first.isascii() else sign
