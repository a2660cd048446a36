"""Reads a Postman file, or a folder of schema 3.0.0. What this package wrote gives equal steps; anything else gives one step for
each request.

The file is somebody else's text. Its names are only labels. Its scripts are never run. The files that it names are not opened.
Anything in it that cannot be read raises :class:`PostmanFileError` with a sentence.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.foreign.items import Item, Unsendable
from kaizala_nb.toolkit.collection.foreign.reading import collection_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.postman import KEY, PostmanFileError
from kaizala_nb.toolkit.collection.postman.declaration import step_of
from kaizala_nb.toolkit.collection.postman.foreign import foreign_step
from kaizala_nb.toolkit.collection.postman.formats import collection_in
from kaizala_nb.toolkit.collection.postman.shapes import an_object, description_of, text
from kaizala_nb.toolkit.collection.postman.version3.folder_writing import item_files
from kaizala_nb.toolkit.collection.postman.writing import item_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Step
from kaizala_nb.toolkit.collection.texts import text_of

MOST_REQUESTS = 10_000
_DEEPEST = 30


@dataclass(frozen=True)
class _Request:
    """A request of the file, or whatever stands in its place. ``auth`` is the authorisation of its folder or of the collection,
    for a request without its own."""

    item: Any
    auth: Any


@dataclass(frozen=True)
class _Folder:
    """A folder of the file. ``title`` begins with the name of the folder that it is in; ``slug`` is "" if the file has none;
    ``above`` are the titles of all the folders that it is in, the outermost first."""

    title: str
    requests: list[_Request]
    slug: str = ""
    above: tuple[str, ...] = ()


def read(path: Path, service: Service | None = None) -> Collection:
    """The collection in a file; see :meth:`Collection.from_postman`. Raises :class:`PostmanFileError` with a sentence."""
    file = collection_in(path)
    if service is None and not _is_ours(file):
        return collection_of(file, path.stem)
    info = an_object(file.get("info", {}), "info")
    name = text(info.get("name", path.stem), "the collection's name")
    service = service or Service(name=name)
    folders: list[Folder] = []
    slugs_of: dict[str, Slugs] = {}
    count = 0
    for part in _folders(file, name):
        slug = part.slug or _slug(part.title, [folder.slug for folder in folders])
        folder = Folder(slug, part.title, service, part.above)
        slugs = slugs_of.setdefault(slug, Slugs(slug))
        for request in part.requests:
            count += 1
            if count > MOST_REQUESTS:
                raise PostmanFileError(f"{path.name!r} has more than {MOST_REQUESTS:,} requests.")
            folder.add(_step(request, slugs, folder, service))
        folders.append(folder)
    collection = Collection(name, folders, description_of(info.get("description")))
    collection.file = file
    return collection


def _is_ours(file: dict[str, Any]) -> bool:
    """Whether this package wrote the file: a folder or a request of it says so."""
    items = file["item"] if isinstance(file["item"], list) else []
    entries_ = [one for item in items if isinstance(item, dict) for one in (item, *_objects(item.get("item")))]
    return any(isinstance(one.get(KEY), dict) for one in entries_)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _folders(file: dict[str, Any], name: str) -> Iterator[_Folder]:
    """The folders that hold requests, in order. Requests that are in no folder come in one with the name of the collection."""
    alone: list[_Request] = []
    auth = file.get("auth")
    for entry in _listed(file["item"]):
        if _is_folder(entry):
            if alone:
                yield _Folder(name, alone)
                alone = []
            yield from _within(entry, (), auth)
        else:
            alone.append(_Request(entry, auth))
    if alone:
        yield _Folder(name, alone)


def _within(folder: dict[str, Any], above: tuple[str, ...], auth: Any) -> Iterator[_Folder]:
    """A folder and the folders in it."""
    if len(above) >= _DEEPEST:
        raise PostmanFileError(f"Folders are nested more than {_DEEPEST} levels deep.")
    title = " / ".join([*above[-1:], _name(folder, "Untitled folder")])
    auth = folder.get("auth") or auth
    inner = _listed(folder["item"])
    own = [_Request(entry, auth) for entry in inner if not _is_folder(entry)]
    if own or not inner:
        yield _Folder(title, own, _own_slug(folder), above)
    for entry in inner:
        if _is_folder(entry):
            yield from _within(entry, (*above, title), auth)


def _listed(items: Any) -> list[Any]:
    return items if isinstance(items, list) else [items]


def _is_folder(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("item"), list | dict)


def _name(entry: dict[str, Any], otherwise: str) -> str:
    name = entry.get("name")
    return otherwise if name is None else text_of(name)


def _own_slug(folder: dict[str, Any]) -> str:
    """The slug that this package wrote on a folder; "" if there is none."""
    written = folder.get(KEY)
    slug = written.get("slug") if isinstance(written, dict) else None
    return slug if isinstance(slug, str) and slug.isascii() and slug.isidentifier() else ""


def _slug(title: str, taken: list[str]) -> str:
    slugs = Slugs("")
    for slug in taken:
        slugs.take(slug)
    return slugs.new(re.sub(r"^\W*[\d.]+\W*", "", title) or title)


def _step(part: _Request, slugs: Slugs, folder: Folder, service: Service) -> Step:
    """The step of an item: the one that its declaration says, if there is a declaration; otherwise one made from its request. An
    item that cannot be read stays in its place, with the reason."""
    item = part.item
    if not isinstance(item, dict):
        return _unreadable(
            "Untitled request", "It is no request: the file has something else in its place.", folder, slugs
        )
    if isinstance(item, Unsendable):
        return _unreadable(_name(item, "Untitled request"), item.reason, folder, slugs)
    if KEY in item:
        try:
            request = an_object(item["request"], "request")
            step = step_of(
                item[KEY],
                name=text(item["name"], "name"),
                folder=slugs.folder,
                method=text(request["method"], "method"),
                reply=json.loads(item["response"][0]["body"]),
                is_taken=slugs.has,
                service=service,
            )
            if _is_unchanged(step, item):  # otherwise somebody has changed the request, and not the declaration
                slugs.take(step.slug)
                return step
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            pass
    try:
        return foreign_step(item, slugs, part.auth, service)
    except PostmanFileError as trouble:
        return _unreadable(_name(item, "Untitled request"), str(trouble), folder, slugs)


def _is_unchanged(step: Step, item: dict[str, Any]) -> bool:
    """Whether an item is what this package writes for a step: word for word, or for all that version 3 can say."""
    own = item_of(step)
    return own == item or item_files(own) == item_files(item)


def _unreadable(name: str, reason: str, folder: Folder, slugs: Slugs) -> Step:
    """A step that cannot be sent, and says why."""
    item = Item(name, (*folder.above, folder.name), problem=reason)
    return ForeignStep.of(item, slugs.new(name), slugs.folder, Service(name=folder.name))
