"""Which variables scripts set, and which they do not set for certain."""

import sys
import time
from dataclasses import replace

import pytest

from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.scripts import parsing
from kaizala_nb.toolkit.collection.scripts.outcome import Change
from tests.patience import bounded
from tests.toolkit.collection.scripts.scenes import after, before, carried_out, saved, scene, script


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("const d = pm.response.json().data; pm.environment.set('x', d.id);", {"x": "d1"}),
        ("const j = JSON.parse(responseBody); pm.globals.set('x', j['data']['items'][1].id)", {"x": 2}),
        (
            "const {data: {id, more = 'm'}, ...rest} = pm.response.json(); pm.environment.set(id, more + rest.name)",
            {"d1": "mAda"},
        ),
        ("pm.environment.set('x', `${pm.response.code}-${pm.response.headers.get('x-trace')}`)", {"x": "200-abc"}),
        ("pm.environment.set('x', pm.response.json()?.data?.nothing?.id ?? 'none')", {"x": "none"}),
        (
            "pm.response.json().data.items.forEach(one => { pm.environment.set('x' + one.id, one.on) })",
            {"x1": True, "x2": False},
        ),
        (
            "const on = pm.response.json().data.items.find(one => !one.on); pm.variables.set('x', String(on.id))",
            {"x": "2"},
        ),
        (
            "function half(n) { return n / 2 } pm.environment.set('x', half(7)); pm.environment.set('y', half(8))",
            {"x": 3.5, "y": 4},
        ),
        (
            "postman.setEnvironmentVariable('x', 5); postman.setGlobalVariable('y', {a: 1})",
            {"x": "5", "y": "[object Object]"},
        ),
        ("let n = 0; for (let i = 0; i < 5; i++) { if (i == 3) break; n += i } pm.environment.set('x', n)", {"x": 3}),
        (
            "switch (pm.response.code) { case 200: pm.environment.set('x', 1); break; default: pm.environment.set('x', 2) }",
            {"x": 1},
        ),
        ("try { pm.response.json().a.b } catch (e) { pm.environment.set('x', e.name) }", {"x": "TypeError"}),
        (
            "pm.test('t', () => { pm.expect(1).to.eql(2); pm.environment.set('x', 1) }); pm.environment.set('y', 1)",
            {"y": 1},
        ),
        ("pm.environment.set('x', 1); pm.response.json().a.b; pm.environment.set('y', 1)", {"x": 1}),
        ("if (pm.response.code === 404) { pm.environment.set('x', 1) } // pm.environment.set('y', 1)", {}),
        ("const sent = JSON.parse(pm.request.body.raw); pm.environment.set('x', sent.id)", {}),
        ("let x = 1; let x = 2; pm.environment.set('x', x)", {}),  # JavaScript refuses such a script
        ("pm.environment.set('x', 1", {}),
        (
            "pm.environment.set('x', undefined); pm.environment.set('y', pm.environment.has('x'))",
            {"x": None, "y": True},
        ),
        ("setTimeout(() => pm.environment.set('x', 1), 10); pm.environment.set('x', 2)", {"x": 1}),
        ("setTimeout(() => pm.environment.set('x', 1), 10); setTimeout(() => pm.environment.set('x', 2), 5)", {"x": 1}),
        (
            "const o = {a: 1}; pm.environment.set('x', o); o.a = 2; pm.environment.set('y', pm.environment.get('x').a)",
            {"x": {"a": 2}, "y": 2},
        ),
        ("const set = pm.environment.set; try { set('x', 1) } catch (e) { pm.environment.set('y', 1) }", {"y": 1}),
        ("const o = {}; o.o = o; try { JSON.stringify(o) } catch (e) { pm.environment.set('x', 1) }", {"x": 1}),
        (
            r"pm.globals.set('x', '' + ['ab'.replace('b',(a, i) => a + i), ['1','2'].map(parseInt), '\101', /b/.exec('ab').index])",
            {"x": "ab1,1,NaN,A,1"},
        ),
        (
            "pm.environment.set('x', [Object.keys('ab').join(''), ((a, b = 1, ...c) => 1).length, (1e-7).toFixed(10)].join())",
            {"x": "01,1,0.0000001000"},
        ),
        (
            "pm.globals.set('x', 1); console.table([]); pm.globals.set('y', 1)",
            {"x": 1},
        ),
    ],
)
def test_a_save_is_what_the_script_saves(text, expected):
    assert saved(after(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "if (CryptoJS.MD5('a') == 'b') { pm.environment.set('x', 2) }",
        "pm.environment.set('x', moment().format())",
        "somebody.knows(); pm.environment.set('x', 2)",
        "const k = tv4.validate(1, 2) ? 'x' : 'y'; pm.environment.set(k, 2)",
        "let v = 1; if (tv4.validate(1, 2)) { v = 2 } pm.environment.set('x', v)",
        "const o = {v: 1}; if (tv4.validate(1, 2)) { o.v = 2 } pm.environment.set('x', o.v)",
        "const o = [1]; tv4.each(() => { o.push(2) }); pm.environment.set('x', o.length)",
        "if (tv4.validate(1, 2)) { throw new Error('no') } pm.environment.set('x', 2)",
        "function f() { if (tv4.validate(1, 2)) { return 1 } return 2 } pm.environment.set('x', f())",
        "setInterval(() => { pm.environment.set('x', 2) }, 10); pm.environment.set('x', 1)",
        "setTimeout(() => { pm.environment.set('x', 2) }, tv4.time); pm.environment.set('x', 1)",
        "clearTimeout(setTimeout(() => { pm.environment.set('x', 2) }, 1))",
        "const o = {a: 1}; const p = [o]; _.set(p[0], 'a', 2); pm.environment.set('x', o.a)",
        "pm.environment.set('x', '' + {toString() { return 'mine' }})",
        "pm.request.url.path.push('b'); pm.environment.set('x', pm.request.url.getPath())",
        "pm.response.headers.each(one => { one.value = 'b' }); pm.environment.set('x', pm.response.headers.get('X-Trace'))",
        "pm.request.url.query.add({key: 'a'}); pm.environment.set('x', request.url + pm.request.url)",
        "pm.environment.set('x', JSON.parse('1', (name, value) => 2))",
        "try { JSON.parse(tv4.text) } catch (e) { pm.environment.set('x', 1) }",
        "const o = [2, 1]; o.sort(tv4.order); pm.environment.set('x', o[0])",
        "pm.sendRequest('https://a.test', (error, reply) => { pm.environment.set('x', reply.json().id) })",
        "(async () => { pm.environment.set('x', 2) })()",
        "pm.response.json().data.items.forEach(one => { if (one.id > 1) somebody.knows(); pm.environment.set('y', 1) });",
        "for (const one of xml2Json(responseBody)) { pm.environment.set('x', one.id) }",
        "eval(responseBody); pm.environment.set('x', 2)",
        "while (true) { pm.environment.set('x', 2) }",
        "class A { m() { pm.environment.set('x', 2) } } new A().m()",
    ],
)
def test_a_save_that_is_not_certain_is_not_made_and_told(text):
    outcome = after(text)
    assert "x" not in saved(outcome)
    assert outcome.notes


