"""The checks of a request as plain Python: those of its scripts that surely mean the same in both languages.

The others, such as the time that a reply took, are counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.effects import CHANGING, method, parts, root
from kaizala_nb.toolkit.collection.scripts.names import names_in
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.scripts.parsing import parsed
from kaizala_nb.toolkit.collection.scripts.phrases import dotted
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable
from kaizala_nb.toolkit.notebook.writing.check_reader import TAKEN, CheckReader
from kaizala_nb.toolkit.notebook.writing.claims import JSON, Claim, IsJson, Unsaid, Value
from kaizala_nb.toolkit.notebook.writing.names import literal

HELPER = '''\
from contextlib import contextmanager

from IPython import get_ipython


@contextmanager
def check(name):
    """Print whether the lines below hold. One that fails does not stop the notebook."""
    try:
        yield
        print("Holds: ", name)
    except Exception as problem:
        print("FAILED:", name, f"({type(problem).__name__}: {problem})"[:300])'''
"""What the checks need: a cell of the notebook."""

_A_CHECK = re.compile(r"\bpm\.test\s{0,40}\(|\btests\s{0,40}\[")
_LONGEST_NAME = 200

Names = dict[str, Value | None]
"""What the names of a script stand for; None if that is not certain."""


@dataclass(frozen=True)
class Checks:
    """The checks of a request.

    Attributes:
        text: Those that are plain Python; "" for none.
        left: How many others the request itself has.
    """

    text: str
    left: int


class CheckWriter:
    """Writes the checks of requests.

    Args:
        mask: Hides secrets, as code has them.
    """

    def __init__(self, mask: Callable[[str], str]) -> None:
        self._mask = mask
        self._known: dict[str, Checks] = {}  # a script of the collection belongs to each of its requests

    def checks_of(self, scripts: Iterable[Script]) -> Checks:
        """The checks of these scripts. Only those of the request itself are counted if they are left out."""
        every = [(script, self._checks_in(script.text)) for script in scripts]
        left = sum(checks.left for script, checks in every if not script.place)
        return Checks("\n".join(checks.text for _, checks in every if checks.text), left)

    def left_of_all(self, scripts: Iterable[Script]) -> int:
        """How many checks are left out of those that belong to several requests: to the collection or to a folder."""
        return sum(self._checks_in(text).left for text in dict.fromkeys(one.text for one in scripts if one.place))

    def _checks_in(self, script: str) -> Checks:
        if script not in self._known:
            self._known[script] = self._read(script)
        return self._known[script]

    def _read(self, script: str) -> Checks:
        how_many = len(_A_CHECK.findall(script))
        if not how_many:
            return Checks("", 0)
        try:
            body = parsed(script).body
        except Unreadable:
            return Checks("", how_many)
        checks = list(_Reader(body, self._mask).checks())
        return Checks("\n".join(checks), sum(map(_is_check, _parts(body))) - len(checks))


class _Reader:
    """Goes through the statements of a script."""

    def __init__(self, body: Sequence[syntax.Node], mask: Callable[[str], str]) -> None:
        self._body = body
        self._mask = mask
        self._is_changing = any(map(_is_change, _parts(body)))

    def checks(self) -> Iterator[str]:
        """The checks that are certain. After a statement that may end the script, none is."""
        if TAKEN.intersection(_declared(self._body)):
            return
        names: Names = {}
        once = _given_once(self._body)
        for statement in self._body:
            match statement:
                case syntax.Declare() | syntax.Say(value=syntax.Assign(target=syntax.Name())):
                    self._learn(statement, names, once)
                case syntax.Say(value=syntax.Call() | syntax.Assign() as value) if _is_check(value):
                    with suppress(Unsaid):
                        yield self._written(value, names)
                case _ if any(isinstance(part, syntax.Return | syntax.Throw) for part in _own_parts([statement])):
                    return

    def _learn(self, statement: syntax.Node, names: Names, once: set[str]) -> list[Value]:
        """What names stand for from now on, if they are ``once`` given a value alone. Gives these values."""
        pairs: Sequence[tuple[syntax.Node, syntax.Node | None]]
        match statement:
            case syntax.Declare(targets=targets):
                pairs = targets
            case syntax.Say(value=syntax.Assign(operator="", target=name, value=given)):
                pairs = ((name, given),)
            case _:
                raise Unsaid
        learned = []
        for target, value in pairs:
            names.update(dict.fromkeys(names_in(target)))
            if isinstance(target, syntax.Name) and value is not None and not self._is_changing:
                with suppress(Unsaid):
                    held = self._reader(names).value(value)
                    learned.append(held)
                    names[target.name] = held if target.name in once else None
        return learned

    def _reader(self, names: Names) -> CheckReader:
        return CheckReader(names, lambda text: self._mask(text) == text)

    def _written(self, check: syntax.Call | syntax.Assign, names: Names) -> str:
        """A check as Python. Raises :class:`Unsaid`."""
        match check:
            case syntax.Assign(operator="", target=syntax.Member(name=title), value=value):
                claims = self._reader(names).truth(value)
            case syntax.Call(arguments=(title, syntax.Function(parameters=(), problem="", body=body))):
                claims = list(self._claimed(body, names))
            case _:
                raise Unsaid
        is_read = any(JSON.python in claim.text for claim in claims if not isinstance(claim, IsJson))
        lines = dict.fromkeys(claim.line for claim in claims if not (is_read and isinstance(claim, IsJson)))
        if not lines:
            raise Unsaid
        return "\n    ".join([f"with check({literal(self._name(title))}):", *lines])

    def _claimed(self, body: Sequence[syntax.Node], outer: Names) -> Iterator[Claim]:
        """What the statements of a test claim."""
        names, once = dict(outer), _given_once(body)
        for statement in body:
            match statement:
                case syntax.Declare():
                    yield from (IsJson(JSON.python) for value in self._learn(statement, names, once) if value == JSON)
                case syntax.Say(value=syntax.Node() as value) | syntax.Return(value=syntax.Node() as value):
                    if not _only_logs(value):
                        yield from self._reader(names).check(value)
                case syntax.Empty():
                    pass
                case _:
                    raise Unsaid

    def _name(self, title: syntax.Node) -> str:
        match title:
            case syntax.Literal(value=str() as text) | syntax.Template(texts=(text,)):
                return " ".join(self._mask(text).split())[:_LONGEST_NAME]
        raise Unsaid


def _is_check(node: syntax.Node) -> bool:
    """Whether this is ``pm.test(...)`` or ``tests[...] = ...``."""
    match node:
        case syntax.Call(callee=callee):
            return dotted(callee) == "pm.test"
        case syntax.Assign(target=syntax.Member(object=syntax.Name(name="tests"))):
            return True
    return False


def _only_logs(node: syntax.Node) -> bool:
    match node:
        case syntax.Call(callee=callee, arguments=arguments) if dotted(callee).startswith("console."):
            return all(isinstance(one, syntax.Literal | syntax.Name) for one in arguments)
    return False


def _is_change(node: syntax.Node) -> bool:
    """Whether an object may hold something else after this: then no name surely stands for what the reply holds."""
    match node:
        case syntax.Assign(target=syntax.Member() as target) | syntax.Update(target=syntax.Member() as target):
            return root(target) != "tests"
        case syntax.Unary(operator="delete"):
            return True
        case syntax.Call():
            return method(node)[1] in CHANGING
    return False


def _given_once(body: Sequence[syntax.Node]) -> set[str]:
    """The names that get one value alone in these statements, or in the functions in them unless those declare it."""
    declared = [part for part in _own_parts(body) if isinstance(part, syntax.Declare)]
    given = [target for part in declared for target, value in part.targets if value is not None]
    changed = [part for part in _parts(body) if isinstance(part, syntax.Assign | syntax.Update | syntax.Each)]
    times = Counter(name for target in (*given, *(part.target for part in changed)) for name in names_in(target))
    return {name for name, number in times.items() if number == 1}


def _declared(body: Sequence[syntax.Node]) -> set[str]:
    """All names that statements declare, also inside of functions."""
    found: set[str] = set()
    for part in _parts(body):
        match part:
            case syntax.Declare(targets=targets):
                found.update(name for target, _ in targets for name in names_in(target))
            case syntax.Function(name=own, parameters=parameters):
                found.update((own, *(name for target in parameters for name in names_in(target))))
            case syntax.Each(target=target) | syntax.Assign(target=target):
                found.update(names_in(target))
    return found


def _parts(body: Sequence[syntax.Node]) -> Iterator[syntax.Node]:
    return (part for statement in body for part in parts(statement))


def _own_parts(body: Sequence[syntax.Node]) -> Iterator[syntax.Node]:
    """The parts of statements, without those of the functions in them."""
    to_do: list[object] = list(body)
    while to_do:
        one = to_do.pop()
        if isinstance(one, syntax.Node) and not isinstance(one, syntax.Function):
            yield one
            to_do.extend(getattr(one, field.name) for field in fields(one))
        elif isinstance(one, tuple):
            to_do.extend(one)
