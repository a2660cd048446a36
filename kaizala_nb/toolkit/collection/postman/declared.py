"""The step that this package itself wrote for an item, beside the request: its declaration.

It counts only while the item is as it was written. Who has changed the request means the request.
"""

import json
from typing import Any

from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.postman import KEY
from kaizala_nb.toolkit.collection.postman.declaration import step_of
from kaizala_nb.toolkit.collection.postman.shapes import an_object, text
from kaizala_nb.toolkit.collection.postman.version3.folder_writing import item_files
from kaizala_nb.toolkit.collection.postman.writing import item_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Step


def declared_step(item: Item, slugs: Slugs, service: Service) -> Step | None:
    """The step of an item with a declaration; None if that is none, or if more counts for the item than the step says."""
    written = item.written
    inherits = item.behavior != written.get("protocolProfileBehavior", {}) or any(one.place for one in item.scripts)
    if item.auth is not None or inherits:
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
