"""Scripts that run: what they check, set, print, skip and change, and what they say when they end early."""

from typing import Any

import pytest

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.interpreter import interpreter as module
from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.scripts.outcome import Change, Result, Said
from tests.patience import DEADLINE
from tests.toolkit.client.interpreter.stage import REQUEST, outcome_of, said


def test_checks_come_in_the_order_of_the_script_with_the_words_of_chai(interpreter: Interpreter) -> None:
    outcome = outcome_of(
        interpreter,
        """
        tests["old"] = responseCode.code === 201;
        pm.test("status", () => pm.response.to.have.status(200));
        pm.test("id", () => pm.expect(pm.response.json()).to.have.property("id", 8));
        pm.test("later", async () => { await null; pm.expect(1).to.equal(2) });
        pm.test("done", (done) => setTimeout(done, 1));
        pm.test.skip("skipped", () => {});
        pm.test({}, () => { null.x });
        """,
    )
    assert outcome.error == ""
    assert outcome.results == [
        Result("status", True),
        Result("id", False, "expected { id: 7, name: 'Ann', …(6) } to have property 'id' of 8, but got 7"),
        Result("skipped", None, "The script skips it."),
        Result("[object Object]", False, "TypeError: cannot read property 'x' of null"),
        Result("old", False, "expected false to be truthy"),
        Result("later", False, "expected 1 to equal 2"),
        Result("done", True),
    ]


def test_variables_pass_from_script_to_script(interpreter: Interpreter) -> None:
    outcome = outcome_of(
        interpreter,
        "const x = 1; pm.environment.set('v', {a: [1]}); pm.globals.unset('g'); pm.variables.set('local', NaN)",
        "const x = 2; pm.collectionVariables.set('all', JSON.stringify(pm.variables.toObject()))",
    )
    assert outcome.error == ""
    assert outcome.changes == [
        Change("environment", "v", {"a": [1]}),
        Change("global", "g", unset=True),
        Change("local", "local", None),
        Change("collection", "all", '{"c":"cc","v":{"a":[1]},"local":null}'),
    ]


def test_a_script_that_throws_ends_alone_with_its_line(interpreter: Interpreter) -> None:
    outcome = outcome_of(interpreter, "pm.test('a', () => {});\n\nundefined.x", "pm.test('b', () => {})", "let x = ;")
    assert [result.name for result in outcome.results] == ["a", "b"]
    assert outcome.error == (
        "The script of 'Folder 1' after the reply ended early, in line 3: TypeError: cannot read property 'x' of undefined. "
        "The script after the reply ended early, in line 1: SyntaxError: unexpected token in expression: ';'."
    )


def test_a_library_that_is_not_there_ends_the_script_even_if_it_catches_the_error(interpreter: Interpreter) -> None:
    outcome = outcome_of(
        interpreter, "try { require('lodash') } catch {} pm.test('a', () => {})", "_.get({}, 'a')", "pm.test('c')"
    )
    assert [result.name for result in outcome.results] == ["c"]
    assert outcome.error.count("It wants lodash, which is not there") == 2


def test_a_skipped_request_is_skipped_by_all(interpreter: Interpreter) -> None:
    outcome = outcome_of(
        interpreter, "pm.execution.skipRequest(); console.log(1)", "console.log(2)", event="prerequest"
    )
    assert (outcome.skip, outcome.log, outcome.error) == (True, [], "")


def test_the_request_is_changed_where_the_script_changes_it(interpreter: Interpreter) -> None:
    request = {**REQUEST, "description": "kept", "url": {"raw": "http://h/x", "protocol": "http", "host": ["h"]}}
    outcome = outcome_of(
        interpreter,
        "pm.request.headers.upsert({key: 'x-a', value: '2'}); postman.setNextRequest('B')",
        "pm.request.url.query.add('q=1'); pm.request.method = 'POST'; pm.request.body = {mode: 'raw', raw: 'hi'}",
        event="prerequest",
        request=request,
    )
    assert outcome.error == ""
    assert outcome.next_request == "B"
    assert outcome.request == {
        "method": "POST",
        "url": {
            "protocol": "http",
            "host": ["h"],
            "query": [{"key": "q", "value": "1"}],
            "variable": [],
            "raw": "http://h?q=1",
        },
        "header": [{"key": "x-a", "value": "2"}],
        "body": {"mode": "raw", "raw": "hi"},
        "description": "kept",
    }
    assert outcome_of(interpreter, "pm.request.headers.get('X-A')", event="prerequest").request is None


def test_what_a_script_sends_is_sent_by_the_session() -> None:
    sent: list[dict[str, Any]] = []

    def send(request: dict[str, Any]) -> Said:
        sent.append(request)
        if request["method"] == "PUT":
            raise errors.not_sent("This host is not named.", "Name it.")
        return said({"token": "t"}, 201, "Created")

    interpreter = Interpreter(send, seconds=DEADLINE)
    outcome = outcome_of(
        interpreter,
        """
        pm.sendRequest("http://h/a", (error, reply) => pm.environment.set("token", reply.json().token + reply.code));
        pm.sendRequest({url: "http://h/b", method: "PUT", header: {A: "1"}, body: {mode: "raw", raw: "{}"}})
            .catch((error) => console.log(error.message));
        """,
    )
    interpreter.close()
    assert outcome.error == ""
    assert outcome.changes == [Change("environment", "token", "t201")]
    assert outcome.log == ["This host is not named."]
    assert [(request["method"], request["url"]["host"]) for request in sent] == [("GET", ["h"]), ("PUT", ["h"])]


def test_the_next_request_is_named_or_none(interpreter: Interpreter) -> None:
    assert (
        outcome_of(interpreter, "postman.setNextRequest('B')", "pm.execution.setNextRequest(null)").next_request is None
    )
    assert outcome_of(interpreter, "postman.setNextRequest(undefined)").next_request is ...


def test_hashes_and_codes(interpreter: Interpreter) -> None:
    outcome = outcome_of(
        interpreter,
        """
        const { enc } = require("crypto-js");
        console.log(CryptoJS.SHA256("ä").toString(), enc.Base64.stringify(CryptoJS.HmacSHA1("m", "k")));
        console.log(enc.Utf8.stringify(enc.Base64.parse(btoa("Basic"))), atob("YTpi"), Buffer.from("ä").toString("hex"));
        console.log(pm.variables.replaceIn("{{v}} {{c}} {{$randomInt}} {{none}}").replace(/\\d+/, "N"));
        CryptoJS.AES.encrypt("a", "b")
        """,
    )
    assert outcome.log == [
        "33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc dytxyKKZfnaL4B2XEeSk80ok7zM=",
        "Basic a:b c3a4",
        "vv cc N {{none}}",
    ]
    assert "It wants CryptoJS.AES, which is not there" in outcome.error


def test_without_quickjs_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "folder_of_quickjs", lambda: None)
    with pytest.raises(errors.InputError) as trouble:
        Interpreter(said)
    assert 'pip install "kaizala-nb[scripts]"' in str(trouble.value.advice)
