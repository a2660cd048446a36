"""A collection that was read is written back: in the shape of Postman's schema, and what is sent stays the same."""

import json
from functools import cache

import jsonschema
import pytest
from hypothesis import given, settings

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.writing import collection_file, shaped_file
from tests.postman.newman import COLLECTIONS
from tests.postman.round_trips import NOTES_OF, WAYS, messages, schema
from tests.postman.test_any_file import anything, requests, with_auth, with_body

DIFFERENT = {("12-form-file-without-source", "version 3"): ["f", "g"]}
"""Version 3 sends a type for a file that is not named."""


@cache
def _validator():
    return jsonschema.Draft7Validator(schema())


def problems(file):
    """What in a file is against Postman's schema."""
    return [f"{list(one.absolute_path)}: {one.message}" for one in _validator().iter_errors(file)]


@pytest.fixture
def read(tmp_path):
    """Reads a file of Postman's."""

    def read(file):
        path = tmp_path / "file.json"
        path.write_text(json.dumps(file), encoding="utf-8")
        return Collection.from_postman(path)

    return read


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_what_is_sent_stays_the_same(path, way, tmp_path):
    collection = Collection.from_postman(path)
    back = WAYS[way](collection, tmp_path)
    before, after = messages(collection), messages(back)
    assert [name for name, _ in after] == [name for name, _ in before]
    named = {note.place[-1] for note in NOTES_OF[way](collection) if note.place}
    different = [name for (name, one), (_, other) in zip(before, after, strict=True) if one != other]
    assert set(different) <= named
    assert different == DIFFERENT.get((path.stem, way), [])
    assert back.variables == collection.variables
    assert [dict(step.scripts) for step in back] == [dict(step.scripts) for step in collection if step.item.request]


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_version_2_1_is_valid_by_postmans_schema(path):
    collection = Collection.from_postman(path)
    assert problems(collection_file(collection)) == []


@settings(max_examples=60, deadline=None)
@given(request=requests | with_body | with_auth, extra=anything)
def test_any_request_is_written_in_the_shape_of_the_schema(tmp_path_factory, request, extra):
    path = tmp_path_factory.getbasetemp() / "any.json"
    item = {"name": extra, "request": request, "event": extra, "response": [extra], "variable": extra}
    path.write_text(json.dumps({"info": {"name": "Any"}, "item": [item], "auth": extra, "variable": extra}))
    collection = Collection.from_postman(path)
    file, notes = shaped_file(collection)
    assert problems(file) == []
    path.write_text(json.dumps(file))
    if not notes:
        assert messages(Collection.from_postman(path)) == messages(collection)


def test_what_version_2_1_cannot_say_is_named_with_its_request(read):
    file = {
        "info": {"name": "Odd"},
        "variable": [{"key": "key", "value": "k", "type": "secret"}],
        "item": [
            {
                "name": "Shelf",
                "item": [
                    {"name": "Draft"},
                    3,
                    {"name": "New body", "request": {"url": "http://h/", "body": {"mode": "clay", "clay": 1}}},
                ],
            }
        ],
    }
    written, notes = shaped_file(read(file))
    assert [str(note) for note in notes] == [
        "Version 2.1 cannot say that the variable 'key' is secret.",
        "Shelf / Draft: It is not written. It has no request: it is a note, or a draft.",
        "Shelf: It has something else in the place of a request. That is not written.",
        "Shelf / New body: It has a body of the kind 'clay', which is not written.",
    ]
    assert [one["name"] for one in written["item"][0]["item"]] == ["New body"]
