"""``pm.expect(...)`` and its chains: what the library chai, version 4, makes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kaizala_nb.toolkit.collection.scripts.comparing import equal, kind_of, length_of, members_equal
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.operators import same
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import (
    Host,
    Lost,
    Native,
    Unknown,
    Value,
    error,
    keys,
    shown,
    string,
    truth,
)

Arguments = Sequence[Value]
WORDS = {
    "to",
    "be",
    "been",
    "is",
    "and",
    "has",
    "have",
    "with",
    "that",
    "which",
    "at",
    "of",
    "same",
    "but",
    "does",
    "still",
    "also",
}
"""What a chain says for the ear alone."""
OF_REPLY_CALLED = {"status", "statusCode", "statusCodeClass", "statusReason", "header", "body", "jsonBody"}
OF_REPLY = OF_REPLY_CALLED | {
    "info", "success", "redirection", "clientError", "serverError", "error", "accepted", "withoutContent", "badRequest", "json",
    "unauthorised", "unauthorized", "forbidden", "notFound", "notAcceptable", "rateLimited", "withBody",
}  # fmt: skip
"""The words for replies."""
FLAGS = {"not", "deep", "nested", "own", "any", "all"}


@dataclass(eq=False)
class Chain(Host):
    """A chain: what it looks at, and the words that it has so far."""

    machine: Machine
    subject: Value
    message: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    name = "an assertion"

    def member(self, name: str) -> Value:
        if name in WORDS:
            return self
        if name in FLAGS:
            other = {"any": "all", "all": "any"}.get(name, "")
            return self.flagged(name, other)
        if name in PROPERTIES:
            self.known(deep=name == "empty")
            PROPERTIES[name](self)
            return self
        if name in _METHODS:
            return self._method(name)
        if name in OF_REPLY and not isinstance(self.subject, Host | Unknown):
            return self._of_reply(name)
        raise Lost(self.machine.why(f"the word {name} of a check is not understood"))

    def _of_reply(self, name: str) -> Value:
        """What is checked of a reply alone fails for all else, with ``not`` too."""

        def fail(arguments: Arguments) -> Value:
            raise self.failed(f"expecting a postman response object but got {shown(self.subject)}")

        return Native(name, fail, {}, True) if name in OF_REPLY_CALLED else fail(())

    def _method(self, name: str) -> Native:
        if name in ("a", "an"):
            return Native(name, lambda arguments: _METHODS[name](self, arguments) or self, {}, True, self)
        chain = self
        if name in ("include", "includes", "contain", "contains"):
            chain = self.flagged("contains")
        elif name in ("length", "lengthOf"):
            chain = self.flagged("length")

        def call(arguments: Arguments) -> Value:
            for one in arguments:
                unknown = self.machine.unknown_in(one)
                if unknown is not None:
                    raise Lost(unknown.why)
            chain.known()
            return _METHODS[name](chain, arguments) or chain

        return Native(name, call, {}, True, chain)

    def flagged(self, flag: str, without: str = "") -> "Chain":
        """The chain with one word more."""
        return replace(self, flags=(self.flags | {flag}) - {without})

    def known(self, deep: bool = True) -> None:
        """Raises :class:`Lost` if what the chain looks at is not known."""
        unknown = self.machine.unknown_in(self.subject) if deep else self.subject
        if isinstance(unknown, Unknown):
            raise Lost(unknown.why)

    def check(self, holds: bool, wanted: str) -> None:
        """Throws an AssertionError if what is wanted does not hold; or with ``not``, if it does."""
        negated = "not" in self.flags
        if holds is negated:
            raise self.failed(f"expected {shown(self.subject)} {'not ' if negated else ''}{wanted}")

    def failed(self, text: str) -> Exception:
        """The error of an assertion that does not hold, whatever else the chain says."""
        return error("AssertionError", f"{self.message}: {text}" if self.message else text)


def _is(wanted: str, holds: Callable[[Value], bool]) -> Callable[[Chain], None]:
    return lambda chain: chain.check(holds(chain.subject), f"to be {wanted}")


def _exist(chain: Chain) -> None:
    chain.check(not (chain.subject is None or chain.subject is UNDEFINED), "to exist")


def _empty(chain: Chain) -> None:
    subject = chain.subject
    if isinstance(subject, str | list | dict):
        chain.check(not subject, "to be empty")
    elif isinstance(subject, Host) or kind_of(subject) == "function":
        raise Lost(chain.machine.why(f"whether {shown(subject)} is empty is not known"))
    else:
        raise chain.failed(f".empty was passed non-string primitive {shown(subject)}")


PROPERTIES: dict[str, Callable[[Chain], None]] = {
    "ok": _is("truthy", truth),
    "true": _is("true", lambda value: value is True),
    "false": _is("false", lambda value: value is False),
    "null": _is("null", lambda value: value is None),
    "undefined": _is("undefined", lambda value: value is UNDEFINED),
    "NaN": _is("NaN", lambda value: isinstance(value, float) and value != value),
    "exist": _exist,
    "exists": _exist,
    "empty": _empty,
}


def _kind(chain: Chain, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    unknown = wanted if isinstance(wanted, Unknown) else chain.subject
    if isinstance(unknown, Unknown):
        raise Lost(unknown.why)
    word = string(wanted).lower()
    chain.check(kind_of(chain.subject) == word, f"to be {'an' if word[:1] in tuple('aeiou') else 'a'} {word}")


def _equal(chain: Chain, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if "deep" in chain.flags:
        return _eql(chain, arguments)
    chain.check(same(chain.subject, wanted), f"to equal {shown(wanted)}")


def _eql(chain: Chain, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    chain.check(equal(chain.subject, wanted), f"to deeply equal {shown(wanted)}")


def _include(chain: Chain, arguments: Arguments) -> None:
    subject, wanted = chain.subject, argument(arguments, 0)
    alike = equal if "deep" in chain.flags else same
    if isinstance(subject, str):
        if isinstance(wanted, Pattern):
            raise Lost(chain.machine.why("include with a pattern is not understood"))
        chain.check(string(wanted) in subject, f"to include {shown(wanted)}")
    elif isinstance(subject, list):
        chain.check(any(alike(one, wanted) for one in subject), f"to include {shown(wanted)}")
    elif isinstance(subject, Host) or kind_of(subject) == "function":
        raise Lost(chain.machine.why(f"what {shown(subject)} includes is not known"))
    elif not isinstance(wanted, dict | list):
        raise chain.failed(f"the given combination of arguments ({kind_of(subject)} and {kind_of(wanted)}) is invalid")
    else:
        _include_members(chain, wanted if isinstance(wanted, dict) else {str(i): one for i, one in enumerate(wanted)})


def _include_members(chain: Chain, wanted: dict[str, Value]) -> None:
    from_here = replace(chain, flags=chain.flags - {"contains"})
    if "not" not in chain.flags or len(wanted) == 1:
        for name in keys(wanted):
            _property(from_here, [name, wanted[name]])
        return
    problems = []
    for name in keys(wanted):
        try:
            _property(from_here, [name, wanted[name]])
        except Exception as problem:
            if isinstance(problem, Lost):
                raise
            problems.append(problem)
    if problems and len(problems) == len(wanted):
        raise problems[0]


def _property(chain: Chain, arguments: Arguments) -> Chain:
    subject, name = chain.subject, argument(arguments, 0)
    if subject is None or subject is UNDEFINED:
        raise chain.failed("Target cannot be null or undefined.")
    there, value = _looked_up(chain, subject, name)
    text = f"to have {'nested ' if 'nested' in chain.flags else ''}property {shown(name)}"
    if "not" not in chain.flags or len(arguments) == 1:
        chain.check(there, text)
    if len(arguments) > 1:
        alike = equal if "deep" in chain.flags else same
        chain.check(there and alike(value, arguments[1]), f"{text} of {shown(arguments[1])}, but got {shown(value)}")
    return replace(chain, subject=value)


def _looked_up(chain: Chain, subject: Value, name: Value) -> tuple[bool, Value]:
    """Whether a value has a member, and its value."""
    if not isinstance(name, str | float):
        raise chain.failed("the argument to property must be a string, number, or symbol")
    steps = [string(name)]
    if "nested" in chain.flags:
        steps = _steps(chain, string(name))
    value = subject
    for index, step in enumerate(steps):
        there, value = _own(chain, value, step)
        if not there:
            return False, UNDEFINED
        if index + 1 < len(steps) and (value is None or value is UNDEFINED):
            return False, UNDEFINED
    return True, value


def _steps(chain: Chain, path: str) -> list[str]:
    if "\\" in path:
        raise Lost(chain.machine.why("a path with a backslash is not understood"))
    return [step.rstrip("]") for step in path.replace("[", ".[").split(".") if step for step in [step.lstrip("[")]]


def _own(chain: Chain, value: Value, name: str) -> tuple[bool, Value]:
    if isinstance(value, dict):
        if name not in value and name in ("toString", "hasOwnProperty", "constructor", "valueOf"):
            raise Lost(chain.machine.why(f"the property {name} is not understood"))
        return name in value, value.get(name, UNDEFINED)
    if isinstance(value, list | str):
        if name == "length":
            return True, length_of(value)
        if not name.isdigit():
            if name.isidentifier() and name in _LIST_WORDS:
                raise Lost(chain.machine.why(f"the property {name} is not understood"))
            return False, UNDEFINED
        return (True, value[int(name)]) if int(name) < len(value) else (False, UNDEFINED)
    if kind_of(value) == "function":
        raise Lost(chain.machine.why("the properties of a function are not known"))
    names = getattr(value, "names", None)
    if names is not None and name not in names:
        return False, UNDEFINED
    if isinstance(value, Host):
        held = value.member(name)
        return held is not UNDEFINED, held
    return False, UNDEFINED


_LIST_WORDS = {
    "map",
    "filter",
    "find",
    "forEach",
    "push",
    "slice",
    "join",
    "indexOf",
    "includes",
    "concat",
    "split",
    "trim",
}


def _length(chain: Chain, arguments: Arguments) -> None:
    wanted, held = argument(arguments, 0), _size(chain)
    chain.check(same(held, wanted), f"to have a length of {shown(wanted)} but got {shown(held)}")


def _size(chain: Chain) -> Value:
    if chain.subject is None or chain.subject is UNDEFINED:
        raise chain.failed("Target cannot be null or undefined.")
    there, held = _own(chain, chain.subject, "length")
    if not there:
        raise chain.failed(f"expected {shown(chain.subject)} to have property 'length'")
    return held


def _compared(words: str, holds: Callable[[float, float], bool]) -> Callable[[Chain, Arguments], None]:
    def compare(chain: Chain, arguments: Arguments) -> None:
        wanted, held = argument(arguments, 0), chain.subject
        if "length" in chain.flags:
            held = _size(chain)
        if not isinstance(wanted, float) or not isinstance(held, float):
            if isinstance(held, Host) or isinstance(wanted, Host):
                raise Lost(chain.machine.why("comparing dates is not understood"))
            raise chain.failed(f"expected {shown(held)} to be a number")
        chain.check(holds(held, wanted), f"to be {words} {shown(wanted)}")

    return compare


def _within(chain: Chain, arguments: Arguments) -> None:
    first, last = argument(arguments, 0), argument(arguments, 1)
    held = _size(chain) if "length" in chain.flags else chain.subject
    if not all(isinstance(one, float) for one in (first, last, held)):
        raise chain.failed(f"expected {shown(held)} to be a number")
    chain.check(first <= held <= last, f"to be within {shown(first)}..{shown(last)}")


def _close(chain: Chain, arguments: Arguments) -> None:
    wanted, delta = argument(arguments, 0), argument(arguments, 1)
    if not all(isinstance(one, float) for one in (wanted, delta, chain.subject)):
        raise chain.failed(f"expected {shown(chain.subject)} to be a number")
    chain.check(abs(chain.subject - wanted) <= delta, f"to be close to {shown(wanted)} +/- {shown(delta)}")


def _match(chain: Chain, arguments: Arguments) -> None:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, Pattern) or "g" in pattern.flags:
        raise Lost(chain.machine.why("match is understood with a pattern alone"))
    chain.check(pattern.search(string(chain.subject)) is not None, f"to match {pattern.text}")


def _text(chain: Chain, arguments: Arguments) -> None:
    if not isinstance(chain.subject, str):
        raise chain.failed(f"expected {shown(chain.subject)} to be a string")
    chain.check(string(argument(arguments, 0)) in chain.subject, f"to contain {shown(argument(arguments, 0))}")


def _one_of(chain: Chain, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if not isinstance(wanted, list):
        raise chain.failed("expected the list of oneOf to be an array")
    if "contains" in chain.flags:
        holds = (
            any(one in chain.subject if isinstance(one, str) else False for one in wanted)
            if isinstance(chain.subject, str)
            else any(same(one, two) for one in wanted for two in chain.subject)
        )
    else:
        alike = equal if "deep" in chain.flags else same
        holds = any(alike(one, chain.subject) for one in wanted)
    chain.check(holds, f"to be one of {shown(wanted)}")


def _keys(chain: Chain, arguments: Arguments) -> None:
    subject, first = chain.subject, argument(arguments, 0)
    if isinstance(subject, Host) or kind_of(subject) == "function":
        raise Lost(chain.machine.why(f"the keys of {shown(subject)} are not known"))
    if subject is None or subject is UNDEFINED:
        raise chain.failed(f"expected {shown(subject)} to have keys")
    wanted = first if isinstance(first, list) else list(first) if isinstance(first, dict) else list(arguments)
    if not wanted:
        raise chain.failed("keys required")
    names = [string(one) for one in wanted]
    size = int(length_of(subject)) if isinstance(subject, list | str) else 0
    there = list(subject) if isinstance(subject, dict) else [str(index) for index in range(size)]
    if "any" in chain.flags:
        holds = any(name in there for name in names)
    else:
        holds = all(name in there for name in names) and ("contains" in chain.flags or len(names) == len(there))
    chain.check(holds, f"to have the keys {', '.join(names)}")


def _members(chain: Chain, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if not isinstance(chain.subject, list) or not isinstance(wanted, list):
        raise chain.failed(f"expected {shown(chain.subject)} to be an array")
    alike = equal if "deep" in chain.flags else same
    holds = members_equal(chain.subject, wanted, alike, "contains" in chain.flags)
    chain.check(holds, f"to have the members {shown(wanted)}")


def _satisfy(chain: Chain, arguments: Arguments) -> None:
    held = chain.machine.call(argument(arguments, 0), [chain.subject])
    if isinstance(held, Unknown):
        raise Lost(held.why)
    chain.check(truth(held), "to satisfy the function")


_METHODS: dict[str, Callable[[Chain, Arguments], Value]] = {
    "a": _kind,
    "an": _kind,
    "equal": _equal,
    "equals": _equal,
    "eq": _equal,
    "eql": _eql,
    "eqls": _eql,
    "include": _include,
    "includes": _include,
    "contain": _include,
    "contains": _include,
    "property": _property,
    "ownProperty": _property,
    "haveOwnProperty": _property,
    "length": _length,
    "lengthOf": _length,
    "match": _match,
    "matches": _match,
    "string": _text,
    "oneOf": _one_of,
    "key": _keys,
    "keys": _keys,
    "members": _members,
    "within": _within,
    "closeTo": _close,
    "approximately": _close,
    "satisfy": _satisfy,
    "satisfies": _satisfy,
}
for _names, _words, _holds in (
    (("above", "gt", "greaterThan"), "above", lambda held, wanted: held > wanted),
    (("least", "gte", "greaterThanOrEqual"), "at least", lambda held, wanted: held >= wanted),
    (("below", "lt", "lessThan"), "below", lambda held, wanted: held < wanted),
    (("most", "lte", "lessThanOrEqual"), "at most", lambda held, wanted: held <= wanted),
):
    _METHODS |= dict.fromkeys(_names, _compared(_words, _holds))
METHODS = frozenset(_METHODS)
"""The words of chains that are called."""
