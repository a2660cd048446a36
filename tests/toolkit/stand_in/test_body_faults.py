"""A body that nobody can read is refused with a sentence, and what the file itself sends never is."""

import json

import pytest

from tests.toolkit.stand_in.files import asked, example, item, raw, stand_in

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def _broken(text: str) -> dict:
    return {"method": "POST", "url": "{{base_url}}/cart", "body": raw(text)}


CART = stand_in(
    item(
        "POST {{base_url}}/cart",
        example("Added", '{"id": 1}', 201),
        example("No JSON", "no JSON", 400, _broken('{"product_id"')),
        body=raw('{"product_id": {{product}}}'),
    ),
    item("POST {{base_url}}/log", example("Noted", "noted", 202), body={"mode": "raw", "raw": "a line"}),
    item(
        "POST {{base_url}}/form",
        example("Taken", "taken", 200),
        body={"mode": "urlencoded", "urlencoded": [{"key": "{a}", "value": "1"}]},
    ),
    item("POST {{base_url}}/named", example("Named", "named", 200), body=raw('{"name": {{name}}}')),
    item("POST {{base_url}}/open", example("Opened", "opened", 200)),
)


@pytest.mark.parametrize(
    ("path", "kind", "body", "words"),
    [
        ("cart", FORM, '{"product_id": 9}', f"a form ({FORM}). Send Content-Type: application/json."),
        ("cart", FORM, "{bad", "Send Content-Type"),
        ("open", FORM, '[{"product_id": 9}]', "Send Content-Type"),
        ("cart", JSON, "{bad", "The body is not JSON: Expecting property name"),
        ("cart", "application/vnd.api+json; charset=utf-8", "product_id=9", "The body is not JSON"),
        ("cart", "", "{bad", "The body is not JSON"),
    ],
)
def test_a_body_that_nobody_can_read_is_refused(path: str, kind: str, body: str, words: str) -> None:
    answer = asked(CART, f"POST /v1/{path}", body.encode(), {"Content-Type": kind} if kind else None)
    assert (answer.status, answer.source) == (400, "refusal")
    assert words in json.loads(answer.body)["error"]["message"]


@pytest.mark.parametrize(
    ("path", "kind", "body", "name"),
    [
        ("cart", JSON, '{"product_id"', "No JSON"),
        ("named", JSON, "", "Named"),
        ("cart", "", '{"product_id": 9}', "Added"),
        ("cart", FORM, "product_id=9", "Added"),
        ("log", JSON, "{another line", "Noted"),
        ("form", FORM, "{a}=2", "Taken"),
        ("form", FORM, '{"a": 2}', "Taken"),
        ("open", JSON, "{bad", "Opened"),
        ("named", JSON, '{"name": Sam}', "Named"),
    ],
)
def test_what_the_file_sends_or_might_send_is_answered(path: str, kind: str, body: str, name: str) -> None:
    answer = asked(CART, f"POST /v1/{path}", body.encode(), {"Content-Type": kind} if kind else None)
    assert answer.example == name
