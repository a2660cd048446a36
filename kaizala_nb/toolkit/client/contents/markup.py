"""XML, read as JSON has it: an element is an object of its attributes and its elements. A repeated element is the rows.

No DTD is read, so there are no entities of the document's own, and no file or address that it names is opened.
"""

import re
from typing import Any
from xml.parsers import expat

from kaizala_nb.toolkit.client.contents.rows import MOST_ROWS, Rows, first_rows, without

_MOST_ELEMENTS, _MOST_DEEP = 200_000, 100
_DTD = re.compile("<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TEXT = "text"


class NotRead(ValueError):
    """XML that is not read: it is none, or it goes beyond a bound. Its text says why."""


def xml_rows(words: str) -> Rows:
    """The rows of XML. Raises :class:`NotRead`."""
    value = xml_value(words)
    path = _repeated(value)
    if path:
        found: Any = value
        for name in path:
            found = found[name]
        rows = first_rows(found, len(found))
        return rows._replace(beside=_inside(without(value, path)))
    while isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), dict):
        value = next(iter(value.values()))
    return Rows([value])


def xml_value(words: str) -> dict[str, Any]:
    """The document as an object with its root element. Raises :class:`NotRead`."""
    if _DTD.search(words):
        raise NotRead("It has a DTD, which may hold anything: so it was not read as a table.")
    reader = _Reader()
    try:
        reader.parser.Parse(words.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        raise NotRead("It is no XML that can be read.") from None
    return reader.root


class _Reader:
    """Builds the value while expat reads. Each open element is the lists of what it has so far, by name, its texts,
    and how many texts came before it."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._texts: list[str] = []
        self._open: list[tuple[dict[str, list[Any]], list[str], int]] = [({}, [], 0)]
        self._count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) > _MOST_DEEP:
            raise NotRead("It has too many elements, or they are nested too deeply: so it was not read as a table.")
        own = {key: [value] for key, value in attributes.items() if key.partition(":")[0] != "xmlns"}
        self._open.append((own, [], len(self._texts)))

    def _characters(self, text: str) -> None:
        self._open[-1][1].append(text)
        self._texts.append(text)

    def _end(self, name: str) -> None:
        lists, texts, before = self._open.pop()
        text = "".join(texts).strip()
        is_prose = all(isinstance(entry, str) for entries in lists.values() for entry in entries)
        if text and is_prose:  # words are marked in it: "Your book is <b>late</b>."
            text = "".join(self._texts[before:]).strip()
        parts = {key: entries[0] if len(entries) == 1 else entries for key, entries in lists.items()}
        if parts and text:
            parts[_TEXT] = text
        value: Any = parts or text or None
        self._open[-1][0].setdefault(name, []).append(value)
        if len(self._open) == 1:
            self.root[name] = value


def _repeated(value: dict[str, Any]) -> list[str]:
    """The path of the repeated element that is nearest to the root; the longest, where several are equally near."""
    level: list[tuple[list[str], dict[str, Any]]] = [([], value)]
    while level and len(level) <= MOST_ROWS:
        entries = [([*path, name], entry) for path, inner in level for name, entry in inner.items()]
        lists = [(path, len(entry)) for path, entry in entries if isinstance(entry, list)]
        if lists:
            return max(lists, key=lambda one: one[1])[0]
        level = [(path, entry) for path, entry in entries if isinstance(entry, dict)]
    return []


def _inside(beside: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the rows, without the name of the root element."""
    root = next(iter(beside.values()), None)
    return root if isinstance(root, dict) else beside
