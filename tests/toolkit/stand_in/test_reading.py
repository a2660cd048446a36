"""A catalogue has a route for each request with an address, at the path that a client sends it to."""

import json
from pathlib import Path

import pytest

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.notes import Notes
from kaizala_nb.toolkit.collection.postman.version3.folder_writing import collection_files
from kaizala_nb.toolkit.collection.postman.version3.yaml_writing import yaml_of
from kaizala_nb.toolkit.stand_in.matching import matches
from kaizala_nb.toolkit.stand_in.reading import catalogue_of
from kaizala_nb.toolkit.stand_in.request import Request
from tests.packaging.tracked import ROOT
from tests.toolkit.stand_in.files import catalogue, example, item


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("{{base_url}}/books", "/v1/books"),
        ("{{base_url}}/books/{{id}}", "/v1/books/{id}"),
        ("{{base_url}}/books/:id.json", "/v1/books/{id}.json"),
        ("{{base_url}}/books/{id}", "/v1/books/{id}"),
        ("{{base_url}}/Books('{{id}}')", "/v1/Books('{id}')"),
        ("{{base_url}}/{{year}}-{{month}}/x;v=1", "/v1/{year}-{month}/x;v=1"),
        ("{{base_url}}/a%20b/ü/", "/v1/a b/ü"),
        ("{{base_url}}{{path}}", "/v1/shelf/books"),
        ("{{base_url}}/{{path}}/{{id}}", "/v1/shelf/books/{id}"),
        ("https://other.example:8080/books?x=1", "/books"),
        ("localhost:3000/books", "/books"),
        ("{{unknown}}/books", "/books"),
        ("https://{{host}}/books#top", "/books"),
        ("/books", "/books"),
        ("{{base_url}}", "/v1"),
    ],
)
def test_the_path_is_the_one_that_is_sent(url: str, path: str) -> None:
    (route,) = catalogue(item(f"GET {url}"), variables={"path": "/shelf/books"}).routes
    assert route.path == path


def test_a_variable_of_the_path_may_hold_several_segments() -> None:
    url = {"host": ["{{base_url}}"], "path": [":where", ":id"], "variable": [{"key": "where", "value": "{{shelf}}"}]}
    (route,) = catalogue({"name": "x", "request": {"url": url}}, variables={"shelf": "a/b"}).routes
    assert route.path == "/v1/a/b/{id}"


def test_what_has_no_address_has_no_route() -> None:
    items = [
        item("GET "),
        item("GET ws://host/x"),
        item("GET http://a b/x"),
        {"name": "Note"},
        item("b[d x"),
        "odd",
    ]
    assert [one.path for one in catalogue(*items, item("GET {{base_url}}/books")).routes] == ["/v1/books"]  # type: ignore[arg-type]


def test_bases_with_equal_paths_are_told_apart_by_a_prefix() -> None:
    known = catalogue(
        item("GET {{base_url}}/books"),
        item("GET https://shop.example/v1/books"),
        item("GET https://shop.example/v1/orders"),
        item("GET {{auth}}/login"),
    )
    assert [one.path for one in known.routes] == [
        "/v1/books",
        "/shop.example/v1/books",
        "/shop.example/v1/orders",
        "/login",
    ]
    here = "http://127.0.0.1:8601"
    assert (
        known.bases.address_at(here, "https://shop.example/v1/books?page=2") == f"{here}/shop.example/v1/books?page=2"
    )
    assert known.bases.address_at(here, "https://api.library.example/v1/books") == f"{here}/v1/books"
    assert known.bases.variables_at(here) == {"base_url": f"{here}/v1", "auth": here}


def test_a_host_with_a_variable_is_each_host_like_it() -> None:
    bases = catalogue(item("GET {{base_url}}/books"), item("GET https://{{region}}.b.example/v1/books")).bases
    assert bases.address_at("http://h", "https://eu.b.example/v1/books") == "http://h/region.b.example/v1/books"


def test_a_base_in_pieces_leads_to_the_stand_in() -> None:
    bases = catalogue(item("GET {{scheme}}://{{host}}:{{port}}/books")).bases
    assert bases.variables_at("http://127.0.0.1:8601") == {"scheme": "http", "host": "127.0.0.1", "port": "8601"}


