"""Reads a folder of v3 as one collection in the shape of v2.1. No link is followed, and no file outside the folder is opened.

A file that cannot be read is an item in its place, with the reason. The others are read.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.foreign.items import Unsendable
from kaizala_nb.toolkit.collection.postman import SCHEMA, PostmanFileError
from kaizala_nb.toolkit.collection.postman.files import read_text
from kaizala_nb.toolkit.collection.postman.version3.entries import described, entries, text
from kaizala_nb.toolkit.collection.postman.version3.examples import response_of
from kaizala_nb.toolkit.collection.postman.version3.requests import declared, item_of
from kaizala_nb.toolkit.collection.postman.version3.scripts import events_of
from kaizala_nb.toolkit.collection.postman.version3.signing import auth_of
from kaizala_nb.toolkit.collection.postman.version3.yaml import MOST_BYTES, Document, Number, read_yaml

MOST_FILES = 10_000
_MOST_ENTRIES = 100_000  # files of any kind; somebody may name the folder of all that they have
_DEEPEST = 30
_RESOURCES = ".resources"
_SKIPPED = (_RESOURCES, ".git", "node_modules")
_REQUEST, _EXAMPLE = (re.compile(rf"(.+)\.{kind}\.ya?ml", re.I | re.S) for kind in ("request", "example"))
_ORDER = re.compile(r"^order: *([-+\d.eE]+) *$", re.M)
_LINK = "It is a link. Links are not followed."

_MOST_NAMED = 5

Items = list[dict[str, Any]]


def collection_in(folder: Path) -> dict[str, Any]:
    """The collection in a folder, or in the folder ``postman/collections`` below it. Raises :class:`PostmanFileError`."""
    root = _folder_of_one(folder.resolve())
    reader = _Reader(root)
    try:
        found = reader.folder(root, _Above(), 0)
    except _TooMany as trouble:
        raise PostmanFileError(f"{str(root)!r} holds more than {trouble}. Name the folder of one collection.") from None
    if found is None:
        todo = "Name a folder that holds files such as 'Sign in.request.yaml'."
        files = sorted(one.name for one in root.glob("*.postman_collection.json"))
        if files:
            todo = f"Name a file in it: {', '.join(files[:_MOST_NAMED])}."
        raise PostmanFileError(f"{root.name!r} holds no Postman collection. {todo}")
    top = found.items[0]
    info = {"name": top.pop("name"), "schema": SCHEMA} | described(top)
    top.pop("description", None)
    return {"info": info, **top}


def _folder_of_one(folder: Path) -> Path:
    """The folder itself, or that of the only collection in the folder ``postman`` that it holds or is."""
    home = folder if folder.name == "postman" else folder / "postman"
    collections = folder if (folder.parent.name, folder.name) == ("postman", "collections") else home / "collections"
    if (
        os.path.exists(folder / _RESOURCES)
        or not os.path.isdir(collections)
        or os.path.realpath(collections) != str(collections)
    ):
        return folder
    names = [one.name for one in _scanned(collections) if one.is_dir(follow_symlinks=False)]
    if len(names) > 1:
        listed = ", ".join(repr(_shown(name)) for name in names[:20])
        raise PostmanFileError(f"{folder.name!r} holds several collections: {listed}. Name the folder of one of them.")
    return collections / names[0] if names else folder


def _scanned(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder. Raises :class:`PostmanFileError`."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError as trouble:
        raise PostmanFileError(f"{folder.name!r} cannot be read: {trouble.strerror or trouble}.") from None


def _shown(name: str) -> str:
    """The name of a file as text, whatever its bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


class _TooMany(Exception):
    """There are so many files that the whole collection is refused."""


@dataclass(frozen=True)
class _Above:
    """What a folder inherits: the authorisation; or why it cannot be known."""

    auth: dict[str, Any] | None = None
    fault: str = ""


@dataclass
class _Placed:
    """Items with their place among others: Postman takes a missing order for 0, and sorts by name where it is the same."""

    order: float
    items: Items

    @property
    def place(self) -> tuple[float, str]:
        """What it is sorted by."""
        return self.order, self.items[0]["name"]


