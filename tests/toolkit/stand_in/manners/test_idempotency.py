"""A POST or PATCH with an Idempotency-Key is done once."""

import threading

import pytest

from kaizala_nb.toolkit.stand_in.request import Request
from tests.patience import DEADLINE
from tests.toolkit.stand_in.manners.conftest import Door

BOOK = {"title": "The Glass Harbour"}


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def test_the_same_key_gets_the_same_answer_and_says_so(library: Door) -> None:
    library.manners.teach("idempotency")
    first = library("POST", "/books", json=BOOK, headers=keyed("one"))
    again = library("POST", "/books", json=BOOK, headers=keyed("one"))
    other = library("POST", "/books", json=BOOK, headers=keyed("two"))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    replayed = [one.headers.get("Idempotent-Replayed") for one in (first, again, other)]
    assert replayed == [None, "true", None]


@pytest.mark.parametrize("change", [{"json": {"title": "Another"}}, {"params": {"draft": "1"}}])
def test_the_same_key_with_another_request_is_422(library: Door, change: dict) -> None:
    library.manners.teach("idempotency")
    library("POST", "/books", json=BOOK, headers=keyed("one"))
    reply = library("POST", "/books", **{"json": BOOK, **change}, headers=keyed("one"))
    assert reply.status_code == 422
    assert "came before with another request" in reply.json()["error"]["message"]
    assert library("PATCH", "/books/17", json=BOOK, headers=keyed("one")).status_code == 422


def test_a_key_that_is_required_and_missing_is_400_for_post_and_patch_alone(library: Door) -> None:
    library.manners.teach("idempotency", required=True, header="X-Once")
    for method, path, status in [("POST", "/books", 400), ("PATCH", "/books/17", 400), ("GET", "/books", 200)]:
        assert library(method, path, json=BOOK if status == 400 else None).status_code == status
    assert "X-Once" in library("POST", "/books").json()["error"]["message"]
    assert library("POST", "/books", json=BOOK, headers={"X-Once": "1"}).status_code == 201
    assert library("POST", "/books", json=BOOK, headers={"X-Once": "1" * 256}).status_code == 400


def test_while_the_first_is_being_answered_the_second_is_409(library: Door) -> None:
    library.manners.teach("idempotency")
    started, go = threading.Event(), threading.Event()
    request = Request("POST", "/books", headers=(("Idempotency-Key", "one"),), body=b"{}")
    found = library.stand_in.catalogue.routes[:1]

    def slow(request: Request):
        started.set()
        go.wait(DEADLINE)
        return library.stand_in.look(Request("GET", "/hours"))

    first = threading.Thread(target=lambda: library.manners.answer(found, request, slow))
    first.start()
    started.wait(DEADLINE)
    try:
        assert library.manners.answer(found, request, slow).status == 409
    finally:
        go.set()
        first.join(DEADLINE)
    assert library.manners.answer(found, request, slow).header("Idempotent-Replayed") == "true"


def test_a_call_that_failed_can_be_made_again(library: Door) -> None:
    library.manners.teach("idempotency")
    request = Request("POST", "/books", headers=(("Idempotency-Key", "one"),))

    def fail(request: Request):
        raise OSError("broken")

    for _ in range(2):
        with pytest.raises(OSError, match="broken"):
            library.manners.answer(library.stand_in.catalogue.routes[:1], request, fail)


def test_a_401_is_not_kept_so_the_same_call_can_be_made_with_its_token(library: Door) -> None:
    library.manners.teach("idempotency")
    assert library("POST", "/books", json=BOOK, headers={**keyed("one"), "Authorization": ""}).status_code == 401
    replies = [library("POST", "/books", json=BOOK, headers=keyed("one")) for _ in range(2)]
    said = [(one.status_code, one.headers.get("Idempotent-Replayed")) for one in replies]
    assert said == [(201, None), (201, "true")]


def test_a_key_is_forgotten_after_its_time_and_when_it_is_off(library: Door) -> None:
    library.manners.teach("idempotency", hours=1)
    library("POST", "/books", json=BOOK, headers=keyed("one"))
    library.stand_in.clock.advance(3601)
    assert "Idempotent-Replayed" not in library("POST", "/books", json=BOOK, headers=keyed("one")).headers
    library.manners.forget("idempotency")
    assert library("POST", "/books", json={"title": "Another"}, headers=keyed("one")).status_code == 201


def test_what_is_kept_is_bounded_and_the_newest_stays(library: Door) -> None:
    library.manners.teach("idempotency")
    for number in range(14):
        note = {"note": "x" * 200_000}
        assert library("PATCH", "/books/17", json=note, headers=keyed(str(number))).status_code == 200
    replayed = [
        library("PATCH", "/books/17", json=note, headers=keyed(number)).headers.get("Idempotent-Replayed")
        for number in ("13", "0")
    ]
    assert replayed == ["true", None]
