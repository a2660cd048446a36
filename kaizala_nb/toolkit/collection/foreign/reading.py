"""Reads a collection: all of it, in the file's order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.foreign.items import Folder as ItemFolder
from kaizala_nb.toolkit.collection.foreign.items import Item, inner_names, items_of
from kaizala_nb.toolkit.collection.scopes import values_in
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import OF_AN_API, Slugs
from kaizala_nb.toolkit.collection.texts import description_of, text_of

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.step import Step

Declared = Callable[[Item, Slugs, Service], "Step | None"]
"""Gives the step that the file itself declares for an item; None where it declares none. The slugs are those of its folder."""


def collection_of(
    file: dict[str, Any],
    name: str,
    service: Service | None = None,
    *,
    declared: Declared = lambda item, slugs, service: None,
    slug_of: Callable[[dict[str, Any]], str] = lambda folder: "",
) -> Collection:
    """The collection in a file. ``name`` is what it is called if it has no name of its own.

    Args:
        file: The file.
        name: As above.
        service: The service of its steps.
        declared: See :data:`Declared`.
        slug_of: Gives the slug that the file itself says of a folder; "" if it says none.

    A folder with requests on both sides of an inner folder comes twice, so that the order is that of the file.
    """
    info = file.get("info")
    info = info if isinstance(info, dict) else {}
    name = text_of(info.get("name") or name)
    service = service or Service(name="")
    service = service if service.name else replace(service, name=name)
    collection = Collection(name, lambda: _made(file, name, service, declared, slug_of), description_of(info))
    collection.descriptions = dict(_descriptions(file))
    collection.variables = {name: value for name, value, _ in values_in(file.get("variable"))}
    collection.secrets = frozenset(name for name, _, secret in values_in(file.get("variable")) if secret)
    collection.file = file
    return collection


def _made(
    file: dict[str, Any],
    name: str,
    service: Service,
    declared: Declared,
    slug_of: Callable[[dict[str, Any]], str],
) -> list[Folder]:
    """The folders of a file with their steps. Who only reads the file, as a stand-in does, need not wait for them."""
    from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

    folders: list[Folder] = []
    slugs = _Slugs({names: slug_of(folder) for names, folder in _folders(file)})
    current: Folder | None = None
    at: tuple[str, ...] | None = None
    for item in items_of(file):
        names = _names(item)
        if current is None or at != names:
            at = names
            current = Folder(slugs.folder(names), " / ".join(names) or name, service, _above(names))
            folders.append(current)
        if isinstance(item, Item):
            own = declared(item, slugs.inside(names), service)
            if own is None:
                own = ForeignStep.of(item, slugs.inside(names).new(item.name), current.slug, service)
            current.add(own)
    return folders


def _names(item: Item | ItemFolder) -> tuple[str, ...]:
    return item.folders if isinstance(item, Item) else item.names


def _above(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" / ".join(names[:end]) for end in range(1, len(names)))


def _descriptions(file: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of folders, with those of the folders around them, and what the file says of them."""
    for names, folder in _folders(file):
        if description_of(folder):
            yield " / ".join(names), description_of(folder)


def _folders(file: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The folders of a file, each after the names of the folders around it and its own."""
    to_do: list[tuple[tuple[str, ...], Any]] = [((), file)]
    while to_do:
        names, entry = to_do.pop()
        if names:
            yield names, entry
        items = entry.get("item")
        for one in items if isinstance(items, list) else [items]:
            if isinstance(one, dict) and isinstance(one.get("item"), list | dict):
                to_do.append((inner_names(one, names), one))


class _Slugs:
    """The names in Python. Those of the folders and of the steps in one folder differ from each other. But a file may
    declare one slug for several folders."""

    def __init__(self, declared: Mapping[tuple[str, ...], str]) -> None:
        self._declared = declared
        self._inside: dict[tuple[str, ...], Slugs] = {(): Slugs("", OF_AN_API)}
        self._folders: dict[tuple[str, ...], str] = {(): ""}

    def folder(self, names: tuple[str, ...]) -> str:
        """The slug of a folder, behind those of the folders around it: ``books.covers``."""
        for end in range(1, len(names) + 1):
            path, outer = names[:end], names[: end - 1]
            if path not in self._folders:
                slug = self._declared.get(path) or self._inside[outer].new(names[end - 1])
                self._inside[outer].take(slug)
                slug = f"{self._folders[outer]}.{slug}".lstrip(".")
                self._folders[path] = slug
                same = next((one for one in self._inside.values() if one.folder == slug), None)
                self._inside[path] = Slugs(slug) if same is None else same
        return self._folders[names]

    def inside(self, names: tuple[str, ...]) -> Slugs:
        """The names in a folder that has its own slug already."""
        return self._inside[names]
