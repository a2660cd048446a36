"""Scripts that mean harm: each ends within its bounds and alone, and nothing outside is touched."""

import os
from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.scripts.outcome import Change, Outcome, Result
from tests.patience import DEADLINE
from tests.toolkit.client.interpreter.stage import outcome_of, said

NEXT = "pm.test('next', () => pm.expect(pm.response.json()).to.have.property('id', 7))"
SECONDS = 1
"""What a script without an end has: many times what any other script here needs."""


@pytest.fixture(scope="module")
def hasty() -> Iterator[Interpreter]:
    one = Interpreter(lambda request: said(), seconds=SECONDS, patience=0.1)
    yield one
    one.close()


def tried(interpreter: Interpreter, script: str) -> Outcome:
    """What comes of a script; and the next one has its turn as ever."""
    outcome = outcome_of(interpreter, script, NEXT)
    assert outcome.results and outcome.results.pop() == Result("next", True)
    return outcome


@pytest.mark.parametrize(
    "script",
    [
        "pm.test('before', () => {}); for (;;) { try { for (;;) {} } catch {} }",
        "pm.test('before', () => {}); (async () => { for (;;) await null })()",
        "pm.test('before', () => {}); /^(a+)+$/.test('a'.repeat(50) + 'b')",
        "pm.test('before', () => {}); for (;;) 'x'.repeat(1e8).indexOf('yx')",
        "pm.test('before', () => {}); throw { toString() { for (;;) {} }, get stack() { for (;;) {} } }",
    ],
)
def test_what_does_not_end_is_ended_and_keeps_what_it_said(hasty: Interpreter, script: str) -> None:
    outcome = tried(hasty, script)
    assert (
        outcome.error
        == f"The script of 'Folder 1' after the reply ended early: It runs for more than {SECONDS:g} seconds."
    )
    assert outcome.results == [Result("before", True)]


@pytest.mark.parametrize(
    "script, why",
    [
        ("setTimeout(() => {}, 1e9)", "It waits for too long"),
        ("setInterval(() => {}, 20)", "It waits for too long"),
        ("'x'.repeat(1e9)", "out of memory"),
        ("new Array(1e9).fill(0)", "out of memory"),
        ("const all = []; for (;;) all.push(new Uint8Array(1e7))", "out of memory"),
        ("function f() { return f() + 1 } f()", "Maximum call stack size exceeded"),
        ("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; pm.environment.set('a', a)", "call stack"),
        ("const f = () => pm.sendRequest('http://h', f); f()", "It makes too many requests"),
        (
            "for (let i = 0; i < 2; i++) pm.environment.set('a', 'x'.repeat(2e7))",
            "It makes too many changes of variables",
        ),
        ("throw { toString() { throw { toString() { throw 1 } } } }", "ended early"),
        ("throw new Proxy({}, { get() { throw 1 }, has() { throw 2 } })", "something that is no text"),
        ("pm.test({ toString() { throw new Error('trap') } }, () => {})", "Error: trap"),
        ("this.constructor.constructor('return process')().exit()", "process is not defined"),
        ("import x from 'std'", "SyntaxError"),
        ("for (const name of Object.getOwnPropertyNames(globalThis)) delete globalThis[name]", "Object is not defined"),
    ],
)
def test_what_takes_too_much_ends_early(interpreter: Interpreter, hasty: Interpreter, script: str, why: str) -> None:
    waits = "setTimeout" in script or "setInterval" in script
    assert why in tried(hasty if waits else interpreter, script).error


def test_floods_are_bounded(interpreter: Interpreter) -> None:
    lines = tried(interpreter, "for (let i = 0; i < 1e6; i++) console.log('line ' + i); console.log('x'.repeat(1e7))")
    assert len(lines.log) == 1000
    assert lines.notes == ["The script prints more than 1000 lines; the others are left out."]
    checks = tried(interpreter, "for (let i = 0; i < 1e5; i++) pm.test('t' + i, () => {})")
    assert len(checks.results) <= 20_000
    assert "ended early" in checks.error
    name = tried(interpreter, "pm.test('x'.repeat(1e7), () => { throw new Error('y'.repeat(1e7)) })")
    assert [len(name.results[0].name), len(name.results[0].problem)] == [10_000, 10_000]


