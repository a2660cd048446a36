"""A script as a small tree: what of JavaScript can be understood. What cannot is an :class:`Unclear`, with the reason."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of a script. ``first`` and ``last`` are the numbers of its lines, from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Unclear(Node):
    """Something that is not understood, as a statement or as a value. ``inside`` are the statements in it, if there are any."""

    problem: str
    inside: tuple[Node, ...] = ()


# values


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Node):
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Template(Node):
    """Texts with values between them: there is one text more than values."""

    texts: tuple[str, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PatternText(Node):
    """A regular expression."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True, eq=False)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Member(Node):
    """A member of an object: ``object.name`` and ``object[name]``. ``optional`` is ``?.``"""

    object: Node
    name: Node
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    callee: Node
    arguments: tuple[Node, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class New(Node):
    callee: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Group(Node):
    """Parentheses: an optional chain ends at them."""

    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Unary(Node):
    operator: str
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Logical(Node):
    """``&&``, ``||`` and ``??``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Node):
    """``condition ? yes : no``."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Node):
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ObjectOf(Node):
    """An object. A pair without a name is a :class:`Spread`."""

    pairs: tuple[tuple[Node | None, Node], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Function(Node):
    """A function. ``problem`` says why it cannot be called; "" if it can."""

    name: str
    parameters: tuple[Node, ...]
    body: tuple[Node, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Assign(Node):
    """``target = value``, or ``target += value`` with the operator ``+``."""

    target: Node
    operator: str
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Update(Node):
    """``++`` and ``--``."""

    target: Node
    operator: str
    before: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Node):
    """Values with commas between them: the last counts."""

    values: tuple[Node, ...]


# what is assigned to, where it is more than a name


@dataclass(frozen=True, slots=True, eq=False)
class ListTarget(Node):
    """``[a, b]``. None leaves an item out; a :class:`Spread` takes the rest."""

    items: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ObjectTarget(Node):
    """``{name: a}``. A :class:`Spread` takes the rest."""

    pairs: tuple[tuple[Node | None, Node], ...]


@dataclass(frozen=True, slots=True, eq=False)
class WithDefault(Node):
    """``a = value`` among parameters and in ``{a = value}``."""

    target: Node
    value: Node


# statements


@dataclass(frozen=True, slots=True, eq=False)
class Say(Node):
    """A value as a statement, such as a call."""

    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Declare(Node):
    """``let``, ``const`` or ``var``: targets with their values."""

    kind: str
    targets: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block(Node):
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class If(Node):
    condition: Node
    yes: Node
    no: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Node):
    """``for (start; condition; step)``, ``while``, and with ``once`` also ``do ... while``."""

    start: Node | None
    condition: Node | None
    step: Node | None
    body: Node
    once: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Each(Node):
    """``for (target of values)``; with ``names`` it is ``in``. ``kind`` is "" if the target is not declared here."""

    kind: str
    target: Node
    values: Node
    body: Node
    names: bool


@dataclass(frozen=True, slots=True, eq=False)
class Switch(Node):
    """Cases with their statements. The value of ``default`` is None."""

    value: Node
    cases: tuple[tuple[Node | None, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Try(Node):
    body: Block
    error: Node | None
    handler: Block | None
    end: Block | None


@dataclass(frozen=True, slots=True, eq=False)
class Return(Node):
    value: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class Throw(Node):
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Leave(Node):
    """``break`` or ``continue``."""

    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Empty(Node):
    """Nothing to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A script that could be parsed. Its lines are those of its text."""

    body: tuple[Node, ...]
    lines: tuple[str, ...] = field(repr=False)
