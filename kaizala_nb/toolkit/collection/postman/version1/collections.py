"""A collection of version 1: its requests stand in one list, and folders name them by their ids."""

from typing import Any

from kaizala_nb.toolkit.collection.postman import SCHEMA
from kaizala_nb.toolkit.collection.postman.version1.requests import auth_of, events_of, item_of
from kaizala_nb.toolkit.collection.texts import text_of

Entry = dict[str, Any]


def converted(file: Entry) -> Entry:
    """The collection in the shape of v2.1. A folder's own folders come first, then its requests.

    A request that no order names comes at the end, so that nothing of a file is lost.
    """
    info = {name: file[name] for name in ("name", "description") if isinstance(file.get(name), str)} | {
        "schema": SCHEMA
    }
    return {"info": info, "item": _items(file), "variable": _objects(file.get("variables")), **_inherited(file)}


def _items(file: Entry) -> list[Entry]:
    """The items at the top. Each folder and each request is taken once, whatever the file says."""
    folders = _by_id(file.get("folders"))
    requests = _by_id(file.get("requests"))
    items = {key: _folder(one) for key, one in folders.items()}
    inner: set[str] = set()
    for key, one in folders.items():
        for name in _ids(one.get("folders_order")):
            if name in items and name not in inner and not _holds(items[name], items[key]):
                inner.add(name)
                items[key]["item"].append(items[name])
        items[key]["item"] += [item_of(requests.pop(name)) for name in _ids(one.get("order")) if name in requests]
    order = dict.fromkeys([*_ids(file.get("folders_order")), *folders])
    top = [items[key] for key in order if key in items and key not in inner]
    order = dict.fromkeys([*_ids(file.get("order")), *requests])
    return top + [item_of(requests[key]) for key in order if key in requests]


def _holds(folder: Entry, sought: Entry) -> bool:
    """Whether a folder is another one, or holds it at any depth."""
    to_do = [folder]
    while to_do:
        one = to_do.pop()
        if one is sought:
            return True
        to_do += [inner for inner in one["item"] if "item" in inner]
    return False


def _folder(entry: Entry) -> Entry:
    folder: Entry = {"name": text_of(entry.get("name") or "Untitled folder"), "item": [], **_inherited(entry)}
    if isinstance(entry.get("description"), str):
        folder["description"] = entry["description"]
    return folder


def _inherited(entry: Entry) -> Entry:
    """What a folder or a collection gives to its requests."""
    inherited = {
        "auth": auth_of(entry),
        "event": events_of(entry),
        "protocolProfileBehavior": entry.get("protocolProfileBehavior"),
    }
    return {name: one for name, one in inherited.items() if one}


def _objects(entries: Any) -> list[Entry]:
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def _by_id(entries: Any) -> dict[str, Entry]:
    """The entries by their ids; one without an id has its place for an id."""
    return {text_of(one.get("id") or at): one for at, one in enumerate(_objects(entries))}


def _ids(order: Any) -> list[str]:
    return [text_of(one) for one in order if isinstance(one, str | int)] if isinstance(order, list) else []
