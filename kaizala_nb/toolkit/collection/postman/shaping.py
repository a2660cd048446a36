"""Brings any file into the exact shape of version 2.1 of Postman's format, as its schema has it. What is sent stays the same.

Programs have written many shapes: authorisation as an object, headers as one text, a script as one line, numbers as values. Each is
written here in the one shape that the schema knows. What the schema knows nothing of stays where it is; it permits that.
What version 2.1 cannot say is left out, with a note.
"""

from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign.body import MODES
from kaizala_nb.toolkit.collection.foreign.items import Unsendable
from kaizala_nb.toolkit.collection.postman import SCHEMA, PostmanFileError
from kaizala_nb.toolkit.collection.postman.exact_shapes import ENTRY, INFO, REQUEST, RESPONSE, VARIABLE
from kaizala_nb.toolkit.collection.postman.exact_values import NOTHING, in_shape, listed, objects_in, pairs_in
from kaizala_nb.toolkit.collection.postman.notes import Note, Notes

DEEPEST = 100
"""Folders in folders, at most."""


@dataclass
class _Shaping(Notes):
    """The notes, and whether a variable may be called secret."""

    secret_types: bool = False


def shaped(file: dict[str, Any], name: str, *, with_secret_types: bool = False) -> tuple[dict[str, Any], list[Note]]:
    """The file in the shape of version 2.1, and what that version cannot say. The file itself stays as it is. ``name`` is what
    the collection is called; ``with_secret_types`` keeps the word that a variable is secret, which only version 3 knows.

    Raises :class:`PostmanFileError`: the folders are nested too deep.
    """
    notes = _Shaping(secret_types=with_secret_types)
    info = file.get("info")
    info = in_shape(info, INFO) if isinstance(info, dict) else {}
    written = {"info": info | {"name": name, "schema": SCHEMA}} | in_shape(file, ENTRY | {"info": lambda _: NOTHING})
    written |= _variables_of(file, notes)
    written["item"] = _items(file.get("item"), notes, ())
    return written, notes.all


def _items(items: Any, notes: _Shaping, place: tuple[str, ...]) -> list[dict[str, Any]]:
    if len(place) > DEEPEST:
        raise PostmanFileError(f"Folders are nested more than {DEEPEST} levels deep.")
    written = []
    for item in listed(items):
        notes.place = place
        if not isinstance(item, dict):
            notes.add("It has something else in the place of a request. That is not written.")
            continue
        is_folder = isinstance(item.get("item"), list | dict)
        own = in_shape(item, ENTRY)
        notes.place = (*place, own.get("name") or ("Untitled folder" if is_folder else "Untitled request"))
        own |= _variables_of(item, notes)
        if is_folder:
            written.append(own | {"item": _items(item["item"], notes, notes.place)})
            continue
        request = request_of(item.get("request"), notes)
        if request is None:
            reason = item.reason if isinstance(item, Unsendable) else "It has no request: it is a note, or a draft."
            notes.add(f"It is not written. {reason}")
            continue
        own["request"] = request
        if "response" in item:
            own["response"] = [_response(one, notes) for one in objects_in(item["response"])]
        written.append(own)
    return written


def request_of(request: Any, notes: _Shaping) -> str | dict[str, Any] | None:
    """A request in the shape of version 2.1; None if it is none."""
    if isinstance(request, str):
        return request
    if not isinstance(request, dict):
        return None
    written = in_shape(request, REQUEST)
    if isinstance(request.get("method"), list | dict):
        notes.add("Its method is not text, and is not written.")
    mode = written["body"].get("mode") if "body" in written else None
    if mode is not None and mode not in MODES:
        notes.add(f"It has a body of the kind {mode[:40]!r}, which is not written.")
        del written["body"]
    return written


def _variables_of(entry: dict[str, Any], notes: _Shaping) -> dict[str, Any]:
    """The variables of a collection, a folder or a request, under the key that they have; {} if it has none."""
    if "variable" not in entry:
        return {}
    written = []
    for one in pairs_in(entry["variable"]):
        name = one.get("key") or one.get("id")
        if not isinstance(name, str):
            continue
        own = in_shape(one, VARIABLE)
        if one.get("type") == "secret" and notes.secret_types:
            own["type"] = "secret"
        elif one.get("type") == "secret":
            notes.add(f"Version 2.1 cannot say that the variable {name!r} is secret.")
        written.append(own)
    return {"variable": written}


def _response(value: dict[str, Any], notes: _Shaping) -> dict[str, Any]:
    written = in_shape(value, RESPONSE)
    request = request_of(value.get("originalRequest"), _Shaping())
    if request is not None:
        written["originalRequest"] = request
    else:
        written.pop("originalRequest", None)
    return written
