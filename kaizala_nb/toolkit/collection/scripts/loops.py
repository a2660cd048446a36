"""Carries out loops: some rounds of them, and what may be in the others."""

from collections.abc import Callable

from kaizala_nb.toolkit.collection.scripts import effects, syntax
from kaizala_nb.toolkit.collection.scripts.access import each
from kaizala_nb.toolkit.collection.scripts.assigning import assign, declare
from kaizala_nb.toolkit.collection.scripts.bindings import LATER, Bindings
from kaizala_nb.toolkit.collection.scripts.evaluation import evaluate
from kaizala_nb.toolkit.collection.scripts.list_methods import MOST
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import NONE, Leaving, Machine
from kaizala_nb.toolkit.collection.scripts.names import declared
from kaizala_nb.toolkit.collection.scripts.values import Lost, Unknown, Value, keys, truth

Execute = Callable[[Machine, syntax.Node, Bindings], None]
"""Carries out one statement."""
OUT_OF_LOOP = frozenset({"break"})
"""The way out of a loop."""


def _round(machine: Machine, execute: Execute, body: syntax.Node, bindings: Bindings) -> bool:
    """One round of a loop. False if it was the last."""
    try:
        execute(machine, body, bindings)
    except Leaving as leaving:
        if leaving.way != "break":
            raise
        return leaving.word == "continue"
    return True


def loop(machine: Machine, execute: Execute, node: syntax.Loop, bindings: Bindings) -> None:
    """Carries out ``for`` with a condition, and ``while``."""
    scope = Bindings(bindings, machine.level)
    if node.start is not None:
        for name in declared([node.start], "let", "const"):
            scope.names[name] = LATER
        execute(machine, node.start, scope)
    try:
        why = _rounds(machine, execute, node, scope)
    except Lost as lost:
        why = lost.why
        _more(machine, execute, node, scope, why, lost.ways - OUT_OF_LOOP)
        return
    if why:
        _more(machine, execute, node, scope, why, NONE)


def _rounds(machine: Machine, execute: Execute, node: syntax.Loop, scope: Bindings) -> str:
    """The rounds of a loop; why it is not certain whether there are more."""
    for count in range(MOST + 1):
        if node.condition is not None and not (node.once and count == 0):
            condition = evaluate(machine, node.condition, scope)
            if isinstance(condition, Unknown):
                return condition.why
            if not truth(condition):
                return ""
        if not _round(machine, execute, node.body, scope):
            return ""
        scope = _copied(scope)
        if node.step is not None:
            evaluate(machine, node.step, scope)
    return machine.why(f"the loop has more than {MOST:,} rounds")


def _copied(scope: Bindings) -> Bindings:
    """The names of a loop in its next round: functions that were made keep those of theirs."""
    return Bindings(scope.parent, scope.level, dict(scope.names), scope.constants)


def _more(
    machine: Machine, execute: Execute, node: syntax.Loop, scope: Bindings, why: str, ways: frozenset[str]
) -> None:
    """Rounds that there may be or not."""
    machine.note(why)
    effects.forget(machine, node, scope, why)
    for _ in range(2):
        ways |= machine.doubt(why, lambda: execute(machine, node.body, scope)) - OUT_OF_LOOP
    if ways:
        raise Lost(why, ways)


def each_of(machine: Machine, execute: Execute, node: syntax.Each, bindings: Bindings) -> None:
    """Carries out ``for ... of`` and ``for ... in``."""
    values = evaluate(machine, node.values, bindings)
    listed = _names(machine, values) if node.names else each(machine, values)
    if isinstance(listed, Unknown):
        return _each_unknown(machine, execute, node, bindings, listed.why)
    for index, value in enumerate(listed):
        if index >= MOST:
            return _each_unknown(
                machine, execute, node, bindings, machine.why(f"the loop has more than {MOST:,} rounds")
            )
        try:
            if not _round_with(machine, execute, node, bindings, value):
                return None
        except Lost as lost:
            return _each_unknown(machine, execute, node, bindings, lost.why, lost.ways - OUT_OF_LOOP)
    return None


def _round_with(machine: Machine, execute: Execute, node: syntax.Each, bindings: Bindings, value: Value) -> bool:
    scope = Bindings(bindings, machine.level)
    if node.kind in ("let", "const"):
        declare(machine, scope, node.target, value)
    else:
        assign(machine, node.target, value, scope)
    return _round(machine, execute, node.body, scope)


def _each_unknown(
    machine: Machine, execute: Execute, node: syntax.Each, bindings: Bindings, why: str, ways: frozenset[str] = NONE
) -> None:
    machine.note(why)
    effects.forget(machine, node, bindings, why)
    for _ in range(2):
        ways |= machine.doubt(why, lambda: _round_with(machine, execute, node, bindings, Unknown(why))) - OUT_OF_LOOP
    if ways:
        raise Lost(why, ways)


def _names(machine: Machine, value: Value) -> list[Value] | Unknown:
    """The names that ``for ... in`` gives."""
    if isinstance(value, Unknown):
        return value if value.safe else Unknown(value.why)
    if machine.blurred(value):
        return Unknown(machine.blurred(value))
    if isinstance(value, dict):
        return list(keys(value))
    if isinstance(value, list):
        return [str(index) for index in range(len(value))]
    if value is None or value is UNDEFINED or isinstance(value, float | bool):
        return []
    raise Lost(machine.why("the names of this value are not known"))
