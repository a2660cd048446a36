"""Reads a Postman file, or a folder of schema 3.0.0. Each request gives one step, in the file's order.

What this package wrote and nobody has changed gives the step that was written: the file declares it beside the request. Any other
request gives a step that makes it as Postman does.

The file is somebody else's text. Its names are only labels. Its scripts are never run here. The files that it names are not opened.
"""

import json
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.reading import collection_of
from kaizala_nb.toolkit.collection.postman import KEY
from kaizala_nb.toolkit.collection.postman.declaration import step_of
from kaizala_nb.toolkit.collection.postman.formats import collection_in
from kaizala_nb.toolkit.collection.postman.shapes import an_object, text
from kaizala_nb.toolkit.collection.postman.version3.folder_writing import item_files
from kaizala_nb.toolkit.collection.postman.writing import item_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Step


def read(path: Path, service: Service | None = None) -> Collection:
    """The collection in a file; see :meth:`Collection.from_postman`. Raises :class:`PostmanFileError` with a sentence."""
    return collection_of(collection_in(path), path.stem, service, declared=_declared, slug_of=_slug_of)


def _slug_of(folder: dict[str, Any]) -> str:
    """The slug that this package wrote on a folder; "" if there is none."""
    written = folder.get(KEY)
    slug = written.get("slug") if isinstance(written, dict) else None
    return slug if isinstance(slug, str) and slug.isascii() and slug.isidentifier() else ""


def _declared(item: Item, slugs: Slugs, service: Service) -> Step | None:
    """The step that this package wrote for an item; None if there is none, or if more counts for the item than the step says."""
    written = item.written
    inherits = item.behavior != written.get("protocolProfileBehavior", {}) or any(one.place for one in item.scripts)
    if KEY not in written or item.auth is not None or inherits:
        return None
    try:
        request = an_object(written["request"], "request")
        step = step_of(
            written[KEY],
            name=text(written["name"], "name"),
            folder=slugs.folder,
            method=text(request["method"], "method"),
            reply=json.loads(written["response"][0]["body"]),
            is_taken=slugs.has,
            service=service,
        )
        if not _is_unchanged(step, written):
            return None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    slugs.take(step.slug)
    return step


def _is_unchanged(step: Step, item: dict[str, Any]) -> bool:
    """Whether an item is what this package writes for a step: word for word, or for all that version 3 can say."""
    own = item_of(step)
    return own == item or item_files(own) == item_files(item)
