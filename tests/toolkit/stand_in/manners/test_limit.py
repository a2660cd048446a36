"""Only so many calls in so many seconds."""

from tests.toolkit.stand_in.manners.conftest import Door


def test_calls_count_down_to_429_and_its_time_is_right(library: Door) -> None:
    library.manners.teach("limit", calls=2, seconds=60)
    remaining = [library("GET", "/hours").headers["RateLimit-Remaining"] for _ in range(2)]
    assert remaining == ["1", "0"]
    refused = library("GET", "/books/17")
    assert refused.status_code == 429
    assert (refused.headers["RateLimit-Limit"], refused.headers["RateLimit-Remaining"]) == ("2", "0")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Only 2 calls are allowed in 60 seconds" in refused.json()["error"]["message"]
    library.stand_in.clock.advance(int(refused.headers["Retry-After"]))
    assert library("GET", "/hours").status_code == 200


def test_the_headers_can_have_the_older_names(library: Door) -> None:
    library.manners.teach("limit", calls=5, prefix="X-RateLimit-")
    reply = library("GET", "/hours")
    assert (reply.headers["X-RateLimit-Limit"], reply.headers["X-RateLimit-Remaining"]) == ("5", "4")


def test_off_again_nothing_is_counted_and_taught_anew_it_begins_afresh(library: Door) -> None:
    library.manners.teach("limit", calls=1, seconds=1)
    replies = [library("GET", "/hours") for _ in range(2)]
    assert [one.status_code for one in replies] == [200, 429]
    assert "Only 1 call is allowed in 1 second." in replies[1].json()["error"]["message"]
    library.manners.forget("limit")
    assert library("GET", "/hours").status_code == 200
    library.manners.teach("limit", calls=1)
    assert library("GET", "/hours").status_code == 200
