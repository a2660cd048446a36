"""Calls that leave fields out and send headers of their own: what goes out, what scripts see, where secrets go, what is shown."""

import json
import re

import pytest

from kaizala_nb import Api
from kaizala_nb.toolkit.client.errors import InputError, RefusedError, UntrustedHostError
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome
from tests.course.lessons.runner import NOTEBOOKS
from tests.postman.engine import Told
from tests.postman.engine import scripted as with_scripts
from tests.toolkit.client.conftest import respond, scripted
from tests.toolkit.widgets.page import say

SECRET = "s3cret-of-mine"
__all__ = ["scripted"]
LANGUAGES = ("python", "requests", "curl", "csharp", "javascript")


@pytest.fixture
def api(opened, recorder):
    """Makes the Api of a request with a body, whose scripts say what these turns say."""

    def make(engine=None, **more):
        body = {"mode": "raw", "raw": '{"title": "Emma", "price": 2, "shelf": {"room": "East"}}'}
        header = [{"key": "X-Trace", "value": "of the file"}]
        request = {"method": "POST", "url": f"{recorder.url}/books?page=1", "header": header, "body": body}
        return opened(with_scripts({"name": "Add", "request": request}), engine=engine or Told(), **more)

    return make


def sent(recorder):
    """The head of the last request in lines, and its body."""
    head, _, body = recorder.sent[-1].partition(b"\r\n\r\n")
    return head.decode("latin-1").split("\r\n"), json.loads(body)


def shown(reply):
    return "\n".join([str(reply.request), repr(reply), *(reply.code(language) for language in LANGUAGES)])


def test_what_is_left_out_is_not_on_the_wire_and_code_says_so(api, recorder):
    given = {"without": ["price", "page"], "headers": {"Accept": "text/csv", "x-trace": "mine", "User-Agent": None}}
    reply = api()["Add"](title="Persuasion", **given)
    lines, body = sent(recorder)
    assert lines[0] == "POST /books HTTP/1.1"
    assert body == {"title": "Persuasion", "shelf": {"room": "East"}}
    assert {"Accept: text/csv", "x-trace: mine"} <= set(lines)
    assert not [line for line in lines if re.match("user-agent|X-Trace", line, re.I) and line != "x-trace: mine"]
    assert reply.code("python").endswith(
        ".add(title='Persuasion', without=['price', 'page'],"
        " headers={'Accept': 'text/csv', 'x-trace': 'mine', 'User-Agent': None})"
    )
    for language in LANGUAGES[1:]:
        code = reply.code(language)
        assert "text/csv" in code, language
        assert "price" not in code and "page" not in code and "of the file" not in code, language
    assert "Accept: text/csv" in str(reply.request)


@pytest.mark.parametrize(
    "header", [{"X-Api-Key": SECRET}, {"authorization": f"Bearer {SECRET}"}, {"X-Mine": Secret(SECRET)}]
)
def test_a_secret_in_a_header_goes_only_to_hosts_that_were_named_and_is_shown_nowhere(api, recorder, header):
    with pytest.raises(UntrustedHostError, match="holds a secret that you gave") as refused:
        api()["Add"](headers=header)
    assert recorder.sent == []
    library = api(allow_hosts=[recorder.url])
    form = library["Add"].form(headers=header)
    say(form, kind="preview", open=True)
    preview = json.dumps(form.content)
    assert "POST" in form.content["request"]["text"]
    reply = form.send_once()
    assert any(SECRET in line for line in sent(recorder)[0])
    said = [
        preview,
        shown(reply),
        str(refused.value),
        repr(form),
        form.as_text(),
        json.dumps(form.content),
        str(library.journal),
    ]
    assert SECRET not in "\n".join(said)
    [name] = header
    assert f"{{'{name}': ...}}" in reply.code("python")
    assert f"header {name}: " in form.content["varied"]


KEY = {"type": "apikey", "apikey": [{"key": "key", "value": "X-Mine"}, {"key": "value", "value": "{{mine}}"}]}


@pytest.mark.parametrize(
    "more",
    [
        {"auth": KEY},
        {"header": [{"key": "X-Mine", "value": "{{library-token}}"}]},
        {"header": [{"key": "x-mine", "value": "id {{holder}}"}]},
        {"header": [{"key": "X-Mine", "value": "{{library-token}}", "disabled": True}]},
        {"header": [{"key": "X-Mine", "value": "Bearer abcdef-0123456789"}]},
    ],
)
def test_a_header_in_place_of_a_secret_of_the_file_is_a_secret(opened, recorder, tmp_path, more):
    item = {"name": "List", "request": {"method": "GET", "url": f"{recorder.url}/books"} | more}
    file = {"variable": [{"key": "holder", "value": "{{library-token}}"}]}
    given = {"headers": {"X-Mine": SECRET, "X-Other": "open"}}
    with pytest.raises(UntrustedHostError, match="holds a secret that you gave"):
        opened(item, file=file)["List"](**given)
    assert recorder.sent == []
    library = opened(item, file=file, allow_hosts=[recorder.url])
    form = library["List"].form(**given)
    with pytest.raises(InputError) as called:
        form(**given)
    reply = form.send_once()
    assert library["List"](**given).request == reply.request
    assert f"X-Mine: {SECRET}" in recorder.sent[-1].decode("latin-1")
    program = library.program(tmp_path / "again.py").read_text(encoding="utf-8")
    said = "\n".join([shown(reply), json.dumps(form.content), form.as_text(), str(called.value), program])
    assert SECRET not in said
    assert "open" in said
    assert "'X-Mine': os.environ[" in program


