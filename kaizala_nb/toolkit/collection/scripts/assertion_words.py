"""What the words of checks want: the words of the library chai, version 4."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kaizala_nb.toolkit.collection.scripts.assertions import Assertion
from kaizala_nb.toolkit.collection.scripts.comparing import equal, kind_of, length_of, members_equal
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.operators import alike as loosely_equal
from kaizala_nb.toolkit.collection.scripts.operators import same
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.properties import looked_up, own
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Unknown, Value, keys, shown, string, truth

Arguments = Sequence[Value]


def _is(wanted: str, holds: Callable[[Value], bool]) -> Callable[[Assertion], None]:
    return lambda chain: chain.check(holds(chain.subject), f"to be {wanted}")


def _exist(chain: Assertion) -> None:
    chain.check(not (chain.subject is None or chain.subject is UNDEFINED), "to exist")


def _empty(chain: Assertion) -> None:
    subject = chain.subject
    if isinstance(subject, str | list | dict):
        chain.check(not subject, "to be empty")
    elif isinstance(subject, Host) or kind_of(subject) == "function":
        raise Lost(chain.machine.why(f"whether {shown(subject)} is empty is not known"))
    else:
        raise chain.failed(f".empty was passed non-string primitive {shown(subject)}")


PROPERTIES: dict[str, Callable[[Assertion], None]] = {
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


def _kind(chain: Assertion, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    unknown = wanted if isinstance(wanted, Unknown) else chain.subject
    if isinstance(unknown, Unknown):
        raise Lost(unknown.why)
    word = string(wanted).lower()
    chain.check(kind_of(chain.subject) == word, f"to be {'an' if word[:1] in tuple('aeiou') else 'a'} {word}")


def _equal(chain: Assertion, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if "deep" in chain.flags:
        return _eql(chain, arguments)
    chain.check(same(chain.subject, wanted), f"to equal {shown(wanted)}")


def _eql(chain: Assertion, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    chain.check(equal(chain.subject, wanted), f"to deeply equal {shown(wanted)}")


def _include(chain: Assertion, arguments: Arguments) -> None:
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


def _include_members(chain: Assertion, wanted: dict[str, Value]) -> None:
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


def _property(chain: Assertion, arguments: Arguments) -> Assertion:
    subject, name = chain.subject, argument(arguments, 0)
    if subject is None or subject is UNDEFINED:
        raise chain.failed("Target cannot be null or undefined.")
    there, value = looked_up(chain, subject, name)
    text = f"to have {'nested ' if 'nested' in chain.flags else ''}property {shown(name)}"
    if "not" not in chain.flags or len(arguments) == 1:
        chain.check(there, text)
    if len(arguments) > 1:
        alike = equal if "deep" in chain.flags else same
        chain.check(there and alike(value, arguments[1]), f"{text} of {shown(arguments[1])}, but got {shown(value)}")
    return replace(chain, subject=value)


def _length(chain: Assertion, arguments: Arguments) -> None:
    wanted, held = argument(arguments, 0), _size(chain)
    chain.check(loosely_equal(held, wanted), f"to have a length of {shown(wanted)} but got {shown(held)}")


def _size(chain: Assertion) -> Value:
    if chain.subject is None or chain.subject is UNDEFINED:
        raise chain.failed("Target cannot be null or undefined.")
    there, held = own(chain, chain.subject, "length")
    if not there:
        raise chain.failed(f"expected {shown(chain.subject)} to have property 'length'")
    return held


def _compared(words: str, holds: Callable[[float, float], bool]) -> Callable[[Assertion, Arguments], None]:
    def compare(chain: Assertion, arguments: Arguments) -> None:
        wanted, held = argument(arguments, 0), chain.subject
        if "length" in chain.flags:
            held = _size(chain)
        if not isinstance(wanted, float) or not isinstance(held, float):
            if isinstance(held, Host) or isinstance(wanted, Host):
                raise Lost(chain.machine.why("comparing dates is not understood"))
            raise chain.failed(f"expected {shown(held)} to be a number")
        chain.check(holds(held, wanted), f"to be {words} {shown(wanted)}")

    return compare


def _within(chain: Assertion, arguments: Arguments) -> None:
    first, last = argument(arguments, 0), argument(arguments, 1)
    held = _size(chain) if "length" in chain.flags else chain.subject
    if not all(isinstance(one, float) for one in (first, last, held)):
        raise chain.failed(f"expected {shown(held)} to be a number")
    chain.check(first <= held <= last, f"to be within {shown(first)}..{shown(last)}")


def _close(chain: Assertion, arguments: Arguments) -> None:
    wanted, delta = argument(arguments, 0), argument(arguments, 1)
    if not all(isinstance(one, float) for one in (wanted, delta, chain.subject)):
        raise chain.failed(f"expected {shown(chain.subject)} to be a number")
    chain.check(abs(chain.subject - wanted) <= delta, f"to be close to {shown(wanted)} +/- {shown(delta)}")


def _match(chain: Assertion, arguments: Arguments) -> None:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, Pattern) or "g" in pattern.flags:
        raise Lost(chain.machine.why("match is understood with a pattern alone"))
    chain.check(pattern.search(string(chain.subject)) is not None, f"to match {pattern.text}")


def _text(chain: Assertion, arguments: Arguments) -> None:
    if not isinstance(chain.subject, str):
        raise chain.failed(f"expected {shown(chain.subject)} to be a string")
    chain.check(string(argument(arguments, 0)) in chain.subject, f"to contain {shown(argument(arguments, 0))}")


def _one_of(chain: Assertion, arguments: Arguments) -> None:
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


def _keys(chain: Assertion, arguments: Arguments) -> None:
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


def _members(chain: Assertion, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if not isinstance(chain.subject, list) or not isinstance(wanted, list):
        raise chain.failed(f"expected {shown(chain.subject)} to be an array")
    alike = equal if "deep" in chain.flags else same
    holds = members_equal(chain.subject, wanted, alike, "contains" in chain.flags)
    chain.check(holds, f"to have the members {shown(wanted)}")


def _satisfy(chain: Assertion, arguments: Arguments) -> None:
    held = chain.machine.call(argument(arguments, 0), [chain.subject])
    if isinstance(held, Unknown):
        raise Lost(held.why)
    chain.check(truth(held), "to satisfy the function")


METHODS: dict[str, Callable[[Assertion, Arguments], Value]] = {
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
    METHODS |= dict.fromkeys(_names, _compared(_words, _holds))
