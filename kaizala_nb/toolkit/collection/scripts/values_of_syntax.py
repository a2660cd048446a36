"""Makes the small tree of a script out of the parser's: its values, and what is assigned to."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED, number_in, text_in

if TYPE_CHECKING:
    from tree_sitter import Node


class Unreadable(ValueError):
    """A script that cannot be parsed, or is not read. Its text is a sentence."""


def lines(node: "Node") -> tuple[int, int]:
    """The numbers of the first and of the last line of a node."""
    return node.start_point[0] + 1, node.end_point[0] + 1


def named(node: "Node") -> list["Node"]:
    """The parts of a node without its punctuation and its comments."""
    return [child for child in node.named_children if child.type not in ("comment", "html_comment")]


def needed(node: "Node", field: str) -> "Node":
    """A part of a node that each node of its kind has."""
    part = node.child_by_field_name(field)
    if part is None:
        raise Unreadable(f"The script is no JavaScript: there is a mistake near line {lines(node)[0]}.")
    return part


def value(node: "Node") -> syntax.Node:
    """A value."""
    make = VALUES.get(node.type)
    if make is None:
        return syntax.Unclear(*lines(node), f"{_NAMES.get(node.type, node.type.replace('_', ' '))} is not understood.")
    return make(node)


_NAMES = {
    "yield_expression": "yield",
    "super": "super",
    "meta_property": "new.target",
    "class": "A class",
    "class_declaration": "A class",
    "import": "import",
}


def text(node: "Node") -> str:
    """The text of a node."""
    return (node.text or b"").decode()


def _literal(held: object) -> Callable[["Node"], syntax.Node]:
    return lambda node: syntax.Literal(*lines(node), held)


def _string(node: "Node") -> syntax.Node:
    return syntax.Literal(*lines(node), _string_text(node))


def _string_text(node: "Node") -> str:
    return _joined(
        text_in(text(part)) if part.type == "escape_sequence" else text(part) for part in node.named_children
    )


def _joined(parts: Iterable[str]) -> str:
    """The parts as one text: two halves of a character become one."""
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _template(node: "Node") -> syntax.Node:
    texts, values, so_far = [], [], ""
    for part in node.named_children:
        if part.type == "template_substitution":
            texts.append(so_far)
            values.append(value(named(part)[0]))
            so_far = ""
        else:
            so_far += text_in(text(part)) if part.type == "escape_sequence" else text(part).replace("\r\n", "\n")
    return syntax.Template(*lines(node), (*texts, so_far), tuple(values))


def _number(node: "Node") -> syntax.Node:
    written = text(node)
    number = float(int(written, 8)) if re.fullmatch("0[0-7]+", written) else number_in(written)
    if number is None:
        return syntax.Unclear(*lines(node), f"The number {text(node)[:40]} is not understood.")
    return syntax.Literal(*lines(node), number)


def _regex(node: "Node") -> syntax.Node:
    flags = node.child_by_field_name("flags")
    return syntax.PatternText(*lines(node), text(needed(node, "pattern")), "" if flags is None else text(flags))


def _name(node: "Node") -> syntax.Node:
    return syntax.Name(*lines(node), re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text(node)))


def _member(node: "Node") -> syntax.Node:
    name = needed(node, "property")
    if name.type != "property_identifier":
        return syntax.Unclear(*lines(node), "A private field is not understood.")
    optional = node.child_by_field_name("optional_chain") is not None
    return syntax.Member(
        *lines(node), value(needed(node, "object")), syntax.Literal(*lines(name), text(name)), optional
    )


def _subscript(node: "Node") -> syntax.Node:
    optional = node.child_by_field_name("optional_chain") is not None
    return syntax.Member(*lines(node), value(needed(node, "object")), value(needed(node, "index")), optional)


def _call(node: "Node") -> syntax.Node:
    arguments, callee = needed(node, "arguments"), value(needed(node, "function"))
    if arguments.type != "arguments":
        return syntax.Unclear(*lines(node), "A template with a function before it is not understood.")
    optional = node.child_by_field_name("optional_chain") is not None
    return syntax.Call(*lines(node), callee, _items(arguments), optional)


def _new(node: "Node") -> syntax.Node:
    arguments = node.child_by_field_name("arguments")
    return syntax.New(*lines(node), value(needed(node, "constructor")), () if arguments is None else _items(arguments))


def _items(node: "Node") -> tuple[syntax.Node, ...]:
    return tuple(value(child) for child in named(node))


def _list(node: "Node") -> syntax.Node:
    if _holes(node):
        return syntax.Unclear(*lines(node), "A list with gaps is not understood.")
    return syntax.ListOf(*lines(node), _items(node))


def _holes(node: "Node") -> bool:
    kinds = [child.type for child in node.children if child.type not in ("comment", "html_comment")]
    return any(kind == "," and before in ("[", ",") for before, kind in pairwise(kinds))


def _spread(node: "Node") -> syntax.Node:
    return syntax.Spread(*lines(node), value(named(node)[0]))


def _object(node: "Node") -> syntax.Node:
    pairs: list[tuple[syntax.Node | None, syntax.Node]] = []
    for child in named(node):
        if child.type == "pair":
            pairs.append((_key(needed(child, "key")), value(needed(child, "value"))))
        elif child.type == "shorthand_property_identifier":
            pairs.append((syntax.Literal(*lines(child), text(child)), _name(child)))
        elif child.type == "spread_element":
            pairs.append((None, value(child)))
        elif child.type == "method_definition" and child.children[0].type not in ("get", "set", "static"):
            pairs.append((_key(needed(child, "name")), VALUES["function_expression"](child)))
        else:
            return syntax.Unclear(*lines(node), "An object with computed members (get, set) is not understood.")
    return syntax.ObjectOf(*lines(node), tuple(pairs))


def _key(node: "Node") -> syntax.Node:
    if node.type == "computed_property_name":
        return value(named(node)[0])
    if node.type in ("string", "number"):
        return value(node)
    return syntax.Literal(*lines(node), text(node))


def _group(node: "Node") -> syntax.Node:
    return syntax.Group(*lines(node), value(named(node)[0]))


def _unary(node: "Node") -> syntax.Node:
    return syntax.Unary(*lines(node), text(needed(node, "operator")), value(needed(node, "argument")))


def _binary(node: "Node") -> syntax.Node:
    operator = text(needed(node, "operator"))
    make = syntax.Logical if operator in ("&&", "||", "??") else syntax.Binary
    return make(*lines(node), operator, value(needed(node, "left")), value(needed(node, "right")))


def _choice(node: "Node") -> syntax.Node:
    parts = (value(needed(node, field)) for field in ("condition", "consequence", "alternative"))
    return syntax.Choice(*lines(node), *parts)


def _assign(node: "Node") -> syntax.Node:
    return syntax.Assign(*lines(node), target(needed(node, "left")), "", value(needed(node, "right")))


def _assign_more(node: "Node") -> syntax.Node:
    operator = text(needed(node, "operator"))[:-1]
    return syntax.Assign(*lines(node), target(needed(node, "left")), operator, value(needed(node, "right")))


def _update(node: "Node") -> syntax.Node:
    operator = needed(node, "operator")
    argument = needed(node, "argument")
    return syntax.Update(*lines(node), target(argument), text(operator), operator.start_byte < argument.start_byte)


def _sequence(node: "Node") -> syntax.Node:
    return syntax.Sequence(*lines(node), _items(node))


def _await(node: "Node") -> syntax.Node:
    held = node.parent
    while held is not None and "function" not in held.type and held.type != "method_definition":
        held = held.parent
    if held is None or not any(child.type == "async" for child in held.children):
        raise Unreadable(f"Line {lines(node)[0]} of the script waits for something (await). Such scripts are not read.")
    return syntax.Unclear(*lines(node), "It waits for something (await).")


def target(node: "Node") -> syntax.Node:
    """What is assigned to: a name, a member, or a list or an object of such."""
    if node.type in ("identifier", "undefined", "shorthand_property_identifier_pattern"):
        return _name(node)
    if node.type in ("member_expression", "subscript_expression"):
        return value(node)
    if node.type == "parenthesized_expression":
        return target(named(node)[0])
    if node.type == "array_pattern" and not _holes(node):
        return syntax.ListTarget(*lines(node), tuple(target(child) for child in named(node)))
    if node.type == "rest_pattern":
        return syntax.Spread(*lines(node), target(named(node)[0]))
    if node.type in ("assignment_pattern", "object_assignment_pattern"):
        return syntax.WithDefault(*lines(node), target(needed(node, "left")), value(needed(node, "right")))
    if node.type == "object_pattern":
        return syntax.ObjectTarget(*lines(node), tuple(_target_pair(child) for child in named(node)))
    return syntax.Unclear(*lines(node), "What is assigned to here is not understood.")


def _target_pair(node: "Node") -> tuple[syntax.Node | None, syntax.Node]:
    if node.type == "rest_pattern":
        return None, target(node)
    if node.type == "pair_pattern":
        return _key(needed(node, "key")), target(needed(node, "value"))
    name = needed(node, "left") if node.type == "object_assignment_pattern" else node
    return syntax.Literal(*lines(node), text(name)), target(node)


VALUES: dict[str, Callable[["Node"], syntax.Node]] = {
    "string": _string,
    "template_string": _template,
    "number": _number,
    "regex": _regex,
    "true": _literal(True),
    "false": _literal(False),
    "null": _literal(None),
    "undefined": _literal(UNDEFINED),
    "identifier": _name,
    "this": _name,
    "member_expression": _member,
    "subscript_expression": _subscript,
    "call_expression": _call,
    "new_expression": _new,
    "array": _list,
    "spread_element": _spread,
    "object": _object,
    "parenthesized_expression": _group,
    "unary_expression": _unary,
    "binary_expression": _binary,
    "ternary_expression": _choice,
    "assignment_expression": _assign,
    "augmented_assignment_expression": _assign_more,
    "update_expression": _update,
    "sequence_expression": _sequence,
    "await_expression": _await,
}
