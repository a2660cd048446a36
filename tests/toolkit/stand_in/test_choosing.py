"""The example that fits what was sent answers; an error answers if it is asked for, or if its condition is plain."""

import json

import pytest

from kaizala_nb.toolkit.stand_in.choosing import error_example
from kaizala_nb.toolkit.stand_in.matching import matches
from kaizala_nb.toolkit.stand_in.request import Request
from tests.toolkit.stand_in.files import asked, example, item, raw, stand_in


def _get(url: str) -> dict:
    return {"method": "GET", "url": f"{{{{base_url}}}}{url}"}


def _post(body: str) -> dict:
    return {"method": "POST", "url": "{{base_url}}/books", "body": raw(body)}


BOOKS = stand_in(
    item(
        "GET {{base_url}}/books/:id",
        example("Gone", "gone", 404, _get("/books/9999")),
        example("Emma", "emma", 200, _get("/books/1")),
        example("Ulysses", "ulysses", 200, _get("/books/2")),
        example("Any", "any", 206, _get("/books/{{id}}")),
    ),
    item(
        "POST {{base_url}}/books",
        example("Added", "added", 201, _post('{"title": "{{title}}", "author": "Jane", "pages": {{pages}}}')),
        example("No title", '{"error": "title is needed"}', 422, _post('{"author": "Jane"}')),
        example("Taken", "taken", 409, _post('{"title": "Emma", "author": "Jane", "pages": 5}')),
        body=raw('{"title": "{{title}}", "author": "Jane", "pages": {{pages}}}'),
    ),
    item(
        "GET {{base_url}}/search?q=x",
        example("Two", "two", 200, _get("/search?q=two&page=2"), id="7-a"),
        example("Three", "three", 200, _get("/search?q=two&page=3")),
        example("One", "one", 200, _get("/search?q=one")),
        example("XML", "xml", 200, _get("/search?q=one") | {"header": [{"key": "Accept", "value": "application/xml"}]}),
    ),
    item(
        "GET {{base_url}}/list",
        example("Moved", "moved", 302),
        example("Made", "made", 201),
        example("OK", "ok", 200),
        example("No", "no", 403),
    ),
    item("GET {{base_url}}/broken", example("Down", "down", 503)),
)


@pytest.mark.parametrize(
    ("sent", "body", "answer"),
    [
        ("GET /v1/books/1", b"", "emma"),
        ("GET /v1/books/2", b"", "ulysses"),
        ("GET /v1/books/3", b"", "any"),
        ("GET /v1/books/9999", b"", "gone"),
        ("GET /v1/search?q=two&page=2", b"", "two"),
        ("GET /v1/search?q=one", b"", "one"),
        ("POST /v1/books", b'{"pages":7,"title":"New","author":"Jane"}', "added"),
        ("POST /v1/books", b'{"title":"Other","author":"A","pages":1,"extra":2}', "added"),
        ("POST /v1/books", b'{"author":"A","pages":1}', '{"error": "title is needed"}'),
        ("POST /v1/books", b'{"title":"","author":"A","pages":1}', '{"error": "title is needed"}'),
        ("POST /v1/books", b'{"title":"T","author":"A"}', "added"),
        ("POST /v1/books", b'{"title":"Emma","author":"Jane","pages":5}', "taken"),
        ("GET /v1/broken", b"", "down"),
        ("GET /v1/list", b"", "made"),
        ("GET /v1/search?q=three&page=2", b"", "two"),
        ("GET /v1/search?q=two&page=3", b"", "three"),
    ],
)
def test_the_example_that_fits_answers(sent: str, body: bytes, answer: str) -> None:
    assert asked(BOOKS, sent, body).body.decode() == answer


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"X-Mock-Response-Code": "404"}, "gone"),
        ({"x-mock-response-name": "Ulysses"}, "ulysses"),
        ({"x-mock-response-name": "Ulysses", "x-mock-response-code": "206"}, None),
    ],
)
def test_an_example_can_be_asked_for(headers: dict[str, str], answer: str | None) -> None:
    found = asked(BOOKS, "GET /v1/books/1", headers=headers)
    if answer is None:
        message = json.loads(found.body)["error"]["message"]
        assert (found.status, message) == (404, "No such example. There are: 404 Gone; 200 Emma; 200 Ulysses; 206 Any.")
    else:
        assert found.body.decode() == answer


def test_an_id_may_have_the_number_of_a_user_before_it() -> None:
    assert asked(BOOKS, "GET /v1/search?q=one", headers={"x-mock-response-id": "123-7-a"}).body == b"two"


def test_headers_and_bodies_are_compared_where_that_is_asked_for() -> None:
    wanted = {"x-mock-match-request-headers": "accept", "accept": "application/xml"}
    assert asked(BOOKS, "GET /v1/search?q=one", headers=wanted).body == b"xml"
    same = {"x-mock-match-request-body": "true"}
    assert asked(BOOKS, "POST /v1/books", b'{"author":"Jane"}', same).status == 422
    assert asked(BOOKS, "POST /v1/books", b'{"author":"Joyce"}', same).status == 404


def _bearer(value: str) -> dict:
    return {"type": "bearer", "bearer": [{"key": "token", "value": value}]}


