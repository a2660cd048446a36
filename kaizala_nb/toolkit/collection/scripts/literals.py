"""What stands for a value in a script: its numbers and its texts, and ``undefined``."""

import math
import re
from decimal import Decimal
from typing import Final


class Undefined:
    """JavaScript's ``undefined``. There is one, :data:`UNDEFINED`."""

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False

    def __deepcopy__(self, memo: object) -> "Undefined":
        return self


UNDEFINED: Final = Undefined()

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def number_in(text: str) -> float | None:
    """The number that a text such as ``0x1f`` or ``1_000`` stands for; None for one of another kind, such as ``10n``."""
    text = text.replace("_", "")
    if not _NUMBER.fullmatch(text):
        return None
    return float(int(text, 0)) if text[:2].lower() in ("0x", "0o", "0b") else float(text)


def text_in(escape: str) -> str:
    r"""The text that an escape such as ``\n`` or ``\u0041`` stands for."""
    body = escape[1:]
    if body[0] in "xu" and len(body) > 1:
        return chr(int(body[1:].strip("{}"), 16))
    if body in ("\n", "\r\n", "\r", "\u2028", "\u2029"):
        return ""
    if re.fullmatch("[0-3]?[0-7]{1,2}", body):
        return chr(int(body, 8))
    return _PLAIN.get(body, body)


def number_text(value: float) -> str:
    """A number as a text, in JavaScript's way."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    sign, held, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, held))
    point = len(digits) + int(exponent)  # where the decimal point stands in the digits
    digits = digits.rstrip("0") or "0"
    if digits == "0":
        return "0"
    if len(digits) <= point <= 21:
        text = digits.ljust(point, "0")
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        text = f"{digits[0]}{rest}e{point - 1:+}"
    return f"-{text}" if sign else text
