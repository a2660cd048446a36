"""The members of values: what stands after a dot."""

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.bindings import Closure
from kaizala_nb.toolkit.collection.scripts.list_methods import list_member, reduce_of
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED, number_text
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.patterns import Found, Pattern
from kaizala_nb.toolkit.collection.scripts.text_methods import argument, place, text_member
from kaizala_nb.toolkit.collection.scripts.values import (
    Host,
    Lost,
    Native,
    StatusFacts,
    Unknown,
    Value,
    number,
    string,
)

_OBJECT = {"hasOwnProperty", "toString", "valueOf", "propertyIsEnumerable", "isPrototypeOf", "toLocaleString"}
_STRANGE = {"constructor", "__proto__", "prototype", "__defineGetter__", "__defineSetter__"}


def member_of(machine: Machine, holder: Value, key: Value) -> Value:
    """A member of a known value; ``undefined`` if it has none of this name."""
    name = string(key)
    if isinstance(holder, dict) and name in holder:
        machine.looks += isinstance(holder, StatusFacts)
        return holder[name]
    if name in _STRANGE:
        raise Lost(machine.why(f"{name} is not understood"))
    if isinstance(holder, str):
        return text_member(machine, holder, name) if name not in ("hasOwnProperty",) else _refused(machine, name)
    if isinstance(holder, list):
        return reduce_of(machine, holder) if name == "reduce" else list_member(machine, holder, name)
    if isinstance(holder, dict):
        return _object_member(holder, name)
    if isinstance(holder, Pattern):
        return _pattern_member(machine, holder, name)
    if isinstance(holder, Host):
        return holder.member(name)
    if isinstance(holder, float | bool):
        return _number_member(holder, name)
    if isinstance(holder, Native):
        if name in holder.members:
            return holder.members[name]
        if holder.chain is not None:
            return holder.chain.member(name)
        return _refused(machine, name)
    if isinstance(holder, Closure) and name in ("length", "name"):
        return _parameter_count(holder) if name == "length" else holder.node.name
    return _refused(machine, name)


def _parameter_count(function: Closure) -> float:
    """How many parameters there are before the first that has a default or takes the rest."""
    optional = (syntax.WithDefault, syntax.Spread)
    first = next((index for index, one in enumerate(function.parameters) if isinstance(one, optional)), None)
    return float(len(function.parameters) if first is None else first)


def _refused(machine: Machine, name: str) -> Value:
    raise Lost(machine.why(f"{name} is not understood here"))


def _object_member(holder: dict[str, Value], name: str) -> Value:
    if name == "hasOwnProperty":
        return Native(name, lambda arguments: string(argument(arguments, 0)) in holder)
    if name in ("toString", "valueOf"):
        return Native(name, lambda arguments: string(holder) if name == "toString" else holder)
    if name in _OBJECT:
        raise Lost(f"{name} is not understood here")
    return UNDEFINED


def _number_member(holder: float | bool, name: str) -> Value:
    if name == "toString" and isinstance(holder, float):
        return Native(name, lambda arguments: _in_base(holder, arguments))
    if name == "toString":
        return Native(name, lambda arguments: string(holder))
    if name == "toFixed":
        return Native(name, lambda arguments: _fixed(number(holder), place(argument(arguments, 0))))
    if name == "valueOf":
        return Native(name, lambda arguments: holder)
    if name.startswith("to"):
        raise Lost(f"{name} of a number is not understood")
    return UNDEFINED


def _in_base(value: float, arguments: object) -> str:
    base = place(argument(arguments, 0), 10)  # type: ignore[arg-type]  # a sequence of values
    if base == 10:
        return number_text(value)
    if not (value.is_integer() and 0 <= value < 2**53 and 2 <= base <= 36):
        raise Lost("a number in this base is not understood")
    digits, rest = "", int(value)
    while rest or not digits:
        digits, rest = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base] + digits, rest // base
    return digits


def _fixed(value: float, digits: int) -> str:
    from decimal import ROUND_HALF_UP, Decimal

    if not 0 <= digits <= 20 or abs(value) >= 1e21 or value != value:
        raise Lost("toFixed is not understood here")
    return format(Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP), "f")


def _pattern_member(machine: Machine, pattern: Pattern, name: str) -> Value:
    if name in ("source", "flags"):
        return pattern.pattern if name == "source" else pattern.flags
    if name not in ("test", "exec"):
        raise Lost(f"{name} of a pattern is not understood")

    def look(arguments: object) -> Value:
        if "g" in pattern.flags and machine.doubts:
            return Unknown(machine.doubts[-1], safe=True)
        text = string(argument(arguments, 0))  # type: ignore[arg-type]  # a sequence of values
        start = pattern.last if "g" in pattern.flags else 0
        match = pattern.search(text, start) if start <= len(text) else None
        pattern.last = match.end() if match is not None else 0
        if name == "test":
            return match is not None
        return None if match is None else Found.of(match, text)

    return Native(name, look)
