"""Reads anybody's collection: all of it, in the file's order."""

from collections.abc import Iterator
from typing import Any

from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.foreign.items import Folder as ItemFolder
from kaizala_nb.toolkit.collection.foreign.items import Item, inner_names, items_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scopes import values_in
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import OF_AN_API, Slugs
from kaizala_nb.toolkit.collection.texts import text_of


def collection_of(file: dict[str, Any], name: str) -> Collection:
    """The collection in a file. ``name`` is what it is called if it has no name of its own.

    A folder with requests on both sides of an inner folder comes twice, so that the order is that of the file.
    """
    info = file.get("info")
    info = info if isinstance(info, dict) else {}
    name = text_of(info.get("name") or name)
    service = Service(name=name)
    folders: list[Folder] = []
    slugs = _Slugs()
    current: Folder | None = None
    for item in items_of(file):
        names = _names(item)
        if current is None or current.slug != slugs.folder(names):
            current = Folder(slugs.folder(names), " / ".join(names) or name, service, _above(names))
            folders.append(current)
        if isinstance(item, Item):
            current.add(ForeignStep.of(item, slugs.step(names, item.name), current.slug, service))
    collection = Collection(name, folders, _description(info))
    collection.descriptions = dict(_descriptions(file))
    collection.variables = {name: value for name, value, _ in values_in(file.get("variable"))}
    collection.secrets = frozenset(name for name, _, secret in values_in(file.get("variable")) if secret)
    collection.file = file
    return collection


def _names(item: Item | ItemFolder) -> tuple[str, ...]:
    return item.folders if isinstance(item, Item) else item.names


def _above(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" / ".join(names[:end]) for end in range(1, len(names)))


def _description(entry: dict[str, Any]) -> str:
    description = entry.get("description")
    if isinstance(description, dict):
        description = description.get("content")
    return description if isinstance(description, str) else ""


def _descriptions(file: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of folders, with those of the folders around them, and what the file says of them."""
    to_do: list[tuple[tuple[str, ...], Any]] = [((), file)]
    while to_do:
        names, entry = to_do.pop()
        if names and _description(entry):
            yield " / ".join(names), _description(entry)
        items = entry.get("item")
        for one in items if isinstance(items, list) else [items]:
            if isinstance(one, dict) and isinstance(one.get("item"), list | dict):
                to_do.append((inner_names(one, names), one))


class _Slugs:
    """The names in Python. Those of the folders and of the steps in one folder differ from each other."""

    def __init__(self) -> None:
        self._inside: dict[tuple[str, ...], Slugs] = {(): Slugs("", OF_AN_API)}
        self._folders: dict[tuple[str, ...], str] = {(): ""}

    def folder(self, names: tuple[str, ...]) -> str:
        """The slug of a folder, behind those of the folders around it: ``books.covers``."""
        for end in range(1, len(names) + 1):
            path, outer = names[:end], names[: end - 1]
            if path not in self._folders:
                slug = self._inside[outer].new(names[end - 1])
                self._folders[path] = f"{self._folders[outer]}.{slug}".lstrip(".")
                self._inside[path] = Slugs(slug)
        return self._folders[names]

    def step(self, names: tuple[str, ...], name: str) -> str:
        """A new slug for a step in a folder that has its own slug already."""
        return self._inside[names].new(name)
