"""How checks compare values."""

import math
from collections.abc import Callable

from kaizala_nb.toolkit.collection.scripts.dates import Moment
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.text_methods import length
from kaizala_nb.toolkit.collection.scripts.values import ErrorObject, Value, callable_


def kind_of(value: Value) -> str:
    """The kind of a value as ``to.be.a`` names it, in lower case."""
    if value is None:
        return "null"
    if value is UNDEFINED:
        return "undefined"
    for kind, word in (
        (bool, "boolean"),
        (float, "number"),
        (str, "string"),
        (list, "array"),
        (ErrorObject, "error"),
        (Moment, "date"),
        (Pattern, "regexp"),
    ):
        if isinstance(value, kind):
            return word
    return "function" if callable_(value) else "object"


def equal(one: Value, two: Value) -> bool:
    """Whether two values are the same, to their depths."""
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, float) and isinstance(two, float):
        if one == 0 and two == 0:
            return math.copysign(1, one) == math.copysign(1, two)
        return one == two or (one != one and two != two)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(equal(*pair) for pair in zip(one, two, strict=True))
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(equal(value, two[name]) for name, value in one.items())
    if isinstance(one, Moment) and isinstance(two, Moment):
        return one.milliseconds == two.milliseconds
    if isinstance(one, str) and isinstance(two, str):
        return one == two
    return one is two


def length_of(value: str | list[Value]) -> float:
    """The length of a text or of a list."""
    return float(length(value) if isinstance(value, str) else len(value))


def members_equal(
    held: list[Value], wanted: list[Value], alike: Callable[[Value, Value], bool], contains: bool
) -> bool:
    """Whether a list has the wanted members, in any order; with ``contains``, it may have others too."""
    if contains:
        return all(any(alike(one, two) for two in held) for one in wanted)
    rest = list(held)
    for one in wanted:
        index = next((index for index, two in enumerate(rest) if alike(one, two)), None)
        if index is None:
            return False
        rest.pop(index)
    return not rest
