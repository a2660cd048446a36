"""What every script has: JavaScript's own functions, and the names that stand for values."""

import math
import random
from collections.abc import Callable, Sequence
from urllib.parse import quote

from kaizala_nb.toolkit.collection.scripts import conversions, dates
from kaizala_nb.toolkit.collection.scripts.console import console
from kaizala_nb.toolkit.collection.scripts.json_text import in_itself, json_value, stringify
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.parts import part_of_postman
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.timers import TIMERS
from kaizala_nb.toolkit.collection.scripts.values import (
    ErrorObject,
    Holder,
    Host,
    Lost,
    Native,
    Unknown,
    Value,
    error,
    keys,
    number,
    string,
    truth,
)

Arguments = Sequence[Value]


def _function(name: str, call: Callable[..., Value]) -> Native:
    """A function of one value."""
    return Native(name, lambda arguments: call(argument(arguments, 0)))


def _numbers(name: str, call: Callable[..., float]) -> Native:
    return Native(name, lambda arguments: call(*map(number, arguments)))


def _round(value: float) -> float:
    return math.floor(value + 0.5) + 0.0 if math.isfinite(value) else value


def _most(pick: Callable[..., float], empty: float) -> Callable[..., float]:
    return lambda *values: math.nan if any(one != one for one in values) else pick((*values, empty))


def _whole(to_whole: Callable[[float], int]) -> Callable[[float], float]:
    return lambda value: float(to_whole(value)) if math.isfinite(value) else value


def _math(machine: Machine) -> Value:
    functions: dict[str, Callable[..., float]] = {
        "floor": _whole(math.floor),
        "ceil": _whole(math.ceil),
        "trunc": _whole(math.trunc),
        "round": _round,
        "abs": abs,
        "max": _most(max, -math.inf),
        "min": _most(min, math.inf),
        "sqrt": lambda value: math.sqrt(value) if value >= 0 else math.nan,
        "pow": lambda base, exponent: float(base**exponent),
        "random": lambda: random.random(),  # noqa: S311  (no secret: so scripts say it)
    }
    return Holder(
        "Math", {name: _numbers(name, call) for name, call in functions.items()} | {"PI": math.pi, "E": math.e}
    )


def _json(machine: Machine) -> Value:
    def write(arguments: Arguments) -> Value:
        value, chosen, indent = (argument(arguments, index, None) for index in range(3))
        if chosen not in (None, UNDEFINED) or not isinstance(indent, float | str | None):
            raise Lost("JSON.stringify with a choice of members is not understood")
        return stringify(value, indent)

    def parse(arguments: Arguments) -> Value:
        if len(arguments) > 1:
            raise Lost("JSON.parse with a function is not understood")
        return json_value(string(argument(arguments, 0)))

    def checked(arguments: Arguments) -> Value:
        """What lies in itself is no JSON."""
        if arguments and in_itself(arguments[0]):
            raise error("JSONError", "Converting circular structure to JSON")
        return machine.call(Native("stringify", write), arguments)

    members = {
        "parse": Native("parse", parse, may_throw=True),
        "stringify": Native("stringify", checked, takes_unknown=True),
    }
    return Holder("JSON", dict(members))


def _members(value: Value) -> dict[str, Value]:
    if value is None or value is UNDEFINED:
        raise error("TypeError", "Cannot convert undefined or null to object")
    if isinstance(value, list | str):
        return {str(index): one for index, one in enumerate(value)}
    if isinstance(value, dict):
        return {name: value[name] for name in keys(value)}
    if isinstance(value, Host):
        raise Lost(f"the members of {value.name} are not known")
    return {}


def _object(machine: Machine) -> Value:
    def look(name: str, call: Callable[[dict[str, Value]], Value]) -> Native:
        def of(arguments: Arguments) -> Value:
            value = argument(arguments, 0)
            if isinstance(value, Unknown):
                if value.safe:
                    return value
                raise Lost(value.why)
            reason = machine.blurred(value)
            return Unknown(reason) if reason else call(_members(value))

        return Native(name, of, takes_unknown=True)

    def assign(arguments: Arguments) -> Value:
        made = argument(arguments, 0)
        if made is machine.tests or part_of_postman(made):
            raise Lost("Object.assign is not understood here")
        if machine.doubts or not isinstance(made, dict) or any(machine.unknown_in(one) for one in arguments[1:]):
            machine.blur(made, machine.why("Object.assign is not certain here"))
            return Unknown(machine.why("Object.assign is not certain here"))
        for more in arguments[1:]:
            if more is not None and more is not UNDEFINED:
                made.update(_members(more))
        return made

    members = {
        "keys": look("keys", lambda value: list(value)),
        "values": look("values", lambda value: list(value.values())),
        "entries": look("entries", lambda value: [[name, one] for name, one in value.items()]),
        "assign": Native("assign", assign, takes_unknown=True),
        "fromEntries": _function("fromEntries", lambda pairs: {string(name): value for name, value in pairs}),
        "freeze": _function("freeze", lambda value: value),
    }
    return Native("Object", lambda arguments: argument(arguments, 0), members)