@pytest.mark.parametrize(
    ("saved_at", "sent_to"),
    [("http://localhost:3000/v1/books", "http://localhost:3000/v1/books"), ("https:///v1/books", "https://v1/books")],
)
def test_an_example_of_another_host_leads_to_the_route_of_its_request(saved_at: str, sent_to: str) -> None:
    saved = example("OK", request={"method": "GET", "url": saved_at})
    known = catalogue(item("GET https://a.example/v1/books"), item("GET {{base_url}}/books", saved))
    address = known.bases.address_at("http://h", sent_to)
    (match,) = matches(known.routes, Request("GET", address.removeprefix("http://h")))
    assert match.route.examples[0].name == "OK"


def test_an_example_of_another_path_has_a_route_of_its_own() -> None:
    old = example("Old", request={"method": "POST", "url": "{{base_url}}/v0/books"})
    own = example("Own", request={"method": "GET", "url": "{{base_url}}/books/17"})
    known = catalogue(item("GET {{base_url}}/books/:id", old, own))
    assert [(one.method, one.path, [saved.name for saved in one.examples]) for one in known.routes] == [
        ("GET", "/v1/books/{id}", ["Own"]),
        ("POST", "/v1/v0/books", ["Old"]),
    ]


def test_odd_entries_never_break_the_file() -> None:
    saved = [
        "odd",
        None,
        {},
        {"code": None, "status": "Not Found", "body": None, "header": None},
        {"code": "201", "header": "X-A: 1\nbad name", "body": {"a": 1}},
        {"code": 99, "header": [{"key": "X-D", "value": None}, 7], "body": "x"},
        {"originalRequest": 7, "code": True},
    ]
    (route,) = catalogue(item("GET {{base_url}}/books", *saved)).routes  # type: ignore[arg-type]
    found = [(one.response.status, one.response.headers, one.response.body) for one in route.examples]
    assert found == [
        (200, (), b""),
        (404, (), b""),
        (201, (("X-A", "1"), ("Content-Type", "application/json")), b'{"a":1}'),
        (200, (("X-D", ""), ("Content-Type", "text/plain; charset=utf-8")), b"x"),
        (200, (), b""),
    ]


def test_half_a_character_never_breaks_the_file() -> None:
    half = {"mode": "graphql", "graphql": {"query": "\ud83d"}}
    known = catalogue(item("POST {{base_url}}/\ud83d", example("\ud83d", "\ud83d"), body=half))
    assert known.routes[0].examples[0].response.body == b"?"


def test_a_body_is_in_the_character_set_of_its_type() -> None:
    latin = example("Latin", "é", header=[{"key": "Content-Type", "value": "text/plain; charset=ISO-8859-1"}])
    (route,) = catalogue(item("GET {{base_url}}/x", latin, example("None", "é"))).routes
    assert [one.response.body for one in route.examples] == [b"\xe9", "é".encode()]


def test_a_folder_of_schema_3_gives_the_same_examples(tmp_path: Path) -> None:
    library = Collection.from_postman(ROOT / "notebooks" / "library.postman_collection.json")
    for name, value in collection_files(library.file or {}, Notes()).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_of(value), encoding="utf-8")

    def shown(collection: Collection) -> list[object]:
        routes = catalogue_of(collection).routes
        return [(one.method, one.path, one.authorised, [saved.response for saved in one.examples]) for one in routes]

    assert shown(Collection.from_postman(tmp_path)) == shown(library)


def test_a_file_of_version_1_gives_its_examples(tmp_path: Path) -> None:
    saved = {"name": "OK", "responseCode": {"code": 201, "name": "Created"}, "text": "[]", "headers": []}
    request = {"id": "r", "name": "Add", "method": "POST", "url": "http://h/books/:id", "responses": [saved]}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"id": "c", "name": "Old", "order": ["r"], "requests": [request]}))
    (route,) = catalogue_of(Collection.from_postman(path)).routes
    (only,) = route.examples
    assert (route.path, only.name, only.response.status, only.response.body) == ("/books/{id}", "OK", 201, b"[]")
