"""The values of a script, and how JavaScript turns one kind into another.

Numbers are ``float``, texts ``str``, lists ``list``, objects ``dict``, null is None. What is not known is an :class:`Unknown`.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED, number_in, number_text

LONGEST = 10_000_000
"""Characters of a text that a script may make."""
MOST_PARTS = 200_000
"""Values in a value that may become a text."""
Value = Any
"""A value of a script."""
SPACES = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What JavaScript takes for blanks."""


@dataclass(frozen=True, eq=False)
class Unknown:
    """A value that is not known.

    Attributes:
        why: A sentence.
        safe: Using it raises no error in JavaScript.
        harmless: Calling it changes nothing in what it is given.
    """

    why: str
    safe: bool = False
    harmless: bool = False


class Host:
    """An object of Postman or of JavaScript with members of its own."""

    name = "an object"

    def member(self, name: str) -> Value:
        """The member of this name; ``undefined`` if there is none."""
        return UNDEFINED


class Holder(Host):
    """An object with members that are always the same, such as ``Math``."""

    def __init__(self, name: str, members: dict[str, Value]) -> None:
        self.name = name
        self._members = members

    def member(self, name: str) -> Value:
        if name not in self._members:
            raise Lost(f"{self.name}.{name} is not understood")
        return self._members[name]


@dataclass(eq=False)
class Native:
    """A function of JavaScript or of Postman."""

    name: str
    call: Callable[[Sequence[Value]], Value] = field(repr=False)
    members: dict[str, Value] = field(default_factory=dict, repr=False)
    takes_unknown: bool = False  # whether it can be called with values that are not known
    chain: Host | None = field(default=None, repr=False)  # what stands after a dot instead of a call
    may_throw: bool = False  # whether some values make it throw an error
    is_method: bool = False  # whether it throws an error when it is called without its object


class Thrown(Exception):
    """An error that the script ends with, or catches. ``value`` is what was thrown."""

    def __init__(self, value: Value) -> None:
        super().__init__(value)
        self.value = value

    @property
    def text(self) -> str:
        """What the error says."""
        if isinstance(self.value, dict) and isinstance(self.value.get("message"), str):
            name = self.value.get("name")
            return f"{name}: {self.value['message']}" if isinstance(name, str) else str(self.value["message"])
        return shown(self.value)


class StatusFacts(dict[str, Any]):
    """The old ``responseCode``: whoever looks at a member looks at the status."""


class ErrorObject(dict[str, Any]):
    """An error as JavaScript has it."""


def error(name: str, message: str) -> Thrown:
    """An error of JavaScript, such as a TypeError."""
    return Thrown(ErrorObject(name=name, message=message))


class Lost(Exception):
    """What comes next is not certain, from here to the end of the function or of the script.

    Attributes:
        why: A sentence.
        ways: The ways in which the script may leave here: "break" out of a loop, "return" out of a function, or "throw".
    """

    def __init__(self, why: str, ways: frozenset[str] = frozenset({"throw"})) -> None:
        super().__init__(why)
        self.why = why
        self.ways = ways


def type_of(value: Value) -> str:
    """The word that ``typeof`` gives."""
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "function" if callable_(value) else "object"


def callable_(value: Value) -> bool:
    """Whether a value is a function."""
    return isinstance(value, Native) or hasattr(value, "parameters")


def truth(value: Value) -> bool:
    """Whether a value counts as true."""
    if value is None or value is UNDEFINED or value is False or value == "":
        return False
    return not (isinstance(value, float) and (value == 0 or math.isnan(value)))


