"""Whose authorisation a request of somebody else's file goes with: its own, its folder's, that of a folder above, the file's."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection


def bearer(token):
    return {"type": "bearer", "bearer": [{"key": "token", "value": token, "type": "string"}]}


def api_key(key, value):
    return {"type": "apikey", "apikey": [{"key": "key", "value": key}, {"key": "value", "value": value}]}


def request(name, **more):
    return {"name": name, "request": {"method": "GET", "url": "https://api.example.org/books"} | more}


FILE = {
    "info": {"name": "Library"},
    "auth": bearer("of-the-file"),
    "item": [
        request("alone"),
        {
            "name": "Books",
            "auth": api_key("X-Books", "of-the-folder"),
            "item": [
                request("in the folder"),
                request("its own", auth=bearer("of-the-request")),
                request("none", auth={"type": "noauth"}),
                {"name": "New", "auth": bearer("of-the-inner-folder"), "item": [request("in the inner folder")]},
                {"name": "Old", "item": [request("in an inner folder without one")]},
            ],
        },
        {"name": "Open", "auth": {"type": "noauth"}, "item": [request("in an open folder")]},
        {"name": "Loans", "item": [request("in a folder without one")]},
    ],
}
HEADERS = {
    "alone": {"Authorization": "Bearer of-the-file"},
    "in the folder": {"X-Books": "of-the-folder"},
    "its own": {"Authorization": "Bearer of-the-request"},
    "none": {},
    "in the inner folder": {"Authorization": "Bearer of-the-inner-folder"},
    "in an inner folder without one": {"X-Books": "of-the-folder"},
    "in an open folder": {},
    "in a folder without one": {"Authorization": "Bearer of-the-file"},
}


@pytest.fixture
def read(tmp_path):
    """The steps of the file, by name."""
    path = tmp_path / "library.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    return {step.name: step for step in Collection.from_postman(path)}


@pytest.mark.parametrize("name", HEADERS)
def test_a_request_goes_with_the_nearest_authorisation(read, name):
    assert read[name].call({}, {}).headers == HEADERS[name]


def test_each_request_of_the_file_has_its_step(read):
    assert list(read) == ["alone", *(name for name in HEADERS if name != "alone")]
