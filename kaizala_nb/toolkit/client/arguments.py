"""What is given beside the parameters of a request: to a phone, the clock, the inbox, the variables.

Values of pandas and numpy are taken for Python's own; what cannot be used is an
:class:`~kaizala_nb.toolkit.client.errors.InputError` with a sentence.
"""

import json
import math
from typing import Any

from kaizala_nb.toolkit.client.errors import InputError
from kaizala_nb.toolkit.collection.plain import plain, refuse_half_characters
from kaizala_nb.toolkit.collection.times import as_number


def text(value: Any, name: str, default: str = "") -> str:
    """A text; ``default`` where it is missing. ``name`` is what it is called in a sentence: "The token"."""
    value = plain(value)
    if value is None:
        return default
    if not isinstance(value, str):
        raise InputError(f"{name} is text, not {type(value).__name__}.")
    return sayable(value, name)


def number(value: Any, name: str, default: float = 0) -> float:
    """A number that is not infinite; ``default`` where it is missing."""
    value = plain(value)
    if value is None:
        return default
    found = math.nan if isinstance(value, bool | str | bytes) else as_number(value)
    if not math.isfinite(found):
        raise InputError(f"{name} is a number, not {value!r}.")
    return value if isinstance(value, int) else found


def sayable(value: Any, name: str) -> Any:
    """Anything that JSON can say."""
    value = plain(value, whole=True)
    try:
        refuse_half_characters(value, name)
        json.dumps(value, allow_nan=False)
    except TypeError as trouble:
        raise InputError(f"{name}: {trouble}.") from None
    except (ValueError, RecursionError) as trouble:
        raise InputError(str(trouble)) from None
    return value
