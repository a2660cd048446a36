"""What a part of a script may change: that is not known any more after something in it was not understood."""

from collections.abc import Iterator
from dataclasses import fields

from kaizala_nb.toolkit.collection.scopes import Scope
from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.bindings import Bindings, Closure
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.names import names_in
from kaizala_nb.toolkit.collection.scripts.values import Unknown

SCOPE_NAMES: dict[str, Scope] = {
    "environment": "environment",
    "collectionVariables": "collection",
    "globals": "global",
    "variables": "local",
    "iterationData": "data",
}
"""What Postman's objects for variables are called in scripts, with their scopes."""
_OLD: tuple[tuple[str, Scope], ...] = (("Environment", "environment"), ("Global", "global"))
_OLD_METHODS = (("set", "", "set"), ("get", "", "get"), ("clear", "", "unset"), ("clear", "s", "clear"))
LEGACY: dict[str, tuple[str, Scope]] = {
    f"{word}{place}Variable{ending}": (done, scope) for place, scope in _OLD for word, ending, done in _OLD_METHODS
}
"""The methods of the old ``postman``: what each does, in which scope."""
CHANGING = {
    "push",
    "pop",
    "shift",
    "unshift",
    "splice",
    "sort",
    "reverse",
    "fill",
    "copyWithin",
    "assign",
    "defineProperty",
}
"""Methods that change what they are called on, or what they are given."""


def parts(node: syntax.Node) -> Iterator[syntax.Node]:
    """A part of a script and all parts in it, functions included."""
    to_do: list[object] = [node]
    while to_do:
        one = to_do.pop()
        if isinstance(one, syntax.Node):
            yield one
            to_do.extend(getattr(one, field.name) for field in reversed(fields(one)))
        elif isinstance(one, tuple):
            to_do.extend(reversed(one))


def root(node: syntax.Node) -> str:
    """The name that a value begins with: ``a`` of ``a.b[0].c()``."""
    while True:
        if isinstance(node, syntax.Member):
            node = node.object
        elif isinstance(node, syntax.Call):
            node = node.callee
        elif isinstance(node, syntax.Group):
            node = node.value
        else:
            return node.name if isinstance(node, syntax.Name) else ""


def method(node: syntax.Node) -> tuple[syntax.Node | None, str]:
    """What a call calls: the object, and the name of the method; None and the name of a function."""
    if isinstance(node, syntax.Call):
        callee = node.callee
        if isinstance(callee, syntax.Member) and isinstance(callee.name, syntax.Literal):
            return callee.object, str(callee.name.value)
        if isinstance(callee, syntax.Name):
            return None, callee.name
    return None, ""


def change(node: syntax.Node) -> tuple[str, Scope, syntax.Node | None] | None:
    """What a call does to a variable of Postman: "set", "unset", "clear" or "get", the scope, and its name; None if nothing."""
    holder, name = method(node)
    if holder is None or not isinstance(node, syntax.Call):
        return None
    first = node.arguments[0] if node.arguments else None
    if isinstance(holder, syntax.Name) and holder.name == "postman" and name in LEGACY:
        word, scope = LEGACY[name]
        return word, scope, first
    if isinstance(holder, syntax.Member) and isinstance(holder.object, syntax.Name) and holder.object.name == "pm":
        place = holder.name.value if isinstance(holder.name, syntax.Literal) else None
        if place in SCOPE_NAMES and name in ("set", "unset", "clear", "get"):
            return name, SCOPE_NAMES[place], first
    return None


def forget(machine: Machine, node: syntax.Node, bindings: Bindings, why: str) -> None:
    """What a part of a script may change is not known any more. Its tests are not evaluated."""
    _forget(machine, node, bindings, why, set())


def _forget(machine: Machine, node: syntax.Node, bindings: Bindings, why: str, seen: set[int]) -> None:
    for part in parts(node):
        machine.step()
        if isinstance(part, syntax.Assign | syntax.Update) or (isinstance(part, syntax.Each) and not part.kind):
            _forget_target(machine, part.target, bindings, why)
        elif isinstance(part, syntax.Declare):
            for target, _ in part.targets:
                _forget_target(machine, target, bindings, why)
        elif isinstance(part, syntax.Unary) and part.operator == "delete":
            _blur(machine, root(part.value), bindings, why)
        elif isinstance(part, syntax.Call):
            _forget_call(machine, part, bindings, why, seen)


def _forget_target(machine: Machine, target: syntax.Node, bindings: Bindings, why: str) -> None:
    for name in names_in(target):
        bindings.forget(name, why)
    for part in parts(target):
        if isinstance(part, syntax.Member):
            held = bindings.holder("tests")
            if root(part) == "tests" and isinstance(part.name, syntax.Literal) and held is machine.top:
                machine.tests[str(part.name.value)] = Unknown(why)
            else:
                _blur(machine, root(part), bindings, why)


def _blur(machine: Machine, name: str, bindings: Bindings, why: str) -> None:
    scope = bindings.holder(name)
    if scope is not None:
        machine.blur(scope.names[name], why)
        value = scope.names[name]
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            machine.blur(inner, why)


def _forget_call(machine: Machine, call: syntax.Call, bindings: Bindings, why: str, seen: set[int]) -> None:
    done = change(call)
    if done is not None:
        word, scope, first = done
        if word != "get":
            name = first.value if isinstance(first, syntax.Literal) and isinstance(first.value, str) else None
            machine.variables.forget(scope, name, why)
            machine.note(why)
        return
    holder, name = method(call)
    if name == "setNextRequest":
        machine.outcome.next_request = ...
    if holder is not None and name == "test" and isinstance(holder, syntax.Name) and holder.name == "pm":
        title = call.arguments[0] if call.arguments else None
        text = str(title.value) if isinstance(title, syntax.Literal) else f"The test in line {call.first}"
        machine.doubt(why, lambda: machine.result((call.first, text), text, None))
    if name in CHANGING and holder is not None:
        _blur(machine, root(holder), bindings, why)
        for argument in call.arguments:
            _blur(machine, root(argument), bindings, why)
    if holder is None and name:
        scope_of = bindings.holder(name)
        value = scope_of.names[name] if scope_of is not None else None
        if isinstance(value, Closure) and id(value.node) not in seen:
            seen.add(id(value.node))
            for argument in call.arguments:
                _blur(machine, root(argument), bindings, why)
            for statement in value.node.body:
                _forget(machine, statement, value.bindings, why, seen)
