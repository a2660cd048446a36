"""What the cells of a notebook call things. Text of the file becomes an identifier, or a literal of a text; never anything else."""

import builtins
import keyword
import re
from pathlib import Path

from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.postman.formats import stem_of
from kaizala_nb.toolkit.collection.slugs import Slugs

_PLAIN = re.compile(r"[A-Za-z0-9 .,:/()_-]*")
_OURS = ("Api", "allow_changes", "os", "requests", "response")
_WITHOUT_SAY = re.compile(
    "apis?|collection|copy|environment|http|json|my|new|postman|rest|the"
    "|an?|and|by|for|from|in|of|on|or|to|using|with|.*[0-9].*"
)
"""Words that do not tell one collection from another."""
_LONGEST_NAME, _MOST_WORDS = 20, 2


def literal(text: str) -> str:
    """A text as a literal of Python. It holds no end of a line."""
    return f'"{text}"' if _PLAIN.fullmatch(text) else repr(text)


def name_for(file: Path, title: str) -> str:
    """What a notebook calls a collection: the first words of its file's name, or else of its title; or else "api"."""
    return _good_name(stem_of(file)) or _good_name(title) or "api"


def program_beside(notebook: Path) -> str:
    """The name of the program of a notebook. Its dash makes it no module: no ``import`` finds it, whatever the file is called."""
    return f"{notebook.stem}-program.py"


def _good_name(text: str) -> str:
    """A short variable of the first words that say something; "" if they make no good one."""
    words = Slugs("").new(text).strip("_").split("_")
    telling = [word for word in words if not _WITHOUT_SAY.fullmatch(word)]
    name = ""
    for word in telling[:_MOST_WORDS]:
        longer = f"{name}_{word}".strip("_")
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    is_taken = name in {*_OURS, *dir(builtins), *keyword.kwlist, *keyword.softkwlist}
    return name if name.isidentifier() and name != "unnamed" and len(name) > 2 and not is_taken else ""


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
