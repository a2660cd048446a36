"""Writes a collection as version 3 of Postman's format: a folder of files in YAML, a file for each request.

Each file is a mapping; its path is made of names that stay in the folder. The same collection gives the same files.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.collection.postman import KEY
from kaizala_nb.toolkit.collection.postman.file_names import Names
from kaizala_nb.toolkit.collection.postman.notes import Notes
from kaizala_nb.toolkit.collection.postman.shapes import description_of
from kaizala_nb.toolkit.collection.postman.version3.request_writing import (
    auth_of,
    example_file,
    request_file,
    scripts_of,
    variables_of,
)

DEFINITION = ".resources/definition.yaml"
REQUEST, EXAMPLE, ENVIRONMENT = ".request.yaml", ".example.yaml", ".environment.yaml"
_STEP = 1000  # between two places in the order


def collection_files(file: dict[str, Any], notes: Notes) -> dict[str, dict[str, Any]]:
    """The files of a collection by their paths in its folder. ``file`` has the exact shape of version 2.1."""
    writer = _Writer(notes)
    info = file["info"]
    own = {"$kind": "collection", "id": info.get("_postman_id"), "name": info["name"]}
    own |= {"description": description_of(info.get("description"))}
    writer.files[DEFINITION] = {name: one for name, one in own.items() if one} | _shared(file, "", notes)
    writer.write(file["item"], "", _Above(file.get("auth"), file.get("protocolProfileBehavior", {})))
    return writer.files


def item_files(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The files of a request alone: two requests that give the same files are the same for version 3."""
    writer = _Writer(Notes())
    writer.write([item], "", _Above(None, {}))
    return writer.files


def environment_file(name: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    """The file of an environment."""
    names = ("key", "value", "type", "enabled")
    return {"name": name, "values": [{key: one[key] for key in names} for one in values]}


def _shared(entry: dict[str, Any], path: str, notes: Notes) -> dict[str, Any]:
    """What collections and folders have in common. ``path`` is the path of the folder."""
    shared: dict[str, Any] = {}
    if variables := variables_of(entry):
        shared["variables"] = variables
    if entry.get("auth"):
        shared["auth"] = [_shared_auth(auth_of(entry["auth"]), path)]
    if scripts := scripts_of(entry, "http:", notes):
        shared["scripts"] = scripts
    if KEY in entry:
        shared[KEY] = entry[KEY]
    return shared


def _shared_auth(auth: dict[str, Any], path: str) -> dict[str, Any]:
    if auth["type"] == "noauth":
        return {"id": "", "type": "noauth", "name": "No Auth"}
    own_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{path}/{auth['type']}"))
    return {"id": own_id, "type": auth["type"], "name": f"{auth['type']} auth"} | auth


@dataclass(frozen=True)
class _Above:
    """What a folder inherits: authorisation, and settings."""

    auth: Any
    behavior: dict[str, Any]


@dataclass
class _Writer:
    """Collects the files. Their order is that of the collection."""

    notes: Notes
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, items: list[dict[str, Any]], path: str, above: _Above) -> None:
        """Write the items of the folder with this path, which is "" or ends with a slash."""
        names, place = Names(), self.notes.place
        for at, item in enumerate(items, 1):
            self.notes.place = (*place, item.get("name") or "Untitled")
            inner = _Above(item.get("auth", above.auth), above.behavior | item.get("protocolProfileBehavior", {}))
            if "item" in item:
                self._folder(item, path, names, at * _STEP, inner)
            else:
                self._request(item, path, names, at * _STEP, _Above(above.auth, inner.behavior))
        self.notes.place = place

    def _folder(self, item: dict[str, Any], path: str, names: Names, order: int, above: _Above) -> None:
        name = item.get("name", "")
        own = names.new(name, "folder")
        file: dict[str, Any] = {"$kind": "collection"}
        if own != name:
            file["name"] = name
        if description := description_of(item.get("description")):
            file["description"] = description
        path = f"{path}{own}/"
        self.files[path + DEFINITION] = file | _shared(item, path, self.notes) | {"order": order}
        self.write(item["item"], path, above)

    def _request(self, item: dict[str, Any], path: str, names: Names, order: int, above: _Above) -> None:
        name = item.get("name", "")
        own = names.new(name, "request", REQUEST)
        written = request_file(item, above.auth, above.behavior, self.notes)
        file = {"$kind": written.pop("$kind")} | ({"name": name} if own != name else {}) | written
        examples = f".resources/{own}.resources/examples"
        if responses := item.get("response"):
            file["examples"] = f"./{examples}"
        self.files[f"{path}{own}{REQUEST}"] = file | {"order": order} | ({KEY: item[KEY]} if KEY in item else {})
        answers = Names()
        for at, response in enumerate(responses or [], 1):
            answer, title = example_file(response), response.get("name", "")
            answer_name = answers.new(title, "example", EXAMPLE)
            kind = {"$kind": answer.pop("$kind")} | ({"name": title} if answer_name != title else {})
            self.files[f"{path}{examples}/{answer_name}{EXAMPLE}"] = kind | answer | {"order": at * _STEP}
