"""What Postman gives to scripts: ``pm``, the old ``postman``, and the names of old scripts."""

from collections.abc import Sequence

from kaizala_nb.toolkit.collection.scripts.bindings import Closure
from kaizala_nb.toolkit.collection.scripts.chains import Chain
from kaizala_nb.toolkit.collection.scripts.effects import LEGACY, SCOPE_NAMES
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Finished, Machine
from kaizala_nb.toolkit.collection.scripts.reply_object import ReplyChain, ReplyObject
from kaizala_nb.toolkit.collection.scripts.request_object import RequestObject
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import (
    Holder,
    Host,
    Lost,
    Native,
    Thrown,
    Unknown,
    Value,
    callable_,
    error,
    string,
    truth,
)
from kaizala_nb.toolkit.collection.scripts.variables_object import (
    VariablesObject,
    clear_variables,
    set_variable,
    unset_variable,
)

Arguments = Sequence[Value]


def _test(machine: Machine, arguments: Arguments) -> None:
    name, function = argument(arguments, 0), argument(arguments, 1)
    unnamed = machine.unknown_in(name)
    title = f"The test in line {machine.line}" if unnamed else string(name)
    key = (machine.line, title)
    if not callable_(function):
        passed = None if isinstance(function, Unknown) else True
        machine.result(key, title, passed, function.why if isinstance(function, Unknown) else "")
        return
    if isinstance(function, Closure) and (function.node.problem or function.parameters):
        why = machine.why("the test waits for something")
        machine.look_into([function], why)
        machine.result(key, title, None, f"It is not evaluated: {why}.")
        return
    outside, passed, problem = machine.looks, True, ""
    machine.in_test = True
    try:
        machine.call(function, [])
    except Thrown as thrown:
        passed, problem = False, thrown.text
    except Lost as lost:
        machine.note(lost.why)
        machine.result(key, title, None, f"It is not evaluated: {lost.why}.")
        return
    finally:
        machine.in_test = False
    if unnamed is not None:
        machine.note(unnamed.why)
        passed, problem = None, f"Its name is not known: {unnamed.why}."
    machine.result(key, title, passed, problem, machine.looks > 0)
    machine.looks = outside


class TestFunction(Native):
    """``pm.test``."""

    def __init__(self, machine: Machine, pm: Host) -> None:
        def call(arguments: Arguments) -> Value:
            _test(machine, arguments)
            return pm

        def skip(arguments: Arguments) -> Value:
            machine.result((machine.line, "skip"), string(argument(arguments, 0)), None, "The script skips it.")
            return pm

        super().__init__("pm.test", call, {"skip": Native("skip", skip)}, takes_unknown=True)


def expect_function(machine: Machine) -> Native:
    """``pm.expect``."""

    def call(arguments: Arguments) -> Value:
        subject, message = argument(arguments, 0), argument(arguments, 1)
        kind = ReplyChain if isinstance(subject, ReplyObject) else Chain
        return kind(machine, subject, message if isinstance(message, str) else "")

    def fail(arguments: Arguments) -> Value:
        raise error("AssertionError", string(argument(arguments, 0, "expect.fail()")))

    return Native("expect", call, {"fail": Native("fail", fail)}, takes_unknown=True)


def next_request(machine: Machine, arguments: Arguments) -> Value:
    """``setNextRequest``."""
    name = argument(arguments, 0)
    if machine.doubts or isinstance(name, Unknown):
        machine.outcome.next_request = ...
        machine.note(machine.doubts[-1] if machine.doubts else name.why)
    elif name is not UNDEFINED:
        machine.outcome.next_request = None if not truth(name) else string(name)
    return UNDEFINED


def _skip_request(machine: Machine) -> Value:
    if machine.scene.said is not None:
        raise error("TypeError", "pm.execution.skipRequest is not a function")
    if machine.doubts:
        machine.note(machine.doubts[-1])
        return UNDEFINED
    machine.outcome.skip = True
    raise Finished


def _send(machine: Machine, arguments: Arguments) -> Value:
    machine.note("pm.sendRequest sends another request: that is not done")
    machine.look_into(arguments, machine.why("the reply to pm.sendRequest is not there"))
    return Unknown(machine.why("the reply to pm.sendRequest is not there"), safe=True)


class Pm(Host):
    """``pm``."""

    name = "pm"

    def __init__(self, machine: Machine) -> None:
        said = machine.scene.said
        flow = Native("setNextRequest", lambda arguments: next_request(machine, arguments), takes_unknown=True)
        info: dict[str, Value] = {
            "eventName": "test" if said is not None else "prerequest",
            "iteration": float(machine.scene.iteration),
            "iterationCount": float(machine.scene.iterations),
            "requestName": machine.scene.name,
            "requestId": Unknown("the id of the request is not there"),
        }
        self._members: dict[str, Value] = {
            **{name: VariablesObject(machine, name, scope) for name, scope in SCOPE_NAMES.items()},
            "expect": expect_function(machine),
            "info": info,
            "request": RequestObject(machine),
            "execution": Holder("pm.execution", {
                "setNextRequest": flow,
                "skipRequest": Native("skipRequest", lambda arguments: _skip_request(machine)),
                "location": Unknown("the place of the request is not there"),
            }),
            "setNextRequest": UNDEFINED,
            "sendRequest": Native("sendRequest", lambda arguments: _send(machine, arguments), takes_unknown=True),
            "visualizer": Holder("pm.visualizer", {
                "set": Native("set", lambda arguments: UNDEFINED, takes_unknown=True),
                "clear": Native("clear", lambda arguments: UNDEFINED),
            }),
            "cookies": Holder("pm.cookies", {
                name: Native(name, lambda arguments: Unknown(machine.why("cookies are not there")), takes_unknown=True)
                for name in ("get", "has", "toObject", "one")
            }),
        }  # fmt: skip
        self._members["test"] = TestFunction(machine, self)
        if said is not None:
            self._members["response"] = ReplyObject(machine, said)

    def member(self, name: str) -> Value:
        if name in ("vault", "require", "message", "mock", "datasets", "state"):
            raise Lost(f"pm.{name} is not understood")
        return self._members.get(name, UNDEFINED)


class OldPostman(Host):
    """``postman``, of old scripts."""

    name = "postman"

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def member(self, name: str) -> Value:
        machine = self.machine
        if name == "setNextRequest":
            return Native(name, lambda arguments: next_request(machine, arguments), takes_unknown=True)
        if name == "getResponseHeader" and machine.scene.said is not None:
            headers = ReplyObject(machine, machine.scene.said).headers
            return Native(name, lambda arguments: headers.get(string(argument(arguments, 0))))
        if name == "getResponseCookie":
            return Native(name, lambda arguments: Unknown(machine.why("cookies are not there")))
        if name in LEGACY:
            return Native(name, lambda arguments: self._change(name, arguments), takes_unknown=True)
        return UNDEFINED

    def _change(self, method: str, arguments: Arguments) -> Value:
        word, scope = LEGACY[method]
        name, value = argument(arguments, 0), argument(arguments, 1)
        if word == "get":
            return VariablesObject(self.machine, "", scope).look(name)
        if word == "clear":
            clear_variables(self.machine, scope)
        elif word == "unset":
            unset_variable(self.machine, scope, name)
        else:
            kept = (
                isinstance(value, Unknown)
                or self.machine.unknown_in(value) is not None
                or (value is not False and not truth(value))
            )
            set_variable(self.machine, scope, name, value if kept or callable_(value) else string(value))
        if not isinstance(name, Unknown):
            self.machine.variables.follow(scope, None if word == "clear" else string(name))
        return UNDEFINED
