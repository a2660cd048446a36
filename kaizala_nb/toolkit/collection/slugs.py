"""Names in Python for names in Postman."""

import keyword
import re


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
        words = re.sub(r"[^a-z0-9]+", "_", name[:1000].lower()).strip("_")[:60] or "unnamed"
        slug = f"_{words}" if words[0].isdigit() or keyword.iskeyword(words) else words
        number = self._numbers.get(words, 2)
        while slug in self._taken:
            slug, number = f"{words}_{number}", number + 1
        self._numbers[words] = number
        self._taken.add(slug)
        return slug
