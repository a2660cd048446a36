"""JavaScript's operators."""

import math
from collections.abc import Callable

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.values import (
    LONGEST,
    Host,
    Lost,
    Value,
    callable_,
    error,
    number,
    string,
    truth,
    type_of,
)


def same(left: Value, right: Value) -> bool:
    """``===``."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, float) and isinstance(right, float):
        return left == right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return left is right


def alike(left: Value, right: Value) -> bool:
    """``==``."""
    nothing = (None, UNDEFINED)
    if any(left is one for one in nothing) or any(right is one for one in nothing):
        return any(left is one for one in nothing) and any(right is one for one in nothing)
    kinds = type_of(left), type_of(right)
    if kinds[0] == kinds[1]:
        return same(left, right)
    if "boolean" in kinds:
        return alike(_less(left), _less(right))
    if "object" in kinds or "function" in kinds:
        return alike(primitive(left), primitive(right))
    return number(left) == number(right)


def _less(value: Value) -> Value:
    return float(value) if isinstance(value, bool) else value


def primitive(value: Value) -> Value:
    """A value as a number or a text, for operators."""
    if isinstance(value, list | dict | Host) or callable_(value):
        return string(value)
    return value


def add(left: Value, right: Value) -> Value:
    left, right = primitive(left), primitive(right)
    if isinstance(left, str) or isinstance(right, str):
        text = string(left) + string(right)
        if len(text) > LONGEST:
            raise Lost("a text gets too long")
        return text
    return number(left) + number(right)


def _divided(left: float, right: float) -> float:
    if right == 0:
        if left == 0 or math.isnan(left):
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def _rest(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _power(left: float, right: float) -> float:
    try:
        held = left**right
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf
    return held if isinstance(held, float) else math.nan


def _whole(value: float) -> int:
    """A number as a whole one of 32 bits."""
    if not math.isfinite(value):
        return 0
    held = int(value) & 0xFFFFFFFF
    return held - 0x1_0000_0000 if held & 0x8000_0000 else held


_NUMBERS: dict[str, Callable[[float, float], float]] = {
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divided,
    "%": _rest,
    "**": _power,
    "&": lambda left, right: float(_whole(left) & _whole(right)),
    "|": lambda left, right: float(_whole(left) | _whole(right)),
    "^": lambda left, right: float(_whole(left) ^ _whole(right)),
    "<<": lambda left, right: float(_whole(float(_whole(left) << (_whole(right) & 31)))),
    ">>": lambda left, right: float(_whole(left) >> (_whole(right) & 31)),
    ">>>": lambda left, right: float((_whole(left) & 0xFFFFFFFF) >> (_whole(right) & 31)),
}


def _order(operator: str, left: Value, right: Value) -> bool:
    left, right = _time(left), _time(right)
    if isinstance(left, str) and isinstance(right, str):
        pair = left.encode("utf-16-be", "surrogatepass"), right.encode("utf-16-be", "surrogatepass")
        return {"<": pair[0] < pair[1], ">": pair[0] > pair[1], "<=": pair[0] <= pair[1], ">=": pair[0] >= pair[1]}[
            operator
        ]
    one, two = number(left), number(right)
    return {"<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}[operator]


def _time(value: Value) -> Value:
    time = getattr(value, "milliseconds", None)
    return primitive(value) if time is None else float(time)


def binary(operator: str, left: Value, right: Value) -> Value:
    """What an operator makes of two known values."""
    if operator == "+":
        return add(left, right)
    if operator in ("===", "!=="):
        return same(left, right) is (operator == "===")
    if operator in ("==", "!="):
        return alike(left, right) is (operator == "==")
    if operator in ("<", ">", "<=", ">="):
        return _order(operator, left, right)
    if operator in _NUMBERS:
        return _NUMBERS[operator](number(_time(left)), number(_time(right)))
    if operator == "in":
        return _has(left, right)
    raise Lost(f"the operator {operator} is not understood")


def _has(name: Value, holder: Value) -> bool:
    if isinstance(holder, dict):
        return string(name) in holder
    if isinstance(holder, list):
        text = string(name)
        return text == "length" or (text.isdigit() and int(text) < len(holder))
    if isinstance(holder, str | float | bool) or holder is None or holder is UNDEFINED:
        raise error("TypeError", "Cannot use 'in' operator to search in what is no object")
    raise Lost("whether this object has a member of that name is not known")


def unary(operator: str, value: Value) -> Value:
    """What an operator makes of one known value."""
    if operator == "!":
        return not truth(value)
    if operator == "-":
        return -number(_time(value))
    if operator == "+":
        return number(_time(value))
    if operator == "~":
        return float(~_whole(number(value)))
    if operator == "void":
        return UNDEFINED
    raise Lost(f"the operator {operator} is not understood")
