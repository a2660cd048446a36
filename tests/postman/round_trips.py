"""What is sent before and after a collection went out and came back: ``python -m tests.postman.round_trips FOLDER``.

Nothing is sent for that: the messages are compared byte for byte. Each variable without a value gets one.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.building import message_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.postman.notes import Note, Notes
from kaizala_nb.toolkit.collection.postman.version3.folder_writing import collection_files
from kaizala_nb.toolkit.collection.postman.version3.yaml_writing import yaml_of
from kaizala_nb.toolkit.collection.postman.writing import collection_file, shaped_file, text_of
from kaizala_nb.toolkit.collection.upload import Upload
from tests import node
from tests.postman.newman import comparable


def schema() -> dict:
    """Postman's schema. The package that carries it is stricter than Postman in three places."""
    schema = json.loads(node.schema().read_text(encoding="utf-8"))
    definitions = schema["definitions"]
    del definitions["request"]["else"]["properties"]["method"]["enum"]  # any word is a method
    del definitions["auth"]["properties"]["type"]["enum"]  # Postman has got more kinds since
    for items in (schema["properties"]["item"], definitions["item-group"]["properties"]["item"]):
        del items["minItems"]  # a folder may be empty
    return schema


def messages(collection: Collection) -> list[tuple[str, bytes | str]]:
    """For each request its name, and what is sent; or why nothing is. Notes and drafts, which have no request, are left out."""
    values = dict(collection.variables)
    return [(step.name, _message(step, values)) for step in collection if _is_request(step)]


def _is_request(step: object) -> bool:
    return isinstance(step, ForeignStep) and bool(step.item.request)


def _message(step: ForeignStep, values: dict[str, str]) -> bytes | str:
    item = step.item
    if item.problem:
        return item.problem
    try:
        message = message_of(
            item.request, item.auth, item.behavior, lambda name: values.get(name, _value(name)), _uploads
        )
    except CannotSend as trouble:
        return str(trouble)
    return comparable(message.wire())


def _value(name: str) -> str:
    return "8000" if "port" in name.lower() else f"value of {name}" if "$" in name else f"v-{len(name)}"


def _uploads(field: str, sources: list[str]) -> list[Upload] | None:
    return [Upload(source, source.encode()) for source in sources] or None


def through_version_2_1(collection: Collection, folder: Path) -> Collection:
    """The collection after it was written as version 2.1, and read."""
    path = folder / "written.json"
    path.write_text(text_of(collection_file(collection)), encoding="utf-8")
    return Collection.from_postman(path)


def through_version_3(collection: Collection, folder: Path) -> Collection:
    """The collection after it was written as version 3, and read."""
    for path, mapping in collection_files(collection_file(collection), Notes()).items():
        place = folder / "written" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(yaml_of(mapping), encoding="utf-8")
    return Collection.from_postman(folder / "written")


WAYS: dict[str, Callable[[Collection, Path], Collection]] = {
    "version 2.1": through_version_2_1,
    "version 3": through_version_3,
}


def notes_of_version_3(collection: Collection) -> list[Note]:
    """What version 3 cannot say of a collection."""
    notes = Notes()
    collection_files(collection_file(collection), notes)
    return notes.all


NOTES_OF: dict[str, Callable[[Collection], list[Note]]] = {
    "version 2.1": lambda collection: shaped_file(collection)[1],
    "version 3": notes_of_version_3,
}


def main(folder: Path) -> None:
    """Print how many requests are sent as before, for each way out and back."""
    counts: dict[str, Counter] = {way: Counter() for way in WAYS}
    for path in sorted(folder.iterdir()):
        try:
            collection = Collection.from_postman(path)
        except ValueError as trouble:
            sys.stderr.write(f"{trouble}\n")
            continue
        before = messages(collection)
        for way, go in WAYS.items():
            with tempfile.TemporaryDirectory() as place:
                after = messages(go(collection, Path(place)))
            if len(before) != len(after):
                sys.stderr.write(f"{way}\t{path.name}\t{len(before)} requests, then {len(after)}\n")
            for (name, one), (_, other) in zip(before, after, strict=False):
                kind = "equal" if one == other else "different"
                counts[way][kind] += 1
                if one != other:
                    sys.stderr.write(f"{way}\t{path.name}\t{name}\t{one!r}\t{other!r}\n")
    for way, table in counts.items():
        sys.stdout.write(f"{way}: " + ", ".join(f"{number:,} {kind}" for kind, number in table.items()) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
