"""An id in the query is what one in the path is, where that is plain; where it is not, nothing is."""

from pathlib import Path
from typing import Any

import pytest

from tests.toolkit.stand_in.test_memory import asked_of, request

BOOKS = [{"id": 7, "title": "Salt"}, {"id": 8, "title": "Ash"}]
ALL = request("GET", "/books", None, BOOKS)
ADD = request("POST", "/books", {"title": "Elm"}, {"id": 9, "title": "Elm"}, 201)
ONE = request("GET", "/books?id=7", None, BOOKS[0])
REMOVE = request("DELETE", "/books?id=7", None, {"deleted": True})
CHANGE = request("PUT", "/books?id=7", {"title": "Oak"}, BOOKS[0] | {"title": "Oak"})


def test_a_thing_is_read_changed_and_ended_by_an_id_in_the_query(tmp_path: Path) -> None:
    asked = asked_of(tmp_path, ALL, ADD, ONE, CHANGE, REMOVE)
    for path, answer in (("/books", BOOKS), ("/books?id=7", BOOKS[0])):
        first = asked.call("GET", path)
        assert (first.source, asked.json("GET", path)) == ("example", answer)
    assert asked.json("GET", "/books?id=8") == BOOKS[1]
    assert asked.json("PUT", "/books?id=8", {"title": "Ivy"}) == {"id": 8, "title": "Ivy"}
    assert asked.json("GET", "/books?id=8") == {"id": 8, "title": "Ivy"}
    assert asked.json("DELETE", "/books?id=7") == {"deleted": True}
    added = asked.json("POST", "/books", {"title": "Yew"})
    assert asked.json("GET", f"/books?id={added['id']}") == added
    assert [one["id"] for one in asked.json("GET", "/books")] == [8, added["id"]]
    for method in ("GET", "PUT", "DELETE"):
        assert asked.call(method, "/books?id=7", {"title": "x"} if method == "PUT" else None).status == 404
        assert asked.call(method, "/books?id=99", {"title": "x"} if method == "PUT" else None).status == 404


@pytest.mark.parametrize(
    "paths",
    [
        ("POST /item", "GET /item?ID=", "PATCH /item?ID=", "DELETE /item?ID="),
        ("POST /items", "GET /item?itemId=", "PATCH /item?item_id=", "DELETE /items?id="),
        ("POST /items", "GET /items?uuid=", "PUT /items?uuid=", "DELETE /items?uuid="),
        ("POST /addItem", "GET /getItem?itemId=", "POST /updateItem?id=", "GET /deleteItem?id="),
        ("POST /item/add", "GET /item/get?id=", "POST /item/edit?itemId=", "POST /item/delete?id="),
    ],
)
def test_without_saved_replies_what_was_sent_is_there(tmp_path: Path, paths: tuple[str, ...]) -> None:
    add, read, change, remove = (one.split() for one in paths)
    asked = asked_of(
        tmp_path,
        request("GET", "/items"),
        request(*add, {"name": "Nord"}),
        *(request(method, f"{path}{{{{id}}}}") for method, path in (read, change, remove)),
    )
    added = asked.json(*add, {"name": "Ost"})
    read[1], change[1], remove[1] = (f"{path}{added['id']}" for _, path in (read, change, remove))
    assert asked.json(*read) == added
    asked.call(*change, {"name": "West"})
    assert asked.json(*read) == added | {"name": "West"}
    assert asked.json("GET", "/items")[-1] == added | {"name": "West"}
    asked.call(*remove)
    assert asked.call(*read).status == 404


def test_a_list_stays_a_list_of_the_one_with_the_id(tmp_path: Path) -> None:
    some = request("GET", "/books?bookId=7", None, BOOKS[:1])
    asked = asked_of(tmp_path, some, ADD, REMOVE)
    added = asked.json("POST", "/books", {"title": "Yew"})
    assert asked.json("GET", f"/books?bookId={added['id']}") == [added]
    assert asked.json("GET", "/books?bookId=7") == BOOKS[:1]
    assert asked.json("GET", "/books?bookId=99") == []
    asked.call("DELETE", "/books?id=7")
    assert asked.json("GET", "/books?bookId=7") == []


def test_a_parameter_that_the_file_has_switched_off_may_be_sent(tmp_path: Path) -> None:
    remove: dict[str, Any] = request("DELETE", "/books")
    query = [{"key": "bookId", "value": "7", "disabled": True}, {"key": "shop", "value": "x"}]
    remove["request"]["url"] = {"host": ["{{base_url}}"], "path": ["books"], "query": query}
    asked = asked_of(tmp_path, ALL, ADD, remove)
    asked.call("DELETE", "/books?shop=x")
    assert asked.json("GET", "/books") == BOOKS
    asked.call("DELETE", "/books?shop=x&bookId=7")
    assert asked.json("GET", "/books") == BOOKS[1:]


@pytest.mark.parametrize(
    "others",
    [
        [request("DELETE", "/books?shelfId=7", None, {"deleted": True})],  # the id of something else
        [request("DELETE", "/books?ids=7", None, {"deleted": True})],
        [request("DELETE", "/books?id=7,8", None, {"deleted": True})],  # ids of several
        [request("DELETE", "/books?action=close&id=7", None, {"deleted": True})],
    ],
)
def test_what_is_not_plain_is_answered_by_the_example(tmp_path: Path, others: list[dict[str, Any]]) -> None:
    asked = asked_of(tmp_path, ALL, ADD, *others)
    url = others[0]["request"]["url"].removeprefix("{{base_url}}")
    for path in (url, url, url.replace("7,8", "7")):
        assert asked.json("DELETE", path) == {"deleted": True}
    assert asked.json("GET", "/books") == BOOKS


def test_things_without_such_an_id_and_documents_stay_what_they_are(tmp_path: Path) -> None:
    coins = [{"code": "EUR"}, {"code": "INR"}]
    asked = asked_of(
        tmp_path,
        request("GET", "/coins", None, coins),
        request("POST", "/coins", {"code": "CHF"}, {"code": "CHF"}, 201),
        request("DELETE", "/coins?id=7", None, {"deleted": True}),
        request("GET", "/profile", None, {"id": 3, "name": "Ida"}),
        request("PUT", "/profile?id=3", {"name": "Uli"}, {"id": 3, "name": "Uli"}),
    )
    assert asked.json("DELETE", "/coins?id=7") == asked.json("DELETE", "/coins?id=7") == {"deleted": True}
    assert asked.json("GET", "/coins") == coins
    asked.call("PUT", "/profile?id=3", {"name": "Ole"})
    assert asked.json("GET", "/profile") == {"id": 3, "name": "Ole"}


def test_the_query_of_an_example_says_which_thing_it_shows(tmp_path: Path) -> None:
    asked = asked_of(tmp_path, ADD, request("GET", "/books?id=7", None, {"title": "Salt"}), REMOVE)
    asked.call("POST", "/books", {"title": "Yew"})
    assert asked.json("GET", "/books?id=7") == {"title": "Salt"}
    assert asked.call("GET", "/books?id=99").status == 404


def test_without_the_id_it_is_another_request(tmp_path: Path) -> None:
    asked = asked_of(tmp_path, ONE, ADD, CHANGE, REMOVE)
    assert asked.json("DELETE", "/books") == asked.json("DELETE", "/books?id=") == {"deleted": True}
    assert asked.json("DELETE", "/books?id=7&id=8") == {"deleted": True}
    assert asked.call("GET", "/books?id=7").source == "example"
