"""JavaScript's functions that turn texts into numbers and other texts."""

import base64
import binascii
import math
from collections.abc import Sequence
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.text_methods import argument, place
from kaizala_nb.toolkit.collection.scripts.values import Lost, Value, error, number, string

Arguments = Sequence[Value]


def parse_int(arguments: Arguments) -> Value:
    """``parseInt``."""
    text, base = string(argument(arguments, 0)).strip(), argument(arguments, 1)
    base = place(base) or 10
    if not 2 <= base <= 36:
        return math.nan
    sign = -1.0 if text[:1] == "-" else 1.0
    text = text.lstrip("+-") if text[:1] in ("+", "-") else text
    if text[:2].lower() == "0x" and base in (10, 16):
        text, base = (text[2:], 16) if argument(arguments, 1) is UNDEFINED or base == 16 else (text, base)
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    size = next((index for index, letter in enumerate(text.lower()) if letter not in digits), len(text))
    return sign * float(int(text[:size], base)) if 0 < size < 300 else math.nan


def parse_float(value: Value) -> Value:
    """``parseFloat``."""
    text = string(value).strip()
    for size in range(min(len(text), 60), 0, -1):
        held = number(text[:size])
        if held == held and text[:size].strip() and text[:2].lower() not in ("0x", "0b", "0o"):
            return held
    return math.nan


def from_base64(value: Value) -> Value:
    """``atob``."""
    if not isinstance(value, str):
        raise Lost("what atob makes of this value is not certain")
    text = value
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        raise Lost("what atob makes of this text is not certain") from None


def to_base64(value: Value) -> Value:
    """``btoa``."""
    if value is None or value is UNDEFINED:
        raise error("TypeError", f"Cannot read properties of {string(value)} (reading 'toString')")
    try:
        return base64.b64encode(string(value).encode("latin-1")).decode()
    except UnicodeEncodeError:
        raise Lost("what btoa makes of this text is not certain") from None


def unquoted(text: str) -> str:
    """``decodeURIComponent``."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise error("URIError", "URI malformed") from None
