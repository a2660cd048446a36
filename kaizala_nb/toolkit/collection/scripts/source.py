"""A value of a script as text again, on one line."""

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.values import shown

_LONGEST = 80


def source_of(node: syntax.Node) -> str:
    """A value as a script would say it, short. Functions and what is not understood are only hinted at."""
    text = _source(node)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _source(node: syntax.Node | None) -> str:
    match node:
        case syntax.Literal():
            return shown(node.value)
        case syntax.Name():
            return node.name
        case syntax.Group():
            return f"({_source(node.value)})"
        case syntax.Member():
            return f"{_source(node.object)}{'?' if node.optional else ''}{_step(node.name)}"
        case syntax.Call():
            return f"{_source(node.callee)}({_listed(node.arguments)})"
        case syntax.New():
            return f"new {_source(node.callee)}({_listed(node.arguments)})"
        case syntax.Unary():
            return f"{node.operator}{' ' if node.operator.isalpha() else ''}{_source(node.value)}"
        case syntax.Binary() | syntax.Logical():
            return f"{_source(node.left)} {node.operator} {_source(node.right)}"
        case syntax.Choice():
            return f"{_source(node.condition)} ? {_source(node.yes)} : {_source(node.no)}"
        case syntax.ListOf():
            return f"[{_listed(node.items)}]"
        case syntax.PatternText():
            return f"/{node.pattern}/{node.flags}"
        case syntax.Template():
            inner = "".join(
                f"${{{_source(value)}}}{after}" for value, after in zip(node.values, node.texts[1:], strict=True)
            )
            return f"`{node.texts[0]}{inner}`"
    return _hint(node)


def _hint(node: syntax.Node | None) -> str:
    if isinstance(node, syntax.Spread):
        return f"...{_source(node.value)}"
    if isinstance(node, syntax.Function):
        return "function"
    return "{…}" if isinstance(node, syntax.ObjectOf) else "…"


def _listed(nodes: tuple[syntax.Node, ...]) -> str:
    return ", ".join(_source(one) for one in nodes[:12])


def _step(name: syntax.Node) -> str:
    if isinstance(name, syntax.Literal) and isinstance(name.value, str) and name.value.isidentifier():
        return f".{name.value}"
    return f"[{_source(name)}]"


def callee_words(node: syntax.Node) -> str:
    """A callee as an error names it."""
    if isinstance(node, syntax.Name):
        return node.name
    if isinstance(node, syntax.Member) and isinstance(node.name, syntax.Literal):
        before = callee_words(node.object)
        return f"{before}.{node.name.value}" if before else ""
    if isinstance(node, syntax.Call):
        before = callee_words(node.callee)
        return f"{before}(...)" if before else ""
    return ""
