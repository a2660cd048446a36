"""What is switched off in somebody else's file is not sent: a header, a query, a field, a script."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection

PARTS = [{"key": "on", "value": "{{a}}"}, {"key": "off", "value": "{{b}}", "disabled": True}]
ADDRESS = "https://library.example/books"
REQUESTS = {
    "header": {"url": ADDRESS, "header": PARTS},
    "query": {"url": {"protocol": "https", "host": "library.example", "path": "books", "query": PARTS}},
    "urlencoded": {"url": ADDRESS, "body": {"mode": "urlencoded", "urlencoded": PARTS}},
    "formdata": {"url": ADDRESS, "body": {"mode": "formdata", "formdata": PARTS}},
    "body": {"url": ADDRESS, "header": PARTS[:1], "body": {"mode": "raw", "raw": "off {{b}}", "disabled": True}},
}


@pytest.mark.parametrize("where", REQUESTS)
def test_a_part_that_is_switched_off_is_neither_sent_nor_asked_for(tmp_path, where):
    item = {"name": "One", "request": {"method": "POST"} | REQUESTS[where]}
    path = tmp_path / "parts.json"
    path.write_text(json.dumps({"info": {"name": "Parts"}, "item": [item]}), encoding="utf-8")
    [step] = Collection.from_postman(path)
    assert [one.wire for one in step.parameters if one.state != "off"] == ["a"]
    call = step.call({"a": "1"}, {})
    sent = str((call.path, call.headers, call.body_text, call.fields))
    assert "on" in sent
    assert "off" not in sent


def test_a_script_that_is_switched_off_is_none(tmp_path):
    script = {"exec": ['pm.environment.set("book", pm.response.json().id);']}
    items = [
        {"name": name, "request": ADDRESS, "event": [{"listen": "test", "script": script} | more]}
        for name, more in (("on", {}), ("off", {"disabled": True}))
    ]
    path = tmp_path / "scripts.json"
    path.write_text(json.dumps({"info": {"name": "Scripts"}, "item": items}), encoding="utf-8")
    on, off = Collection.from_postman(path)
    assert (list(on.scripts), off.scripts) == (["test"], {})
