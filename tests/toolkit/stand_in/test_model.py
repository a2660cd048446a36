"""Random lives of things behind generated collections, against a model in plain Python, by both doors."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process, in_thread
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.emulator.generated import share
from tests.patience import DEADLINE
from tests.toolkit.stand_in.shelves import IDS, SENT, Kind, Shelf, Thing, file_of, requests_of

KIND = st.builds(
    Kind,
    ids=st.sampled_from(sorted(IDS)),
    member=st.sampled_from(["id", "_id", "uuid"]),
    envelope=st.sampled_from(["", "data", "things", "deep"]),
    wrapped=st.booleans(),
    examples=st.sampled_from([True, True, False]),
    written=st.booleans(),
    parameter=st.sampled_from(["", "", "id", "own"]),
)
TITLE = st.sampled_from(["Salt", "Ash", "Ünder", '"quoted" <b>', "it's", ""])
BODY = st.fixed_dictionaries(
    {}, optional={"title": TITLE, "pages": st.integers(0, 999), "tags": st.lists(TITLE, max_size=2), "mood": TITLE}
)
PLACE = st.integers(0, 9)


class Life(RuleBasedStateMachine):
    """Books, and reviews below each of them. Each rule is one request; what is answered must be the model's."""

    door: Callable[[StandIn], tuple[requests.Session, str, Callable[[], None]]]

    @initialize(books=KIND, reviews=KIND, prefix=st.sampled_from(["", "/api/v1"]))
    def begin(self, books: Kind, reviews: Kind, prefix: str) -> None:
        self.path, self.reviews = f"{prefix}/books", reviews
        below = f"{self.path}/:book_id/reviews" if books.written else f"{self.path}/{{{{book_id}}}}/reviews"
        file = file_of([*requests_of(books, self.path, "book_id"), *requests_of(reviews, below, "review_id")])
        with TemporaryDirectory() as folder:
            path = Path(folder, "generated.postman_collection.json")
            path.write_text(json.dumps(file))
            self.stand_in = StandIn(Collection.from_postman(path))
        self.session, self.url, self.close = self.door(self.stand_in)
        self.books, self.below = Shelf(books), dict[str, Shelf]()

    def teardown(self) -> None:
        if hasattr(self, "close"):
            self.close()
            self.stand_in.close()

    def _shelf(self, nested: bool, place: int) -> tuple[Shelf, str]:
        """A shelf with the path of its collection: the books, or the reviews of one of them."""
        if not nested or not self.books.things:
            return self.books, self.path
        book = list(self.books.things)[place % len(self.books.things)]
        return self.below.setdefault(book, Shelf(self.reviews)), f"{self.path}/{book}/reviews"

    def _call(self, method: str, path: str, body: Any = None) -> requests.Response:
        return self.session.request(method, self.url + path, json=body, timeout=DEADLINE)

    def _answered(self, shelf: Shelf, reply: requests.Response, thing: Thing) -> None:
        assert reply.status_code == 200, f"{reply.request.method} {reply.url}: {reply.status_code} {reply.text}"
        answer = shelf.kind.thing_of(reply.json())
        assert answer == thing, f"{reply.request.method} {reply.url}: {answer}, not {thing}"

    @rule(nested=st.booleans(), place=PLACE, body=BODY, saved=st.sampled_from([True, False, False]))
    def add(self, nested: bool, place: int, body: Thing, saved: bool) -> None:
        shelf, path = self._shelf(nested, place)
        sent = dict(SENT) if saved else body
        reply = self._call("POST", path, sent)
        assert reply.status_code == 201, reply.text
        answer = shelf.kind.thing_of(reply.json())
        assert answer == shelf.added(sent, answer)

    @rule(nested=st.booleans(), place=PLACE, which=PLACE)
    def add_again(self, nested: bool, place: int, which: int) -> None:
        """With the id of a thing that was deleted: nothing of what was below that one comes back."""
        shelf, path = self._shelf(nested, place)
        gone = sorted(shelf.seen - shelf.things.keys())
        if gone:
            ident: Any = gone[which % len(gone)]
            ident = int(ident) if ident.isdecimal() else ident
            reply = self._call("POST", path, {shelf.kind.called: ident} | SENT)
            assert reply.status_code == 201, reply.text
            assert shelf.kind.thing_of(reply.json()) == shelf.added_again(ident, SENT)

    @rule(nested=st.booleans(), place=PLACE, which=PLACE)
    def read(self, nested: bool, place: int, which: int) -> None:
        shelf, path = self._shelf(nested, place)
        if shelf.things:
            ident = list(shelf.things)[which % len(shelf.things)]
            self._answered(shelf, self._call("GET", shelf.kind.path_of(path, ident)), shelf.things[ident])

    @rule(nested=st.booleans(), place=PLACE, which=PLACE, body=BODY, whole=st.booleans(), renamed=st.booleans())
    def change(self, nested: bool, place: int, which: int, body: Thing, whole: bool, renamed: bool) -> None:
        """An id in the body changes nothing: a thing keeps its own."""
        shelf, path = self._shelf(nested, place)
        if shelf.things:
            ident = list(shelf.things)[which % len(shelf.things)]
            sent = body | {shelf.kind.called: 999} if renamed else body
            reply = self._call("PUT" if whole else "PATCH", shelf.kind.path_of(path, ident), sent)
            self._answered(shelf, reply, shelf.replaced(ident, body) if whole else shelf.merged(ident, body))

    @rule(nested=st.booleans(), place=PLACE, which=PLACE)
    def delete(self, nested: bool, place: int, which: int) -> None:
        shelf, path = self._shelf(nested, place)
        if shelf.things:
            ident = list(shelf.things)[which % len(shelf.things)]
            reply = self._call("DELETE", shelf.kind.path_of(path, ident))
            assert (reply.status_code, reply.content) == (204, b"")
            del shelf.things[ident]
            shelf.touched = True
            if shelf is self.books:
                self.below.pop(ident, None)

    @precondition(lambda self: len(self.books.seen) > 3)
    @rule(nested=st.booleans(), place=PLACE)
    def empty(self, nested: bool, place: int) -> None:
        shelf, path = self._shelf(nested, place)
        reply = self._call("DELETE", path)
        assert (reply.status_code, reply.content) == (204, b"")
        shelf.things.clear()
        shelf.touched = True
        if shelf is self.books:
            self.below.clear()

    @rule(nested=st.booleans(), place=PLACE, which=PLACE, method=st.sampled_from(["GET", "PUT", "PATCH", "DELETE"]))
    def ask_for_what_is_gone(self, nested: bool, place: int, which: int, method: str) -> None:
        shelf, path = self._shelf(nested, place)
        gone = sorted(shelf.seen - shelf.things.keys())
        if shelf.touched and shelf.kind.examples:
            gone.append("never-there")
        if gone:
            ident = gone[which % len(gone)]
            body = {"pages": 1} if method in ("PUT", "PATCH") else None
            assert self._call(method, shelf.kind.path_of(path, ident), body).status_code == 404
            if shelf is self.books:
                review = self.reviews.path_of(f"{path}/{ident}/reviews", "1")
                assert self._call(method, review, body).status_code == 404
                assert self._call("POST", f"{path}/{ident}/reviews", {}).status_code == 404

    @rule(
        nested=st.booleans(),
        place=PLACE,
        size=st.none() | st.integers(1, 3),
        page=st.integers(1, 3),
        title=st.none() | TITLE,
    )
    def list(self, nested: bool, place: int, size: int | None, page: int, title: str | None) -> None:
        shelf, path = self._shelf(nested, place)
        if not shelf.touched and (size or title):
            return
        query = {"page": page, "per_page": size} if size else {}
        reply = self._call("GET", f"{path}?{urlencode(query | ({'title': title} if title else {}))}")
        things = [one for one in shelf.things.values() if not title or one.get("title", title) == title]
        first = (page - 1) * size if size else 0
        shown = things[first : first + size] if size else things
        assert reply.status_code == 200
        assert reply.json() == shelf.kind.listed(shown, len(things))

    @precondition(lambda self: self.books.kind.examples and not self.books.touched)
    @rule()
    def read_what_nothing_changed(self) -> None:
        """The bytes of the example."""
        start = self.books.kind.start()
        whole = json.dumps(self.books.kind.listed(start, len(start)), indent=2)
        assert self._call("GET", self.path).text == whole
        one = json.dumps(self.books.kind.one(start[0]), indent=2)
        ident = start[0][self.books.kind.member]
        assert self._call("GET", self.books.kind.path_of(self.path, ident)).text == one


def _in_process(stand_in: StandIn) -> tuple[requests.Session, str, Callable[[], None]]:
    session = requests.Session()
    session.mount("http://", in_process(stand_in))
    return session, "http://127.0.0.1", session.close


def _over_http(stand_in: StandIn) -> tuple[requests.Session, str, Callable[[], None]]:
    server, session = in_thread(stand_in), requests.Session()

    def close() -> None:
        session.close()
        server.close()

    return session, server.url, close


@pytest.mark.parametrize(("door", "part"), [(_in_process, 0.025), (_over_http, 0.008)], ids=["in process", "over HTTP"])
def test_things_live_as_the_model_says(door: Any, part: float) -> None:
    """Over 2,000 requests in a test run."""
    life = type("Life", (Life,), {"door": staticmethod(door)})
    run_state_machine_as_test(life, settings=share(part, steps=50))
