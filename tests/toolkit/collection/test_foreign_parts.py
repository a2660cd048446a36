"""What is switched off in somebody else's file is not sent: a header, a query, a field, a script."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend

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


def one_call(tmp_path, request, variables):
    path = tmp_path / "one.json"
    path.write_text(
        json.dumps({"info": {"name": "One"}, "item": [{"name": "One", "request": request}]}), encoding="utf-8"
    )
    [step] = Collection.from_postman(path)
    return step.call({}, variables)


@pytest.mark.parametrize(
    "address", ["{{b}}:80/x", "http://[::1/x", "http://h:99999", "{{b}}:{{b}}", "http://:80", "http://@:1:2/"]
)
def test_an_address_with_a_second_port_or_none_is_refused_in_a_sentence(tmp_path, address):
    with pytest.raises(CannotSend, match="Its address"):
        one_call(tmp_path, {"url": address}, {"b": "http://127.0.0.1:18777"})


def test_a_length_of_the_file_is_not_sent_without_a_body(tmp_path):
    named = [{"key": "Content-Length", "value": "5"}, {"key": "transfer-encoding", "value": "chunked"}]
    headers = [*PARTS[:1], *named]
    for method, length in (("GET", {}), ("POST", {"Content-Length": "0"})):
        sent = dict(
            one_call(tmp_path, {"url": ADDRESS, "method": method, "header": headers}, {"a": "1"}).message.headers
        )
        assert {name: value for name, value in sent.items() if "ength" in name or "ncoding" in name} == {
            "Accept-Encoding": "gzip, deflate"
        } | length
    body = {"mode": "raw", "raw": "four"}
    sent = dict(
        one_call(tmp_path, {"url": ADDRESS, "method": "POST", "header": named, "body": body}, {}).message.headers
    )
    assert sent["Content-Length"] == "4"
    assert "transfer-encoding" not in sent


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
