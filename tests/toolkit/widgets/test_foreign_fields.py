"""The form of a request of somebody else's file: what nobody has changed on the page is sent as the file has it."""

import json

import pytest

from kaizala_nb import Api
from tests.toolkit.client.conftest import scripted
from tests.toolkit.widgets.conftest import at, button, text_of, walk
from tests.toolkit.widgets.page import call_of, raws

__all__ = ["scripted"]

BODY = """{"title": "Glass\\r\\nHarbour", "price":12.50, "lent": false, "note": null, "pin": "4711-secret",
 "authors": [{"name": "Ines", "born": 1971, "died": null}, {"name": "", "papers": []}],
 "tags": ["novel", ""], "sizes": [1, 2.50], "shelf": {"room": "North of {{book_id}}, {{key}}"}}"""
URL = {
    "raw": "{{library}}/books?page=1",
    "host": ["{{library}}"],
    "path": ["books"],
    "query": [
        {"key": "page", "value": "1", "description": "Which page."},
        {"key": "subject", "value": "novel", "disabled": True, "description": "One tag."},
    ],
}
ITEMS = [
    {"name": "Add", "request": {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": BODY}}},
    {"name": "Tell", "request": {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": "One\r\ntwo"}}},
]


@pytest.fixture
def api(tmp_path, scripted):
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": ITEMS}), encoding="utf-8")
    made = Api.from_postman(path, url=scripted.url, environment={"library": scripted.url})
    made.environment.update({"book_id": "17", "key": "hidden-key"})
    yield made
    made.close()


def sent(form):
    return call_of(form).message.body.decode()


def as_the_file():
    return BODY.replace("{{book_id}}", "17").replace("{{key}}", "hidden-key")


def test_what_stands_on_the_page_untouched_is_sent_as_the_file_has_it(api):
    form = api["Add"].form()
    button(form, "Send").press()
    for name, raw in raws(form).items():
        at(form, name).value = raw
    assert sent(form) == as_the_file()
    assert call_of(form).arguments == {}
    tell = api["Tell"].form()
    assert at(tell, "body").value == "One\ntwo"
    assert sent(tell) == "One\r\ntwo"


def test_a_row_is_changed_added_and_removed_and_the_others_stay(api):
    form = api["Add"].form()
    at(form, "authors/0/1").value = "1972"
    at(form, "tags").value = ["novel", "", "sea"]
    at(form, "sizes").value = ["2.5"]
    authors = [{"name": "Ines", "born": 1972, "died": None}, {"name": "", "papers": []}]
    assert json.loads(sent(form)) | {} == json.loads(as_the_file()) | {
        "authors": authors,
        "tags": ["novel", "", "sea"],
        "sizes": [2.5],
    }
    assert '"price":12.50' in sent(form)
    at(form, "authors/0/1").value = "soon"
    at(form, "sizes").value = ["much"]
    button(form, "Send").press()
    assert "Author 1: born is a number." in text_of(form)
    assert "Size 1: It is a number." in text_of(form)


def test_null_and_numbers_are_typed_as_json_has_them(api):
    form = api["Add"].form()
    for typed, meant in (("5", 5), ("true", True), ("a few words", "a few words"), ('{"a": [1]}', {"a": [1]})):
        at(form, "note").value = typed
        assert json.loads(sent(form))["note"] == meant
    at(form, "note").value = at(form, "price").value = ""
    assert json.loads(sent(form))["price"] is None
    at(form, "price").value = "many"
    assert at(form, "price").content["problems"] == {"": "price is a number."}


def test_an_address_without_a_variable_is_shown_as_it_is(tmp_path):
    path = tmp_path / "x.json"
    names = {"One": "https://library.example/books", "Two": "{{base}}/books"}
    items = [{"name": name, "request": {"method": "GET", "url": url}} for name, url in names.items()]
    path.write_text(json.dumps({"info": {"name": "x"}, "item": items}))
    api = Api.from_postman(path)
    assert [api[name].form().content["base"] for name in names] == ["https://library.example", "{{base}}"]
    api.close()


def test_what_is_off_looks_off_until_it_is_filled_in(api):
    form = api["Add"].form()
    names = [field["name"] for field in form.content["fields"]]
    assert names[-1] == "subject"
    assert form.content["first"] == len(names) - 1
    off = at(form, "subject").content
    assert (off["off"], off["wire"], off["raw"]) == (True, "query, off", "")
    assert off["help"] == "One tag. It is switched off in the file; its value there: novel"
    at(form, "subject").value = "sea"
    assert "off" not in at(form, "subject").content
    assert call_of(form).message.target == "/books?page=1&subject=sea"


def test_a_value_says_what_its_variables_hold_and_a_secret_shows_nothing(api):
    api.environment.update({"key": "hidden-key"})
    form = api["Add"].form()
    helps = {field["name"]: field["help"] for field in form.content["fields"]}
    assert helps["room"].startswith("{{book_id}} is 17 now. {{key}} ")
    assert helps["pin"] == "If it is empty, the value of the file is sent, which is not shown."
    assert {"pin: as in the file, not shown", "note: as in the file", "Left out: subject"} <= {
        *form.as_text().splitlines()
    }
    api.environment["book_id"] = "18"
    assert "{{book_id}} is 18 now." in at(form, "room").content["help"]
    at(form, "pin").value = "typed-secret"
    state = str([one.get_state() for one in walk(form)]) + form.as_text() + form.as_html()
    for secret in ("4711-secret", "typed-secret"):
        assert secret not in state
    assert json.loads(sent(form))["pin"] == "typed-secret"


def test_what_most_requests_share_comes_after_what_is_the_requests_own(tmp_path, scripted):
    def item(name, path):
        return {"name": name, "request": {"method": "GET", "url": f"http://{{{{host}}}}:{{{{port}}}}/{path}"}}

    items = [item("List", "books?page=1&by={{author}}"), item("Read", "books/{{book_id}}"), item("Hours", "hours")]
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}), encoding="utf-8")
    api = Api.from_postman(path, environment={"host": "127.0.0.1", "port": "1"})
    fields = [[field["name"] for field in api[name].form().content["fields"]] for name in ("List", "Read", "Hours")]
    api.close()
    assert fields == [["author", "page", "host", "port"], ["book_id", "host", "port"], ["host", "port"]]
