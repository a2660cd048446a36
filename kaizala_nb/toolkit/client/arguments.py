"""Arguments that are no parameters of a request: those of a phone, the clock, the inbox, the variables.

Values of pandas and numpy are taken as Python's own. A value that cannot be used raises
:class:`~kaizala_nb.toolkit.client.errors.InputError` with a sentence.
"""

import json
import math
from typing import Any

from kaizala_nb.toolkit.client.errors import InputError
from kaizala_nb.toolkit.collection.plain import plain, refuse_half_characters
from kaizala_nb.toolkit.collection.times import as_number
from kaizala_nb.toolkit.display import ids


def text(value: Any, name: str, default: str = "") -> str:
    """The value, which must be a text; ``default`` if it is missing. ``name`` begins the sentence of the error: "The token"."""
    value = plain(value)
    if value is None:
        return default
    if not isinstance(value, str):
        raise InputError(f"{name} is text, not {type(value).__name__}.")
    return sayable(value, name)


def number(value: Any, name: str, default: float = 0) -> float:
    """The value, which must be a finite number; ``default`` if it is missing."""
    value = plain(value)
    if value is None:
        return default
    as_float = math.nan if isinstance(value, bool | str | bytes) else as_number(value)
    if not math.isfinite(as_float):
        raise InputError(f"{name} is a number, not {value!r}.")
    return value if isinstance(value, int) else as_float


def sayable(value: Any, name: str) -> Any:
    """The value, which must be one that JSON can hold. An id in it, such as its ``groupId``, must be whole."""
    value = plain(value, whole=True)
    try:
        refuse_half_characters(value, name)
        _refuse_shortened_ids(value)
        json.dumps(value, allow_nan=False)
    except TypeError as trouble:
        raise InputError(f"{name}: {trouble}.") from None
    except (ValueError, RecursionError) as trouble:
        raise InputError(str(trouble)) from None
    return value


def _refuse_shortened_ids(value: Any) -> None:
    for name, part in value.items() if isinstance(value, dict) else ():
        if ids.names_ids(str(name)):
            ids.refuse_shortened(part, is_id=True)
