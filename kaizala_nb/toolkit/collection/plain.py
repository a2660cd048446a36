"""Values of pandas and numpy as Python's own. So a cell of a table can be given to a call, wherever the call takes a value.

Neither library is imported, and neither must be installed: their values are known by their attributes. A missing value of a table
(``NaN``, ``pd.NA``, ``NaT``) becomes ``None``, and never the text ``<NA>``. Any other value stays as it is.
"""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

_DEEPEST = 100
"""How many levels of lists in lists are looked at. A list that holds itself would never end."""


def plain(value: Any, *, whole: bool = False, _depth: int = 0) -> Any:
    """A value, and all values in it, as Python's own.

    A Series or an array becomes a list. A DataFrame becomes a list with one object for each row. ``whole``: a Series whose
    labels are texts, such as a row of a DataFrame, becomes one object. Inside another value it always does.
    """
    if _depth > _DEEPEST:
        return value

    def inner(part: Any) -> Any:
        return plain(part, whole=True, _depth=_depth + 1)

    if isinstance(value, str | bytes | bool) and not hasattr(value, "dtype"):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        kind = next(one for one in (list, tuple, set, frozenset) if isinstance(value, one))
        return kind(map(inner, value))
    if isinstance(value, Mapping):
        return {inner(name): inner(part) for name, part in value.items()}
    if hasattr(value, "iloc") and hasattr(value, "columns"):
        return inner(value.to_dict("records"))
    if hasattr(value, "dtype") and hasattr(value, "ndim") and value.ndim:
        labels = list(value.index) if hasattr(value, "iloc") else []
        if whole and labels and all(isinstance(label, str) for label in labels):
            return inner(value.to_dict())
        return [inner(part) for part in (value if value.dtype.kind in "mM" else value.tolist())]
    return None if is_missing(value) else _scalar(value)


def is_missing(value: Any) -> bool:
    """Whether this stands for a missing value: None, NaN, NaT, pd.NA."""
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError, ArithmeticError):  # pd.NA has no truth value
        return type(value).__name__ == "NAType"


def _scalar(value: Any) -> Any:
    try:
        if hasattr(value, "to_pydatetime"):
            return value.to_pydatetime(warn=False)
        if hasattr(value, "to_pytimedelta"):
            return value.to_pytimedelta()
        if not hasattr(value, "dtype"):
            return value
        if value.dtype.kind in "mM":
            return _moment(value)
        item = value.tolist()
        return float(item) if value.dtype.kind == "f" and item is not None else item
    except (TypeError, ValueError, OverflowError):
        # beyond the range of Python's own: the check of the parameter says so
        return value


def _moment(value: Any) -> Any:
    """A time or a duration of numpy. Without a unit it is a number. Beyond Python's range it is infinite: no check takes that."""
    kind, unit = value.dtype.kind, value.dtype.str.partition("[")[2].rstrip("]")
    if not unit:
        return value.item()
    if unit.endswith(("ns", "ps", "fs", "as")):  # finer than Python's own
        value = value.astype(f"{kind}8[us]")
    moment = value.item()
    return moment if isinstance(moment, date | timedelta) else math.inf


def half_character(value: Any, _depth: int = 0) -> str:
    """The name of the first half character, such as "U+D83D", in a text or in the texts of a list or an object; "" for none."""
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(value, str):
        if value.isascii():
            return ""
        return next((f"U+{ord(sign):04X}" for sign in value if "\ud800" <= sign <= "\udfff"), "")
    if _depth > _DEEPEST:
        return ""
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return next(filter(None, (half_character(part, _depth + 1) for part in value)), "")
    return ""


def refuse_half_characters(value: Any, name: str) -> None:
    """Raises ``ValueError`` with a sentence for a text that UTF-8 cannot encode, such as half an emoji."""
    half = half_character(value)
    if half:
        raise ValueError(f"{name} holds half a character ({half}): an emoji was cut in two. Remove the half.")
