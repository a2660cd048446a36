"""Gives values to names and to members."""

from collections.abc import Callable
from functools import partial

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.access import each, get, put
from kaizala_nb.toolkit.collection.scripts.bindings import LATER, Bindings
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.values import Lost, Unknown, Value, error, keys, string


def assign(machine: Machine, target: syntax.Node, value: Value, bindings: Bindings) -> None:
    """Gives a value to a name, to a member, or to several."""
    if isinstance(target, syntax.Name):
        _assign_name(machine, target.name, value, bindings)
    elif isinstance(target, syntax.Member):
        holder, name = (
            machine.evaluate(machine, target.object, bindings),
            machine.evaluate(machine, target.name, bindings),
        )
        put(machine, holder, name, value)
    else:
        take_apart(machine, target, value, bindings, lambda part, one: assign(machine, part, one, bindings))


def _assign_name(machine: Machine, name: str, value: Value, bindings: Bindings) -> None:
    scope = bindings.holder(name)
    if scope is None:
        scope = machine.top
    elif scope.names[name] is LATER:
        raise error("ReferenceError", f"Cannot access '{name}' before initialization")
    elif name in scope.constants:
        raise error("TypeError", "Assignment to constant variable.")
    if machine.level > scope.level:
        value = Unknown(machine.doubts[-1])
    scope.names[name] = value


def declare(machine: Machine, bindings: Bindings, target: syntax.Node, value: Value) -> None:
    """Gives a value to what is declared here."""
    if isinstance(target, syntax.Name):
        bindings.names[target.name] = value
    else:
        take_apart(machine, target, value, bindings, lambda part, one: declare(machine, bindings, part, one))


def take_apart(
    machine: Machine, target: syntax.Node, value: Value, bindings: Bindings, give: Callable[[syntax.Node, Value], None]
) -> None:
    """Gives each part of ``[a, b]`` and ``{a, b}`` its value."""
    if isinstance(target, syntax.WithDefault):
        if value is UNDEFINED:
            value = machine.evaluate(machine, target.value, bindings)
        elif isinstance(value, Unknown):
            machine.perhaps(value.why, partial(machine.evaluate, machine, target.value, bindings))
        give(target.target, value)
    elif isinstance(target, syntax.ListTarget):
        listed = each(machine, value)
        for index, part in enumerate(target.items):
            if isinstance(part, syntax.Spread):
                give(part.value, listed if isinstance(listed, Unknown) else listed[index:])
            elif part is not None:
                one = UNDEFINED if not isinstance(listed, Unknown) and index >= len(listed) else None
                give(part, listed if isinstance(listed, Unknown) else listed[index] if one is None else UNDEFINED)
    elif isinstance(target, syntax.ObjectTarget):
        _take_object_apart(machine, target, value, bindings, give)
    else:
        raise Lost(machine.why("what is assigned to here is not understood"))


def _take_object_apart(
    machine: Machine,
    target: syntax.ObjectTarget,
    value: Value,
    bindings: Bindings,
    give: Callable[[syntax.Node, Value], None],
) -> None:
    if not target.pairs and (value is None or value is UNDEFINED):
        raise error("TypeError", f"Cannot destructure '{string(value)}' as it is {string(value)}.")
    taken = set()
    for key, part in target.pairs:
        if key is None or isinstance(part, syntax.Spread):
            if not isinstance(value, dict) or machine.blurred(value):
                raise Lost(machine.why("the rest of this object is not known"))
            rest = {name: value[name] for name in keys(value) if name not in taken}
            give(part.value if isinstance(part, syntax.Spread) else part, rest)
            continue
        name = machine.evaluate(machine, key, bindings)
        taken.add(string(name) if not isinstance(name, Unknown) else "")
        give(part, get(machine, value, name))
