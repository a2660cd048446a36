"""An environment, or the globals, of schema 3.0.0."""

from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.postman.version3.entries import entries, text
from kaizala_nb.toolkit.collection.postman.version3.yaml import read_yaml


def environment_of(path: Path) -> dict[str, Any]:
    """The environment as JSON has it: its ``name``, and its ``values`` if it has any. Raises :class:`PostmanFileError`."""
    document = read_yaml(path, path.name)
    environment: dict[str, Any] = {
        "name": document.read("name", lambda one: text(one, "name")) or path.name.partition(".")[0]
    }
    if "values" in document.value:
        environment["values"] = document.read("values", lambda one: entries(one, "values"))
    return environment
