"""A check that is written as Python says the same of a reply as the script does."""

import json
from http import HTTPStatus

import pytest
import requests

from kaizala_nb.toolkit.collection.scripts.outcome import Said, Scene, Script
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts
from kaizala_nb.toolkit.notebook.writing.checks import HELPER, CheckWriter

BOOK = {
    "id": 1,
    "title": "Dune",
    "lent": True,
    "note": None,
    "tags": ["sea", "sand"],
    "shelf": {"room": "North", "7": [0]},
}
REPLIES = [
    (200, {"Content-Type": "application/json"}, json.dumps(BOOK)),
    (201, {}, json.dumps(BOOK | {"id": True, "lent": 1, "title": "", "tags": "sea"})),
    (200, {"X-Books": "2"}, json.dumps(BOOK | {"id": 0, "tags": [], "shelf": ["room"], "note": "x"})),
    (404, {"X-Books": "x2"}, '{"error": "no title"}'),
    *((200, {}, text) for text in ("[]", "null", '"title, id"', '["title"]', "", "<p>title</p>", "7")),
]
CERTAIN = [
    *(
        f"pm.response.to.{word};"
        for word in ("be.ok", "be.success", "be.error", "not.be.error", "be.json", "be.notFound")
    ),
    *(f"pm.response.to.have.{word};" for word in ("status(201)", 'status("OK")', 'header("x-books")', "jsonBody()")),
    'pm.response.to.have.header("X-Books", "2");',
    'pm.response.to.not.have.header("X-Books");',
    'pm.response.to.have.body("7");',
    "pm.response.to.have.body();",
    "pm.expect(pm.response.code).to.be.oneOf([200, 201]);",
    "pm.expect(pm.response.code).to.not.equal(404);",
    "pm.expect(pm.response.code === 200 || pm.response.code === 201).to.be.true;",
    'pm.expect(pm.response.text()).to.include("title");',
    'pm.expect(pm.response.text()).to.not.include("title");',
    'pm.expect(pm.response.headers.get("X-Books")).to.eql("2");',
    *(f"pm.expect(book.{name}).to.eql({wanted});" for name in ("id", "lent") for wanted in ("1", "true", "0", '"1"')),
    'pm.expect(book.title).to.equal("Dune");',
    *(f"pm.expect(book.{name}).to.exist;" for name in ("title", "note", "isbn")),
    "pm.expect(book.note).to.be.null;",
    *(f"pm.expect(book.{name}).to.be.ok;" for name in ("id", "title", "tags", "shelf", "isbn")),
    *(
        f'pm.expect(book.{name}).to.be.a("{kind}");'
        for name in ("id", "tags", "lent")
        for kind in ("number", "array", "string", "boolean")
    ),
    'pm.expect(book).to.be.an("object");',
    *(f'pm.expect(book).to.have.property("{name}");' for name in ("title", "isbn", "id")),
    'pm.expect(book).to.have.property("title", "Dune");',
    'pm.expect(book).to.have.property("id").that.is.a("number");',
    'pm.expect(book.shelf).to.have.property("room").and.equal("North");',
    'pm.expect(book.tags).to.include("sea");',
    "pm.expect(book.tags).to.have.lengthOf(2);",
    "pm.expect(book.tags.length).to.be.above(0);",
    "pm.expect(book.tags).to.have.length.at.least(1);",
    "pm.expect(book.tags).to.be.empty;",
    "pm.expect(book.tags).to.not.be.empty;",
    'pm.expect(book.tags).to.eql(["sea", "sand"]);',
    'pm.expect(book.tags[1]).to.equal("sand");',
    'pm.expect(book.shelf["room"]).to.equal("North");',
    "pm.expect(book.id).to.be.above(0);",
    'pm.expect(book.title).to.be.oneOf(["Dune", "Emma"]);',
    'pm.expect("title" in book).to.be.true;',
    'pm.expect(book.tags.includes("sea")).to.be.true;',
    'pm.expect(book.title === "Dune" && pm.response.code === 200).to.be.true;',
    "return pm.response.to.have.status(200);",
]
UNCERTAIN = [
    "pm.expect(pm.response.responseTime).to.be.below(200);",
    'pm.expect(book.title).to.not.equal("Emma");',
    "pm.expect(book.note).to.not.be.null;",
    "pm.expect(book.id).to.eql(pm.environment.get('id'));",
    "pm.expect(book.id == 1).to.be.true;",
    "pm.expect(book.length > 0 || book.id === 1).to.be.true;",
    "pm.expect(book.tags).to.equal(['sea']);",
    "pm.expect(book.tags).to.eql([1]);",
    "pm.expect(book.id).to.eql(9007199254740993);",
    "pm.expect(book).to.have.property('toString');",
    "pm.expect(pm.response.text()).to.include('é');",
    "pm.expect(book.title).to.match(/D/);",
    "if (book.id) { pm.response.to.have.status(200); }",
    "for (const one of book.tags) { pm.expect(one).to.be.ok; }",
    "pm.response.to.have.status(200); quick();",
    "pm.expect(book);",
]