def test_a_variable_that_is_uncertain_afterwards_is_not_set():
    outcome = after(
        "pm.environment.set('x', 1); if (tv4.validate(1, 2)) pm.environment.set('x', 2); pm.environment.set('y', 3)"
    )
    assert saved(outcome) == {"y": 3}
    after_that = after(
        "pm.environment.set('x', 1); if (tv4.validate(1, 2)) pm.environment.set('x', 2); eval(responseBody)"
    )
    assert not after_that.changes


def test_the_next_script_gets_null_for_undefined_and_a_copy_of_an_object():
    first = script("pm.environment.set('none', undefined); o = {a: 1}; pm.environment.set('o', o)")
    second = script(
        "pm.environment.set('x', [pm.environment.has('none'), pm.environment.get('none'), pm.environment.get('o').a])"
    )
    third = script("pm.environment.get('given').a = 2")
    at = scene(variables={"environment": {"given": {"a": 1}}})
    outcome = carried_out([first, second, third], at)
    assert "'given' holds an object that is changed, and is not set again" in outcome.notes[0]
    assert saved(outcome) == {
        "none": None,
        "o": {"a": 1},
        "x": [True, None, 1],
    }


def test_nothing_is_saved_of_a_part_of_the_request_that_holds_a_secret():
    request = {
        "method": "POST",
        "url": "https://service.test/things?key={{token}}",
        "header": [{"key": "X-Key", "value": "Bearer {{token}}"}, {"key": "X-Open", "value": "{{other}}"}],
        "body": {"mode": "raw", "raw": '{"key": "{{token}}"}'},
    }
    text = (
        "const set = (name, value) => pm.environment.set(name, value);"
        "set('a', pm.request.headers.get('x-key').slice(7)); set('b', request.headers['x-key']); set('c', request.url);"
        "set('d', pm.request.url.toString()); set('e', `${pm.request.url}`); set('f', btoa(pm.request.body.raw));"
        "set('g', pm.request.url.query.get('key')); set('h', request.data);"
    )
    known = "set('x', pm.request.headers.get('X-Open')); set('y', pm.request.url.getHost()); set('z', request.method)"
    at = replace(scene(), request=request, hidden=["{{token}}"])
    for part in (text.replace("set('e', `${pm.request.url}`);", ""), text):
        outcome = carried_out([script(part)], at)
        assert not outcome.changes and outcome.notes
    start = text.split("set('a'")[0]
    assert saved(carried_out([script(start + known)], at)) == {"x": "{{other}}", "y": "service.test", "z": "POST"}


