"""What the cells of a notebook call things. Text of the file becomes an identifier, or a literal of a text; never anything else."""

import builtins
import re

from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.slugs import Slugs

_PLAIN = re.compile(r"[A-Za-z0-9 .,/()_-]*")
_OURS = ("Api", "allow_changes", "os", "requests", "response")


def literal(text: str) -> str:
    """A text as a literal of Python. It holds no end of a line."""
    return f'"{text}"' if _PLAIN.fullmatch(text) else repr(text)


class CellNames:
    """The variables of a notebook, and the ways to the requests. ``api`` is what the notebook calls the collection."""

    def __init__(self, api: str) -> None:
        self.api = api
        self._slugs = Slugs("", {api, *_OURS, *dir(builtins)})
        self._variables: dict[int, str] = {}

    def way(self, step: Step) -> str:
        """The expression for a request: ``api.books.add_a_book``."""
        return f"{self.api}.{step.attribute}"

    def variable(self, step: Step) -> str:
        """The variable that holds the form of a request."""
        if id(step) not in self._variables:
            self._variables[id(step)] = self._slugs.new(step.slug)
        return self._variables[id(step)]