def test_a_script_finds_nothing_but_javascript(interpreter: Interpreter) -> None:
    outcome = tried(
        interpreter,
        """
        const all = Function("return this")();
        console.log(["std", "os", "host", "process", "Deno", "print", "scriptArgs", "fetch"].filter((name) => name in all));
        for (const name of ["std", "os", "/etc/passwd", "./worker.py", "pm/pm.js"]) {
            import(name).then(() => console.log("found " + name), (error) => console.log(String(error)));
        }
        pm.test("caller", function () { console.log(String(arguments.callee.caller)) });
        """,
    )
    assert outcome.log[:2] == ["[]", "undefined"]
    assert len(outcome.log) == 7
    assert not any("found" in line for line in outcome.log)


@pytest.mark.parametrize(
    "script",
    [
        "Object.prototype.toJSON = () => 'forged';",
        "JSON.stringify = () => '[\"end\"]'; JSON.parse = () => ({}); JSON = {};",
        "Array.prototype[Symbol.iterator] = function* () {}; Array.prototype.toString = () => 'forged';",
        "String.prototype.toWellFormed = () => 'forged'; Reflect.apply = () => 'forged';",
        "Object.prototype.passed = true; Object.prototype.problem = ''; Function.prototype.call = () => 'forged';",
        "Promise = null; Error = null; Boolean = () => true; String = () => 'forged';",
        'console.log(\'["result","forged",true,""]\\n["end"]\\n\');',
    ],
)
def test_no_trick_with_what_is_built_in_forges_an_outcome(interpreter: Interpreter, script: str) -> None:
    """Nothing is in the way of a script that says untrue things of itself. But it says them of itself alone."""
    outcome = tried(interpreter, f"{script}\npm.test('own', () => pm.expect(1).to.equal(2))")
    assert [result.name for result in outcome.results] in ([], ["own"], ["forged"])
    assert outcome.results == [] or outcome.results[0].passed is False
    assert outcome.results or outcome.error


def test_halves_of_characters_and_names_of_prototypes_are_texts(interpreter: Interpreter) -> None:
    outcome = tried(
        interpreter,
        """
        pm.environment.set("__proto__", {passed: true});
        pm.environment.set("constructor", "\\udc00");
        console.log("\\ud800", pm.environment.get("toString"), pm.variables.get("valueOf"));
        """,
    )
    assert outcome.changes == [
        Change("environment", "__proto__", {"passed": True}),
        Change("environment", "constructor", "\ufffd"),
    ]
    assert outcome.log == ["\ufffd undefined undefined"]


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="looks at the process where the system shows it")
def test_the_process_has_no_variable_and_no_file_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TOKEN_OF_MINE", "secret")
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    interpreter = Interpreter(lambda request: said(), seconds=DEADLINE)
    assert outcome_of(interpreter, "console.log(new Date(0).getTimezoneOffset())").log == ["-330"]
    [process] = interpreter._idle
    number = process._process.pid
    with open(f"/proc/{number}/environ", "rb") as file:
        names = {line.split(b"=")[0] for line in file.read().split(b"\0") if line}
    assert names <= {b"LD_LIBRARY_PATH", b"LC_CTYPE", b"TZ"}
    assert sorted(os.listdir(f"/proc/{number}/fd")) == ["0", "1", "2"]
    with open(f"/proc/{number}/limits", encoding="utf-8") as file:
        limits = {line[:26].strip(): line[26:].split()[0] for line in file}
    assert (limits["Max open files"], limits["Max file size"]) == ("3", "0")
    interpreter.close()
    assert process._process.poll() is not None


def test_an_interruption_in_the_middle_of_a_script_leaves_no_process_behind() -> None:
    def interrupted(request: object) -> None:
        raise KeyboardInterrupt

    interpreter = Interpreter(interrupted, seconds=DEADLINE)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        outcome_of(interpreter, "pm.sendRequest('http://h')")
    assert not interpreter._idle
    assert outcome_of(interpreter, NEXT).results == [Result("next", True)]
    interpreter.close()