def number(value: Value) -> float:
    """A value as a number."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    if value is None:
        return 0.0
    if isinstance(value, str):
        text = value.strip(SPACES)
        if not text:
            return 0.0
        sign = -1.0 if text[0] == "-" else 1.0
        body = text[1:] if text[0] in "+-" else text
        if body == "Infinity":
            return sign * math.inf
        if "_" in body or re.match("00+[xob]", body, re.I) or (body is not text and re.match("0[xob]", body, re.I)):
            return math.nan
        held = number_in(re.sub(r"^0+(?=\d)", "", body))
        return math.nan if held is None else sign * held
    time = getattr(value, "milliseconds", None)
    if time is not None:
        return float(time)
    if isinstance(value, list | dict):
        return number(string(value))
    return math.nan


def string(value: Value) -> str:
    """A value as a text."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, list):
        bounded(value)
        return ",".join("" if one is None or one is UNDEFINED else string(one) for one in value)
    if isinstance(value, ErrorObject):
        return Thrown(value).text
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, dict) and ("toString" in value or "valueOf" in value):
        raise Lost("the text of an object that makes it itself is not known")
    text = getattr(value, "text", None)
    if isinstance(text, str):
        return text
    if isinstance(value, dict):
        return "[object Object]"
    raise Lost(f"the text of {shown(value)} is not known")


def plain(value: Value) -> Value:
    """A value as JSON has it: whole numbers are ``int``. What JSON does not have is left out, or is null."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e21 else value
    if isinstance(value, list):
        return [None if one is UNDEFINED or callable_(one) else plain(one) for one in value]
    if isinstance(value, dict):
        return {
            name: plain(value[name]) for name in keys(value) if not (value[name] is UNDEFINED or callable_(value[name]))
        }
    if isinstance(value, Host):
        return getattr(value, "text", {})
    return value


def keys(value: dict[str, Any]) -> list[str]:
    """The names of an object in JavaScript's order: whole numbers first."""
    if not any(name[:1].isdigit() for name in value):
        return list(value)
    whole = [
        name
        for name in value
        if name.isascii() and name.isdigit() and (name == "0" or name[0] != "0") and len(name) < 10
    ]
    return sorted(whole, key=int) + [name for name in value if name not in whole]


def values_of_json(value: Any) -> Value:
    """A value of Python's JSON as a value of a script: numbers become ``float``."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, list | tuple):
        return [values_of_json(one) for one in value]
    if isinstance(value, dict):
        return {str(name): values_of_json(one) for name, one in value.items()}
    return value


def bounded(value: Value) -> Value:
    """The value itself. Raises :class:`Lost` if its text would be too long: a list may hold another many times over."""
    parts, letters = 0, 0
    to_do = [value]
    while to_do:
        one = to_do.pop()
        parts += 1
        if isinstance(one, str):
            letters += len(one)
        elif isinstance(one, list):
            to_do.extend(one)
        elif isinstance(one, dict):
            to_do.extend(one)
            to_do.extend(one.values())
        if parts + len(to_do) > MOST_PARTS or letters > LONGEST:
            raise Lost("this value is too large")
    return value


def shown(value: Value) -> str:
    """A value in a sentence: short, and on one line."""
    if isinstance(value, Host):
        return value.name
    if callable_(value):
        return "a function"
    text = " ".join("".join(islice(_pieces(value, 0), 200)).split())
    return text if len(text) <= 120 else f"{text[:119]}…"


def _pieces(value: Value, depth: int) -> Iterator[str]:
    """the text of a value, piece by piece: of a long one, only the first are made."""
    if isinstance(value, list | dict) and depth > 20:
        yield "…"
    elif isinstance(value, list):
        yield "["
        for index, one in enumerate(value):
            yield "," if index else ""
            yield from _pieces(one, depth + 1)
        yield "]"
    elif isinstance(value, dict):
        yield "{"
        for index, name in enumerate(value):
            yield f'{"," if index else ""}"{name[:120]}":'
            yield from _pieces(value[name], depth + 1)
        yield "}"
    elif isinstance(value, Unknown):
        yield "something unknown"
    elif isinstance(value, str):
        yield f'"{value[:200]}"' if depth else f"'{value[:200]}'"
    elif isinstance(value, Host) or callable_(value):
        yield "…"
    else:
        yield string(value)
