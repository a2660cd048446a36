"""What a stand-in remembers: the story of the library, and what the random lives do not reach."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.memory import made_up, without_things
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.shelves import file_of

LIBRARY = Path("notebooks/library.postman_collection.json")
JSON = (("Content-Type", "application/json"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
TOKEN = (("Authorization", "Bearer a-token-of-the-library"),)


class Asked:
    """A stand-in that is asked in short. ``call`` gives the answer."""

    def __init__(self, path: Path) -> None:
        self.stand_in = StandIn(Collection.from_postman(path))

    def call(self, method: str, path: str, body: Any = None, headers: Any = JSON) -> Response:
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        path, _, query = path.partition("?")
        return self.stand_in.answer(Request(method, path, query, (*headers, *TOKEN), content))

    def json(self, method: str, path: str, body: Any = None, headers: Any = JSON) -> Any:
        return json.loads(self.call(method, path, body, headers).body)


@pytest.fixture
def library() -> Iterator[Asked]:
    asked = Asked(LIBRARY)
    yield asked
    asked.stand_in.close()


def saved_body(name: str) -> Any:
    """The body that the library's file has for a request."""
    folders = json.loads(LIBRARY.read_text())["item"]
    found = next(one for folder in folders for one in folder["item"] if one["name"] == name)
    return json.loads(found["request"]["body"]["raw"])


def test_a_library_has_a_story(library: Asked) -> None:
    book = saved_body("Add a book")
    assert library.json("POST", "/login", {"email": "sam@example.com", "pin": "1234"})["token"]
    first = library.call("POST", "/books", book)
    assert (first.status, first.source, json.loads(first.body)["id"]) == (201, "example", 19)
    assert [one["id"] for one in library.json("GET", "/books?page=1&per_page=20")["data"]] == [17, 18, 19]
    second = library.call("POST", "/books", book | {"title": "Salt"})
    assert (second.status, second.header("Location")) == (201, "/books/20")
    assert [one["id"] for one in library.json("GET", "/books?page=1&per_page=20")["data"]] == [17, 18, 19, 20]
    assert library.json("GET", "/books")["total"] == 4
    assert library.json("PATCH", "/books/20", {"price": 1.5}) == {"id": 20} | book | {"title": "Salt", "price": 1.5}
    assert library.json("POST", "/books/20/cover", b"picture")["cover"] == "/books/20/cover.png"
    assert library.json("POST", "/loans", b"book_id=17&weeks=3", FORM) == {
        "id": "L-0007",
        "book_id": 17,
        "due": "2030-05-27",
    }
    assert library.json("POST", "/loans", b"book_id=20&weeks=3", FORM)["id"] == "L-0008"
    assert library.call("DELETE", "/books/20").status == 204
    for method, path in [("GET", "/books/20"), ("POST", "/books/20/cover"), ("DELETE", "/books/20")]:
        gone = library.call(method, path)
        assert (gone.status, gone.example) == (404, "404 No such book"), path
    assert library.json("GET", "/books")["total"] == 3


@pytest.mark.parametrize("title", ["", None])
def test_one_empty_field_is_enough_for_the_saved_refusal(library: Asked, title: str | None) -> None:
    """Though all others are as saved. What the file itself leaves empty is not missed."""
    book = saved_body("Add a book")
    assert book["note"] is None
    refused = library.call("POST", "/books", book | {"title": title})
    assert (refused.status, refused.example) == (422, "422 No title")
    assert library.call("POST", "/books", book | {"note": ""}).status == 201


def test_what_was_not_sent_is_empty(library: Asked) -> None:
    book = library.json("POST", "/books", {"title": "Ash"})
    assert (book["title"], book["price"], book["authors"]) == ("Ash", None, [])


