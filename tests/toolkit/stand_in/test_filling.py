"""Variables in a saved answer are filled in as Postman's mock servers do."""

import json
import uuid

from tests.toolkit.stand_in.files import BASE, asked, example, item, stand_in


def _answer(body: str, sent: bytes = b"", target: str = "POST /v1/books/17?page=2", **more: object) -> str:
    known = [*BASE, {"key": "city", "value": "Oxford"}, {"key": "api_key", "value": "s3cret"}]
    service = stand_in(item("POST {{base_url}}/books/{{id}}", example("OK", body, **more)), variable=known)  # type: ignore[arg-type]
    return asked(service, target, sent, {"Accept": "text/x", "Content-Type": "application/json"}).body.decode()


def test_dynamic_variables_are_new_in_each_reply() -> None:
    service = stand_in(item("GET {{base_url}}/x", example("OK", '["{{$guid}}", "{{$guid}}", {{$randomInt}}]')))
    first, second = (json.loads(asked(service, "GET /v1/x").body) for _ in range(2))
    assert len({*first[:2], *second[:2]}) == 4
    assert uuid.UUID(first[0]) and 0 <= first[2] <= 1000


def test_what_was_sent_counts_before_the_collection() -> None:
    body = '{"id": {{id}}, "page": "{{page}}", "title": "{{title}}", "city": "{{city}}"}'
    sent = b'{"title": "A \\"quoted\\" one"}'
    assert json.loads(_answer(body, sent)) == {"id": 17, "page": "2", "title": 'A "quoted" one', "city": "Oxford"}


def test_a_secret_and_an_unknown_variable_stay_as_they_are() -> None:
    assert _answer("{{api_key}} {{nobody}} {{$randomNobody}}") == "{{api_key}} {{nobody}} {{$randomNobody}}"


def test_postmans_helpers_are_what_was_sent() -> None:
    body = "{{$body 'user.name'}}|{{$body 'tags.1'}}|{{$queryParams 'page'}}|{{$queryParams 'size' '10'}}"
    body += "|{{$pathSegments '1'}}|{{$headers 'accept'}}|{{$body 'gone' 'none'}}"
    assert _answer(body, b'{"user": {"name": "Ann"}, "tags": [1, 2]}') == "Ann|2|2|10|books|text/x|none"
