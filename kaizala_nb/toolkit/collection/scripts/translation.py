"""Makes the small tree of a script out of the parser's: its statements."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.names import names_in, twice_declared
from kaizala_nb.toolkit.collection.scripts.values_of_syntax import (
    VALUES,
    Unreadable,
    lines,
    named,
    needed,
    target,
    text,
    value,
)

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Unreadable", "statements_of"]


def statements_of(node: "Node") -> tuple[syntax.Node, ...]:
    """The statements in a script or in a block. Raises :class:`Unreadable` for what no JavaScript says."""
    return tuple(_statement(child) for child in named(node))


def _statement(node: "Node") -> syntax.Node:
    make = _STATEMENTS.get(node.type)
    if make is None:
        inside = [child for child in named(node) if child.type.endswith("statement") or child.type == "statement_block"]
        problem = f"{_NAMES.get(node.type, node.type.replace('_', ' '))} is not understood."
        return syntax.Unclear(*lines(node), problem, tuple(_statement(child) for child in inside))
    return make(node)


_NAMES = {
    "labeled_statement": "A label",
    "with_statement": "with",
    "import_statement": "import",
    "export_statement": "export",
}


def _say(node: "Node") -> syntax.Node:
    return syntax.Say(*lines(node), value(named(node)[0]))


def _declare(node: "Node") -> syntax.Node:
    kind = node.children[0].type
    pairs = []
    for declarator in named(node):
        held = declarator.child_by_field_name("value")
        name = needed(declarator, "name")
        if held is None and kind == "const":
            raise Unreadable(f"The script is no JavaScript: line {lines(node)[0]} declares a const without a value.")
        pairs.append((target(name), None if held is None else value(held)))
    return syntax.Declare(*lines(node), kind, tuple(pairs))


def _function(node: "Node") -> syntax.Node:
    name = syntax.Name(*lines(node), text(needed(node, "name")))
    return syntax.Declare(*lines(node), "function", ((name, value(node)),))


def _class(node: "Node") -> syntax.Node:
    name = syntax.Name(*lines(node), text(needed(node, "name")))
    return syntax.Declare(*lines(node), "let", ((name, value(node)),))


def _if(node: "Node") -> syntax.Node:
    other = node.child_by_field_name("alternative")
    no = None if other is None else _statement(named(other)[0])
    return syntax.If(*lines(node), value(needed(node, "condition")), _statement(needed(node, "consequence")), no)


def _for(node: "Node") -> syntax.Node:
    start = needed(node, "initializer")
    begin = (
        None if start.type == "empty_statement" else _statement(start) if start.type.endswith("declaration") else None
    )
    if begin is None and start.type != "empty_statement":
        begin = syntax.Say(*lines(start), value(named(start)[0] if start.type == "expression_statement" else start))
    condition, step = needed(node, "condition"), node.child_by_field_name("increment")
    if condition.type == "expression_statement":
        condition = named(condition)[0]
    return syntax.Loop(
        *lines(node),
        begin,
        None if condition.type == "empty_statement" else value(condition),
        None if step is None else value(step),
        _statement(needed(node, "body")),
    )


def _while(node: "Node") -> syntax.Node:
    once = node.type == "do_statement"
    return syntax.Loop(
        *lines(node), None, value(needed(node, "condition")), None, _statement(needed(node, "body")), once
    )


def _each(node: "Node") -> syntax.Node:
    if any(child.type == "await" for child in node.children):
        raise Unreadable(f"Line {lines(node)[0]} of the script waits for something (await).")
    kind = node.child_by_field_name("kind")
    operator = text(needed(node, "operator"))
    return syntax.Each(
        *lines(node),
        "" if kind is None else text(kind),
        target(needed(node, "left")),
        value(needed(node, "right")),
        _statement(needed(node, "body")),
        operator == "in",
    )


def _switch(node: "Node") -> syntax.Node:
    cases: list[tuple[syntax.Node | None, tuple[syntax.Node, ...]]] = []
    for case in named(needed(node, "body")):
        wanted = case.child_by_field_name("value")
        body = tuple(_statement(child) for child in named(case) if wanted is None or child.id != wanted.id)
        cases.append((None if wanted is None else value(wanted), body))
    return syntax.Switch(*lines(node), value(needed(node, "value")), tuple(cases))


def _try(node: "Node") -> syntax.Node:
    handler, end = node.child_by_field_name("handler"), node.child_by_field_name("finalizer")
    name = None if handler is None else handler.child_by_field_name("parameter")
    return syntax.Try(
        *lines(node),
        _block(needed(node, "body")),
        None if name is None else target(name),
        None if handler is None else _block(needed(handler, "body")),
        None if end is None else _block(needed(end, "body")),
    )


def _block(node: "Node") -> syntax.Block:
    return syntax.Block(*lines(node), statements_of(node))


def _return(node: "Node") -> syntax.Node:
    held = named(node)
    return syntax.Return(*lines(node), value(held[0]) if held else None)


def _throw(node: "Node") -> syntax.Node:
    return syntax.Throw(*lines(node), value(named(node)[0]))


def _leave(node: "Node") -> syntax.Node:
    word = node.children[0].type
    if named(node):
        return syntax.Unclear(*lines(node), f"{word} with a label is not understood.")
    return syntax.Leave(*lines(node), word)


def _empty(node: "Node") -> syntax.Node:
    return syntax.Empty(*lines(node))


def _function_value(node: "Node") -> syntax.Node:
    kinds = {child.type for child in node.children}
    problem = "It is asynchronous." if "async" in kinds else "It is a generator." if "*" in kinds else ""
    name, single, body = (node.child_by_field_name(field) for field in ("name", "parameter", "body"))
    parameters = [single] if single is not None else named(needed(node, "parameters"))
    statements = statements_of(needed(node, "body")) if body is not None and body.type == "statement_block" else None
    if statements is None:
        held = value(needed(node, "body"))
        statements = (syntax.Return(held.first, held.last, held),)
    targets = tuple(map(target, parameters))
    twice = twice_declared(statements, (one for part in targets for one in names_in(part)))
    if twice:
        raise Unreadable(f"The script declares {twice[:80]!r} twice, so JavaScript does not run it at all.")
    return syntax.Function(*lines(node), "" if name is None else text(name), targets, statements, problem)


_STATEMENTS: dict[str, Callable[["Node"], syntax.Node]] = {
    "expression_statement": _say,
    "lexical_declaration": _declare,
    "variable_declaration": _declare,
    "function_declaration": _function,
    "generator_function_declaration": _function,
    "class_declaration": _class,
    "if_statement": _if,
    "for_statement": _for,
    "while_statement": _while,
    "do_statement": _while,
    "for_in_statement": _each,
    "switch_statement": _switch,
    "try_statement": _try,
    "statement_block": _block,
    "return_statement": _return,
    "throw_statement": _throw,
    "break_statement": _leave,
    "continue_statement": _leave,
    "empty_statement": _empty,
    "debugger_statement": _empty,
    "hash_bang_line": _empty,
}

VALUES.update(
    dict.fromkeys(
        (
            "arrow_function",
            "function_expression",
            "function_declaration",
            "generator_function",
            "generator_function_declaration",
        ),
        _function_value,
    )
)