def test_a_header_without_a_secret_goes_where_the_file_says(api, recorder):
    api()["Add"](headers={"Accept-Language": "sw"})
    assert "Accept-Language: sw" in sent(recorder)[0]


def test_scripts_see_what_is_left_out_and_no_secret_and_headers_that_are_given_stay(api, recorder):
    seen = []

    def turn(scene):
        seen.append(json.dumps(scene.request))
        headers = [{"key": "Prefer", "value": "of the script"}, {"key": "X-Script", "value": "1"}]
        return Outcome(request={**scene.request, "header": headers})

    library = api(Told(prerequest=turn), allow_hosts=[recorder.url])
    library["Add"](title="Persuasion", without=["price"], headers={"Prefer": "mine", "X-Api-Key": SECRET})
    assert "Persuasion" in seen[0]
    assert "price" not in seen[0] and SECRET not in seen[0]
    lines, body = sent(recorder)
    assert body == {"title": "Persuasion", "shelf": {"room": "East"}}
    assert {"Prefer: mine", "X-Script: 1", f"X-Api-Key: {SECRET}"} <= set(lines)


def test_a_wrong_name_gets_the_one_that_it_is_like_in_a_call_a_form_and_code(api, recorder):
    add = api()["Add"]
    for make in (add, add.form, add.code):
        with pytest.raises(InputError, match=r"without has 'titel'.* Did you mean 'title'\?"):
            make(without="titel")
        with pytest.raises(InputError, match=r"without has 'shelff'.* Did you mean 'shelf'\?"):
            make(without="shelff")
        with pytest.raises(InputError, match=r"'header'\. Did you mean 'headers'\?"):
            make(header={"X-A": "1"})
    assert recorder.sent == []


def test_a_form_says_in_a_line_what_its_cell_changes_and_sends_so(api, recorder):
    form = api()["Add"].form(without=["shelf", "price"], headers={"Prefer": "<wait>", "X-Trace": None})
    words = "Without shelf, price. With the header Prefer: <wait>. Without the header X-Trace."
    assert form.content["varied"] == words
    assert words in form.as_text()
    assert "Prefer: &lt;wait&gt;" in form.as_html()
    assert list(form.values) == ["page", "title"]
    form.values["title"] = "Persuasion"
    form.send()
    lines, body = sent(recorder)
    assert body == {"title": "Persuasion"}
    assert "Prefer: <wait>" in lines
    assert not [line for line in lines if line.startswith("X-Trace")]
    assert api()["Add"].form().content["varied"] == ""


def test_a_form_keeps_what_was_typed_when_its_cell_leaves_another_field_out(api):
    former, form = (api()["Add"].form(without=without) for without in (["price"], ["shelf"]))
    former.values["title"] = "Persuasion"
    former.values["room"] = "West"
    form.take_over(former, {"without"})
    assert dict(form.values) | {} == {"page": "1", "x_trace": "of the file", "title": "Persuasion", "price": "2"}


@pytest.fixture
def library():
    made = Api.from_postman(NOTEBOOKS / "library.postman_collection.json", stand_in=True)
    made.start.log_in()
    yield made
    made.close()


def test_a_program_sends_what_the_call_sent(library, tmp_path):
    library.books.add_a_book(title="Emma", without=["price", "shelf"], headers={"Prefer": "wait=5", "X-Pin": SECRET})
    program = library.program(tmp_path / "sent-again.py").read_text(encoding="utf-8")
    assert "'Prefer': 'wait=5'" in program
    assert "price" not in program and "shelf" not in program and SECRET not in program
    assert "'X-Pin': os.environ[" in program


def test_nothing_has_changed_is_an_answer_to_whoever_asks_for_it(library, opened, scripted):
    library.sandbox.teach("conditional")
    tag = library.books.list_books().headers["ETag"]
    again = library.books.list_books(headers={"If-None-Match": tag})
    assert (again.status, again.json, len(again.df)) == (304, None, 0)
    assert "304" in again._repr_mimebundle_()["text/html"]
    scripted.answer = lambda handler: respond(handler, 304, b"")
    with pytest.raises(RefusedError):
        opened({"name": "List", "request": {"method": "GET", "url": scripted.url}})["List"]()


def test_a_key_in_a_header_is_kept_by_the_stand_in(library):
    library.sandbox.teach("idempotency")
    given = {"title": "Emma", "headers": {"Idempotency-Key": "k-1"}}
    first, again = library.books.add_a_book(**given), library.books.add_a_book.form(**given).send_once()
    other = library.books.add_a_book(title="Emma", headers={"Idempotency-Key": "k-2"})
    assert first.json["id"] == again.json["id"] != other.json["id"]
    assert again.headers["Idempotent-Replayed"] == "true"
