"""What the cells of a notebook call things. Text of the file becomes an identifier, or a literal of a text; never anything else."""

import builtins
import re
from collections.abc import Collection as Names

from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.slugs import Slugs

_PLAIN = re.compile(r"[A-Za-z0-9 .,/()_-]*")
_OURS = ("Api", "allow_changes", "os", "requests", "response")


def literal(text: str) -> str:
    """A text as a literal of Python. It holds no end of a line."""
    return f'"{text}"' if _PLAIN.fullmatch(text) else repr(text)


class CellNames:
    """The variables of a notebook, and the ways to the requests.

    Args:
        api: What the notebook calls the collection.
        collection: The collection.
        reserved: The attributes that every such object has. A folder of such a name is not found as an attribute.
    """

    def __init__(self, api: str, collection: Collection, reserved: Names[str]) -> None:
        self.api = api
        self._collection = collection
        self._reserved = reserved
        self._slugs = Slugs("")
        for name in (api, *_OURS, *dir(builtins)):
            self._slugs.take(name)
        self._variables: dict[int, str] = {}

    def way(self, step: Step) -> str:
        """The expression for a request: ``api.books.add_a_book``."""
        if step.folder not in self._reserved:
            return f"{self.api}.{step.folder}.{step.slug}"
        return f"{self.api}[{literal(step.name)}]"

    def variable(self, step: Step) -> str:
        """The variable that holds the form of a request."""
        if id(step) not in self._variables:
            self._variables[id(step)] = self._slugs.new(step.slug)
        return self._variables[id(step)]
