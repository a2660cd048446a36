"""The names that statements declare."""

from collections.abc import Iterable, Iterator, Sequence

from kaizala_nb.toolkit.collection.scripts import syntax


def names_in(target: syntax.Node) -> Iterator[str]:
    """The names that are assigned to."""
    if isinstance(target, syntax.Name):
        yield target.name
    elif isinstance(target, syntax.WithDefault):
        yield from names_in(target.target)
    elif isinstance(target, syntax.Spread):
        yield from names_in(target.value)
    elif isinstance(target, syntax.ListTarget):
        for item in target.items:
            if item is not None:
                yield from names_in(item)
    elif isinstance(target, syntax.ObjectTarget):
        for _, part in target.pairs:
            yield from names_in(part)


def declared(statements: Iterable[syntax.Node], *kinds: str) -> Iterator[str]:
    """The names that the statements themselves declare with one of the words, such as ``let``."""
    for statement in statements:
        if isinstance(statement, syntax.Declare) and statement.kind in kinds:
            for target, _ in statement.targets:
                yield from names_in(target)


def hoisted(statements: Iterable[syntax.Node]) -> Iterator[str]:
    """The names that ``var`` declares in statements and in what stands in them, other functions apart."""
    for statement in statements:
        yield from declared([statement], "var")
        if isinstance(statement, syntax.Each) and statement.kind == "var":
            yield from names_in(statement.target)
        yield from hoisted(inner(statement))


def inner(statement: syntax.Node) -> Sequence[syntax.Node]:
    """The statements that stand in a statement."""
    match statement:
        case syntax.Block():
            return statement.body
        case syntax.If():
            return [part for part in (statement.yes, statement.no) if part is not None]
        case syntax.Loop():
            return [part for part in (statement.start, statement.body) if part is not None]
        case syntax.Each():
            return [statement.body]
        case syntax.Switch():
            return [one for _, body in statement.cases for one in body]
        case syntax.Try():
            return [part for part in (statement.body, statement.handler, statement.end) if part is not None]
        case syntax.Unclear():
            return statement.inside
    return ()


def twice_declared(statements: Sequence[syntax.Node], parameters: Iterable[str] = ()) -> str:
    """A name that is declared twice in one scope, so that JavaScript refuses the script; "" if there is none."""
    seen: set[str] = set()
    once = [*declared(statements, "let", "const")]
    for name in once:
        if name in seen:
            return name
        seen.add(name)
    others = {*parameters, *hoisted(statements), *declared(statements, "function")}
    return next((name for name in once if name in others), "") or _twice_within(statements)


def _twice_within(statements: Iterable[syntax.Node]) -> str:
    for statement in statements:
        body = inner(statement)
        several = isinstance(statement, syntax.Block | syntax.Switch | syntax.Unclear)
        groups: list[Sequence[syntax.Node]] = [body] if several else [[part] for part in body]
        for group in groups:
            name = twice_declared(group) if group else ""
            if name:
                return name
    return ""
