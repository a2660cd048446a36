"""A 201 says where the new thing is, if it can be read there."""

from tests.toolkit.stand_in.manners.conftest import Door

BOOK = {"title": "The Glass Harbour"}


def test_the_address_of_the_new_thing_can_be_read(library: Door) -> None:
    library.manners.teach("location")
    reply = library("POST", "/books", json=BOOK)
    assert reply.status_code == 201
    assert reply.headers["Location"] == f"{library.url}/books/{reply.json()['id']}"
    there = library("GET", reply.headers["Location"])
    assert there.status_code == 200
    assert there.json()["id"] == reply.json()["id"]


def test_no_address_that_nothing_answers(library: Door) -> None:
    library.manners.teach("location")
    loan = library("POST", "/loans", json={"book_id": 17})
    assert loan.status_code == 201
    assert "Location" not in loan.headers
    assert "Location" not in library("POST", "/books/17/cover", data=b"x").headers


def test_off_again_nothing_is_added(library: Door) -> None:
    before = library("POST", "/books", json=BOOK).headers.get("Location")
    library.manners.teach("location")
    library.manners.forget("location")
    after = library("POST", "/books", json=BOOK).headers.get("Location")
    assert all(one is None or not one.startswith(library.url) for one in (before, after))
