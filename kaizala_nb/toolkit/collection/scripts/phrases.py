"""Values of a script in words, and as Python."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.effects import LEGACY, SCOPE_NAMES, change, method, parts
from kaizala_nb.toolkit.collection.scripts.known import GLOBALS, LIBRARIES, UNDERSTOOD
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.names import names_in
from kaizala_nb.toolkit.collection.scripts.source import source_of
from kaizala_nb.toolkit.collection.scripts.values import plain, shown

_WORD = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_PYTHON = {
    "===": "==",
    "==": "==",
    "!==": "!=",
    "!=": "!=",
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
    "&&": "and",
    "||": "or",
}
_SAID = {
    "===": "is",
    "==": "is",
    "!==": "is not",
    "!=": "is not",
    "&&": "and",
    "||": "or",
    "<": "is below",
    ">": "is above",
}
_LATER = ("setTimeout", "setInterval", "setImmediate", "eval", "sendRequest")
_REPLY = {
    "pm.response.code": ("the status", "reply.status"),
    "responseCode.code": ("the status", "reply.status"),
    "pm.response.status": ("the words of the status", "reply.reason"),
    "responseCode.name": ("the words of the status", "reply.reason"),
    "pm.response.responseTime": ("the time in milliseconds", "reply.seconds * 1000"),
    "responseTime": ("the time in milliseconds", "reply.seconds * 1000"),
    "responseBody": ("the body", "reply.content.decode()"),
    "pm.response.headers": ("the headers", "reply.headers"),
    "responseHeaders": ("the headers", "reply.headers"),
    "pm.response": ("the reply", "reply"),
}
_CALLS = {
    "pm.response.json": ("the JSON", "reply.json"),
    "pm.response.text": ("the body", "reply.content.decode()"),
    "pm.response.reason": ("the words of the status", "reply.reason"),
}


_HEADER = ("pm.response.headers.get", "postman.getResponseHeader")


@dataclass(frozen=True)
class Phrase:
    """A value: in words, as Python ("" where there is none), and why it is not understood ("" if it is).

    ``in_json`` says that it is a part of the reply's JSON.
    """

    words: str
    python: str = ""
    problem: str = ""
    in_json: bool = False


Names = dict[str, Phrase]
"""What the names of a script stand for."""


def dotted(node: syntax.Node) -> str:
    """``pm.response.code`` for such a value; "" for others."""
    if isinstance(node, syntax.Name):
        return node.name
    if isinstance(node, syntax.Member) and isinstance(node.name, syntax.Literal):
        before = dotted(node.object)
        return f"{before}.{node.name.value}" if before else ""
    return ""


def phrase(node: syntax.Node, names: Names) -> Phrase:
    """A value in words; where there are no others, as the script says it."""
    while isinstance(node, syntax.Group):
        node = node.value
    made = _phrase(node, names)
    return replace(made, words=made.words or source_of(node), problem=problem_in(node, names))


def has_words(node: syntax.Node, names: Names) -> bool:
    """Whether there are words for a value, other than those of the script."""
    return bool(_phrase(node, names).words)


def _phrase(node: syntax.Node, names: Names) -> Phrase:
    path = dotted(node)
    if path in _REPLY and path.split(".")[0] not in names:
        return Phrase(*_REPLY[path])
    if isinstance(node, syntax.Group):
        return _phrase(node.value, names)
    if isinstance(node, syntax.Literal):
        held = plain(node.value)
        python = "None" if node.value is UNDEFINED else quoted(held) if isinstance(held, str) else repr(held)
        return Phrase(shown(node.value), python)
    if isinstance(node, syntax.Name):
        return names.get(node.name, Phrase(node.name))
    if isinstance(node, syntax.Member):
        return _member(node, names)
    if isinstance(node, syntax.Call):
        return _call(node, names)
    if isinstance(node, syntax.Template):
        return _template(node, names)
    if isinstance(node, syntax.Binary | syntax.Logical):
        return _binary(node, names)
    if isinstance(node, syntax.ListOf | syntax.ObjectOf):
        return _collected(node, names)
    return Phrase("")


def _member(node: syntax.Member, names: Names) -> Phrase:
    holder = _phrase(node.object, names)
    name = node.name.value if isinstance(node.name, syntax.Literal) else None
    if isinstance(name, float) and name.is_integer():
        name = int(name)
    if not holder.words or not isinstance(name, str | int):
        return Phrase("")
    if name == "length":
        return Phrase(f"the length of {holder.words}", f"len({holder.python})" if holder.python else "")
    python = f"{holder.python}[{quoted(name) if isinstance(name, str) else name}]" if holder.python else ""
    if not holder.in_json:
        return Phrase(f"{name} of {holder.words}", python if holder.words == "the headers" else "")
    step = f"[{name}]" if isinstance(name, int) else f".{name}" if _WORD.fullmatch(name) else f'["{name}"]'
    words = step.lstrip(".") if holder.words == "the JSON" else f"{holder.words}{step}"
    return Phrase(words, python, in_json=True)


def _call(node: syntax.Call, names: Names) -> Phrase:
    path, arguments = dotted(node.callee), node.arguments
    if path in _CALLS:
        return Phrase(*_CALLS[path], in_json=path == "pm.response.json")
    if path == "JSON.parse" and len(arguments) == 1:
        inner = _phrase(arguments[0], names)
        return (
            Phrase("the JSON", "reply.json", in_json=True)
            if inner.words == "the body"
            else Phrase(f"the JSON in {inner.words}")
        )
    done = change(node)
    if done is not None and done[0] == "get" and isinstance(done[2], syntax.Literal):
        return Phrase(f"the variable {done[2].value}", f"api.environment[{quoted(done[2].value)}]")
    holder, name = method(node)
    if holder is None or len(arguments) > 1:
        return Phrase("")
    first = arguments[0] if arguments else None
    if isinstance(first, syntax.Literal) and f"{dotted(holder)}.{name}" in _HEADER:
        return Phrase(f"the header {first.value}", f"reply.headers[{quoted(first.value)}]")
    if name in ("has", "includes") and arguments:
        held, wanted = _phrase(holder, names), _phrase(arguments[0], names)
        if held.words and wanted.words:
            both = held.python and wanted.python
            return Phrase(f"{held.words} holds {wanted.words}", f"{wanted.python} in {held.python}" if both else "")
    return Phrase("")


def quoted(value: Any) -> str:
    """A text as Python writes it, in double quotation marks where it can be."""
    text = repr(str(value))
    return text if '"' in text else f'"{text[1:-1]}"'


def _template(node: syntax.Template, names: Names) -> Phrase:
    parts = [node.texts[0]]
    for value, after in zip(node.values, node.texts[1:], strict=True):
        inner = _phrase(value, names)
        if not inner.words:
            return Phrase("")
        parts += [f"({inner.words})", after]
    return Phrase(shown("".join(parts)))


def _binary(node: syntax.Binary | syntax.Logical, names: Names) -> Phrase:
    left, right = _phrase(node.left, names), _phrase(node.right, names)
    if not (left.words and right.words):
        return Phrase("")
    if node.operator == "in":
        both = left.python and right.python
        return Phrase(f"{right.words} has {left.words}", f"{left.python} in {right.python}" if both else "")
    operator = _PYTHON.get(node.operator, "")
    python = f"{left.python} {operator} {right.python}" if operator and left.python and right.python else ""
    return Phrase(f"{left.words} {_SAID.get(node.operator, node.operator)} {right.words}", python)


def _collected(node: syntax.ListOf | syntax.ObjectOf, names: Names) -> Phrase:
    inner = node.items if isinstance(node, syntax.ListOf) else tuple(value for _, value in node.pairs)
    phrases = [_phrase(one, names) for one in inner]
    if isinstance(node, syntax.ObjectOf) or not all(one.words for one in phrases) or len(phrases) > 12:
        return Phrase("")
    python = f"[{', '.join(one.python for one in phrases)}]" if all(one.python for one in phrases) else ""
    return Phrase(f"[{', '.join(one.words for one in phrases)}]", python)


def problem_in(node: syntax.Node, names: Names, own: frozenset[str] = frozenset()) -> str:
    """Why a part of a script is not understood; "" if it is."""
    if isinstance(node, syntax.Unclear):
        return node.problem
    if isinstance(node, syntax.Name):
        return _problem_of_name(node.name, names, own)
    if isinstance(node, syntax.Function):
        if node.problem:
            return node.problem
        own = own | _declared_in(node)
    if isinstance(node, syntax.Call):
        problem = _problem_of_call(node, names)
        if problem:
            return problem
    for part in _inner(node):
        problem = problem_in(part, names, own)
        if problem:
            return problem
    return ""


def _problem_of_name(name: str, names: Names, own: frozenset[str]) -> str:
    if name in own:
        return ""
    if name in names:
        return names[name].problem
    if name in _LATER:
        return f"{name} is not understood."
    if name in GLOBALS or name in ("tests", "undefined"):
        return ""
    return f"{name} is not there." if name in LIBRARIES else f"{name} is not known here."


def _problem_of_call(node: syntax.Call, names: Names) -> str:
    path = dotted(node.callee)
    if path == "pm.sendRequest":
        return "It sends another request."
    if path == "require" and "require" not in names:
        name = node.arguments[0].value if node.arguments and isinstance(node.arguments[0], syntax.Literal) else ""
        return "" if name in UNDERSTOOD else f"The library {name} is not there."
    steps = path.split(".")
    if steps[0] == "pm" and len(steps) > 1 and steps[1] in ("cookies", "vault", "require"):
        return f"{path} is not understood."
    if steps[0] == "pm" and len(steps) == 3 and steps[1] in SCOPE_NAMES and steps[2] not in _SCOPE_METHODS:
        return f"{path} is not understood."
    if steps[0] == "postman" and len(steps) == 2 and steps[1] not in {*LEGACY, "setNextRequest", "getResponseHeader"}:
        return f"{path} is not understood."
    return ""


_SCOPE_METHODS = ("set", "get", "unset", "clear", "has", "replaceIn", "toObject")


def _declared_in(function: syntax.Function) -> frozenset[str]:
    found = {function.name} if function.name else set()
    for parameter in function.parameters:
        found.update(names_in(parameter))
    for statement in function.body:
        for part in parts(statement):
            if isinstance(part, syntax.Declare):
                found.update(name for target, _ in part.targets for name in names_in(target))
            elif isinstance(part, syntax.Each):
                found.update(names_in(part.target))
            elif isinstance(part, syntax.Try) and part.error is not None:
                found.update(names_in(part.error))
    return frozenset(found)


def _inner(node: syntax.Node) -> list[syntax.Node]:
    found: list[syntax.Node] = []
    to_do = [getattr(node, field.name) for field in reversed(fields(node))]
    while to_do:
        one = to_do.pop()
        if isinstance(one, syntax.Node):
            found.append(one)
        elif isinstance(one, tuple):
            to_do.extend(reversed(one))
    return found
