"""Reads anybody's collection: all of it, in the file's order."""

from typing import Any

from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.foreign.items import Folder as ItemFolder
from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scopes import values_in
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
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
    slugs = _FolderSlugs()
    current: Folder | None = None
    for item in items_of(file):
        names = _names(item)
        if current is None or (current.name, current.above) != (_title(names, name), _above(names)):
            title = _title(names, name)
            current = Folder(slugs.of(names, title), title, service, _above(names))
            folders.append(current)
        if isinstance(item, Item):
            steps = slugs.steps(current.slug)
            current.add(ForeignStep.of(item, steps.new(item.name), current.slug, service))
    description = info.get("description")
    if isinstance(description, dict):
        description = description.get("content")
    collection = Collection(name, folders, description if isinstance(description, str) else "")
    collection.variables = {name: value for name, value, _ in values_in(file.get("variable"))}
    collection.secrets = frozenset(name for name, _, secret in values_in(file.get("variable")) if secret)
    collection.file = file
    return collection


def _names(item: Item | ItemFolder) -> tuple[str, ...]:
    return item.folders if isinstance(item, Item) else item.names


def _title(names: tuple[str, ...], name: str) -> str:
    return " / ".join(names) or name


def _above(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" / ".join(names[:end]) for end in range(1, len(names)))


class _FolderSlugs:
    """The names in Python: of folders, each once, and of the steps in each."""

    def __init__(self) -> None:
        self._folders = Slugs("")
        self._known: dict[tuple[str, ...], str] = {}
        self._steps: dict[str, Slugs] = {}

    def of(self, names: tuple[str, ...], title: str) -> str:
        if names not in self._known:
            self._known[names] = self._folders.new(title)
        return self._known[names]

    def steps(self, slug: str) -> Slugs:
        return self._steps.setdefault(slug, Slugs(slug))
