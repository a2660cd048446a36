"""A request finds its route by method and path, then by query and body; one that finds none hears which is near."""

import json

import pytest

from kaizala_nb.toolkit.stand_in.matching import matches, no_match
from kaizala_nb.toolkit.stand_in.request import Request
from tests.patience import bounded, lines_of
from tests.toolkit.stand_in.files import catalogue, item, raw

KNOWN = catalogue(
    item("GET {{base_url}}/books/{{id}}"),
    item("GET {{base_url}}/books/new"),
    item("GET {{base_url}}/books/{{id}}.json"),
    item("GET {{base_url}}/books?page=2", name="second"),
    item("GET {{base_url}}/books", name="first"),
    item("POST {{base_url}}/rpc", name="add", body=raw('{"method": "add", "n": {{n}}}')),
    item("POST {{base_url}}/rpc", name="sum", body=raw('{"method": "sum", "n": {{n}}}')),
    item("GET {{base_url}}/{{year}}-{{month}}/x"),
    item("GET {{base_url}}/shelves/4"),
    item("GET {{base_url}}/shelves/4/rows"),
)


@pytest.mark.parametrize(
    ("request_", "name", "values"),
    [
        (Request("GET", "/v1/books/new"), "GET {{base_url}}/books/new", {}),
        (Request("get", "/v1/books/17/"), "GET {{base_url}}/books/{{id}}", {"id": "17"}),
        (Request("HEAD", "/v1//books/a%2Fb"), "GET {{base_url}}/books/{{id}}", {"id": "a/b"}),
        (Request("GET", "/v1/books/17.json"), "GET {{base_url}}/books/{{id}}.json", {"id": "17"}),
        (Request("GET", "/V1/Books/A1"), "GET {{base_url}}/books/{{id}}", {"id": "A1"}),
        (Request("GET", "/v1/-5-05/x"), "GET {{base_url}}/{{year}}-{{month}}/x", {"year": "-5", "month": "05"}),
        (Request("GET", "/v1/2026-05/x"), "GET {{base_url}}/{{year}}-{{month}}/x", {"year": "2026", "month": "05"}),
        (Request("GET", "/v1/books"), "first", {}),
        (Request("GET", "/v1/books", "page=2"), "second", {}),
        (Request("GET", "/v1/shelves/4"), "GET {{base_url}}/shelves/4", {}),
        (Request("GET", "/v1/shelves/9/rows"), "GET {{base_url}}/shelves/4/rows", {}),
        (Request("POST", "/v1/rpc", body=b'{"method":"sum","n":3}'), "sum", {}),
    ],
)
def test_the_best_route_comes_first(request_: Request, name: str, values: dict[str, str]) -> None:
    best = matches(KNOWN.routes, request_)[0]
    assert (best.route.item.name, best.values) == (name, values)


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (Request("GET", "/v1/boks/17"), 404, "No such request; did you mean GET /v1/books/{id}?"),
        (Request("POST", "/v1/rcp"), 404, "No such request; did you mean POST /v1/rpc?"),
        (Request("GET", "/boks/17"), 404, "No such request; did you mean GET /v1/books/{id}?"),
        (Request("GET", "/v1/nothing"), 404, "No such request."),
        (Request("DELETE", "/v1/books"), 405, "DELETE is not there for this path. It takes GET."),
    ],
)
def test_what_finds_no_route_hears_what_is_near(request_: Request, status: int, words: str) -> None:
    answer = no_match(KNOWN.routes, request_)
    assert (answer.status, json.loads(answer.body)["error"]["message"]) == (status, words)
    assert answer.header("allow") == ("GET" if status == 405 else "")


def test_a_thousand_routes_are_not_looked_through() -> None:
    ways = []
    for number in (10, 1_000):
        routes = catalogue(*(item(f"GET {{{{base_url}}}}/r{one}/{{{{id}}}}") for one in range(number))).routes
        request = Request("GET", f"/v1/r{number - 1}/17")
        assert matches(routes, request)
        ways.append(lines_of(lambda routes=routes, request=request: matches(routes, request)))
    assert ways[0] == ways[1] > 0


def test_variables_in_one_segment_take_no_time_to_compare() -> None:
    many = catalogue(item("GET {{base_url}}/" + "{{a}}-" * 40 + "x"))
    with bounded():
        assert not matches(many.routes, Request("GET", "/v1/" + "-" * 50_000))