def _array(machine: Machine) -> Value:
    def is_list(arguments: Arguments) -> Value:
        value = argument(arguments, 0)
        return Unknown(value.why, safe=True) if isinstance(value, Unknown) else isinstance(value, list)

    def copied(arguments: Arguments) -> Value:
        value = argument(arguments, 0)
        if len(arguments) == 1 and isinstance(value, list | str):
            return list(value)
        raise Lost("Array.from is not understood here")

    def new(arguments: Arguments) -> Value:
        if len(arguments) == 1 and isinstance(arguments[0], float):
            raise Lost("a list with gaps is not understood")
        return list(arguments)

    members = {
        "isArray": Native("isArray", is_list, takes_unknown=True),
        "from": Native("from", copied),
        "of": Native("of", list),
        "new": Native("Array", new),
    }
    return Native("Array", new, members)


def _number_global(machine: Machine) -> Value:
    members: dict[str, Value] = {
        "isInteger": _function("isInteger", lambda value: isinstance(value, float) and value.is_integer()),
        "isFinite": _function("isFinite", lambda value: isinstance(value, float) and math.isfinite(value)),
        "isNaN": _function("isNaN", lambda value: isinstance(value, float) and value != value),
        "parseInt": Native("parseInt", conversions.parse_int),
        "parseFloat": _function("parseFloat", conversions.parse_float),
        "MAX_SAFE_INTEGER": 2.0**53 - 1,
    }
    return Native("Number", lambda arguments: number(argument(arguments, 0, 0.0)), members)


def _date(machine: Machine) -> Value:
    members: dict[str, Value] = {
        "now": Native("now", lambda arguments: dates.now()),
        "parse": _function("parse", lambda text: dates.parse(string(text))),
        "new": Native("Date", dates.moment_of),
    }
    return Native(
        "Date", lambda arguments: Unknown(machine.why("the text of a date is not understood"), safe=True), members
    )


def _error(name: str) -> Callable[[Machine], Value]:
    def make(arguments: Arguments) -> Value:
        message = argument(arguments, 0)
        return ErrorObject(name=name, message="" if message is UNDEFINED else string(message))

    return lambda machine: Native(name, make, {"new": Native(name, make)})


def _pattern(machine: Machine) -> Value:
    def make(arguments: Arguments) -> Value:
        pattern = argument(arguments, 0)
        if isinstance(pattern, Pattern):
            return Pattern(pattern.pattern, pattern.flags)
        return Pattern(string(pattern), string(argument(arguments, 1, "")))

    return Native("RegExp", make, {"new": Native("RegExp", make)})


def _eval(machine: Machine) -> Value:
    def call(arguments: Arguments) -> Value:
        value = argument(arguments, 0)
        if isinstance(value, str | Unknown):
            machine.forget_all(machine.why("eval runs a text as a script"))
            raise Lost(machine.why("eval runs a text as a script: that is not understood"))
        return value

    return Native("eval", call, takes_unknown=True)


def _text_global(machine: Machine) -> Value:
    return Native("String", lambda arguments: string(argument(arguments, 0, "")))


GLOBALS: dict[str, Callable[[Machine], Value]] = {
    "Math": _math,
    "JSON": _json,
    "Object": _object,
    "Array": _array,
    "Number": _number_global,
    "String": _text_global,
    "Boolean": lambda machine: _function("Boolean", truth),
    "Date": _date,
    "RegExp": _pattern,
    "parseInt": lambda machine: Native("parseInt", conversions.parse_int),
    "parseFloat": lambda machine: _function("parseFloat", conversions.parse_float),
    "isNaN": lambda machine: _function("isNaN", lambda value: number(value) != number(value)),
    "isFinite": lambda machine: _function("isFinite", lambda value: math.isfinite(number(value))),
    "encodeURIComponent": lambda machine: _function(
        "encodeURIComponent", lambda value: quote(string(value), safe="!~*'()-_.")
    ),
    "encodeURI": lambda machine: _function(
        "encodeURI", lambda value: quote(string(value), safe="!~*'()-_.;,/?:@&=+$#")
    ),
    "decodeURIComponent": lambda machine: _function(
        "decodeURIComponent", lambda value: conversions.unquoted(string(value))
    ),
    "btoa": lambda machine: _function("btoa", conversions.to_base64),
    "atob": lambda machine: _function("atob", conversions.from_base64),
    "console": console,
    "eval": _eval,
    "NaN": lambda machine: math.nan,
    "Infinity": lambda machine: math.inf,
}
GLOBALS |= {name: _error(name) for name in ("Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError")}
GLOBALS |= TIMERS
