"""ETag, If-None-Match and If-Match."""

import pytest

from tests.toolkit.stand_in.manners.conftest import Door

CHANGE = {"price": 9.75}


def test_what_has_not_changed_is_304_without_a_body(library: Door) -> None:
    library.manners.teach("conditional")
    first = library("GET", "/books/17")
    tag = first.headers["ETag"]
    assert tag[0] == tag[-1] == '"'
    for named in (tag, f'"other", W/{tag}', "*"):
        again = library("GET", "/books/17", headers={"If-None-Match": named})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert library("GET", "/books/17", headers={"If-None-Match": '"other"'}).content == first.content


def test_a_change_of_what_was_seen_is_made_and_any_other_is_412(library: Door) -> None:
    library.manners.teach("conditional")
    tag = library("GET", "/books/17").headers["ETag"]
    for stale in ('"other"', f"W/{tag}"):
        refused = library("PATCH", "/books/17", json=CHANGE, headers={"If-Match": stale})
        assert refused.status_code == 412
        assert "Read it again" in refused.json()["error"]["message"]
    changed = library("PATCH", "/books/17", json=CHANGE, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == library("GET", "/books/17").headers["ETag"]
    assert library("DELETE", "/books/17", headers={"If-Match": '"other"'}).status_code == 412
    assert library("DELETE", "/books/17", headers={"If-Match": "*"}).status_code == 204


def test_what_is_there_already_is_not_made_if_that_is_forbidden(library: Door) -> None:
    library.manners.teach("conditional")
    assert library("PATCH", "/books/17", json=CHANGE, headers={"If-None-Match": "*"}).status_code == 412


@pytest.mark.parametrize("required", [True, False])
def test_a_condition_may_be_required(library: Door, required: bool) -> None:
    library.manners.teach("conditional", required=required)
    assert library("PATCH", "/books/17", json=CHANGE).status_code == (428 if required else 200)
    assert library("POST", "/books", json={"title": "Winter Ferries"}).status_code == 201


def test_off_again_there_is_no_tag_and_no_condition(library: Door) -> None:
    library.manners.teach("conditional")
    library.manners.forget("conditional")
    assert "ETag" not in library("GET", "/books/17").headers
    assert library("PATCH", "/books/17", json=CHANGE, headers={"If-Match": '"other"'}).status_code == 200
