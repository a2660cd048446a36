"""Regular expressions of JavaScript, where Python's module ``regex`` means the same by them. It stops when it takes too long."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost

if TYPE_CHECKING:
    import regex

SECONDS = 0.5
"""How long one search may take."""
_LONGEST = 2_000
_MISSING = 'patterns are not matched here. Install what matches them: pip install "regex"'
_NEWLINES = "\\n\\r\\u2028\\u2029"
_SPACES = "\\t\\n\\x0b\\f\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_TOKEN = re.compile(
    r"""\\(?P<escape>u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<\w+>|c[A-Za-z]|[1-9]\d*|.)
        |(?P<open>\((?:\?(?:[:=!]|<[=!]|<(?P<name>[A-Za-z_]\w*)>))?)
        |(?P<count>\{\d+(?:,\d*)?\}|[*+?])(?P<lazy>\??)
        |(?P<other>.)""",
    re.X | re.S,
)
_PLAIN = {"n": "\\n", "r": "\\r", "t": "\\t", "v": "\\x0b", "f": "\\f", "0": "\\x00"}


@dataclass(eq=False)
class Pattern(Host):
    """A regular expression. ``last`` is where the next search of a global one begins."""

    pattern: str
    flags: str
    last: int = 0

    name = "a pattern"

    @property
    def text(self) -> str:
        return f"/{self.pattern}/{self.flags}"

    @cached_property
    def compiled(self) -> "regex.Pattern[str]":
        """The pattern for Python. Raises :class:`Lost` where the two languages differ."""
        try:
            import regex
        except ImportError:
            raise Lost(_MISSING) from None
        if len(self.pattern) > _LONGEST or set(self.flags) - set("gims") or "(?P" in self.pattern:
            raise Lost(f"the pattern {self.text[:80]} is not understood")
        flags = regex.ASCII | regex.V0
        for letter, flag in (("i", regex.IGNORECASE), ("m", regex.MULTILINE)):
            flags |= flag if letter in self.flags else 0
        try:
            return regex.compile(_translated(self.pattern, "m" in self.flags, "s" in self.flags), flags)
        except (regex.error, RecursionError, OverflowError):
            raise Lost(f"the pattern {self.text[:80]} is not understood") from None

    def search(self, text: str, start: int = 0) -> "regex.Match[str] | None":
        """The first match from a place on. Raises :class:`Lost` if it takes too long, or is not certain."""
        if not text.isascii() and ("i" in self.flags or any(ord(letter) > 0xFFFF for letter in text)):
            raise Lost(f"the pattern {self.text[:80]} is not matched with this text: it holds rare characters")
        try:
            return self.compiled.search(text, start, timeout=SECONDS, concurrent=False)
        except TimeoutError:
            raise Lost(f"matching the pattern {self.text[:80]} takes too long") from None


def _translated(pattern: str, many_lines: bool, dot_is_all: bool) -> str:
    """A pattern of JavaScript in the words of Python. Raises :class:`Lost` for what Python reads otherwise."""
    parts: list[str] = []
    in_class = at_start = False
    for token in _TOKEN.finditer(pattern):
        whole, escape, other = token[0], token["escape"], token["other"]
        if escape is not None:
            parts.append(_escape(escape, in_class))
        elif in_class:
            if whole[0] == "]" and not at_start:
                in_class = False
            elif "[" in whole or (whole[0] in "&~|-" and parts[-1] == whole[0]):
                parts.append("\\")
            parts.append("\\^" if at_start and whole[0] == "]" else whole)
            if at_start and whole[0] == "]":
                raise Lost(f"the pattern /{pattern[:80]}/ is not understood")
        elif token["open"] is not None:
            parts.append(f"(?P<{token['name']}>" if token["name"] else whole)
        elif other == "[":
            in_class = True
            parts.append(whole)
        elif other == ".":
            parts.append("[\\s\\S]" if dot_is_all else f"[^{_NEWLINES}]")
        elif other == "$":
            parts.append(f"(?=[{_NEWLINES}]|\\Z)" if many_lines else "\\Z")
        elif other == "^":
            parts.append(f"(?<=[{_NEWLINES}]|\\A)" if many_lines else "\\A")
        else:
            parts.append(whole)
        at_start = parts[-1] == "[" and in_class
        if in_class and whole == "^" and len(parts) > 1 and parts[-2] == "[":
            at_start = True
    return "".join(parts)


def _escape(escape: str, in_class: bool) -> str:
    kind = escape[0]
    if len(escape) > 1 and kind in "ux":
        return re.escape(chr(int(escape[1:].strip("{}"), 16)))
    if kind == "k" and len(escape) > 1:
        return f"(?P={escape[2:-1]})"
    if kind == "s":
        return _SPACES if in_class else f"[{_SPACES}]"
    if kind == "S" and not in_class:
        return f"[^{_SPACES}]"
    if kind in "dDwW" or (kind in "bB" and not in_class):
        return f"\\{kind}"
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind.isdigit() and not in_class:
        return f"(?:\\{escape})"
    if kind.isalnum():
        raise Lost(f"the pattern's \\{escape} is not understood")
    return re.escape(kind)


def groups(match: Any) -> list[Any]:
    """The texts that a match found: the whole one, then its parts; None for a part that is not there."""
    return [match[0], *match.groups()]


class Found(list[Any]):
    """What ``exec`` and ``match`` give: the texts that were found, with the place."""

    members: dict[str, Any]

    @classmethod
    def of(cls, match: Any, text: str) -> "Found":
        """What a match in a text gives."""
        found = cls(UNDEFINED if one is None else one for one in groups(match))
        named = {name: UNDEFINED if one is None else one for name, one in match.groupdict().items()}
        found.members = {"index": float(match.start()), "input": text, "groups": named or UNDEFINED}
        return found
