"""A reader of JSON as lax as the service's: Newtonsoft's Json.NET.

The tutorials send ``{name:"Kaizala Test group", members:["+91…"]}``, and scripts send Python's ``str(dict)``; both worked,
so both must work here. Python's own reader is tried first by whoever calls; this one is for what it refuses. Beyond
RFC 8259 it takes unquoted and single-quoted names, single-quoted strings, ``\\'``, raw line breaks in strings, trailing
commas, comments, octal and hexadecimal whole numbers, ``.5``, a byte order mark, and anything at all after the value: the
service's formatter read one value and looked no further.

It is linear in the length of the text and bounded in depth: a body is never a way to keep the server busy.
"""

import re
from math import isfinite

_SPACE = re.compile(r"(?:\s+|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[\w$]+")
_PLAIN = {'"': re.compile(r'[^"\\]*'), "'": re.compile(r"[^'\\]*")}
_UNICODE = re.compile(r"[0-9a-fA-F]{4}")
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)")
_WORD = re.compile(r"(?:true|false|null)(?![\w$])")
_AFTER_NUMBER = re.compile(r"[\w$.+\-]")
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", "/": "/", '"': '"', "'": "'"}
_LONGEST_NUMBER = 400


def loads(text: str, deepest: int = 64) -> object:
    """Read one value.

    Of names that differ in case alone the last one stands. Raises ValueError, with a reason that names the position,
    when even Json.NET would have refused the text, and when arrays and objects nest deeper than ``deepest``.
    """
    return _Reader(text, deepest).document()


def join(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object from its members in order: of names that differ in case alone the last one stands."""
    members = dict(pairs)
    if len({name.lower() for name in members}) == len(pairs):
        return members
    return dict({name.lower(): (name, value) for name, value in pairs}.values())


class _Reader:
    def __init__(self, text: str, deepest: int) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.deepest = deepest

    def document(self) -> object:
        return self.value(self.next_sign(), 0)

    def value(self, sign: str, depth: int) -> object:
        if sign and sign in "{[":
            if depth >= self.deepest:
                raise self.error(f"it nests deeper than {self.deepest} levels")
            self.at += 1
            return self.members(depth + 1) if sign == "{" else self.elements(depth + 1)
        if sign and sign in "\"'":
            return self.string(sign)
        if word := _WORD.match(self.text, self.at):
            self.at = word.end()
            return _WORDS[word[0]]
        return self.number()

    def members(self, depth: int) -> dict[str, object]:
        pairs: list[tuple[str, object]] = []
        while (sign := self.next_sign()) != "}":
            name = self.string(sign) if sign and sign in "\"'" else self.name()
            if self.next_sign() != ":":
                raise self.error("a colon is missing")
            self.at += 1
            pairs.append((name, self.value(self.next_sign(), depth)))
            if not self.goes_on("}"):
                break
        self.at += 1
        return join(pairs)

    def elements(self, depth: int) -> list[object]:
        values: list[object] = []
        while (sign := self.next_sign()) != "]":
            values.append(self.value(sign, depth))
            if not self.goes_on("]"):
                break
        self.at += 1
        return values

    def goes_on(self, end: str) -> bool:
        """Step over a comma. False at the end of the object or array, which is not stepped over."""
        sign = self.next_sign()
        if sign == ",":
            self.at += 1
            return True
        if sign == end:
            return False
        raise self.error("it ends too early" if not sign else "a comma is missing")

    def name(self) -> str:
        match = _NAME.match(self.text, self.at)
        if not match:
            raise self.error("a name is missing" if self.at < len(self.text) else "it ends too early")
        self.at = match.end()
        return match[0]

    def string(self, quote: str) -> str:
        plain, pieces = _PLAIN[quote], []
        self.at += 1
        while True:
            match = plain.match(self.text, self.at)
            assert match is not None  # a match may be empty
            pieces.append(match[0])
            self.at = match.end()
            if self.at >= len(self.text):
                raise self.error("a string does not end")
            if self.text[self.at] == quote:
                self.at += 1
                return "".join(pieces)
            pieces.append(self.escape())

    def escape(self) -> str:
        sign = self.text[self.at + 1 : self.at + 2]
        if sign == "u":
            code = self.code(self.at + 2)
            if 0xD800 <= code < 0xDC00 and self.text.startswith("\\u", self.at):
                low = self.code(self.at + 2)
                if 0xDC00 <= low < 0xE000:
                    return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
                self.at -= 6
            return chr(code)
        if sign not in _ESCAPES or not sign:
            raise self.error("an escape is not known")
        self.at += 2
        return _ESCAPES[sign]

    def code(self, start: int) -> int:
        match = _UNICODE.match(self.text, start)
        if not match:
            raise self.error("an escape is not known")
        self.at = match.end()
        return int(match[0], 16)

    def number(self) -> int | float:
        match = _NUMBER.match(self.text, self.at)
        if not match or _AFTER_NUMBER.match(self.text, match.end()) or len(match[0]) > _LONGEST_NUMBER:
            raise self.error("a value is missing or not known" if self.at < len(self.text) else "it ends too early")
        written = match[0].lower()
        digits = written.lstrip("-")
        sign = -1 if written.startswith("-") else 1
        if digits.startswith("0x"):
            value: int | float = sign * int(digits, 16)
        elif digits.isdigit() and digits.startswith("0"):
            if not set(digits) <= set("01234567"):
                raise self.error("an octal number has a digit above 7")
            value = sign * int(digits, 8)
        elif digits.isdigit():
            value = sign * int(digits)
        else:
            value = float(written)
            if not isfinite(value):
                raise self.error("a number is too large")
        self.at = match.end()
        return value

    def next_sign(self) -> str:
        """Step over white space and comments to the next character; empty at the end."""
        match = _SPACE.match(self.text, self.at)
        assert match is not None  # a match may be empty
        self.at = match.end()
        return self.text[self.at : self.at + 1]

    def error(self, reason: str) -> ValueError:
        return ValueError(f"{reason}, at character {self.at + 1}")
