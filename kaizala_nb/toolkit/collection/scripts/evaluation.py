"""Works out the values of a script."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kaizala_nb.toolkit.collection.scripts import operators, syntax
from kaizala_nb.toolkit.collection.scripts.access import each, get
from kaizala_nb.toolkit.collection.scripts.assigning import assign
from kaizala_nb.toolkit.collection.scripts.bindings import Bindings, Closure
from kaizala_nb.toolkit.collection.scripts.known import GLOBALS, HARMLESS, LIBRARIES
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.parts import part_of_postman
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.source import callee_words
from kaizala_nb.toolkit.collection.scripts.values import (
    Host,
    Lost,
    Native,
    Unknown,
    Value,
    callable_,
    string,
    truth,
    type_of,
)

_SHORT = object()  # what an optional chain gives that ends early


def evaluate(machine: Machine, node: syntax.Node, bindings: Bindings) -> Value:
    """The value of a part of a script. What is not known is an :class:`Unknown`.

    Raises:
        Thrown: The script throws an error here.
        Lost: It may throw an error here, or do something that is not understood.
    """
    value = _link(machine, node, bindings)
    return UNDEFINED if value is _SHORT else value


def _link(machine: Machine, node: syntax.Node, bindings: Bindings) -> Value:
    machine.step()
    machine.enter()
    try:
        return _WAYS[type(node)](machine, node, bindings)
    finally:
        machine.depth -= 1


def _literal(machine: Machine, node: syntax.Literal, bindings: Bindings) -> Value:
    return node.value


def _unclear(machine: Machine, node: syntax.Unclear, bindings: Bindings) -> Value:
    if node.problem.startswith("A class"):
        return Unknown(machine.why(node.problem.rstrip(".")))
    raise Lost(machine.why(node.problem.rstrip(".")))


def _template(machine: Machine, node: syntax.Template, bindings: Bindings) -> Value:
    values = [evaluate(machine, one, bindings) for one in node.values]
    for value in values:
        unknown = machine.unknown_in(value)
        if unknown is not None:
            return unknown
    text = node.texts[0]
    for value, after in zip(values, node.texts[1:], strict=True):
        text = operators.add(operators.add(text, string(value)), after)
    return machine.made(text)


def _pattern(machine: Machine, node: syntax.PatternText, bindings: Bindings) -> Value:
    return Pattern(node.pattern, node.flags)


def _name(machine: Machine, node: syntax.Name, bindings: Bindings) -> Value:
    scope = bindings.holder(node.name)
    if scope is not None:
        return scope.get(node.name)
    make = GLOBALS.get(node.name)
    if make is not None:
        value = machine.top.names[node.name] = make(machine)
        return value
    if node.name in LIBRARIES:
        return Unknown(machine.why(f"{node.name} is not there"), safe=True, harmless=node.name in HARMLESS)
    raise Lost(machine.why(f"{node.name} is not known here"))


def _member(machine: Machine, node: syntax.Member, bindings: Bindings) -> Value:
    holder = _link(machine, node.object, bindings)
    if holder is _SHORT:
        return _SHORT
    if node.optional and (holder is None or holder is UNDEFINED):
        return _SHORT
    return get(machine, holder, evaluate(machine, node.name, bindings))


def _call(machine: Machine, node: syntax.Call, bindings: Bindings) -> Value:
    callee = _link(machine, node.callee, bindings)
    if callee is _SHORT or (node.optional and (callee is None or callee is UNDEFINED)):
        return _SHORT
    arguments = _items(machine, node.arguments, bindings)
    if isinstance(arguments, Unknown):
        raise Lost(arguments.why)
    machine.line = node.first
    return machine.call(callee, arguments, callee_words(node.callee), alone=isinstance(node.callee, syntax.Name))


def _items(machine: Machine, nodes: tuple[syntax.Node, ...], bindings: Bindings) -> list[Value] | Unknown:
    values: list[Value] = []
    for node in nodes:
        if isinstance(node, syntax.Spread):
            more = evaluate(machine, node.value, bindings)
            listed = each(machine, more)
            if isinstance(listed, Unknown):
                return listed
            values.extend(listed)
        else:
            values.append(evaluate(machine, node, bindings))
    return values


def _new(machine: Machine, node: syntax.New, bindings: Bindings) -> Value:
    callee = evaluate(machine, node.callee, bindings)
    arguments = _items(machine, node.arguments, bindings)
    if isinstance(arguments, Unknown):
        raise Lost(arguments.why)
    machine.line = node.first
    if isinstance(callee, Unknown):
        return machine.call(callee, arguments)
    make = callee.members.get("new") if isinstance(callee, Native) else None
    if make is None:
        raise Lost(machine.why(f"new {callee_words(node.callee)} is not understood"))
    return machine.call(make, arguments)


def _group(machine: Machine, node: syntax.Group, bindings: Bindings) -> Value:
    return evaluate(machine, node.value, bindings)


def _unary(machine: Machine, node: syntax.Unary, bindings: Bindings) -> Value:
    if node.operator == "delete":
        return _delete(machine, node.value, bindings)
    name = node.value.name if isinstance(node.value, syntax.Name) else ""
    if node.operator == "typeof" and name and bindings.holder(name) is None and name not in GLOBALS:
        return Unknown(machine.why(f"{name} is not known here"), safe=True)
    value = evaluate(machine, node.value, bindings)
    if isinstance(value, Unknown):
        return Unknown(value.why, safe=True)
    return type_of(value) if node.operator == "typeof" else operators.unary(node.operator, value)


def _delete(machine: Machine, node: syntax.Node, bindings: Bindings) -> Value:
    if not isinstance(node, syntax.Member):
        raise Lost(machine.why("delete is not understood here"))
    holder, name = evaluate(machine, node.object, bindings), evaluate(machine, node.name, bindings)
    if not isinstance(holder, dict) or isinstance(name, Unknown) or part_of_postman(holder):
        raise Lost(machine.why("delete is not understood here"))
    if machine.doubts:
        machine.blur(holder, machine.doubts[-1])
    else:
        holder.pop(string(name), None)
    return True


def _binary(machine: Machine, node: syntax.Binary, bindings: Bindings) -> Value:
    left = evaluate(machine, node.left, bindings)
    right = evaluate(machine, node.right, bindings)
    if node.operator in ("===", "!==") and not (isinstance(left, Unknown) or isinstance(right, Unknown)):
        return operators.binary(node.operator, left, right)  # objects are the same or not, whatever they hold
    if node.operator == "instanceof":
        return _is_kind(machine, left, right)
    nothing = (None, UNDEFINED)
    for value, other in ((left, right), (right, left)):
        looked_into = node.operator not in ("==", "!=") or not any(other is one for one in nothing)
        unknown = machine.unknown_in(value) if looked_into or isinstance(value, Unknown) else None
        if unknown is not None:
            return Unknown(unknown.why)
    return machine.made(operators.binary(node.operator, left, right))


def _is_kind(machine: Machine, left: Value, right: Value) -> Value:
    name = right.name if isinstance(right, Native) else ""
    if isinstance(left, Unknown) or name not in ("Array", "Object"):
        return Unknown(machine.why("instanceof is not understood here"), safe=True)
    return isinstance(left, list) or (name == "Object" and (isinstance(left, dict | Host) or callable_(left)))


def _logical(machine: Machine, node: syntax.Logical, bindings: Bindings) -> Value:
    left = evaluate(machine, node.left, bindings)
    if isinstance(left, Unknown):
        return _maybe(machine, left, [node.right], bindings)
    nothing = left is None or left is UNDEFINED
    done = {"&&": not truth(left), "||": truth(left), "??": not nothing}[node.operator]
    return left if done else evaluate(machine, node.right, bindings)


def _choice(machine: Machine, node: syntax.Choice, bindings: Bindings) -> Value:
    condition = evaluate(machine, node.condition, bindings)
    if isinstance(condition, Unknown):
        return _maybe(machine, condition, [node.yes, node.no], bindings)
    return evaluate(machine, node.yes if truth(condition) else node.no, bindings)


def _maybe(machine: Machine, condition: Unknown, nodes: list[syntax.Node], bindings: Bindings) -> Value:
    """What is worked out only if a condition holds that is not known."""
    machine.perhaps(condition.why, *(partial(evaluate, machine, node, bindings) for node in nodes))
    return Unknown(condition.why)


def _list(machine: Machine, node: syntax.ListOf, bindings: Bindings) -> Value:
    return machine.made(_items(machine, node.items, bindings))


def _object(machine: Machine, node: syntax.ObjectOf, bindings: Bindings) -> Value:
    made: dict[str, Any] = {}
    for key, part in node.pairs:
        if key is None:
            more = evaluate(machine, part.value if isinstance(part, syntax.Spread) else part, bindings)
            if isinstance(more, Unknown) or machine.blurred(more):
                return more if isinstance(more, Unknown) else Unknown(machine.blurred(more))
            made |= more if isinstance(more, dict) else {}
            continue
        name = evaluate(machine, key, bindings)
        value = evaluate(machine, part, bindings)
        if isinstance(name, Unknown):
            return name
        made[string(name)] = value
    return made


def _function(machine: Machine, node: syntax.Function, bindings: Bindings) -> Value:
    return Closure(node, bindings)


def _sequence(machine: Machine, node: syntax.Sequence, bindings: Bindings) -> Value:
    return [evaluate(machine, one, bindings) for one in node.values][-1]


def _assign(machine: Machine, node: syntax.Assign, bindings: Bindings) -> Value:
    if not node.operator:
        value = evaluate(machine, node.value, bindings)
        assign(machine, node.target, value, bindings)
        return value
    before = evaluate(machine, node.target, bindings)
    if node.operator in ("&&", "||", "??"):
        value = _logical(
            machine, syntax.Logical(node.first, node.last, node.operator, node.target, node.value), bindings
        )
    else:
        after = evaluate(machine, node.value, bindings)
        unknown = machine.unknown_in(before) or machine.unknown_in(after)
        value = unknown or machine.made(operators.binary(node.operator, before, after))
    assign(machine, node.target, value, bindings)
    return value


def _update(machine: Machine, node: syntax.Update, bindings: Bindings) -> Value:
    before = evaluate(machine, node.target, bindings)
    if isinstance(before, Unknown):
        after: Value = before
    else:
        before = operators.unary("+", before)
        after = before + (1.0 if node.operator == "++" else -1.0)
    assign(machine, node.target, after, bindings)
    return after if node.before else before


_WAYS: dict[type[syntax.Node], Callable[[Machine, Any, Bindings], Value]] = {
    syntax.Literal: _literal,
    syntax.Unclear: _unclear,
    syntax.Template: _template,
    syntax.PatternText: _pattern,
    syntax.Name: _name,
    syntax.Member: _member,
    syntax.Call: _call,
    syntax.New: _new,
    syntax.Group: _group,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Logical: _logical,
    syntax.Choice: _choice,
    syntax.ListOf: _list,
    syntax.ObjectOf: _object,
    syntax.Function: _function,
    syntax.Sequence: _sequence,
    syntax.Assign: _assign,
    syntax.Update: _update,
}
