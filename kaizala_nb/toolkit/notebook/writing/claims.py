"""Conditions of Python on a ``response`` of the package ``requests``, each for something that a check of a script wants.

A condition holds where the script's check holds, and nowhere else: also for a reply of another shape. Where there is no plain
one, :class:`Unsaid` is raised.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.notebook.writing.names import literal

_OPPOSITES = {"==": "!=", "in": "not in", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_INHERITED = ("length", "constructor", "toString", "valueOf", "hasOwnProperty", "__proto__")
"""Names that a value of JavaScript has, whatever is in the JSON."""


class Unsaid(Exception):
    """There is no plain line of Python that surely says the same."""


@dataclass(frozen=True)
class Claim:
    """A condition: ``left operator right``, or ``left`` alone.

    Attributes:
        found: What a failed one shows; "" for nothing.
        is_sure: Whether it can be told of every reply. Else it is an error where something is missing.
    """

    left: str
    operator: str = ""
    right: str = ""
    found: str = ""
    is_sure: bool = False

    @property
    def text(self) -> str:
        return f"{self.left} {self.operator} {self.right}".strip()

    @property
    def line(self) -> str:
        """The line that makes the claim."""
        return f"assert {self.text}, {self.found}" if self.found else f"assert {self.text}"

    @property
    def opposite(self) -> "Claim":
        if not self.is_sure or self.operator not in _OPPOSITES:
            raise Unsaid
        return replace(self, operator=_OPPOSITES[self.operator])


class IsJson(Claim):
    """That the reply is JSON."""

    @property
    def line(self) -> str:
        return f"{self.left}  # an error if the reply is no JSON"


@dataclass(frozen=True)
class Value:
    """A value that is taken from the reply.

    Attributes:
        python: The expression for it.
        kind: "number" and "text" are surely of this kind; "json" is any JSON.
        is_sure: Whether it is there in every reply.
        needs: What must hold, or it is another value than in the script.
        is_secret: Whether nothing that it is compared with may be shown.
        holder: The expression for the JSON that has it as its member; "" for other values.
        key: The name of this member; "" for an item of a list.
    """

    python: str
    kind: Literal["number", "text", "json"]
    is_sure: bool = False
    needs: tuple[Claim, ...] = ()
    is_secret: bool = False
    holder: str = ""
    key: str = ""

    def member(self, key: str | int) -> "Value":
        """A member of JSON, or the length of JSON or of a text."""
        if key == "length" and self.kind != "number":
            needs = () if self.kind == "text" else (Claim(f"type({self.python})", "in", "(list, str)"),)
            return Value(f"len({self.python})", "number", needs=needs)
        if self.kind != "json" or key in _INHERITED:
            raise Unsaid
        if isinstance(key, int):
            return Value(f"{self.python}[{key}]", "json", is_secret=self.is_secret)
        hides = self.is_secret or is_secret(key)
        return Value(f"{self.python}[{literal(key)}]", "json", is_secret=hides, holder=self.python, key=key)

    def claim(self, operator: str, right: str) -> Claim:
        """That it compares so."""
        found = "" if self == TEXT else self.python  # the whole reply has been printed before
        return Claim(self.python, operator, right, found, self.is_sure)


STATUS = Value("response.status_code", "number", is_sure=True)
REASON = Value("response.reason", "text", is_sure=True)
TEXT = Value("response.text", "text", is_sure=True)
JSON = Value("response.json()", "json")


def header(name: str) -> Value:
    """A header of the reply."""
    return Value(f"response.headers[{literal(name)}]", "text", is_secret=is_secret(name))


def in_hundreds(first: int) -> Claim:
    """That the status is of a class: 2 for 200 to 299."""
    return STATUS.claim("in", f"range({first}00, {first + 1}00)")


def has(holder: str, name: str) -> Claim:
    """That JSON has a member. Of a text or a list, Python's ``in`` alone would say something else."""
    if name in _INHERITED:
        raise Unsaid
    return Claim(literal(name), "in", f"{holder}.keys()")


def is_true(value: Value) -> Claim:
    """That it counts as true, as JavaScript counts."""
    nothing = {"number": "0", "text": '""'}.get(value.kind)
    return value.claim("!=", nothing) if nothing else value.claim("not in", '(None, False, 0, "")')


def equals(value: Value, wanted: Any, *, deep: bool = False) -> list[Claim]:
    """That it is this JSON. Python's ``==`` takes True for 1, which JavaScript's does not."""
    if isinstance(wanted, bool) or wanted is None:
        return [value.claim("is", repr(wanted))]
    if isinstance(wanted, list) and not deep:  # two lists are never the same one
        raise Unsaid
    claim = value.claim("==", _written(value, wanted))
    if value.kind == "json" and isinstance(wanted, int | float) and wanted in (0, 1):
        return [claim, Claim(f"type({value.python})", "is not", "bool")]
    return [claim]


def one_of(value: Value, several: list[Any]) -> Claim:
    """That it is one of these."""
    if any(isinstance(one, list) for one in several):  # two lists are never the same one
        raise Unsaid
    return value.claim("in", _written(value, several))


def includes(value: Value, wanted: str) -> list[Claim]:
    """That a text holds another one, or a list has it."""
    written = _written(value, wanted)
    if value.kind == "text":
        return [Claim(written, "in", value.python, is_sure=value.is_sure)]
    if value.kind == "json":
        return [Claim(f"type({value.python})", "in", "(list, str)"), Claim(written, "in", value.python)]
    raise Unsaid


def _written(value: Value, wanted: Any) -> str:
    """What a value is compared with, as Python writes it."""
    if isinstance(wanted, str):
        is_safe = wanted.isascii() or value.kind == "json"  # which signs the bytes of a text are is not certain
        if value.is_secret or not is_safe:
            raise Unsaid
        return literal(wanted)
    if isinstance(wanted, list):
        if value.kind == "json" and any(isinstance(one, int | float) and one in (0, 1) for one in wanted):
            raise Unsaid
        return f"[{', '.join(_written(value, one) for one in wanted)}]"
    if value.is_secret:
        raise Unsaid
    return repr(wanted)
