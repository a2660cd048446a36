"""The options of a manner: the fields of its dataclass, with their bounds; and what is said where one does not fit."""

import dataclasses
import math
import reprlib
from collections.abc import Mapping
from typing import Any, TypeVar, get_type_hints

from kaizala_nb.toolkit.display.likeness import did_you_mean, near

_KINDS: dict[type, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "True or False"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
    str: ((str,), "a text"),
}
_LONGEST = 2000
QUOTED = '"{}"'.format
"""Puts a name in the quotes of this room."""

T = TypeVar("T")


def option(default: T, *, least: float = -math.inf, most: float = math.inf) -> T:
    """An option that is a number with bounds."""
    bounded: T = dataclasses.field(default=default, metadata={"least": least, "most": most})
    return bounded


def read_options(kind: type[T], manner: str, given: Mapping[str, object]) -> T:
    """The manner of a kind with these options. Raises ``ValueError`` with a sentence for the first that does not fit."""
    fields = {one.name: one for one in dataclasses.fields(kind)}  # type: ignore[arg-type]  # each kind is a dataclass
    types = get_type_hints(kind)
    for name, value in given.items():
        if name not in fields:
            has = f"It has: {', '.join(fields)}." if fields else "It has no options."
            meant = did_you_mean(near(name, fields), QUOTED)
            raise ValueError(f'The manner "{manner}" has no option {name!r}.{meant} {has}')
        trouble = _trouble(types[name], value, fields[name].metadata)
        if trouble:
            raise ValueError(f'The option "{name}" of "{manner}" must be {trouble}, and is {reprlib.repr(value)}.')
    for name, field in fields.items():
        if field.default is dataclasses.MISSING and name not in given:
            raise ValueError(f'The manner "{manner}" needs the option "{name}".')
    try:
        return kind(**given)
    except ValueError as trouble_of_it:
        raise ValueError(f'The manner "{manner}" cannot be switched on: {trouble_of_it}.') from None


def _trouble(kind: type, value: object, bounds: Mapping[str, Any]) -> str:
    """What a value must be; "" if it is."""
    fitting, words = _KINDS[kind]
    if not isinstance(value, fitting) or (isinstance(value, bool) and kind is not bool):
        return words
    if isinstance(value, str):
        return "" if len(value) <= _LONGEST else f"a text of at most {_LONGEST} characters"
    least, most = bounds.get("least", -math.inf), bounds.get("most", math.inf)
    if isinstance(value, int | float) and not least <= value <= most:  # nor is NaN between them
        return f"between {least:g} and {most:g}" if math.isfinite(most) else f"{least:g} or more"
    return ""
