"""What the scripts of a request look up in its reply, as far as it is read off them. Nothing of a script is run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.scripts.parsing import parsed
from kaizala_nb.toolkit.collection.scripts.syntax import (
    Assign,
    Binary,
    Call,
    Declare,
    Group,
    ListOf,
    Literal,
    Member,
    Name,
    Node,
    ObjectTarget,
)
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable
from kaizala_nb.toolkit.stand_in.memory import methods

Path = tuple[str | int, ...]

_REFUSALS = ("error", "errors", "err", "exception", "fault")
_KINDS: Mapping[str, Any] = {"string": "", "number": 0, "boolean": True, "array": [], "object": {}}
_EQUAL = ("eql", "equal", "equals", "eq")
_MOST_NODES, _MOST_PATHS, _DEEPEST, _LARGEST_INDEX = 20_000, 200, 12, 20


@dataclass(frozen=True)
class Wish:
    """A value that a script looks up.

    Attributes:
        path: Where it is in the JSON of the reply.
        name: What it is called: the variable that is set to it, or the last name of its path.
        kind: An empty value of the kind that a check wants; None if none does.
        value: The value that a check wants; ``...`` if none does.
    """

    path: Path
    name: str
    kind: Any = None
    value: Any = ...


@dataclass
class _Reader:
    """Reads one script, each call before what is called.

    Attributes:
        names: The variables of the script that hold a part of the reply.
        wishes: What it looks up, by its path.
        called: What is called: ``reply.scope.split`` of ``reply.scope.split(" ")``. Such a member is none of the reply.
    """

    names: dict[str, Path] = field(default_factory=dict)
    wishes: dict[Path, Wish] = field(default_factory=dict)
    called: set[Member] = field(default_factory=set)

    def read(self, node: Node) -> None:
        if isinstance(node, Declare):
            for target, value in node.targets:
                self._bind(target, value)
        elif isinstance(node, Assign) and not node.operator:
            self._bind(node.target, node.value)
            if isinstance(node.target, Member) and isinstance(node.target.object, Name):
                self._compare(node.target.object.name, node.value)
        elif isinstance(node, Call):
            self._call(node)
        elif isinstance(node, Binary) and node.operator == "in" and isinstance(node.left, Literal):
            self._member(self.path_of(node.right), node.left.value)
        elif isinstance(node, Member) and node not in self.called:
            self._wish(self.path_of(node))

    def _bind(self, target: Node, value: Node | None) -> None:
        path = self.path_of(value)
        if path is None:
            return
        if isinstance(target, Name):
            self.names[target.name] = path
        for name, inner in target.pairs if isinstance(target, ObjectTarget) else ():
            if isinstance(name, Literal) and isinstance(name.value, str):
                self._wish((*path, name.value))
                if isinstance(inner, Name):
                    self.names[inner.name] = (*path, name.value)

    def _compare(self, name: str, node: Node) -> None:
        """``tests["..."] = reply.name === "Sam"``: an old way to check."""
        if name != "tests" or not isinstance(node, Binary) or node.operator not in ("===", "=="):
            return
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, Literal):
                self._wish(self.path_of(one), value=_plain(other.value))

    def _call(self, node: Call) -> None:
        callee = node.callee
        if not isinstance(callee, Member) or not isinstance(callee.name, Literal):
            return
        called, first = callee.name.value, node.arguments[0] if node.arguments else None
        self.called.add(callee)
        self._method(self.path_of(callee.object), str(called))
        if called == "hasOwnProperty":
            self._member(self.path_of(callee.object), first.value if isinstance(first, Literal) else None)
        if called in ("set", "setEnvironmentVariable", "setGlobalVariable") and len(node.arguments) == 2:
            name = first.value if isinstance(first, Literal) else ""
            self._wish(self.path_of(node.arguments[1]), name=name if isinstance(name, str) else "")
            return
        if called == "has" and _called(callee.object) == "responseBody":
            self._member((), first.value if isinstance(first, Literal) else None)
        subject = self._expected(callee.object)
        if called == "oneOf" and isinstance(first, ListOf) and first.items and not _is_denied(callee.object):
            first = first.items[0]
            called = "eql"
        value = first.value if isinstance(first, Literal) else None
        if subject is None or value is None or _is_denied(callee.object):
            return
        if called in ("a", "an") and isinstance(value, str):
            self._wish(subject, kind=_KINDS.get(value.lower()))
        elif called in _EQUAL:
            self._wish(subject, value=_plain(value))
        elif called == "property" and isinstance(value, str):
            wanted = node.arguments[1] if len(node.arguments) == 2 else None
            self._wish((*subject, value), value=_plain(wanted.value) if isinstance(wanted, Literal) else ...)

    def _method(self, path: Path | None, name: str) -> None:
        """A method of a part of the reply is called."""
        kind = methods.value_with(name)
        known = self.wishes.get(path) if path else None
        if known is None or known.kind is None or methods.is_certain(name):
            self._wish(path, kind=kind)

    def _member(self, path: Path | None, name: Any) -> None:
        if path is not None and isinstance(name, str) and name.replace("_", "").replace("-", "").isalnum():
            self._wish((*path, name))

    def _expected(self, node: Node) -> Path | None:
        """The path of what ``pm.expect(...)`` at the root of a chain is about."""
        for _ in range(30):
            if isinstance(node, Member):
                node = node.object
            elif isinstance(node, Call):
                callee = node.callee
                if _called(callee) == "expect":
                    return self.path_of(node.arguments[0]) if node.arguments else None
                node = callee
            else:
                return None
        return None

    def path_of(self, node: Node | None) -> Path | None:
        """The path of a value in the reply; None if it is no part of it."""
        steps: list[str | int] = []
        while isinstance(node, Member | Group):
            if isinstance(node, Group):
                node = node.value
                continue
            if not isinstance(node.name, Literal) or len(steps) > _DEEPEST:
                return None
            step = node.name.value
            if isinstance(step, float) and step.is_integer() and 0 <= step <= _LARGEST_INDEX:
                step = int(step)
            if not isinstance(step, str | int):
                return None
            steps.append(step)
            node = node.object
        root = self.names.get(node.name) if isinstance(node, Name) else () if _is_json(node) else None
        return None if root is None else (*root, *reversed(steps))

    def _wish(self, path: Path | None, *, name: str = "", kind: Any = None, value: Any = ...) -> None:
        if path is None or len(self.wishes) >= _MOST_PATHS:
            return
        if path and path[-1] == "length":
            self._method(path[:-1], "slice")
            return
        if not path:
            if isinstance(kind, list):
                self.wishes.setdefault((), Wish((), "", kind))
            return
        last = next((one for one in reversed(path) if isinstance(one, str)), "")
        if last in _REFUSALS and kind is None and value is ...:
            return
        known = self.wishes.setdefault(path, Wish(path, name or last))
        better = replace(known, name=name or known.name)
        better = better if kind is None else replace(better, kind=kind)
        self.wishes[path] = better if value is ... else replace(better, value=value)


def wishes_of(scripts: Sequence[Script]) -> list[Wish]:
    """What the scripts after a request look up in its reply, the outer things first."""
    found: dict[Path, Wish] = {}
    for script in scripts:
        for wish in _wishes_in(script.text) if script.event == "test" else ():
            known = found.setdefault(wish.path, wish)
            if known.kind is None and known.value is ...:
                found[wish.path] = replace(wish, name=known.name)
    return sorted(found.values(), key=lambda one: len(one.path))


@lru_cache(maxsize=2000)
def _wishes_in(text: str) -> tuple[Wish, ...]:
    """What one script looks up; nothing if it cannot be read."""
    reader = _Reader()
    try:
        for node in _all(parsed(text).body):
            reader.read(node)
    except Unreadable:
        return ()
    return tuple(reader.wishes.values())


def _all(body: Sequence[Node]) -> Iterator[Node]:
    """All nodes of a program, in the order in which they stand."""
    to_do: list[Any] = list(reversed(body))
    for _ in range(_MOST_NODES):
        if not to_do:
            return
        node = to_do.pop()
        if isinstance(node, tuple):
            to_do.extend(reversed(node))
        elif isinstance(node, Node) and is_dataclass(node):
            yield node
            to_do.extend(getattr(node, one.name) for one in reversed(fields(node)))


def _called(node: Node) -> str:
    if isinstance(node, Member) and isinstance(node.name, Literal):
        return str(node.name.value)
    return node.name if isinstance(node, Name) else ""


def _is_denied(node: Node) -> bool:
    """Whether a chain of a check says ``not``."""
    while isinstance(node, Member | Call):
        if isinstance(node, Member) and _called(node) == "not":
            return True
        node = node.object if isinstance(node, Member) else node.callee
    return False


def _is_json(node: Node | None) -> bool:
    """``pm.response.json()``, ``JSON.parse(responseBody)`` and the like."""
    if not isinstance(node, Call) or not isinstance(node.callee, Member):
        return False
    called, of = _called(node.callee), node.callee.object
    if called == "json":
        return isinstance(of, Member | Name) and _called(of) == "response"
    first = node.arguments[0] if node.arguments else None
    is_body = isinstance(first, Name) and first.name == "responseBody"
    is_text = isinstance(first, Call) and _called(first.callee) == "text"
    return called == "parse" and _called(of) == "JSON" and (is_body or is_text)


def _plain(value: Any) -> Any:
    """A value of a script as JSON has it: 5.0 is 5."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float | bool) or value is None else ...