def written(*lines):
    return CheckWriter(lambda text: text.replace("s3cr3t", "{{key}}")).checks_of([Script("test", "", "\n".join(lines))])


def ours(text, reply, capsys):
    status, headers, body = reply
    response = requests.Response()
    response.status_code, response.reason, response._content = status, HTTPStatus(status).phrase, body.encode()
    response.headers.update(headers)
    exec(f"{HELPER}\n\n{text}", {"response": response})  # noqa: S102  (it is ours)
    return [line.startswith("Holds: ") for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("line", CERTAIN)
def test_it_holds_where_the_script_says_so_and_nowhere_else(line, capsys):
    script = f'pm.test("a", function () {{ const book = pm.response.json(); {line} }});'
    if "book" not in line:
        script = f'pm.test("a", () => {{ {line} }});'
    checks = written(script)
    assert checks.left == 0
    for reply in REPLIES:
        status, headers, body = reply
        said = Said(status, HTTPStatus(status).phrase, tuple(headers.items()), body.encode(), 0.1)
        outcome = ReadScripts().carry_out([Script("test", "", script)], Scene("", {}, {}, said))
        assert (reply, ours(checks.text, reply, capsys)) == (reply, [one.passed for one in outcome.results])


@pytest.mark.parametrize("line", UNCERTAIN)
def test_what_is_not_certain_is_counted_alone(line):
    checks = written(f'pm.test("a", function () {{ const book = pm.response.json(); {line} }});')
    assert (checks.text, checks.left) == ("", 1)


def test_the_old_way_to_write_checks(capsys):
    checks = written(
        "var book = JSON.parse(responseBody);",
        'tests["Status"] = responseCode.code === 200;',
        'tests["Text"] = responseBody.has("Dune");',
        'tests["Title"] = book.title === "Emma";',
    )
    assert ours(checks.text, REPLIES[0], capsys) == [True, True, False]
    assert checks.left == 0


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("var book = pm.response.json(); book = {}; pm.test('a', () => { pm.expect(book.id).to.eql(5); });", 1),
        ("var book = pm.response.json(); book.id = 5; pm.test('a', () => { pm.expect(book.id).to.eql(5); });", 1),
        ("var pm = other; pm.test('a', () => { pm.response.to.have.status(200); });", 1),
        ("if (pm.response.code === 404) { return; } pm.test('a', () => { pm.response.to.have.status(200); });", 1),
        ("if (late) { pm.test('a', () => { pm.response.to.have.status(200); }); }", 1),
        ("pm.test(title, () => { pm.response.to.have.status(200); });", 1),
        ("pm.test('a', () => { pm.response.to.have.status(200); }", 1),
        ("console.log('pm');", 0),
    ],
)
def test_what_else_the_script_does_may_change_a_check(script, left):
    checks = written(script)
    assert (checks.text, checks.left) == ("", left)


def test_a_name_is_one_line_and_a_literal():
    name = json.dumps("a\nimport os\u2028!ls \"'); s3cr3t")
    assert written(f"pm.test({name}, () => {{ pm.response.to.be.ok; }});").text == (
        "with check('a import os !ls \"\\'); {{key}}'):\n    assert response.status_code == 200, response.status_code"
    )
