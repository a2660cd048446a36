"""Carries out the statements of a script."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kaizala_nb.toolkit.collection.scripts import effects, loops, syntax
from kaizala_nb.toolkit.collection.scripts.assigning import assign, declare
from kaizala_nb.toolkit.collection.scripts.bindings import LATER, Bindings, Closure
from kaizala_nb.toolkit.collection.scripts.evaluation import evaluate
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.loops import OUT_OF_LOOP
from kaizala_nb.toolkit.collection.scripts.machine import Leaving, Machine
from kaizala_nb.toolkit.collection.scripts.names import declared, hoisted, names_in
from kaizala_nb.toolkit.collection.scripts.operators import same
from kaizala_nb.toolkit.collection.scripts.values import Lost, Thrown, Unknown, Value, error, truth


def run_script(machine: Machine, body: Sequence[syntax.Node]) -> None:
    """Carries out a script.

    Raises:
        Thrown: It ends with an error.
        Lost: What comes after some place is not certain.
    """
    machine.top = Bindings(level=machine.level)
    machine.tests = machine.top.names["tests"] = {}
    machine.script = Bindings(machine.top, machine.level)
    machine.variables.begin()
    machine.old_request = machine.outcome.request or dict(machine.scene.request)
    machine.about_status, machine.looks = set(), 0
    try:
        _function_body(machine, body, machine.script)
    except Leaving:
        return


def run_function(machine: Machine, function: Closure, arguments: Sequence[Value]) -> Value:
    """Calls a function of the script."""
    node = function.node
    if node.problem:
        return _run_later(machine, function)
    return _call(machine, function, arguments)


def _run_later(machine: Machine, function: Closure) -> Value:
    """What an asynchronous function does is not certain, nor when."""
    why = machine.why(node_problem(function.node))
    machine.note(why)
    for _ in range(2):
        machine.doubt(why, lambda: _call(machine, function, [Unknown(why)] * len(function.parameters)))
    return Unknown(why, safe=True)


def node_problem(node: syntax.Function) -> str:
    """Why a function is not called."""
    return (
        f"the function {node.name} is asynchronous"
        if "asynchronous" in node.problem
        else "a generator is not understood"
    )


def _call(machine: Machine, function: Closure, arguments: Sequence[Value]) -> Value:
    node = function.node
    bindings = Bindings(function.bindings, machine.level)
    machine.step()
    machine.enter()
    try:
        if node.name and node.name not in bindings.names:
            bindings.names[node.name] = function
        for index, parameter in enumerate(node.parameters):
            if isinstance(parameter, syntax.Spread):
                declare(machine, bindings, parameter.value, list(arguments[index:]))
            else:
                declare(machine, bindings, parameter, arguments[index] if index < len(arguments) else UNDEFINED)
        _function_body(machine, node.body, bindings)
    except Leaving as leaving:
        return leaving.value
    except Lost as lost:
        rest = lost.ways - {"return"}
        if rest:
            raise Lost(lost.why, rest) from None
        return Unknown(lost.why)
    finally:
        machine.depth -= 1
    return UNDEFINED


def _function_body(machine: Machine, body: Sequence[syntax.Node], bindings: Bindings) -> None:
    for name in hoisted(body):
        bindings.names.setdefault(name, UNDEFINED)
    _statements(machine, body, bindings)


def _statements(machine: Machine, body: Sequence[syntax.Node], bindings: Bindings) -> None:
    """Carries out statements one after the other. After something that is not understood, the others may happen or not."""
    for name in declared(body, "let", "const"):
        bindings.names[name] = LATER
    for statement in body:
        if isinstance(statement, syntax.Declare) and statement.kind == "function":
            for target, value in statement.targets:
                if isinstance(target, syntax.Name) and isinstance(value, syntax.Function):
                    bindings.names[target.name] = Closure(value, bindings)
    for index, statement in enumerate(body):
        try:
            execute(machine, statement, bindings)
        except Lost as lost:
            machine.note(lost.why)
            effects.forget(machine, statement, bindings, lost.why)
            ways = lost.ways
            for other in body[index + 1 :]:
                ways |= machine.doubt(lost.why, lambda other=other: execute(machine, other, bindings))  # type: ignore[misc]
                effects.forget(machine, other, bindings, lost.why)
            raise Lost(lost.why, ways) from None


def execute(machine: Machine, node: syntax.Node, bindings: Bindings) -> None:
    """Carries out one statement."""
    machine.line = node.first
    machine.step()
    machine.enter()
    try:
        _WAYS[type(node)](machine, node, bindings)
    finally:
        machine.depth -= 1


def _nothing(machine: Machine, node: syntax.Node, bindings: Bindings) -> None:
    pass


def _unclear(machine: Machine, node: syntax.Unclear, bindings: Bindings) -> None:
    raise Lost(machine.why(node.problem.rstrip(".")))


def _say(machine: Machine, node: syntax.Say, bindings: Bindings) -> None:
    outside = machine.looks
    evaluate(machine, node.value, bindings)
    if not machine.in_test:  # nothing of it is kept
        machine.looks = outside


def _declare(machine: Machine, node: syntax.Declare, bindings: Bindings) -> None:
    if node.kind == "function":
        return
    for target, held in node.targets:
        if node.kind == "var":
            if held is not None:
                assign(machine, target, evaluate(machine, held, bindings), bindings)
            continue
        value = UNDEFINED if held is None else evaluate(machine, held, bindings)
        declare(machine, bindings, target, value)
        if node.kind == "const":
            bindings.constants.update(names_in(target))


def _block(machine: Machine, node: syntax.Block, bindings: Bindings) -> None:
    _statements(machine, node.body, Bindings(bindings, machine.level))


def _if(machine: Machine, node: syntax.If, bindings: Bindings) -> None:
    condition = evaluate(machine, node.condition, bindings)
    branches = [node.yes] if node.no is None else [node.yes, node.no]
    if isinstance(condition, Unknown):
        machine.note(f"the condition is not known: {condition.why}")
        machine.perhaps(condition.why, *(partial(execute, machine, one, bindings) for one in branches))
    elif truth(condition):
        execute(machine, node.yes, bindings)
    elif node.no is not None:
        execute(machine, node.no, bindings)


def _switch(machine: Machine, node: syntax.Switch, bindings: Bindings) -> None:
    value = evaluate(machine, node.value, bindings)
    scope = Bindings(bindings, machine.level)
    start = len(node.cases)
    for index, (wanted, _) in enumerate(node.cases):
        if wanted is None:
            continue
        held = evaluate(machine, wanted, scope)
        unknown = value if isinstance(value, Unknown) else held
        if isinstance(unknown, Unknown):
            machine.note(f"the condition is not known: {unknown.why}")
            bodies = [syntax.Block(node.first, node.last, body) for _, body in node.cases]
            actions = (partial(execute, machine, body, scope) for body in bodies)
            return machine.perhaps(unknown.why, *actions, kept=OUT_OF_LOOP)
        if same(value, held):
            start = index
            break
    else:
        start = next((index for index, (wanted, _) in enumerate(node.cases) if wanted is None), start)
    try:
        _statements(machine, [one for _, body in node.cases[start:] for one in body], scope)
    except Leaving as leaving:
        if leaving.word != "break":
            raise
    except Lost as lost:
        if lost.ways - OUT_OF_LOOP:
            raise
    return None


def _try(machine: Machine, node: syntax.Try, bindings: Bindings) -> None:
    try:
        _try_handled(machine, node, bindings)
    finally:
        if node.end is not None:
            execute(machine, node.end, bindings)


def _try_handled(machine: Machine, node: syntax.Try, bindings: Bindings) -> None:
    handler = node.handler
    try:
        execute(machine, node.body, bindings)
    except Thrown as thrown:
        if handler is None:
            raise
        _handle(machine, node, handler, thrown.value, bindings)
    except Lost as lost:
        if handler is None or "throw" not in lost.ways:
            raise
        why, ways = lost.why, lost.ways - {"throw"}
        ways |= machine.doubt(why, lambda: _handle(machine, node, handler, Unknown(why), bindings))
        if ways:
            raise Lost(why, ways) from None


def _handle(machine: Machine, node: syntax.Try, handler: syntax.Block, value: Value, bindings: Bindings) -> None:
    scope = Bindings(bindings, machine.level)
    if node.error is not None:
        declare(machine, scope, node.error, value)
    execute(machine, handler, scope)


def _return(machine: Machine, node: syntax.Return, bindings: Bindings) -> None:
    raise Leaving("return", "return", UNDEFINED if node.value is None else evaluate(machine, node.value, bindings))


def _throw(machine: Machine, node: syntax.Throw, bindings: Bindings) -> None:
    value = evaluate(machine, node.value, bindings)
    raise (
        error("Error", "the script throws something that is not known") if isinstance(value, Unknown) else Thrown(value)
    )


def _leave(machine: Machine, node: syntax.Leave, bindings: Bindings) -> None:
    raise Leaving("break", node.word)


_WAYS: dict[type[syntax.Node], Callable[[Machine, Any, Bindings], None]] = {
    syntax.Say: _say,
    syntax.Declare: _declare,
    syntax.Block: _block,
    syntax.If: _if,
    syntax.Loop: lambda machine, node, bindings: loops.loop(machine, execute, node, bindings),
    syntax.Each: lambda machine, node, bindings: loops.each_of(machine, execute, node, bindings),
    syntax.Switch: _switch,
    syntax.Try: _try,
    syntax.Return: _return,
    syntax.Throw: _throw,
    syntax.Leave: _leave,
    syntax.Empty: _nothing,
    syntax.Unclear: _unclear,
}
