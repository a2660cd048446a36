"""A Postman file, read: to equal steps where this package wrote it, and otherwise to a step a request.

The file is somebody else's text. Its names are labels, its scripts are kept to be read, the files that it names are not opened, and
what is odd in it is said in a sentence.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.postman import KEY, PostmanFileError
from kaizala_nb.toolkit.collection.postman.declaration import step_of
from kaizala_nb.toolkit.collection.postman.foreign import Shelf, foreign_step
from kaizala_nb.toolkit.collection.postman.shapes import an_object, described, entries, text
from kaizala_nb.toolkit.collection.postman.writing import item_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.step import Step

MOST_BYTES = 50_000_000
MOST_REQUESTS = 10_000
_DEEPEST = 30


@dataclass(frozen=True)
class _Found:
    """A request of the file: in which folder, and with whose authorisation where it has none of its own."""

    item: dict[str, Any]
    auth: Any


def read(path: Path, service: Service | None = None) -> Collection:
    """The collection of a file; see :meth:`Collection.from_postman`. Raises :class:`PostmanFileError` with a sentence."""
    file = read_json(path)
    file = an_object(file.get("collection", file), "the file")
    if "item" not in file:
        old = "requests" in file
        raise PostmanFileError(
            f"{path.name!r} is {'version 1 of the format' if old else 'no Postman collection'}."
            + (" Export it from Postman as Collection v2.1." if old else "")
        )
    info = an_object(file.get("info", {}), "info")
    name = text(info.get("name", path.stem), "the collection's name")
    service = service or Service(name=name)
    folders: list[Folder] = []
    shelves: dict[str, Shelf] = {}
    count = 0
    for title, folder_slug, found, above in _folders(file, name):
        slug = folder_slug or _slug(title, [folder.slug for folder in folders])
        folder = Folder(slug, title, service, above)
        shelf = shelves.setdefault(slug, Shelf(slug))
        for one in found:
            count += 1
            if count > MOST_REQUESTS:
                raise PostmanFileError(f"{path.name!r} has more than {MOST_REQUESTS:,} requests.")
            folder.add(_step(one, shelf, service))
        folders.append(folder)
    return Collection(name, folders, described(info.get("description")))


def read_json(path: Path) -> dict[str, Any]:
    """The object of a JSON file. Raises :class:`PostmanFileError` with a sentence."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise PostmanFileError(f"{path.name!r} cannot be read: {trouble.strerror or trouble}.") from None
    if len(content) > MOST_BYTES:
        raise PostmanFileError(f"{path.name!r} has more than {MOST_BYTES:,} bytes.")
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PostmanFileError(f"{path.name!r} is not text in UTF-8.") from None
    except (ValueError, RecursionError) as trouble:
        raise PostmanFileError(f"{path.name!r} is not JSON: {trouble}.") from None
    return an_object(value, "the file")


def _folders(file: dict[str, Any], name: str) -> Iterator[tuple[str, str, list[_Found], tuple[str, ...]]]:
    """The folders with requests, in order: title, slug ("" where the file has none), requests, titles of the folders that it is in.
    Requests in no folder come under the collection's own name; a folder in a folder is called by both names."""
    alone: list[_Found] = []
    auth = file.get("auth")
    for entry in entries(file["item"], "item"):
        if "item" in entry:
            if alone:
                yield name, "", alone, ()
                alone = []
            yield from _within(entry, (), auth)
        else:
            alone.append(_Found(entry, auth))
    if alone:
        yield name, "", alone, ()


def _within(
    folder: dict[str, Any], above: tuple[str, ...], auth: Any
) -> Iterator[tuple[str, str, list[_Found], tuple[str, ...]]]:
    if len(above) >= _DEEPEST:
        raise PostmanFileError(f"Folders are in folders more than {_DEEPEST} deep.")
    title = " / ".join([*above[-1:], text(folder.get("name", "Untitled folder"), "a folder's name")])
    auth = folder.get("auth") or auth
    inner = entries(folder["item"], "item")
    own = [_Found(entry, auth) for entry in inner if "item" not in entry]
    if own or not inner:
        yield title, _own_slug(folder), own, above
    for entry in inner:
        if "item" in entry:
            yield from _within(entry, (*above, title), auth)


def _own_slug(folder: dict[str, Any]) -> str:
    """The slug that this package wrote on a folder."""
    written = folder.get(KEY)
    slug = written.get("slug") if isinstance(written, dict) else None
    return slug if isinstance(slug, str) and slug.isascii() and slug.isidentifier() else ""


def _slug(title: str, taken: list[str]) -> str:
    shelf = Shelf("")
    for slug in taken:
        shelf.take(slug)
    return shelf.slug(re.sub(r"^\W*[\d.]+\W*", "", title) or title)


def _step(found: _Found, shelf: Shelf, service: Service) -> Step:
    """The step of an item: the one that it declares, where it declares what it is; else one that is made from its request."""
    item = found.item
    if KEY in item:
        try:
            request = an_object(item["request"], "request")
            step = step_of(
                item[KEY],
                name=text(item["name"], "name"),
                folder=shelf.folder,
                method=text(request["method"], "method"),
                reply=json.loads(item["response"][0]["body"]),
                already=shelf.has,
                service=service,
            )
            if item_of(step) == item:  # somebody may have changed the one and not the other
                shelf.take(step.slug)
                return step
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            pass
    return foreign_step(item, shelf, found.auth, service)
