"""Lists come page by page, in any collection."""

import json
from pathlib import Path

import pytest

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.manners.conftest import Door


def test_links_lead_through_all_pages_and_back(library: Door) -> None:
    whole = library("GET", "/books?page=1&per_page=20")
    library.manners.teach("paging")
    reply = library("GET", "/books?page=1&per_page=1")
    assert set(reply.links) == {"next", "first", "last"}
    second = library("GET", reply.links["next"]["url"])
    assert set(second.links) == {"prev", "first", "last"}
    assert reply.json()["data"] + second.json()["data"] == whole.json()["data"]
    assert reply.links["last"]["url"].endswith("/books?per_page=1&page=2")
    assert library("GET", second.links["prev"]["url"]).content == reply.content


def test_a_cursor_leads_through_all_pages_and_nobody_builds_one(library: Door) -> None:
    whole = library("GET", "/books")
    library.manners.teach("paging", size=1, cursor=True)
    first = library("GET", "/books?page=1")
    assert "page=" not in first.links["next"]["url"]
    second = library("GET", first.links["next"]["url"])
    assert second.json()["page"] == 2
    assert first.json()["data"] + second.json()["data"] == whole.json()["data"]
    assert library("GET", second.links["prev"]["url"]).json() == first.json()
    for built in ("2", "ZnJvbSAtMQ==", "é"):
        assert library("GET", "/books", params={"cursor": built}).status_code == 400


def test_the_envelope_stays_and_says_which_page_it_is(library: Door) -> None:
    library.manners.teach("paging", size=1)
    assert list(library("GET", "/books").json().items())[1:] == [("page", 1), ("total", 2)]
    assert list(library("GET", "/books?page=2").json().items())[1:] == [("page", 2), ("total", 2)]


def test_a_list_that_fits_is_as_saved(library: Door) -> None:
    saved = library("GET", "/books?page=1&per_page=20")
    library.manners.teach("paging")
    reply = library("GET", "/books?page=1&per_page=20")
    assert reply.content == saved.content
    assert "Link" not in reply.headers


def test_beyond_the_end_the_page_is_empty_and_names_the_last(library: Door) -> None:
    library.manners.teach("paging", size=1)
    reply = library("GET", "/books?page=9")
    assert reply.json()["data"] == []
    assert reply.links["prev"]["url"].endswith("page=2")


def test_no_page_is_longer_than_allowed(library: Door) -> None:
    library.manners.teach("paging", size=1, most=1)
    assert len(library("GET", "/books?per_page=50").json()["data"]) == 1


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=-1", "per_page=0", "per_page=99999999999999999999", "page=²"]
)
def test_what_is_no_page_is_refused_in_a_sentence(library: Door, query: str) -> None:
    library.manners.teach("paging")
    reply = library("GET", f"/books?{query}")
    assert reply.status_code == 400
    assert "must be a whole number, 1 or more." in reply.json()["error"]["message"]


def test_a_thing_is_not_cut_and_off_again_nothing_is(library: Door) -> None:
    saved = library("GET", "/books/17")
    library.manners.teach("paging", size=1)
    assert library("GET", "/books/17?page=2").content == saved.content
    assert "Link" in library("GET", "/books").headers
    library.manners.forget("paging")
    assert "Link" not in library("GET", "/books").headers


def test_an_example_that_somebody_chose_for_one_call_is_answered_once(library: Door) -> None:
    library.manners.teach("paging")
    library.stand_in.choose("List books", code=401, times=1)
    assert [library("GET", "/books?page=1&per_page=1").status_code for _ in range(2)] == [401, 200]


def _listing(folder: Path, query: str, body: object, *, odd: object = None) -> StandIn:
    request = {"method": "GET", "url": {"raw": f"https://x.example/things?{query}", "host": ["https://x.example"]}}
    pairs = [pair.split("=") for pair in query.split("&") if pair]
    request["url"] |= {"path": ["things"], "query": [{"key": key, "value": value} for key, value in pairs]}
    if odd is not None:
        request["url"]["query"] = odd
    example = {"name": "200", "code": 200, "body": json.dumps(body), "originalRequest": request}
    item = {"name": "List", "request": request, "response": [example]}
    info = {"name": "Things", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}
    path = folder / "things.json"
    path.write_text(json.dumps({"info": info, "item": [item]}))
    return StandIn(Collection.from_postman(path))


