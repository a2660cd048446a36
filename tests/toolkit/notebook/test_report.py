"""What an Api shows of a file: at a glance, and what of it did not carry over."""

import json

import pytest

from kaizala_nb import Api
from kaizala_nb.toolkit.client.masking import Secret

SECRET = "s3cret-of-the-user"


@pytest.fixture
def api(tmp_path):
    def make(items, variables=(), **more):
        path = tmp_path / "library.json"
        info = {"name": "Lib <b>rary</b>", "description": "# Books\n<script>alert(1)</script> *lent*"}
        values = [{"key": key, "value": value} for key, value in variables]
        path.write_text(json.dumps({"info": info, "item": items, "variable": values}))
        return Api.from_postman(path, **more)

    return make


def item(name, url="{{base}}/books", script="", **request):
    event = [{"listen": "test", "script": {"exec": script}}] if script else []
    return {"name": name, "request": {"method": "GET", "url": url, **request}, "event": event}


def test_what_carried_over_wholly_is_said(api):
    library = api([item("One", script='pm.test("a", () => pm.response.to.have.status(200));')], [("base", "http://h")])
    assert library.report.empty
    assert repr(library.report) == "Everything carried over."
    assert "Everything carried over." in library.report._repr_html_()


def test_each_thing_that_did_not_carry_over_is_told_with_its_reason(api, tmp_path):
    file = {"mode": "formdata", "formdata": [{"key": "cover", "type": "file", "src": "cover.png"}]}
    sockets = {"name": "Draft", "request": {"method": "GET", "url": ""}}
    items = [
        sockets,
        {"name": "Folder", "item": [item("Script", script="const x = eval(pm.response.text());\nrequire('fs');")]},
        item("File", body=file, method="POST"),
        item("Value", "{{base}}/{{$noSuchValue}}"),
        item("Host", "http://elsewhere.example.org/?card={{card}}"),
        item("Fine"),
    ]
    library = api(items, [("base", "http://h")], environment={"card": Secret(SECRET)})
    table = library.report
    told = list(zip(table["folder"], table["request"], table["what"], strict=True))
    top = "Lib <b>rary</b>"
    assert ("Folder", "Script", "script") in told
    for name, what in (("Draft", "request"), ("File", "file"), ("Value", "value"), ("Host", "host")):
        assert (top, name, what) in told
    assert not [one for one in told if one[1] == "Fine"]
    problems = dict(zip(table["request"], table["problem"], strict=True))
    assert problems["Draft"] == "It has no address."
    assert "elsewhere.example.org" in problems["Host"]
    assert SECRET not in table.to_csv()
    assert "<b>rary" not in table._repr_html_()
    (tmp_path / "cover.png").write_bytes(b"x")
    assert "file" not in api(items, working_dir=tmp_path).report["what"].tolist()


def test_it_is_shown_at_a_glance(api):
    items = [item("One"), item("Draft", ""), item("Two", "https://api.example.org/{{id}}?key={{key}}&at={{$guid}}")]
    items.append(item("Makes", script='pm.environment.set("id", pm.response.json().id);'))
    library = api(items, [("base", "{{host}}/v2"), ("host", "http://h.example")], environment={"token": Secret(SECRET)})
    shown = library._repr_mimebundle_()
    assert "3 of 4 requests can be sent" in shown["text/plain"]
    assert "http://h.example, https://api.example.org" in shown["text/plain"]
    assert "id (filled by Makes), key" in shown["text/plain"]
    assert " alert(1) lent All of it: " in shown["text/plain"]
    assert "<script>" not in shown["text/html"]
    assert "<b>rary" not in shown["text/html"]
    assert SECRET not in str(shown)


def test_the_table_of_variables_tells_scopes_apart(api):
    library = api([item("One")], [("base", "http://h")], environment={"a": "1"}, globals={"b": "2"})
    rows = {line.split()[0]: line.split()[-1] for line in repr(library.environment).splitlines()[1:-1] if line.split()}
    assert rows == {"b": "global", "base": "collection", "a": "environment"}