def test_it_survives_in_a_file(tmp_path: Path) -> None:
    collection, database = Collection.from_postman(LIBRARY), str(tmp_path / "state.db")
    for expected in ([17, 18, 20], [17, 18, 20, 21]):
        stand_in = StandIn(collection, database=database)
        stand_in.answer(Request("POST", "/books", "", (*JSON, *TOKEN), b'{"title": "Salt"}'))
        books = json.loads(stand_in.answer(Request("GET", "/books", "", TOKEN)).body)["data"]
        stand_in.close()
        assert [one["id"] for one in books] == expected


def test_it_is_bounded(library: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaizala_nb.toolkit.stand_in.memory.things.MOST_THINGS", 3)
    answers = [library.call("POST", "/books", {"title": str(number)}) for number in range(4)]
    assert [one.status for one in answers] == [201, 201, 201, 507]
    assert "3 things" in json.loads(answers[-1].body)["error"]["message"]
    library.call("DELETE", "/books/20")
    assert library.call("POST", "/books", {"title": "again"}).status == 201
    large = library.call("POST", "/books", {"title": "x" * 300_000})
    assert (large.status, "256 KiB" in large.body.decode()) == (507, True)


def asked_of(folder: Path, *requests: dict[str, Any]) -> Asked:
    path = folder / "made.postman_collection.json"
    path.write_text(json.dumps(file_of(list(requests))))
    return Asked(path)


def request(
    method: str, path: str, body: Any = None, answer: Any = None, status: int = 200, script: str = ""
) -> dict[str, Any]:
    asked: dict[str, Any] = {"method": method, "url": "{{base_url}}" + path}
    if body is not None:
        asked["body"] = {"mode": "raw", "raw": json.dumps(body)}
    saved = {"name": str(status), "originalRequest": asked, "code": status, "body": json.dumps(answer)}
    event = [{"listen": "test", "script": {"exec": [script]}}] if script else []
    return {
        "name": f"{method} {path}",
        "request": asked,
        "event": event,
        "response": [] if answer is None else [saved],
    }


def test_an_action_does_what_its_example_shows(tmp_path: Path) -> None:
    """It lends the book that is named, and no other."""
    book = {"id": 1, "title": "Salt", "lent": False}
    asked = asked_of(
        tmp_path,
        request("POST", "/books", {"title": "Salt"}, book, 201),
        request("GET", "/books/:id", None, book),
        request("POST", "/books/:id/lend", None, book | {"lent": True}),
    )
    other = asked.json("POST", "/books", {"title": "Ash"})
    assert asked.json("POST", f"/books/{other['id']}/lend") == other | {"lent": True}
    assert asked.json("GET", f"/books/{other['id']}") == other | {"lent": True}
    assert asked.json("GET", "/books/1") == book


def test_a_document_has_no_id(tmp_path: Path) -> None:
    me = {"name": "Sam", "theme": "dark"}
    asked = asked_of(
        tmp_path, request("GET", "/users/me", None, me), request("PATCH", "/users/me", {"theme": "light"}, me)
    )
    assert asked.json("PATCH", "/users/me", {"theme": "blue"}) == me | {"theme": "blue"}
    assert asked.json("GET", "/users/me") == me | {"theme": "blue"}


def test_paths_may_speak_in_verbs(tmp_path: Path) -> None:
    book = {"id": "b-1", "title": "Salt"}
    asked = asked_of(
        tmp_path,
        request("POST", "/book/add", {"title": "Salt"}, book, 201),
        request("GET", "/book/list", None, [book]),
        request("POST", "/book/update/:id", {"title": "Ash"}, book),
        request("POST", "/book/delete/:id", None, {"deleted": True}),
    )
    added = asked.json("POST", "/book/add", {"title": "Ash"})
    assert added == {"id": "b-2", "title": "Ash"}
    asked.call("POST", "/book/update/b-2", {"title": "Elm"})
    assert asked.json("GET", "/book/list") == [book, {"id": "b-2", "title": "Elm"}]
    assert asked.json("POST", "/book/delete/b-2") == {"deleted": True}
    assert asked.json("GET", "/book/list") == [book]


def test_a_total_that_a_program_made_up_counts_what_is_there(tmp_path: Path) -> None:
    listed = {"lines": [{"id": 1}], "total": 1804.9594817573477, "meta": {"total": 49.95}}
    asked = asked_of(
        tmp_path, request("GET", "/cart", None, listed), request("POST", "/cart", {"id": 1}, {"id": 1}, 201)
    )
    asked.call("POST", "/cart", {"id": 2})
    assert asked.json("GET", "/cart") == {"lines": [{"id": 1}, {"id": 2}], "total": 2, "meta": {"total": 49.95}}


def test_a_list_of_some_things_stays_one(tmp_path: Path) -> None:
    """What the example lists for ``?status=sold`` stays, though its items do not say so; what else is sold comes to it."""
    pets = [{"id": 1, "name": "Rex"}, {"id": 2, "name": "Ida"}]
    asked = asked_of(
        tmp_path,
        request("GET", "/pets", None, pets),
        request("GET", "/pets?status=sold", None, pets[:1]),
        request("POST", "/pets", {"name": "Rex", "status": "new"}, {"id": 1, "name": "Rex", "status": "new"}, 201),
    )
    asked.call("POST", "/pets", {"name": "Uli", "status": "SOLD"})
    asked.call("POST", "/pets", {"name": "Ole", "status": "new"})
    assert [one["name"] for one in asked.json("GET", "/pets?status=sold")] == ["Rex", "Uli"]
    assert [one["name"] for one in asked.json("GET", "/pets")] == ["Rex", "Ida", "Uli", "Ole"]
    assert [one["name"] for one in asked.json("GET", "/pets?name=ida")] == ["Ida"]


def test_a_json_patch_is_carried_out(library: Asked) -> None:
    headers = (("Content-Type", "application/json-patch+json"),)
    patch = [{"op": "replace", "path": "/shelf/number", "value": 7}, {"op": "add", "path": "/tags/0", "value": "blue"}]
    book = library.json("PATCH", "/books/17", patch, headers)
    assert (book["shelf"]["number"], book["tags"][0]) == (7, "blue")
    refused = library.call("PATCH", "/books/17", [{"op": "remove", "path": "/nowhere"}], headers)
    assert (refused.status, "nowhere" in refused.body.decode()) == (422, True)


def test_a_patch_cannot_grow_without_end(library: Asked) -> None:
    headers = (("Content-Type", "application/json-patch+json"),)
    for target in ("/tags/0", "/shelf/again"):
        growing = [{"op": "copy", "from": target.rpartition("/")[0], "path": target}] * 500
        assert library.call("PATCH", "/books/17", growing, headers).status == 422
    assert library.call("GET", "/books/17").source == "example"


def test_a_post_may_change_a_thing_and_a_put_may_add_one(tmp_path: Path) -> None:
    book = {"id": 1, "title": "Salt"}
    asked = asked_of(
        tmp_path,
        request("POST", "/books", {"title": "Salt"}, book, 201),
        request("GET", "/books/:id", None, book),
        request("POST", "/books/:id", {"title": "Salt"}, book),
        request("PUT", "/pages/:key", {"text": "x"}, {"key": "home", "text": "x"}, 201),
        request("GET", "/pages/:key", None, {"key": "home", "text": "x"}),
    )
    assert asked.json("POST", "/books/1", {"title": "Ash"}) == {"id": 1, "title": "Ash"}
    assert asked.json("PUT", "/pages/home", {"text": "y"}) == {"key": "home", "text": "y"}
    assert asked.call("PUT", "/pages/news", {"text": "z"}).status == 201
    assert asked.json("GET", "/pages/news") == {"key": "news", "text": "z"}
    assert asked.call("GET", "/pages/nowhere").status == 404


def test_a_put_leaves_what_the_file_does_not_put(tmp_path: Path) -> None:
    line = {"id": 1, "product_id": 7, "quantity": 2, "variant_id": None}
    asked = asked_of(
        tmp_path,
        request("GET", "/cart", None, [line]),
        request("POST", "/cart", {"product_id": 7, "quantity": 2, "variant_id": None}, line, 201),
        request("PUT", "/cart/:id", {"quantity": 3, "variant_id": 4}, {"done": True}),
    )
    asked.call("PUT", "/cart/1", {"quantity": 5})
    assert asked.json("GET", "/cart") == [{"id": 1, "product_id": 7, "quantity": 5}]


@pytest.mark.parametrize("ident", [1, None])
def test_a_whole_list_can_be_deleted(tmp_path: Path, ident: int | None) -> None:
    """Also one whose entries have no id. What comes after that is there."""
    line = {"id": ident, "quantity": 2} if ident else {"quantity": 2}
    asked = asked_of(
        tmp_path,
        request("GET", "/cart", None, {"lines": [line], "total": 1}),
        request("POST", "/cart", {"quantity": 2}, {"id": 1, "quantity": 2}, 201),
        request("GET", "/cart/:id", None, {"id": "{{line}}", "quantity": 2}),
        request("DELETE", "/cart", None, {}),
    )
    first = asked.call("DELETE", "/cart")
    assert (first.source, first.body) == ("example", b"{}")
    assert asked.json("GET", "/cart") == {"lines": [], "total": 0}
    assert asked.call("GET", "/cart/1").status == 404
    added = asked.json("POST", "/cart", {"quantity": 7})
    assert asked.json("GET", "/cart") == {"lines": [added], "total": 1}
    assert asked.json("GET", f"/cart/{added['id']}") == added


def test_a_delete_that_says_which_leaves_the_others(tmp_path: Path) -> None:
    books = [{"id": 1, "title": "Salt"}, {"id": 2, "title": "Ash"}]
    asked = asked_of(
        tmp_path,
        request("GET", "/books", None, books),
        request("POST", "/books", {"title": "Salt"}, books[0], 201),
        request("DELETE", "/books", None, None),
        request("GET", "/orders?symbol=A", None, books),
        request("POST", "/orders", {"title": "Salt"}, books[0], 201),
        request("DELETE", "/orders?symbol=A", None, None),
    )
    asked.call("DELETE", "/books?title=Salt")
    asked.call("DELETE", "/orders?symbol=A")
    asked.call("DELETE", "/orders")
    assert asked.json("GET", "/books") == asked.json("GET", "/orders") == books
    asked.call("DELETE", "/books", {"id": 1})
    assert asked.json("GET", "/books") == books[1:]


@pytest.mark.parametrize(
    ("status", "answer", "told", "there"),
    [
        (201, [{"id": 1, "name": "Rex"}, {"id": 2, "name": "Ida"}], [{"id": 77, "name": "Uli"}], True),
        (201, "", None, True),
        (200, [{"id": 1, "name": "Rex"}], [{"id": 1, "name": "Rex"}], False),
        (201, {"done": True}, {"done": True}, False),
    ],
)
def test_what_is_added_may_be_told_in_a_list_or_not_at_all(
    tmp_path: Path, status: int, answer: Any, told: Any, there: bool
) -> None:
    """Where the reply shows something else, nothing is remembered, and that is said."""
    pets = [{"id": 1, "name": "Rex"}, {"id": 2, "name": "Ida"}]
    adding = request("POST", "/pets", None, answer, status)
    if answer == "":
        adding["response"][0]["body"] = ""
    asked = asked_of(tmp_path, request("GET", "/pets", None, pets), request("GET", "/pets/:id", None, pets[0]), adding)
    own = asked.call("POST", "/pets")
    assert (own.source, own.body.decode()) == ("example", adding["response"][0]["body"])
    reply = asked.call("POST", "/pets", {"id": 77, "name": "Uli"})
    assert (json.loads(reply.body) if reply.body else None) == told
    names = [one["name"] for one in asked.json("GET", "/pets")]
    assert names == (["Rex", "Ida", "Uli"] if there else ["Rex", "Ida"])
    assert asked.json("GET", "/pets/77")["name"] == ("Uli" if there else "Rex")
    assert len(without_things(asked.stand_in.catalogue)) == (not there)


def test_a_later_page_is_not_the_saved_first_one(library: Asked) -> None:
    saved = library.json("GET", "/books?page=1&per_page=20")
    later = library.json("GET", "/books?page=2&per_page=20")
    assert (later["data"], later["page"], later["total"]) == ([], 2, saved["total"])
    assert library.json("GET", "/books?page=2&per_page=1")["data"] == saved["data"][1:]


def test_the_page_that_the_example_shows_is_the_saved_one(tmp_path: Path) -> None:
    things = {"data": [{"id": 7}], "meta": {"offset": 30}, "total": 355}
    listed = request("GET", "/things?limit=10&offset={{offset}}", None, things)
    asked = asked_of(tmp_path, listed, request("GET", "/things/:id", None, {"id": 7}))
    sources = [asked.call("GET", f"/things?limit=10&offset={at}").source for at in (30, 0, 10)]
    assert sources == ["example", "example", "memory"]


def test_hard_ids_are_only_ids(library: Asked) -> None:
    """Nothing of a path or a body gets out of its place in the statements of the database."""
    for ident in ("' OR 1=1 --", "../../etc/passwd", "\ud800", "%00", "a/b", "0" * 5_000):
        assert library.call("POST", "/books", {"id": ident, "title": "x"}).status == 201
    assert library.json("GET", "/books")["total"] == 8
    assert library.call("GET", "/books/a%2Fb").status == 200
    assert library.call("DELETE", "/books/..%2F..%2Fetc%2Fpasswd").status == 204
    assert library.json("GET", "/books")["total"] == 7


def test_an_invented_reply_has_what_scripts_look_up(tmp_path: Path) -> None:
    """The token that a login saves, the envelope that a check looks into, the status that it wants."""
    asked = asked_of(
        tmp_path,
        request(
            "POST",
            "/login",
            {"user": "sam", "password": "x"},
            script="const r = pm.response.json(); pm.environment.set('token', r.access_token); if (r.error) { fail(); }",
        ),
        request(
            "POST",
            "/books",
            {"title": "Salt"},
            script="pm.test('made', () => pm.response.to.have.status(200)); pm.globals.set('book', pm.response.json().data._id);",
        ),
        request("GET", "/books", script="pm.expect(pm.response.json().books).to.be.an('array')"),
        request("GET", "/books/:id", script="pm.expect(pm.response.json()).to.have.property('stock', 5)"),
        request("DELETE", "/books/:id", script="pm.test('gone', () => pm.response.to.have.status(200))"),
    )
    login = asked.call("POST", "/login", {"user": "sam", "password": "secret of mine"})
    assert json.loads(login.body) == {"user": "sam", "access_token": "practice-token"}
    assert login.source == "made up"
    added = asked.call("POST", "/books", {"title": "Ash"})
    assert (added.status, json.loads(added.body)) == (200, {"data": {"id": 2, "title": "Ash", "_id": 2}})
    assert asked.json("GET", "/books") == {"books": [{"id": 1, "title": "Salt"}, {"id": 2, "title": "Ash"}]}
    assert asked.json("GET", "/books/2") == {"id": 2, "title": "Ash", "stock": 5}
    assert asked.call("DELETE", "/books/2").status == 200
    assert asked.call("GET", "/books/2").status == 404
    assert len(made_up(asked.stand_in.catalogue)) == 5


@pytest.mark.parametrize(("wanted", "status"), [(202, 202), (404, 200)])
def test_a_made_up_reply_is_a_success_whatever_its_checks_want(tmp_path: Path, wanted: int, status: int) -> None:
    script = f"pm.test('so', () => pm.response.to.have.status({wanted}))"
    asked = asked_of(tmp_path, request("GET", "/books", script=script), request("GET", "/hours", script=script))
    assert [asked.call("GET", path).status for path in ("/books", "/hours")] == [status, status]


def test_where_only_ids_are_known_there_is_a_thing_with_an_id(tmp_path: Path) -> None:
    """Neither a reply nor a body is saved: an id route says that there are things, and its path may say which."""
    asked = asked_of(
        tmp_path,
        request("GET", "/books?page=1&sort=price_desc"),
        request("DELETE", "/books/4"),
        request("GET", "/books/7"),
        request("GET", "/readers"),
        request("GET", "/readers/:reader_id"),
        request("GET", "/shelves"),
    )
    assert asked.json("GET", "/books?page=1&sort=price_desc") == [{"id": 7}]
    assert [asked.json("GET", f"/books/{ident}") for ident in (7, 8)] == [{"id": 7}, {"id": 8}]
    assert (asked.json("GET", "/readers"), asked.json("GET", "/readers/r-2")) == ([{"id": 1}], {"id": "r-2"})
    assert asked.json("GET", "/shelves") == {}  # nothing says that it is a list
    why = {one.route.path: one.why for one in made_up(asked.stand_in.catalogue)}
    assert "an id alone" in why["/readers"]
    assert "an id alone" not in why["/shelves"]
    assert asked.call("DELETE", "/books/7").status == 204
    assert (asked.json("GET", "/books"), asked.call("GET", "/books/7").status) == ([], 404)


def test_a_made_up_thing_has_the_id_of_the_path_that_reads_it(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path, request("GET", "/books"), request("POST", "/books", {"title": "Salt"}), request("GET", "/books/7")
    )
    assert asked.json("GET", "/books") == [{"id": 7, "title": "Salt"}]
    assert asked.json("POST", "/books", {"title": "Ash"}) == {"id": 8, "title": "Ash"}


def test_what_has_an_example_is_not_made_up(library: Asked) -> None:
    assert made_up(library.stand_in.catalogue) == []


def test_what_the_file_itself_sends_is_never_refused(tmp_path: Path) -> None:
    """A JSON Patch in the file that fits no thing of the file."""
    patch = [{"op": "replace", "path": "nowhere/at/all", "value": 1}]
    book = {"id": 1, "title": "Salt"}
    asked = asked_of(
        tmp_path, request("GET", "/books/:id", None, book), request("PATCH", "/books/:id", patch, {"done": True})
    )
    assert asked.json("PATCH", "/books/1", patch) == {"done": True}
    assert asked.call("PATCH", "/books/1", [*patch, *patch]).status == 422


def test_variables_of_an_example_are_filled_in_what_is_remembered(tmp_path: Path) -> None:
    book = {"id": "{{$guid}}", "title": "Salt", "shelf": "{{$randomInt}}"}
    asked = asked_of(
        tmp_path,
        request("POST", "/books", {"title": "Salt"}, book, 201),
        request("GET", "/books/:id", None, book),
        request("PATCH", "/books/:id", {"title": "Elm"}, book),
    )
    added = asked.json("POST", "/books", {"title": "Salt"})
    assert asked.json("GET", f"/books/{added['id']}") == added
    other = asked.json("POST", "/books", {"title": "Ash"})
    assert len(other["id"]) == 36
    changed = asked.json("PATCH", "/books/some-id", {"title": "Oak"})
    assert (changed["title"], changed["shelf"].isdecimal()) == ("Oak", True)


def test_singular_plural_and_verbs_in_names_are_one_collection(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        request("POST", "/league", {"name": "Nord"}, None),
        request("GET", "/leagues", None, None),
        request("POST", "/league_update/8", {"name": "Süd"}, None),
        request("GET", "/league_delete/7", None, None),
        request("GET", "/league/10", None, None),
    )
    added = asked.json("POST", "/league", {"name": "Ost"})
    assert asked.json("GET", "/leagues")[-1] == added
    asked.call("POST", f"/league_update/{added['id']}", {"name": "West"})
    assert asked.json("GET", f"/league/{added['id']}") == added | {"name": "West"}
    asked.call("HEAD", f"/league_delete/{added['id']}")
    assert added | {"name": "West"} in asked.json("GET", "/leagues")
    asked.call("GET", f"/league_delete/{added['id']}")
    assert added["id"] not in [one["id"] for one in asked.json("GET", "/leagues")]
    assert asked.call("GET", f"/league/{added['id']}").status == 404


@pytest.mark.parametrize(
    "paths",
    [
        ("POST /books/add", "GET /books", "POST /books/edit/:id", "GET /books/delete/:id"),
        ("POST /addBook", "GET /getBooks", "POST /updateBook/:id", "POST /deleteBook/:id"),
        ("POST /v1/book-create", "POST /v1/listBooks", "PUT /v1/book-update/:id", "DELETE /v1/book-delete/:id"),
        ("POST /books", "GET /getAllBooks", "GET /updateBook/:id", "GET /deleteBook/:id"),
    ],
)
def test_verbs_say_what_happens(tmp_path: Path, paths: tuple[str, ...]) -> None:
    add, all_of, change, remove = (one.split() for one in paths)
    sent: list[Any] = [{"title": "Salt"}, None, {"title": "Ash"}, None]
    asked = asked_of(
        tmp_path,
        *(request(*how, body, None) for how, body in zip((add, all_of, change, remove), sent, strict=True)),
        request("GET", "/books/:id" if "POST /books" in paths else "/hours", None, None),
    )
    ident = asked.json(*add, {"title": "Elm"})["id"]
    asked.call(change[0], change[1].replace(":id", str(ident)), {"title": "Oak"})
    assert {"id": ident, "title": "Oak"} in asked.json(*all_of)
    asked.call(remove[0], remove[1].replace(":id", str(ident)))
    assert [one["id"] for one in asked.json(*all_of)] == [1]


def test_one_who_asks_is_no_collection(tmp_path: Path) -> None:
    """``GET /user`` beside ``/users`` is a thing of its own, and a page for a new book adds none."""
    asked = asked_of(
        tmp_path,
        request("GET", "/user", None, {"login": "sam"}),
        request("GET", "/users", None, [{"id": 1}]),
        request("POST", "/users", {"name": "Ida"}, {"id": 1, "name": "Ida"}, 201),
        request("GET", "/users/new", None, {"fields": ["name"]}),
    )
    asked.call("POST", "/users", {"name": "Uli"})
    assert asked.json("GET", "/user") == {"login": "sam"}
    assert asked.json("GET", "/users/new") == {"fields": ["name"]}
    assert len(asked.json("GET", "/users")) == 2


def test_an_id_may_stand_in_the_body(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        request("POST", "/addBook", {"title": "Salt"}, None),
        request("GET", "/getBooks", None, None),
        request("POST", "/deleteBook", {"id": 1}, None),
    )
    assert asked.call("POST", "/deleteBook").status == 200
    assert [one["id"] for one in asked.json("GET", "/getBooks")] == [1]
    asked.call("POST", "/deleteBook", {"id": 1})
    assert asked.json("GET", "/getBooks") == []


def test_a_verb_that_the_method_contradicts_is_a_name(tmp_path: Path) -> None:
    """Who can send ``DELETE /orderList`` has an order list: it is not the list of the orders."""
    asked = asked_of(
        tmp_path,
        request("POST", "/order", {"what": "tea"}, {"id": 1, "what": "tea"}, 201),
        request("GET", "/order/:id", None, {"id": 1, "what": "tea"}),
        request("GET", "/orderList", None, [{"id": 7}]),
        request("DELETE", "/orderList", None, [{"id": 7}]),
    )
    asked.call("POST", "/order", {"what": "ink"})
    assert asked.json("GET", "/orderList") == asked.json("DELETE", "/orderList") == [{"id": 7}]
