"""Reads a Postman file, or a folder of schema 3.0.0. Each request gives one step, in the file's order.

What this package wrote and nobody has changed gives the step that was written: the file declares it beside the request. Any other
request gives a step that makes it as Postman does.

The file is somebody else's text. Its names are only labels. Its scripts are never run here. The files that it names are not opened.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.reading import collection_of
from kaizala_nb.toolkit.collection.postman import KEY
from kaizala_nb.toolkit.collection.postman.formats import collection_in
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.step import Step


def read(path: Path, service: Service | None = None) -> Collection:
    """The collection in a file; see :meth:`Collection.from_postman`. Raises :class:`PostmanFileError` with a sentence."""
    return collection_of(collection_in(path), path.stem, service, declared=_declared, slug_of=_slug_of)


def _slug_of(folder: dict[str, Any]) -> str:
    """The slug that this package wrote on a folder; "" if there is none."""
    written = folder.get(KEY)
    slug = written.get("slug") if isinstance(written, dict) else None
    return slug if isinstance(slug, str) and slug.isascii() and slug.isidentifier() else ""


def _declared(item: Item, slugs: Slugs, service: Service) -> "Step | None":
    """The step that this package wrote for an item; None if there is none."""
    if KEY not in item.written:
        return None
    from kaizala_nb.toolkit.collection.postman.declared import declared_step  # loaded here: few files have one

    return declared_step(item, slugs, service)
