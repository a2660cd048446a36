"""Reads one small file of YAML 1.2: mappings, lists and scalars. Nothing is constructed from tags.

The parser of ruamel.yaml says which pieces a file has, and in which lines; here they are put together. So depth, size and aliases
are bounded while the file is read. The parser is one in C where ``ruamel.yaml.clib`` is installed; both give the same pieces.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML, __with_libyaml__
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.files import read_text

MOST_BYTES = 2_000_000 if __with_libyaml__ else 300_000  # what is parsed within a second
MOST_VALUES = 20_000
DEEPEST = 50
T = TypeVar("T")
_DIRECTIVE = re.compile("^%", re.M)
_NUMBER = re.compile(
    r"[-+]?(?:\.\d{1,99}|\d{1,99}(?:\.\d{0,99})?)(?:[eE][-+]?\d{1,9})?|0o[0-7]{1,99}|0x[0-9a-fA-F]{1,99}", re.A
)
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Number(str):
    """A number as it is written: ``1.10`` stays ``1.10`` where text is meant."""

    @property
    def value(self) -> int | float:
        """Its value."""
        if self[:2] in ("0o", "0x"):
            return int(self, 0)
        return float(self) if re.search("[.eE]", self) else int(self)


@dataclass(frozen=True)
class Document:
    """What a file holds. ``name`` is that of the file in its collection; ``lines`` has the line of each key at the top."""

    name: str
    value: dict[str, Any]
    lines: Mapping[str, int]

    def read(self, key: str, reader: Callable[[Any], T]) -> T:
        """What a reader makes of the value under a key at the top. An error of its names the file and the line, too."""
        try:
            return reader(self.value.get(key))
        except PostmanFileError as trouble:
            raise _fault(self.name, str(trouble), self.lines.get(key)) from None


def read_yaml(path: Path, name: str) -> Document:
    """The mapping in a file, which ``name`` names in sentences. Raises :class:`PostmanFileError`, which says the line."""
    text = read_text(path, MOST_BYTES)
    reader = _Reader(name)
    if _DIRECTIVE.search(text):
        raise _fault(name, "It has a directive (a line that begins with %). Directives are not read.")
    try:
        value = reader.read(text)
    except PostmanFileError:
        raise
    except MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        reason = " ".join(part for part in (trouble.problem, trouble.context) if part)
        raise _fault(name, f"It is no YAML: {reason[:200]}.", mark.line + 1 if mark else None) from None
    except (YAMLError, ValueError) as trouble:  # a sign that no file of YAML may hold
        reason = " ".join(str(trouble).split())[:200]
        raise _fault(name, f"It is no YAML: {reason}.") from None
    if not isinstance(value, dict):
        raise _fault(name, "It holds no mapping.", 1)
    return Document(name, value, reader.lines)


def _fault(name: str, reason: str, line: int | None = None) -> PostmanFileError:
    place = name if line is None else f"{name}, line {line}"
    return PostmanFileError(f"{place}: {reason}")


@dataclass
class _Anchor:
    """A value that has a name. ``size`` is how many values it holds, None until it is whole; ``height`` how many levels."""

    value: Any = None
    size: int | None = None
    height: int = 0


class _Reader:
    """Puts one file together. It counts values, those of an alias again each time."""

    def __init__(self, name: str) -> None:
        self.lines: dict[str, int] = {}
        self._name = name
        self._count = 0
        self._deepest = 0
        self._anchors: dict[str, _Anchor] = {}

    def read(self, text: str) -> Any:
        events = iter(YAML(typ="safe").parse(text))
        documents = 0
        value: Any = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "It holds a second document.")
                value = self._value(next(events), events, 0)
        return value

    def _value(self, event: Event, events: Iterator[Event], depth: int) -> Any:
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        if not isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent):
            raise self._refused(event, "It holds no value.")
        if event.tag is not None:
            raise self._refused(event, f"It has the tag {str(event.tag)[:80]!r}. Tags are not read.")
        self._spend(event, 1)
        self._descend(event, depth)
        above, self._deepest = self._deepest, depth
        anchor = _Anchor()
        if event.anchor is not None:
            self._anchors[event.anchor] = anchor
        before = self._count
        anchor.value = self._content(event, events, depth)
        anchor.size, anchor.height = self._count - before + 1, self._deepest - depth
        self._deepest = max(above, self._deepest)
        return anchor.value

    def _content(
        self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent, events: Iterator[Event], depth: int
    ) -> Any:
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, depth)
        if isinstance(event, SequenceStartEvent):
            values = []
            while not isinstance(inner := next(events), SequenceEndEvent):
                values.append(self._value(inner, events, depth + 1))
            return values
        return _scalar(event.value) if event.implicit[0] else event.value

    def _mapping(self, events: Iterator[Event], depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.tag is not None:
                raise self._refused(event, "It has a key that is no text. A value that begins with {{ needs quotes.")
            key = event.value
            if key in mapping:
                raise self._refused(event, f"It has the key {key[:80]!r} twice.")
            if depth == 0:
                self.lines[key] = event.start_mark.line + 1
            value = self._value(next(events), events, depth + 1)
            if key == "<<" and isinstance(value, dict):  # Postman's own reader knows YAML 1.1's merge
                merged = value
            else:
                mapping[key] = value
        return merged | mapping

    def _alias(self, event: AliasEvent, depth: int) -> Any:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            raise self._refused(event, f"It refers to {event.anchor[:80]!r}, which it has not named.")
        if anchor.size is None:
            raise self._refused(event, f"Its {event.anchor[:80]!r} refers to itself.")
        self._spend(event, anchor.size)
        self._descend(event, depth + anchor.height)
        return anchor.value

    def _descend(self, event: Event, depth: int) -> None:
        self._deepest = max(self._deepest, depth)
        if depth > DEEPEST:
            raise self._refused(event, f"It is nested more than {DEEPEST} levels deep.")

    def _spend(self, event: Event, count: int) -> None:
        self._count += count
        if self._count > MOST_VALUES:
            raise self._refused(event, f"It holds more than {MOST_VALUES:,} values.")

    def _refused(self, event: Event, reason: str) -> PostmanFileError:
        return _fault(self._name, reason, event.start_mark.line + 1)


def _scalar(text: str) -> Any:
    """The value of a scalar without quotes: YAML 1.2's words and numbers; anything else is text."""
    if text in _WORDS:
        return _WORDS[text]
    return Number(text) if _NUMBER.fullmatch(text) else text


def json_value(value: Any) -> Any:
    """The value as JSON has it: its numbers are numbers."""
    if isinstance(value, Number):
        return value.value
    if isinstance(value, dict):
        return {name: json_value(one) for name, one in value.items()}
    return [json_value(one) for one in value] if isinstance(value, list) else value
