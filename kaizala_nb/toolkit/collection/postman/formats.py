"""Which of Postman's formats a file or a folder has. Whatever it has, it is read into a dictionary in the shape of v2.1.

The reader of version 3 is loaded when there is something to read: its YAML takes a while.
"""

import os
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.files import read_json
from kaizala_nb.toolkit.collection.postman.shapes import an_object
from kaizala_nb.toolkit.collection.postman.version1.collections import converted

_YAML = (".yaml", ".yml")


def collection_in(path: Path) -> dict[str, Any]:
    """The collection in a file of v1, v2.0 or v2.1, or in a folder of v3. Raises :class:`PostmanFileError` with a sentence."""
    if os.path.isdir(path):
        from kaizala_nb.toolkit.collection.postman.version3 import folders

        return folders.collection_in(path)
    if path.suffix.lower() in _YAML:
        raise PostmanFileError(f"{path.name!r} is one file of a collection. Name the folder that holds all of them.")
    file = read_json(path)
    file = an_object(file.get("collection", file), "the file")
    if "item" in file:
        return file
    if "requests" in file:
        return converted(file)
    raise PostmanFileError(f"{path.name!r} is no Postman collection.{_what_it_is(file)}")


def stem_of(file: Path) -> str:
    """The name of the file of a collection, without what Postman adds to it."""
    return file.name.removesuffix(".json").removesuffix(".postman_collection")


def _what_it_is(file: dict[str, Any]) -> str:
    """A sentence on what a file is that somebody takes for a collection; "" if that is not known."""
    if "openapi" in file or "swagger" in file:
        return " It describes an API in OpenAPI. Import it into Postman, and export the collection that comes of it."
    if isinstance(file.get("values"), list):
        return " It is an environment, or globals. Name the file of the collection; this one is given beside it."
    return ""


def environment_in(path: Path) -> dict[str, Any]:
    """The environment or the globals in a file, with ``values``. Raises :class:`PostmanFileError` with a sentence."""
    if path.suffix.lower() in _YAML:
        from kaizala_nb.toolkit.collection.postman.version3 import environments

        file = environments.environment_of(path)
    else:
        file = read_json(path)
    if "values" not in file:
        raise PostmanFileError(f"{path.name!r} is no Postman environment.")
    return file
