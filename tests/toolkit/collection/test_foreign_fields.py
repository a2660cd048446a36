"""The fields of a request of somebody else's file: what a person would change, by name; all else stays as the file has it."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection, InvalidInput
from kaizala_nb.toolkit.collection.foreign.fields import bodies

VALUES = {"base": "https://library.example", "book_id": "17", "title": "Emma"}
BODY = """{
  // a new book
  "id": 4,           // its number on the shelf
  "title": "{{title}}",
  "price":12.50,
  "lent": false, "note": null,
  "authors": [
    {"name": "Ines", "born": 1971}
  ],
  "tags": ["novel","sea"],
  "copies": {{copies}},
  "shelf": {"room": "North, of {{book_id}}", "number": 4}
}"""


@pytest.fixture
def one(tmp_path):
    """Gives the step of a request."""

    def made(request):
        path = tmp_path / "library.json"
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": [{"name": "One", "request": request}]}))
        [step] = Collection.from_postman(path)
        return step

    return made


def with_body(text, **more):
    return {"method": "POST", "url": "{{base}}/books", "body": {"mode": "raw", "raw": text, **more}}


def body_of(step, values, **more):
    return step.call(values, VALUES | {"copies": "3"} | more).message.body.decode()


def test_the_values_of_a_body_are_fields_of_their_types(one):
    step = one(with_body(BODY))
    shown = [(each.name, each.label, each.kind) for each in step.parameters]
    assert shown == [
        ("title", "Title", "text"),  # a variable that is the whole value is offered in its place
        ("copies", "Copies", "text"),
        ("book_id", "Book id", "text"),
        ("id", "id", "figure"),
        ("price", "price", "figure"),
        ("lent", "lent", "flag"),
        ("note", "note", "anything"),
        ("authors", "authors", "list"),
        ("tags", "tags", "list"),
        ("room", "shelf.room", "text"),
        ("number", "shelf.number", "figure"),
    ]
    assert next(each.help for each in step.parameters if each.name == "id") == "its number on the shelf"
    assert "price: Number = 12.5, lent: bool = False, note: Json | None = None" in str(step.signature)


def test_only_the_value_that_is_given_changes(one):
    step = one(with_body(BODY))
    as_it_is = BODY.replace("{{title}}", "Emma").replace("{{copies}}", "3").replace("{{book_id}}", "17")
    assert body_of(step, {}) == as_it_is
    assert body_of(step, {"price": 9}) == as_it_is.replace("12.50", "9")
    assert body_of(step, {"title": "Persuasion"}) == as_it_is.replace("Emma", "Persuasion")
    assert body_of(step, {"room": 'a "b"'}) == as_it_is.replace("North, of 17", r"a \"b\"")
    assert body_of(step, {"note": {"a": 1}, "lent": True}) == as_it_is.replace("null", '{"a": 1}').replace(
        "false", "true"
    )
    assert body_of(step, {"price": None}) == as_it_is.replace("12.50", "null")
    assert body_of(step, {"authors": [{"name": "A"}, {"name": "B"}], "tags": []}) == as_it_is.replace(
        '[\n    {"name": "Ines", "born": 1971}\n  ]',
        '[\n    {\n      "name": "A"\n    },\n    {\n      "name": "B"\n    }\n  ]',
    ).replace('["novel","sea"]', "[]")
    same = {"authors": [{"name": "Ines", "born": 1971}], "tags": ["novel", "sea"], "price": 12.5}
    assert body_of(step, same) == as_it_is


def test_a_wrong_type_gets_a_sentence(one):
    with pytest.raises(InvalidInput) as wrong:
        one(with_body(BODY)).call(
            {"price": "much", "room": 4, "authors": "Ines", "lent": "no"}, VALUES | {"copies": "1"}
        )
    assert wrong.value.problems == {
        "price": "price is a number.",
        "lent": "lent is True or False.",
        "authors": "authors is a list, not str.",
        "room": "shelf.room is text, not int.",
    }


ADDRESS = {
    "host": ["{{base}}"],
    "path": ["books", ":id", "pages"],
    "variable": [{"key": "id", "value": "4", "description": "Which book."}],
    "query": [
        {"key": "id", "value": "a+b", "description": {"content": "Which\n page."}},
        {"key": "sort", "value": "title", "disabled": True, "description": "The order."},
        {"key": "class", "value": "x"},
        {"key": "größe", "value": "1"},
    ],
}


def test_path_query_and_headers_have_names_of_their_own_or_say_where_they_stand(one):
    header = [
        {"key": "Accept", "value": "text/html"},
        {"key": "X-Trace", "value": "no"},
        {"key": "If-Match", "value": "7", "disabled": True},
        {"key": "Authorization", "value": "Bearer {{token}}", "description": "From the desk."},
    ]
    step = one({"url": ADDRESS, "header": header})
    fields = {each.name: each.help for each in step.parameters}
    assert fields == {
        "token": "From the desk. Stands in the request as {{token}}.",
        "path_id": "Which book.",
        "query_id": "Which page.",
        "sort": "The order. It is switched off in the file; its value there: title",
        "_class": "",
        "große": "",
        "x_trace": "",
        "if_match": "It is switched off in the file.".replace(".", "; its value there: 7"),
    }
    values = VALUES | {"token": "t"}
    assert step.call({}, values).message.target == "/books/4/pages?id=a+b&class=x&gr%C3%B6%C3%9Fe=1"
    given = {"path_id": "a/b?", "query_id": "c+d", "sort": "x+y & 5%", "große": 2, "if_match": 8}
    message = step.call(given, values).message
    assert message.target == "/books/a%2Fb%3F/pages?id=c+d&sort=x%2By%20%26%205%25&class=x&gr%C3%B6%C3%9Fe=2"
    assert ("If-Match", "8") in message.headers
    with pytest.raises(InvalidInput, match="id is needed"):
        step.call({"path_id": ""}, values)


def test_an_address_that_is_one_text_has_fields_too(one):
    step = one({"url": "http://h.example/books/:id/:page?sort=title&id=#top"})
    assert [each.name for each in step.parameters] == ["path_id", "page", "sort", "query_id"]
    assert step.call({}, {}).message.target == "/books/:id/:page?sort=title&id="
    given = {"query_id": "a=b&c", "path_id": 5, "sort": "x", "page": "1/2"}
    assert step.call(given, {}).message.target == "/books/5/1%2F2?sort=x&id=a=b%26c"


@pytest.mark.parametrize("mode", ["urlencoded", "formdata"])
def test_the_texts_of_a_form_are_fields(one, mode):
    content = [
        {"key": "weeks", "value": "3", "description": "How long."},
        {"key": "remind", "value": "yes", "disabled": True},
        {"key": "book", "value": "{{book_id}}"},
    ]
    step = one({"method": "POST", "url": "{{base}}/loans", "body": {"mode": mode, mode: content}})
    assert [(each.name, each.state) for each in step.parameters] == [
        ("book_id", ""),
        ("weeks", "on"),
        ("remind", "off"),
    ]
    assert "remind" not in body_of(step, {})
    sent = body_of(step, {"weeks": 4, "remind": "no & never"})
    if mode == "urlencoded":
        assert sent == "weeks=4&remind=no%20%26%20never&book=17"
    else:
        assert '"weeks"\r\n\r\n4\r\n' in sent
        assert '"remind"\r\n\r\nno & never\r\n' in sent


def test_variables_of_graphql_are_fields_and_its_query_is_one(one):
    content = {"query": "query Q($open: Boolean) {\n loans(open: $open) }", "variables": '{\n "open": true\n}'}
    step = one({"method": "POST", "url": "{{base}}", "body": {"mode": "graphql", "graphql": content}})
    assert [each.name for each in step.parameters] == ["open", "query"]
    assert body_of(step, {"open": False}) == body_of(step, {}).replace("true", "false")
    content["variables"] = {"open": True}
    step = one({"method": "POST", "url": "{{base}}", "body": {"mode": "graphql", "graphql": content}})
    assert json.loads(body_of(step, {"open": None}))["variables"] == {"open": None}


def test_a_body_that_is_too_large_is_one_field(one):
    large = json.dumps({f"n{number}": {"a": number} for number in range(bodies.MOST_LEAVES + 1)}, indent=1)
    step = one(with_body(large.replace("40", "{{copies}}")))
    assert [each.name for each in step.parameters if each.state] == ["body"]
    assert body_of(step, {"body": '{"a": {{copies}}}'}) == '{"a": 3}'
    assert body_of(step, {"body": {"a": 1}}) == '{\n "a": 1\n}'
    with pytest.raises(InvalidInput, match="body is not JSON: see line 1, column 6"):
        step.call({"body": '{"a":}'}, VALUES)
    deep = '{"a": ' * (bodies.MOST_LEVELS + 1) + "1" + "}" * (bodies.MOST_LEVELS + 1)
    assert [each.kind for each in one(with_body(deep)).parameters] == ["json"]


def test_a_text_body_is_one_field(one):
    step = one(with_body("Dear {{title}},\r\nthe lamp flickers."))
    assert [(each.name, each.kind) for each in step.parameters] == [("title", "text"), ("body", "lines")]
    assert body_of(step, {}) == "Dear Emma,\r\nthe lamp flickers."
    assert body_of(step, {"body": "Thank you, {{title}}!"}) == "Thank you, Emma!"


def test_a_secret_of_the_file_stands_in_no_parameter(one):
    body = '{"user": "sam", "password": "s3cret-pass", "codes": {"pin": 4711}, "keys": [{"apiKey": "s3cret-key"}], "pin": ""}'
    header = [
        {"key": "X-Api-Key", "value": "s3cret-x"},
        {"key": "Link", "value": "http://u:s3cret-u@h/", "disabled": True},
    ]
    url = "http://h.example/a?token=s3cret-q&next=http://x/?sig=s3cret-n"
    step = one({"method": "POST", "url": url, "header": header, "body": {"mode": "raw", "raw": body}})
    secret = [each.name for each in step.parameters if each.secret]
    assert secret == ["token", "next", "x_api_key", "link", "password", "codes_pin", "keys", "body_pin"]
    shown = repr(step.parameters) + str(step.signature)
    assert "s3cret" not in shown
    assert "4711" not in shown
    assert body_of(step, {}) == body
    assert body_of(step, {"codes_pin": "12", "password": "p", "keys": '["k"]'}) == body.replace("4711", "12").replace(
        "s3cret-pass", "p"
    ).replace('[{"apiKey": "s3cret-key"}]', '["k"]')
