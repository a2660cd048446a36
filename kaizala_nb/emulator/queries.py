"""Query parameters: their names in any casing, their values checked."""

from collections.abc import Sequence

from flask import request

from kaizala_nb.emulator.errors import QUERY_INVALID, Plain, Refusal
from kaizala_nb.emulator.values import LATEST_MS, SECONDS_BELOW

_YES, _NO = ("true", "yes", "1"), ("false", "no", "0", "")


def text(name: str) -> str:
    """A text; "" if it was not given."""
    return next((value.strip() for key, value in request.args.items() if key.lower() == name.lower()), "")


def flag(name: str) -> bool:
    """Yes or no, in any of the words that clients use; no if it was not given. Raises Refusal (400) for anything else."""
    value = text(name).lower()
    if value not in (*_YES, *_NO):
        raise _invalid(name, "true or false", value)
    return value in _YES


def whole(name: str, usual: int, least: int, most: int) -> int:
    """A whole number; a larger one than ``most`` is ``most``. Raises Refusal (400) for what is none, or less than ``least``."""
    value = text(name)
    if not value:
        return usual
    if not (value.isascii() and value.isdigit() and len(value) <= 19 and int(value) >= least):
        raise _invalid(name, f"a whole number of at least {least}", value)
    return min(int(value), most)


def epoch(name: str) -> int:
    """A time in epoch milliseconds; what can only be seconds is taken as seconds."""
    value = whole(name, 0, 0, LATEST_MS)
    return value * 1000 if value < SECONDS_BELOW else value


def choice(name: str, names: Sequence[str]) -> str:
    """One of some names, in any casing; "" if it was not given. Raises Refusal (400) for anything else."""
    value = text(name)
    match = next((one for one in names if one.lower() == value.lower()), "")
    if value and not match:
        raise _invalid(name, "one of " + ", ".join(names), value)
    return match


def _invalid(name: str, wanted: str, value: str) -> Refusal:
    return Refusal(QUERY_INVALID, field=Plain(name), wanted=Plain(wanted), value=value)
