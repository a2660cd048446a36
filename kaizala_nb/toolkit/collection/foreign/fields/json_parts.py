"""JSON as a file of Postman has it, with the place of each value in the text: so one value can be replaced, and the rest stays.

Between the values there may be comments; a ``{{variable}}`` may stand for a value; a comma may stand before a bracket that closes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

_BETWEEN = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*+", re.S)
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_REMARK = re.compile(r"[ \t]*,?[ \t]*//[ \t]*([^\r\n]*)")
_DEEPEST = 50
_SCALARS = json.JSONDecoder(strict=False)

Path = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A value in a text, from ``start`` to ``end``.

    Attributes:
        value: A text, a number, true, false, null; None for an object, a list and a variable.
        kind: What it is: "object", "list", "variable" or "scalar".
        parts: What an object or a list holds, with its names; in a list they are "".
        begins: In an object, where its name begins; of all but the first, where the value before it ends.
        is_first: Whether it is the first of its object.
    """

    start: int
    end: int
    kind: str
    value: Any = None
    parts: tuple[tuple[str, "Part"], ...] = ()
    begins: int = 0
    is_first: bool = True

    @property
    def has_variable(self) -> bool:
        """Whether a variable stands for a value in it."""
        return self.kind == "variable" or any(part.has_variable for _, part in self.parts)

    @property
    def plain(self) -> Any:
        """The value as Python has it. A variable is None there."""
        if self.kind == "object":
            return {name: part.plain for name, part in self.parts}
        if self.kind == "list":
            return [part.plain for _, part in self.parts]
        return self.value

    @property
    def count(self) -> int:
        """How many values are in it that hold no others."""
        return sum(part.count for _, part in self.parts) or 1

    @property
    def levels(self) -> int:
        """How many objects and lists stand in one another, this one counted."""
        if self.kind not in ("object", "list"):
            return 0
        return 1 + max((part.levels for _, part in self.parts), default=0)

    def leaves(self, path: Path = ()) -> Iterator[tuple[Path, "Part"]]:
        """The values in it by their paths; a list is one value, and so is an empty object."""
        if self.kind != "object" or not self.parts:
            yield path, self
            return
        for name, part in self.parts:
            yield from part.leaves((*path, name))

    def objects(self, path: Path = ()) -> Iterator[tuple[Path, "Part"]]:
        """The objects with values in them by their paths, without those in lists; the outer ones first."""
        if self.kind == "object" and self.parts:
            yield path, self
            for name, part in self.parts:
                yield from part.objects((*path, name))


def parsed(text: str) -> Part:
    """The whole text as one value. Raises ``ValueError`` if it is none."""
    part = _part(text, _skipped(text, 0), 0)
    if _skipped(text, part.end) != len(text):
        raise ValueError("Something stands behind the value.")
    return part


def remark(text: str, part: Part) -> str:
    """The comment behind a value, on its line."""
    match = _REMARK.match(text, part.end)
    return match[1].strip() if match else ""


def _skipped(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _part(text: str, at: int, depth: int) -> Part:
    if depth > _DEEPEST:
        raise ValueError("It is too deep.")
    variable = _VARIABLE.match(text, at)
    if variable:
        return Part(at, variable.end(), "variable")
    opening = text[at : at + 1]
    if opening == "{":
        return _held(text, at, "object", "}", depth)
    if opening == "[":
        return _held(text, at, "list", "]", depth)
    value, end = _scalar(text, at)
    return Part(at, end, "scalar", value)


def _scalar(text: str, at: int) -> tuple[Any, int]:
    """A value that holds no others, and where it ends. The decoder raises ``ValueError`` for anything else."""
    return _SCALARS.raw_decode(text, at)


def _held(text: str, start: int, kind: str, closing: str, depth: int) -> Part:
    """An object or a list, which begins here."""
    parts: list[tuple[str, Part]] = []
    at = _skipped(text, start + 1)
    while text[at : at + 1] != closing:
        name, begins = "", parts[-1][1].end if parts else at
        if kind == "object":
            name, at = _name(text, at)
        part = _part(text, at, depth + 1)
        parts.append((name, replace(part, begins=begins, is_first=not parts)))
        at = _skipped(text, part.end)
        if text[at : at + 1] == ",":
            at = _skipped(text, at + 1)
        elif text[at : at + 1] != closing:
            raise ValueError("A comma is missing.")
    return Part(start, at + 1, kind, parts=tuple(parts))


def _name(text: str, at: int) -> tuple[str, int]:
    """The name of a value in an object, and where the value begins."""
    name, at = _scalar(text, at)
    at = _skipped(text, at)
    if not isinstance(name, str) or text[at : at + 1] != ":":
        raise ValueError("A name is missing.")
    return name, _skipped(text, at + 1)


def replaced(text: str, part: Part, value: Any, *, is_json: bool = False) -> str:
    """The text with another value in place of a part, written as the text is: on one line, or with its indentation.

    ``is_json``: a value that is a text is JSON already.
    """
    before, old, after = text[: part.start], text[part.start : part.end], text[part.end :]
    if not (is_json and isinstance(value, str)):
        value = dumped(value, text, is_on_one_line="\n" not in old, margin=_margin(before))
    return f"{before}{value}{after}"


def without(text: str, part: Part) -> str:
    """The text without a member of an object: its name, its value, and a comma. Members behind it go before it does."""
    end = part.end
    comma = _skipped(text, end)
    if part.is_first and text[comma : comma + 1] == ",":
        end = _skipped(text, comma + 1)
    before, behind = text[: part.begins], text[end:]
    opening = before.rstrip()
    if opening.endswith("{") and behind.lstrip().startswith("}") and "/" not in opening.rpartition("\n")[2]:
        return opening + behind.lstrip()  # nothing is left in the object; where "/" stands, there may be a comment
    return before + behind


def dumped(value: Any, like: str, *, is_on_one_line: bool = False, margin: str = "") -> str:
    """A value as JSON that looks like a text. Each line but the first begins with ``margin``."""
    indent = re.search(r"\n([ \t]+)", like)
    if indent and not is_on_one_line:
        step = indent[1] if len(indent[1]) <= 8 else "  "
        return json.dumps(value, ensure_ascii=False, indent=step).replace("\n", f"\n{margin}")
    separators = (", ", ": ") if '": ' in like else (",", ":")
    return json.dumps(value, ensure_ascii=False, separators=separators)


def _margin(before: str) -> str:
    """The blanks at the beginning of the line that a text ends with."""
    line = before.rpartition("\n")[2]
    return line[: len(line) - len(line.lstrip(" \t"))]
