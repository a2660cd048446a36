"""``api.sandbox``: what is around the practice service, in a thread and in process."""

import json

import pandas as pd
import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client import errors, waiting
from kaizala_nb.toolkit.notebook import practising

LIBRARY = "notebooks/library.postman_collection.json"


@pytest.fixture(params=["thread", "in process"])
def library(request, monkeypatch):
    if request.param == "in process":
        monkeypatch.setattr(practising.sys, "platform", "emscripten")
    api = Api.from_postman(LIBRARY, stand_in=True)
    api.start.log_in()
    yield api
    api.close()


def test_its_journal_tells_what_came_and_from_where_the_answer_is(library):
    library.books.list_books()
    journal = library.sandbox.journal
    assert journal["request"].tolist() == ["Start / Log in", "Books / List books"]
    assert journal["source"].tolist() == ["example", "example"]
    assert "practice-token" not in journal.to_string()
    assert len(library.sandbox.calls) == 2
    library.sandbox.reset()
    assert len(library.sandbox.journal) == 0


def test_calls_fail_when_it_is_asked_for(library):
    library.sandbox.fail_next(503, request=library.books.list_books)
    library.start.opening_hours()
    with pytest.raises(errors.RefusedError) as refused:
        library.books.list_books()
    assert refused.value.status == 503
    assert "api.session.retry_trouble = True" in refused.value.as_text()
    assert refused.value.labels == ("practice",)
    assert library.books.list_books().status == 200
    library.sandbox.fail_next(500, times=9)
    library.sandbox.clear_faults()
    assert library.books.list_books().status == 200


def test_what_fails_on_purpose_is_sent_again_only_if_somebody_says_so(library):
    library.session.retry_trouble = True
    library.sandbox.fail_next(503)
    (note,) = library.start.opening_hours().notes
    assert note.endswith("answered 503. To send it once: api.session.retry_trouble = False")


def test_a_limit_that_was_taught_is_seen_and_not_waited_for(library, monkeypatch):
    monkeypatch.setattr(waiting, "pause", pytest.fail)
    library.sandbox.teach("limit", calls=1, seconds=50)
    library.start.opening_hours()
    with pytest.raises(errors.TooManyRequests) as refused:
        library.start.opening_hours()
    assert "api.session.wait_when_throttled = True" in refused.value.as_text()


def test_a_connection_that_closes_on_purpose_is_called_the_practice_service(library):
    library.sandbox.fail_next(reset=True)
    with pytest.raises(errors.ConnectionTrouble) as closed:
        library.start.opening_hours()
    said = closed.value.as_text()
    assert "The connection to the practice service broke" in said
    assert "127.0.0.1" not in said
    assert repr(library.session) == f"<Session with the practice service at {library.sandbox.url}>"


def test_an_example_is_chosen_by_its_name_or_its_status(library):
    for example in ("401 Wrong PIN", 401):
        library.sandbox.choose("Log in", example, times=1)
        with pytest.raises(errors.RefusedError, match="401"):
            library.start.log_in()
        assert library.start.log_in().status == 200
    library.sandbox.choose("Log in", 401)
    library.sandbox.choose_none("Log in")
    assert library.start.log_in().status == 200


def test_what_it_remembers_can_be_kept_and_put_back(library):
    sandbox = library.sandbox
    before = sandbox.snapshot()
    library.books.add_a_book(title="Emma")
    assert "Emma" in library.books.list_books().df["title"].tolist()
    assert repr(sandbox.snapshot()).startswith("<Snapshot: ")
    sandbox.restore(before)
    assert "Emma" not in library.books.list_books().df["title"].tolist()


def test_it_learns_manners_and_forgets_them(library):
    sandbox = library.sandbox
    assert "paging" in sandbox.manners["name"].tolist()
    sandbox.teach("paging", size=1)
    first = library.books.list_books(per_page="1")
    assert len(first.df) == 1
    following = first.next()
    assert following is not None
    assert (len(following.df), following.status) == (1, 200)
    assert following.df["title"].tolist() != first.df["title"].tolist()
    sandbox.forget("paging")
    assert len(library.books.list_books().df) == 2
    assert len(sandbox.deliveries) == 0
    assert "The clock of the practice service shows" in sandbox.advance(hours=2)


@pytest.mark.parametrize(
    "ask",
    [
        lambda sandbox: sandbox.teach("pagin"),
        lambda sandbox: sandbox.teach("paging", sise=2),
        lambda sandbox: sandbox.choose("No such request", 200),
        lambda sandbox: sandbox.choose("Log in", 418),
        lambda sandbox: sandbox.fail_next(),
        lambda sandbox: sandbox.fail_next(503, times=0),
        lambda sandbox: sandbox.restore({}),
        lambda sandbox: sandbox.restore("a text"),
        lambda sandbox: sandbox.advance(hours="two"),
        lambda sandbox: sandbox.advance("5 minutes"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(ask):
    api = Api.from_postman(LIBRARY, stand_in=True)
    with pytest.raises(errors.InputError) as refused:
        ask(api.sandbox)
    assert str(refused.value).rstrip("'\"").endswith((".", "?"))
    api.close()


def test_where_no_example_is_saved_the_next_step_is_named(tmp_path):
    file = tmp_path / "hours.json"
    item = {"name": "Hours", "request": {"method": "GET", "url": "https://a.example/hours"}}
    file.write_text(json.dumps({"info": {"name": "Hours"}, "item": [item]}))
    api = Api.from_postman(file, stand_in=True)
    with pytest.raises(errors.InputError, match=r"No example of this request is saved.*fail_next\(401\)"):
        api.sandbox.choose("Hours", 401)
    api.close()


def test_a_narrow_terminal_shows_what_each_manner_is_for(library):
    library.sandbox.teach("paging", size=2)
    with pd.option_context("display.max_columns", 0, "display.width", 80):
        shown = str(library.sandbox.manners)
    assert "then 429 with Retry-After." in shown
    assert "size: 2" in shown


def test_at_a_real_service_there_is_none_and_the_line_that_gives_one():
    library = Api.from_postman(LIBRARY)
    with pytest.raises(ApiError) as refused:
        library.sandbox  # noqa: B018
    assert "Api.from_postman('library.postman_collection.json', stand_in=True)" in refused.value.as_text()


def test_one_that_runs_elsewhere_wants_its_key():
    here = Api.from_postman(LIBRARY, stand_in=True)
    practice = here.session.practice
    there = Api.from_postman(LIBRARY, stand_in=practice.url, key=practice.key)
    there.start.opening_hours()
    assert there.sandbox.journal["request"].tolist() == ["Start / Opening hours"]
    for key in (None, "wrong"):
        with pytest.raises(ApiError, match="key"):
            Api.from_postman(LIBRARY, stand_in=practice.url, key=key).sandbox.reset()
    here.close()
    with pytest.raises(ApiError, match="No stand-in answers"):
        there.sandbox.reset()
    there.close()