@pytest.mark.parametrize(
    ("query", "asked", "link"),
    [
        ("limit=2&offset=0", "limit=2&offset=2", "/things?limit=2&offset=4"),
        ("pageSize=2&pageNumber=0", "pageSize=2&pageNumber=1", "/things?pageSize=2&pageNumber=2"),
        ("page[size]=2&page[number]=1", "page[size]=2&page[number]=2", "/things?page%5Bsize%5D=2&page%5Bnumber%5D=3"),
        ("start=2020-01-01", "page=2&per_page=2&start=2020-01-01", "/things?per_page=2&start=2020-01-01&page=3"),
        ("", "page=2&per_page=2", "/things?per_page=2&page=3"),
    ],
)
def test_the_parameters_are_those_of_the_request_in_the_file(tmp_path: Path, query: str, asked: str, link: str) -> None:
    stand_in = _listing(tmp_path, query, {"meta": {"count": 5}, "items": [{"id": number} for number in range(5)]})
    stand_in.manners.teach("paging")
    response = stand_in.answer(Request("GET", "/things", asked, (("Host", "h"),)))
    assert response.status == 200
    assert json.loads(response.body) == {"meta": {"count": 5}, "items": [{"id": 2}, {"id": 3}]}
    assert f'<http://h{link}>; rel="next"' in response.header("Link")
    stand_in.close()


@pytest.mark.parametrize("size", [1, 2])
def test_the_envelope_counts_what_is_there(tmp_path: Path, size: int) -> None:
    body = {"data": [{"id": 1}, {"id": 2}], "total": 355, "meta": {"total_pages": 36, "total": True}}
    stand_in = _listing(tmp_path, "limit=10&offset=0", body)
    stand_in.manners.teach("paging", size=size)
    shown = json.loads(stand_in.answer(Request("GET", "/things")).body)
    assert (len(shown["data"]), shown["total"], shown["meta"]) == (size, 2, {"total_pages": 3 - size, "total": True})
    stand_in.close()


def test_a_count_made_by_chance_is_put_right_and_an_amount_of_money_is_left(tmp_path: Path) -> None:
    by_chance = {"total": 1804.9594817573477, "limit": 1192.1239041538213, "offset": 2559.087503772488}
    for around, shown in (
        (by_chance, {"total": 2, "limit": 1, "offset": 1}),
        ({"total": 49.95, "limit": 10}, {"total": 49.95, "limit": 1}),
    ):
        stand_in = _listing(tmp_path, "limit=10&offset=0", around | {"cards": [{"id": 1}, {"id": 2}]})
        stand_in.manners.teach("paging", size=1)
        page = json.loads(stand_in.answer(Request("GET", "/things", "offset=1")).body)
        stand_in.close()
        assert page == shown | {"cards": [{"id": 2}]}


def test_a_thing_that_has_a_list_is_no_list(tmp_path: Path) -> None:
    stand_in = _listing(tmp_path, "", {"id": 7, "items": [{"id": 1}, {"id": 2}]})
    stand_in.manners.teach("paging", size=1)
    assert len(json.loads(stand_in.answer(Request("GET", "/things")).body)["items"]) == 2
    stand_in.close()


@pytest.mark.parametrize("odd", [5, "x", {"key": "page"}, [None, {"key": 5, "value": {}}, {"key": "page", "value": 0}]])
def test_an_odd_query_in_the_file_spoils_nothing(tmp_path: Path, odd: object) -> None:
    stand_in = _listing(tmp_path, "", [1, 2, 3], odd=odd)
    stand_in.manners.teach("paging", size=2)
    assert json.loads(stand_in.answer(Request("GET", "/things")).body) == [1, 2]
    stand_in.close()