def test_without_a_token_the_answer_is_a_401() -> None:
    service = stand_in(
        item("GET {{base_url}}/books", example("OK", "books")),
        item("GET {{base_url}}/mine", example("OK", "mine"), example("No token", "who?", 401)),
        item("GET {{base_url}}/open", example("OK", "open"), auth={"type": "noauth"}),
        item("GET {{base_url}}/{{any}}", example("OK", "any"), auth={"type": "noauth"}),
        auth=_bearer("{{token}}"),
    )
    assert [asked(service, f"GET /v1/{path}").body for path in ("books", "mine", "open")] == [b"who?", b"who?", b"open"]
    assert asked(service, "GET /v1/books", headers={"Authorization": "Bearer x"}).body == b"books"
    assert asked(service, "GET /v1/books", headers={"Authorization": "Bearer "}).status == 401
    assert asked(service, "GET /v1/books", headers={"Authorization": "Basic x"}).status == 401


def test_a_401_is_that_of_the_nearest_request_that_is_authorised_alike() -> None:
    open_to_all, basic = {"type": "noauth"}, {"type": "basic", "basic": {"username": "u"}}
    service = stand_in(
        item("POST {{base_url}}/login", example("Wrong PIN", "pin", 401), auth=open_to_all),
        {"name": "Loans", "item": [item("GET {{base_url}}/loans", example("No", "loans", 401))]},
        {
            "name": "Books",
            "item": [
                item("PATCH {{base_url}}/books/1", example("OK", "changed")),
                item("DELETE {{base_url}}/loans", example("OK", "removed")),
                item("POST {{base_url}}/key", example("OK", "key"), auth=basic),
                item("GET {{base_url}}/books", example("OK", "books"), example("No", "own folder", 401)),
            ],
        },
        item("GET {{base_url}}/hours", example("OK", "hours")),
        auth=_bearer("{{token}}"),
    )
    sent = ("PATCH /v1/books/1", "DELETE /v1/loans", "GET /v1/hours")
    assert [asked(service, one).body for one in sent] == [b"own folder", b"loans", b"loans"]
    assert asked(service, "POST /v1/key").source == "refusal"


@pytest.mark.parametrize(
    ("auth", "challenge", "accepted"),
    [
        (_bearer("{{t}}"), 'Bearer realm="stand-in"', {"Authorization": "Bearer t"}),
        ({"type": "basic", "basic": {"username": "u"}}, 'Basic realm="stand-in"', {"Authorization": "Basic eA=="}),
        ({"type": "apikey", "apikey": {"key": "X-Key", "value": "{{k}}"}}, "", {"x-key": "k"}),
        ({"type": "apikey", "apikey": {"key": "api_key", "value": "{{k}}"}}, "", {"Api-Key": "k"}),
        ({"type": "ntlm", "ntlm": {"username": "u"}}, "NTLM", {"Authorization": "NTLM TlRM"}),
        ({"type": "hawk", "hawk": {"authKey": "k"}}, "Hawk", {"Authorization": "Hawk id=1"}),
    ],
)
def test_the_refusal_says_what_lets_in(auth: dict, challenge: str, accepted: dict[str, str]) -> None:
    service = stand_in(item("GET {{base_url}}/books", example("OK", "books"), auth=auth))
    answer = asked(service, "GET /v1/books")
    assert (answer.status, answer.header("www-authenticate"), answer.source) == (401, challenge, "refusal")
    assert asked(service, "GET /v1/books", headers=accepted).body == b"books"


def test_an_authorisation_without_any_value_is_none() -> None:
    assert asked(stand_in(item("GET {{base_url}}/b", example("OK", "b"), auth=_bearer(""))), "GET /v1/b").body == b"b"


def test_the_request_that_a_token_comes_from_needs_none() -> None:
    script = {"listen": "test", "script": {"exec": ["pm.environment.set('token', pm.response.json().token)"]}}
    service = stand_in(
        item("POST {{base_url}}/auth/login", example("OK", "hello")),
        item("POST {{base_url}}/enter", example("OK", "hello")) | {"event": [script]},
        item("POST {{base_url}}/books", example("OK", "added")),
        auth=_bearer("{{token}}"),
    )
    assert [asked(service, f"POST /v1/{path}").status for path in ("auth/login", "enter", "books")] == [200, 200, 401]


def test_an_example_of_another_path_is_not_taken() -> None:
    service = stand_in(
        item("GET {{base_url}}/books/:id", example("Emma", "emma", 200, _get("/books/17"))),
        item("GET {{base_url}}/books/new"),
    )
    assert asked(service, "GET /v1/books/18").body == b"emma"
    assert asked(service, "GET /v1/books/new").source == "made up"


def test_an_error_of_another_method_of_the_path_can_be_had() -> None:
    service = stand_in(
        item("GET {{base_url}}/books/:id", example("OK", "b"), example("Gone", "gone", 404)),
        item("DELETE {{base_url}}/books/:book", example("Done", "", 204)),
    )
    request = Request("DELETE", "/v1/books/9")
    (match,) = matches(service.catalogue.routes, request)
    found = error_example(match, 404, request)
    assert found is not None and found.body == b"gone"
    assert error_example(match, 409, request) is None