class _Reader:
    """Reads the files of one collection."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files = 0
        self._entries = 0

    def folder(self, path: Path, above: _Above, depth: int) -> _Placed | None:
        """The folder as v2.1 has it; None for one that holds nothing of Postman's."""
        name = _shown(path.name)
        placed: list[_Placed] = []
        content: dict[str, Any] = {}
        definition = None
        try:
            definition = self._definition(path)
            content = _defined(definition) if definition else {}
        except PostmanFileError as trouble:
            above = _Above(fault=str(trouble))
            placed.append(_Placed(float("-inf"), [Unsendable("definition.yaml", str(trouble))]))
        if "auth" in content:
            above = _Above(content["auth"])
        for entry in self._scanned(path):
            one = self._entry(entry, Path(entry.path), above, depth)
            if one:
                placed.append(one)
        if not placed and definition is None:
            return None
        placed.sort(key=lambda one: one.place)
        items = [item for one in placed for item in one.items]
        order = _order(definition) if definition else 0
        return _Placed(order, [{"name": name} | content | {"item": items}])

    def _scanned(self, folder: Path) -> list[os.DirEntry[str]]:
        entries = _scanned(folder)
        self._entries += len(entries)
        if self._entries > _MOST_ENTRIES:
            raise _TooMany(f"{_MOST_ENTRIES:,} files")
        return entries

    def _definition(self, folder: Path) -> Document | None:
        for ending in ("yaml", "yml"):
            path = folder / _RESOURCES / f"definition.{ending}"
            if os.path.islink(path) or os.path.islink(path.parent):
                raise PostmanFileError(f"{self._named(path)}: {_LINK}")
            if os.path.exists(path):
                return self._read(path)
        return None

    def _entry(self, entry: os.DirEntry[str], path: Path, above: _Above, depth: int) -> _Placed | None:
        """What stands in a folder: a request, a folder, or None for anything else."""
        request = _REQUEST.fullmatch(entry.name)
        name = _shown(request[1] if request else entry.name)
        if entry.is_symlink() and (request or os.path.isdir(path)):
            return _Placed(0, [Unsendable(name, f"{self._named(path)}: {_LINK}")])
        if entry.is_dir(follow_symlinks=False):
            return None if entry.name in _SKIPPED else self._inner(path, name, above, depth)
        return self._request(path, name, above) if request else None

    def _inner(self, path: Path, name: str, above: _Above, depth: int) -> _Placed | None:
        if depth == _DEEPEST:
            return _Placed(0, [Unsendable(name, f"Its folders are nested more than {_DEEPEST} levels deep.")])
        try:
            return self.folder(path, above, depth + 1)
        except PostmanFileError as trouble:
            return _Placed(0, [Unsendable(name, str(trouble))])

    def _request(self, path: Path, name: str, above: _Above) -> _Placed:
        try:
            document = self._read(path)
            item = item_of(document, name, above.auth)
        except PostmanFileError as trouble:
            return _Placed(_order_in(path), [Unsendable(name, str(trouble))])
        if above.fault and "auth" not in item.get("request", {}):
            item = Unsendable(item["name"], f"How it signs in is not known. {above.fault}")
        items = [item]
        if "examples" in document.value and not isinstance(item, Unsendable):
            responses: Items = []
            for one in self._examples(document, path):
                (items if isinstance(one, Unsendable) else responses).append(one)
            item["response"] = responses
        return _Placed(_order(document), items)

    def _examples(self, document: Document, path: Path) -> Items:
        """The responses that a request names the folder of. What cannot be read comes as an item with the reason."""
        try:
            named = document.read("examples", lambda one: text(one, "examples"))
            folder = Path(os.path.normpath(path.parent / named))
            if not folder.is_relative_to(self._root) or os.path.realpath(folder) != str(folder):
                reason = f"{document.name}: its examples are in {named[:200]!r}, outside of the collection."
                return [Unsendable(f"Examples of {path.name}", reason)]
            found = _scanned(folder) if os.path.isdir(folder) else []
        except (PostmanFileError, ValueError) as trouble:  # a NUL in it
            return [Unsendable(f"Examples of {path.name}", str(trouble))]
        placed = [self._example(Path(one.path), match[1]) for one in found if (match := _EXAMPLE.fullmatch(one.name))]
        placed.sort(key=lambda one: one.place)
        return [item for one in placed for item in one.items]

    def _example(self, path: Path, name: str) -> _Placed:
        try:
            document = self._read(path)
            return _Placed(_order(document), [response_of(document, _shown(name))])
        except PostmanFileError as trouble:
            return _Placed(0, [Unsendable(_shown(name), str(trouble))])

    def _read(self, path: Path) -> Document:
        self._files += 1
        if self._files > MOST_FILES:
            raise _TooMany(f"{MOST_FILES:,} requests and examples")
        if os.path.islink(path):
            raise PostmanFileError(f"{self._named(path)}: {_LINK}")
        if not os.path.isfile(path):
            raise PostmanFileError(f"{self._named(path)}: It is no file.")
        return read_yaml(path, self._named(path))

    def _named(self, path: Path) -> str:
        return _shown(path.relative_to(self._root).as_posix())


def _defined(definition: Document) -> dict[str, Any]:
    """What a definition says of its folder or collection."""
    content: dict[str, Any] = {}
    name = definition.read("name", lambda one: text(one, "name"))
    if name:
        content["name"] = name
    content |= described(definition.value)
    variables = definition.read("variables", lambda one: entries(one, "variables"))
    events = definition.read("scripts", events_of)
    auth = definition.read("auth", auth_of)
    return (
        content
        | declared(definition)
        | {key: one for key, one in (("variable", variables), ("event", events), ("auth", auth)) if one}
    )


def _order(document: Document) -> float:
    order = document.value.get("order")
    return float(order.value) if isinstance(order, Number) else 0


def _order_in(path: Path) -> float:
    """The order that stands in a file that is no YAML."""
    with suppress(PostmanFileError, ValueError, OSError):
        found = _ORDER.search(read_text(path, MOST_BYTES)) if path.is_file() and not path.is_symlink() else None
        return float(found[1]) if found else 0
    return 0