def test_a_change_of_the_request_costs_only_what_looks_at_it():
    outcome = before(
        "pm.request.url.host = ['elsewhere']; pm.request.body = 'b'; pm.environment.set('x', 1);"
        "pm.environment.set('y', pm.request.url.getHost()); pm.request.headers.add({key: 'A', value: 'b'})"
    )
    assert saved(outcome) == {"x": 1} and outcome.request["header"] == [{"key": "A", "value": "b"}]
    assert len(outcome.notes) == 3


def test_scripts_see_what_those_before_them_have_set():
    first = script(
        "pm.collectionVariables.set('a', pm.environment.get('host') + '/' + pm.variables.get('v'))", place="All"
    )
    second = script(
        "pm.variables.set('b', pm.variables.get('a')); pm.environment.unset('host'); pm.environment.has('host')"
    )
    at = scene(variables={"environment": {"host": "h", "v": "narrow"}, "global": {"v": "wide"}})
    assert carried_out([first, second], at).changes == [
        Change("collection", "a", "h/narrow"),
        Change("local", "b", "h/narrow"),
        Change("environment", "host", unset=True),
    ]


def test_before_the_request_values_are_made():
    outcome = before(
        "pm.environment.set('now', new Date().toISOString()); pm.environment.set('n', Math.floor(Math.random() * 3) + 1);"
        "pm.environment.set('id', pm.variables.replaceIn('{{who}}-{{$guid}}')); pm.request.headers.upsert({key: 'X-A', value: 1})",
        {"collection": {"who": "Ada"}},
    )
    made = saved(outcome)
    assert made["now"].startswith(time.strftime("%Y-", time.gmtime()))
    assert made["n"] in (1, 2, 3)
    assert made["id"] == "Ada-a-guid"
    assert outcome.request is not None and outcome.request["header"] == [{"key": "X-A", "value": "1"}]


def test_a_script_says_what_comes_next():
    assert after("postman.setNextRequest('Third')").next_request == "Third"
    assert after("pm.execution.setNextRequest(null)").next_request is None
    assert after("if (tv4.validate(1, 2)) postman.setNextRequest(null)").next_request is ...
    skipped = before("pm.execution.skipRequest(); pm.environment.set('x', 1)")
    assert skipped.skip and not skipped.changes


@pytest.mark.parametrize(
    "text",
    [
        "pm.environment.set('a'," + " " * 4000,
        "(" * 200_000,
        "[" * 99_000 + "]" * 99_000,
        "a" * 300_000,
        "a." * 3000 + "b",
    ],
)
def test_a_hostile_script_is_told(text):
    with bounded():
        outcome = after(text)
    assert outcome.notes and not outcome.changes


@pytest.mark.parametrize(
    "text",
    [
        "let s = 'a'; while (true) { s += s }",
        "let a = [1]; for (let i = 0; i < 900; i++) { a = a.concat(a) }",
        "let a = [1]; for (let i = 0; i < 60; i++) { a = [a, a] } pm.environment.set('x', '' + a)",
        "const a = []; a.push(a); pm.environment.set('x', JSON.stringify(a))",
        "function f() { return f() } f()",
        "this.constructor.constructor('return process')().exit()",
        "for (let i = 0; i < 900; i++) for (let j = 0; j < 900; j++) console.log('x'.repeat(1000))",
    ],
)
def test_a_script_without_end_ends(text):
    with bounded():
        outcome = after(text)
    assert (outcome.notes or outcome.error) and "x" not in saved(outcome)


def test_scripts_of_the_file_and_its_folders_come_first():
    def events(text: str) -> list[dict[str, object]]:
        return [{"listen": "test", "script": {"exec": [f"pm.environment.set('{text}', 1)"]}}]

    request = {"name": "Things", "request": "https://service.test", "event": events("own")}
    folder = {"name": "Inner", "item": [request], "event": events("inner")}
    (item,) = items_of(
        {"info": {"name": "All"}, "item": [folder], "event": [*events("all"), {"listen": "test", "disabled": True}]}
    )
    assert isinstance(item, Item)
    assert [one.place for one in item.scripts] == ["All", "Inner", ""]
    assert list(saved(carried_out(list(item.scripts), scene()))) == ["all", "inner", "own"]


def test_without_a_parser_each_script_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    parsing._parser.cache_clear()
    outcome = after("pm.environment.set('never read before', 1)")
    assert not outcome.changes and "pip install tree-sitter" in outcome.notes[0]
