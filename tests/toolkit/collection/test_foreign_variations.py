"""What a call of somebody else's request changes beside the values of its fields: fields that are left out, and headers."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.variation import Unfit

VALUES = {"base": "https://library.example", "book_id": "17", "title": "Emma", "copies": "3", "token": "s3cret-token"}
BODY = """{
  // a new book
  "id": 4,           // its number on the shelf
  "title": "{{title}}",
  "note": null, "tags": ["novel"],
  "copies": {{copies}},
  "shelf": {"room": "North", "number": 4}
}"""


@pytest.fixture
def one(tmp_path):
    """Gives the step of a request."""

    def made(request, **more):
        path = tmp_path / "library.json"
        item = {"name": "One", "request": {"url": "{{base}}/books", **request}}
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": [item], **more}))
        [step] = Collection.from_postman(path)
        return step

    return made


def message(step, **arguments):
    return step.call(step.bind(**arguments), VALUES).message


def with_body(text):
    return {"method": "POST", "body": {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}}


MEMBERS = {
    "id": ["id"],
    "title": ["title"],  # a variable in quotes
    "note": ["note"],
    "copies": ["copies"],  # a variable without quotes
    "number": ["number"],
    "shelf": ["shelf"],  # the object with all its members
    "id title": ["id", "title"],
    "copies shelf": ["copies", "shelf", "room"],
    "room number": ["room", "number"],
    "all": ["id", "title", "note", "tags", "copies", "shelf"],
}


NESTED = (
    '{"completedTheme": {"dark": 1}, "shipTo": {"geo": {"lat": 2}, "dayTime": {"hour": 3}}, "billTo": {"geo": {"lon": 4}},'
    ' "place": 5, "old": {"place": {"street": 6}, "shipTo_geo": {"x": 7}}}'
)


@pytest.mark.parametrize(
    ("names", "path"),
    [
        (["completed_theme"], "completedTheme"),
        (["completedTheme", "completed_theme"], "completedTheme"),
        (["day_time"], "shipTo.dayTime"),
        (["shipTo.dayTime"], "shipTo.dayTime"),
        (["bill_to_geo"], "billTo.geo"),
        (["old_place"], "old.place"),  # a field has the name "place"
        (["place"], "place"),
    ],
)
def test_an_object_of_a_body_has_a_name_in_python_as_a_field_has(one, names, path):
    expected = inside = json.loads(NESTED)
    *above, last = path.split(".")
    for name in above:
        inside = inside[name]
    del inside[last]
    assert json.loads(message(one(with_body(NESTED)), without=names).body) == expected


@pytest.mark.parametrize("name", ["geo", "ship_to_geo"])
def test_a_name_that_two_objects_have_is_that_of_none(one, name):
    with pytest.raises(Unfit, match="no such field"):
        one(with_body(NESTED)).bind(without=[name])


@pytest.mark.parametrize("names", MEMBERS.values(), ids=MEMBERS.keys())
def test_a_member_of_a_body_that_is_left_out_is_not_there_and_the_others_stay(one, names):
    body = {"id": 4, "title": "Emma", "note": None, "tags": ["novel"], "copies": 3}
    body["shelf"] = {"room": "North", "number": 4}
    expected = {name: value for name, value in body.items() if name not in names}
    if "shelf" not in names:
        expected["shelf"] = {name: value for name, value in body["shelf"].items() if name not in names}
    assert json.loads(message(one(with_body(BODY)), without=names).body) == expected


def test_what_is_not_left_out_stays_to_the_byte_or_has_the_value_that_is_given(one):
    step = one(with_body('{"id": 4,  "price":12.50,\n "a/b": {"only": 1}, "title": "Emma" ,}'))
    assert message(step, without="id").body == b'{"price":12.50,\n "a/b": {"only": 1}, "title": "Emma" ,}'
    assert message(step, without=["price"], id=5).body == b'{"id": 5,\n "a/b": {"only": 1}, "title": "Emma" ,}'
    assert message(step, without=["only", "title"], price=2).body == b'{"id": 4,  "price":2,\n "a/b": {} ,}'
    assert message(step, id=4).body == message(step).body
    assert message(one(with_body('{\n  "only": 1\n}')), without="only").body == b"{}"
    assert message(one(with_body('{ // an object: {\n  "only": 1\n}')), without="only").body == b"{ \n  \n}"


QUERIES = {
    "list": {"raw": "", "host": ["{{base}}"], "path": ["books"], "query": [{"key": "a", "value": "1"}, "b=2", "c=3"]},
    "object": {"host": ["{{base}}"], "path": ["books"], "query": {"a": "1", "b": "2", "c": "3"}},
    "text": {"host": ["{{base}}"], "path": ["books"], "query": "a=1&b=2&c=3"},
    "address": "{{base}}/books?a=1&b=2&c=3",
    "raw": {"raw": "{{base}}/books?a=1&b=2&c=3"},
}


@pytest.mark.parametrize("url", QUERIES.values(), ids=QUERIES.keys())
def test_a_parameter_of_a_query_is_left_out_however_the_file_has_it(one, url):
    step = one({"method": "GET", "url": url})
    assert message(step, without=["a"]).target == "/books?b=2&c=3"
    assert message(step, without=["b"], a="5").target == "/books?a=5&c=3"
    assert message(step, without=["b", "c"]).target == "/books?a=1"
    assert message(step, without=["c", "a"], b="5").target == "/books?b=5"
    assert message(step, without=["a", "b", "c"]).target == "/books"


HEADERS = {
    "list": [{"key": "X-A", "value": "1"}, "X-B: 2", {"key": "X-C", "value": "{{title}}"}],
    "object": {"X-A": "1", "X-B": "2", "X-C": "{{title}}"},
    "text": "X-A: 1\nX-B: 2\nX-C: {{title}}\n",
}


def own(sent):
    return [one for one in sent.headers if one[0].lower().startswith("x-")]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_is_left_out_added_replaced_and_taken_away_however_the_file_has_it(one, header):
    step = one({"method": "GET", "header": header})
    assert own(message(step, without="x_a", x_b="5")) == [("X-B", "5"), ("X-C", "Emma")]
    assert own(message(step, without=["title"])) == [("X-A", "1"), ("X-B", "2")]
    given = {"x-b": "5 {{title}}", "X-C": None, "X-New": 7}
    assert own(message(step, headers=given)) == [("X-A", "1"), ("x-b", "5 Emma"), ("X-New", "7")]


FORMS = {
    "urlencoded": ([{"key": "a", "value": "1"}, {"key": "b", "value": "2"}, {"key": "c", "value": "{{title}}"}]),
    "urlencoded of a text": "a=1&b=2&c={{title}}",
    "urlencoded of an object": {"a": "1", "b": "2", "c": "{{title}}"},
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_a_field_of_a_form_is_left_out_however_the_file_has_it(one, content):
    step = one({"method": "POST", "body": {"mode": "urlencoded", "urlencoded": content}})
    assert message(step, without=["a"], b="5").body == b"b=5&c=Emma"
    assert message(step, without=["title"]).body == b"a=1&b=2"
    nothing = message(step, without=["a", "b", "title"])
    assert (nothing.body, nothing.header("Content-Type")) == (None, "")


def test_a_part_of_a_form_and_a_file_are_left_out(one, tmp_path):
    parts = [{"key": "title", "value": "Emma", "type": "text"}, {"key": "cover", "src": "a.png", "type": "file"}]
    step = one({"method": "POST", "body": {"mode": "formdata", "formdata": parts}})
    [part] = message(step, without=["files_cover"]).parts
    assert (part.name, part.value) == ("title", "Emma")
    (tmp_path / "a.png").write_bytes(b"picture")
    [part] = message(step, without="title", files_cover=str(tmp_path / "a.png")).parts
    assert part.name == "cover"
    whole = one({"method": "POST", "body": {"mode": "file", "file": {"src": "a.png"}}})
    assert message(whole, without="files").body is None


def test_a_whole_body_is_left_out_and_so_are_parts_of_graphql(one):
    text = one({"method": "POST", "body": {"mode": "raw", "raw": "some text"}})
    assert message(text, without="body").body is None
    query = {"query": "{ books }", "variables": '{"first": 2, "after": "x"}'}
    graphql = one({"method": "POST", "body": {"mode": "graphql", "graphql": query}})
    assert json.loads(message(graphql, without="after").body)["variables"] == {"first": 2}
    assert json.loads(message(graphql, without="query").body) == {"variables": {"first": 2, "after": "x"}}


def test_headers_that_postman_or_the_authorisation_makes_are_taken_away_and_replaced(one):
    auth = {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}
    step = one(with_body("{}") | {"auth": auth})
    assert message(step).header("Authorization") == "Bearer s3cret-token"
    names = {"authorization", "accept", "content-type", "user-agent"}
    sent = message(step, headers=dict.fromkeys(names))
    assert not names & {name.lower() for name, _ in sent.headers}
    assert sent.body == b"{}"
    others = {"authorization": "Basic eDp5", "ACCEPT": "text/csv", "Content-Type": "application/merge-patch+json"}
    sent = message(step, headers=others)
    for name, value in others.items():
        assert [given for key, given in sent.headers if key.lower() == name.lower()] == [value]
    step.call(step.bind(headers={"Authorization": None}), VALUES | {"token": None})  # nobody needs the token now
    assert step.unasked({"headers": {"Authorization": None}}) == {"token"}
    form = one({"method": "POST", "body": {"mode": "urlencoded", "urlencoded": "a=1"}})
    assert message(form, headers={"Content-Type": None}).header("Content-Type") == ""
    assert message(form, headers={"Content-Type": "text/plain"}).header("Content-Type") == "text/plain"
    key = {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": "{{token}}"}]}
    keyed = one({"method": "GET", "auth": key})
    assert own(message(keyed, headers={"x-key": "other"})) == [("x-key", "other")]
    assert own(message(keyed, headers={"X-Key": None})) == []


def test_whoever_brings_an_authorization_needs_no_token_to_be_fetched(one):
    fields = {"grant_type": "client_credentials", "accessTokenUrl": "{{base}}/token", "clientSecret": "{{secret}}"}
    listed = [{"key": name, "value": value} for name, value in fields.items()]
    step = one({"method": "GET", "auth": {"type": "oauth2", "oauth2": listed}})
    assert message(step).wants_token
    given = {"Authorization": "Bearer of-mine"}
    sent = message(step, headers=given)
    assert (sent.wants_token, sent.header("Authorization")) == (False, "Bearer of-mine")
    assert "secret" in step.unasked({"headers": given})


REFUSED = [
    ({"without": ["titel"]}, "without has 'titel', and there is no such field"),
    ({"without": ["book_id"]}, "book_id cannot be left out: the address needs it"),
    ({"without": ["id"]}, "id cannot be left out: the address needs it"),
    ({"without": ["token"]}, "token cannot be left out: it stands inside another value"),
    ({"without": ["note"], "note": 1}, "note has a value here"),
    ({"without": ["shelf"], "room": "South"}, "room has a value here"),
    ({"without": ["shelf"], "body": {"shelf": {"room": "South"}}}, "room has a value here"),
    ({"headers": {"x-a": "1"}, "x_a": "2"}, "x_a has a value here"),
    ({"without": 5}, "without is the name of a field, or a list of such names, not int"),
    ({"without": [5]}, "a name is text, not int"),
    ({"headers": ["X-A: 1"]}, "headers is an object with names and values"),
    ({"headers": {"X A": "1"}}, "'X A' is no name of a header"),
    ({"headers": {"X-A": "1\r\nX-B: 2"}}, "X-A cannot be sent: it holds a control character"),
    ({"headers": {"X-A": "1\x7f"}}, "X-A cannot be sent: it holds a control character"),
    ({"headers": {"X-A": "日本"}}, "one beyond Latin-1"),
    ({"headers": {"X-A": float("nan")}}, "X-A has a missing value"),
    ({"headers": {"X-A": True}}, "the header X-A is text, not bool"),
    ({"headers": {"X-A": "1", "x-a": "2"}}, "x-a is given twice"),
    ({"headers": {"Host": "evil.example"}}, "Host cannot be given: it is the host of the address"),
    ({"headers": {"content-length": None}}, "content-length cannot be given: it is counted"),
    ({"headers": {"Transfer-Encoding": "chunked"}}, "Transfer-Encoding cannot be given: the body goes whole"),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED, ids=lambda one: str(one)[:60])
def test_what_cannot_be_left_out_or_sent_is_refused_in_a_sentence(one, arguments, sentence):
    body = with_body('{"note": null, "shelf": {"room": "North"}, "by": "of {{token}}"}')
    step = one(body | {"url": "{{base}}/books/:id/{{book_id}}", "header": [{"key": "X-A", "value": "1"}]})
    with pytest.raises(Unfit, match=sentence.replace("[", r"\[")):
        step.bind(**arguments)


def test_nothing_given_changes_nothing(one):
    step = one(with_body(BODY))
    assert step.bind(without=[], headers={}) == step.bind(without=None, headers=None) == {}
    assert step.bind(without=("id", "id")) == {"without": ["id"]}


def test_fields_that_have_one_of_the_two_names_are_called_by_their_place(one):
    url = {"host": ["{{base}}"], "path": ["books"], "query": [{"key": "without", "value": "1"}]}
    step = one(with_body('{"headers": 1, "x": {"without": "{{headers}}"}}') | {"url": url})
    assert [each.name for each in step.parameters] == ["headers_", "query_without", "body_headers"]
    sent = message(step, query_without="2", body_headers=5, headers_="6", headers={"X-A": "7"})
    assert (sent.target, json.loads(sent.body)) == ("/books?without=2", {"headers": 5, "x": {"without": "6"}})
    assert sent.header("X-A") == "7"
    assert json.loads(message(step, without=["headers_", "body_headers"]).body) == {"x": {}}
