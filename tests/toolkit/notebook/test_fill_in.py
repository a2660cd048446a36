"""``api.fill_in()``: a form for what is empty. A secret goes into the environment, and nowhere else."""

import json

import pytest

from kaizala_nb import ApiError

SECRET = "s3cret-of-the-user"


@pytest.fixture
def api(opened, recorder):
    saves = [{"listen": "test", "script": {"exec": 'pm.environment.set("book", pm.response.json().id);'}}]
    url = recorder.url + "/books/{{book}}?email={{email}}&pin={{pin}}"
    item = {"name": "One", "request": {"method": "GET", "url": url}, "event": saves}
    return opened(item, name="Lib <b>", environment={"book": ""}, allow_hosts=recorder.url)


def press(form, values=(), secrets=()):
    return form.pressed({"what": "keep", "view": "v", "values": dict(values), "secrets": dict(secrets)})


def test_it_asks_for_what_is_empty_and_no_reply_fills(api, recorder):
    form = api.fill_in()
    assert [field["wire"] for field in form.content["fields"]] == ["email", "pin"]
    assert [field["type"] for field in form.content["fields"]] == ["text", "secret"]
    press(form, {"email": "ada@example.org"}, {"pin": SECRET})
    assert api.environment["email"] == "ada@example.org"
    assert api.environment["pin"] == SECRET
    api["One"](book="7")
    assert recorder.sent[0].startswith(f"GET /books/7?email=ada@example.org&pin={SECRET}".encode())
    shown = [
        form.as_text(),
        form.as_html(),
        repr(form),
        json.dumps(form.get_state(), default=str),
        repr(api.environment),
    ]
    assert not [one for one in shown if SECRET in one]
    assert "2 values kept" in form.content["note"]
    assert "<b>" not in form.as_html()
    assert repr(api.fill_in()).startswith("Nothing is to be filled in")


def test_what_is_still_empty_is_said(api):
    form = api.fill_in()
    press(form)
    assert form.content["note"] == "Nothing was typed yet. Still empty: email, pin."
    form.values["email"] = "a@b.example"
    form.keep()
    assert "Still empty: pin." in form.content["note"]


def test_any_variable_may_be_asked_for(api):
    assert [field["wire"] for field in api.fill_in("book").content["fields"]] == ["book"]
    with pytest.raises(ApiError):
        api.fill_in(3)


def test_another_environment_empties_it(api):
    form = api.fill_in()
    form.values["pin"] = SECRET
    api.use({"book": "1"})
    form.keep()
    assert api.environment.get("pin") is None


def test_a_form_says_each_thing_once_and_who_fills_a_variable(api):
    def said(form):
        return {field["wire"]: (field["label"], field["hint"], field["help"]) for field in form.content["fields"]}

    form = api["One"].form()
    assert said(form) == {
        "book": ("Book", "", "One fills it. Stands in the request as {{book}}."),
        "email": ("Email *", "", "Stands in the request as {{email}}."),
        "pin": ("Pin *", "", "Stands in the request as {{pin}}."),
    }
    assert "Book: One fills it." in form.as_text()
    api.environment.update({"book": "7", "email": "ada@example.org", "pin": SECRET})
    assert said(form) == {
        "book": ("Book", "", "Stands in the request as {{book}}."),
        "email": ("Email", "", "Stands in the request as {{email}}."),
        "pin": ("Pin", "Set, and not shown.", "Stands in the request as {{pin}}."),
    }
