"""The kinds of values of a request of a file, beside those of declared requests: what JSON has."""

import json
import math
from typing import Any

from typing_extensions import TypeAliasType

from kaizala_nb.toolkit.collection import checks
from kaizala_nb.toolkit.collection.checks import Rules
from kaizala_nb.toolkit.collection.foreign.fields.json_parts import parsed
from kaizala_nb.toolkit.collection.kinds import Kind, register

Number = TypeAliasType("Number", float)
"""A number of JSON: whole or not."""
Json = TypeAliasType("Json", object)
"""Any value of JSON."""
JsonList = TypeAliasType("JsonList", list[Any])
"""A list of any values of JSON."""
JsonText = TypeAliasType("JsonText", object)
"""JSON as it is written, or a value that is written so."""
Text = TypeAliasType("Text", str)
"""Text that may have several lines."""
SecretJson = TypeAliasType("SecretJson", object)
"""JSON that is never shown."""


def number(parameter: Rules, value: object) -> int | float:
    """A number. A text is read as JSON reads it: so people type it into a form."""
    read = value
    if isinstance(value, str):
        try:
            read = json.loads(value)
        except (ValueError, RecursionError):
            read = None
    if isinstance(read, bool) or not isinstance(read, int | float) or not math.isfinite(read):
        raise ValueError(f"{parameter.label} is a number.")
    return read


def anything(parameter: Rules, value: object) -> object:
    """Any value that JSON can hold."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as trouble:
        raise ValueError(f"{parameter.label} cannot be written as JSON: {trouble}.") from None
    return value


def listed(parameter: Rules, value: object) -> list[object]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"{parameter.label} is a list, not {type(value).__name__}.")
    entries = list(value)
    anything(parameter, entries)
    return entries


def json_text(parameter: Rules, value: object) -> object:
    """JSON as text, in which variables and comments may stand; or a value that JSON can hold."""
    if not isinstance(value, str):
        return anything(parameter, value)
    try:
        parsed(value)
    except (ValueError, RecursionError):
        raise ValueError(f"{parameter.label} is not JSON{_where(value)}") from None
    return value


def _where(text: str) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as trouble:
        return f": see line {trouble.lineno}, column {trouble.colno} ({trouble.msg})."
    except (ValueError, RecursionError):
        pass
    return "."


def secret_json(parameter: Rules, value: object) -> object:
    """A secret value of JSON. A text is read as JSON: so it is typed into the field of a secret."""
    if not isinstance(value, str):
        return anything(parameter, value)
    json_text(parameter, value)
    return value


register(Text, Kind("lines", checks.text, may_be_empty=True))
register(Number, Kind("figure", number))
register(Json, Kind("anything", anything, as_object=True))
register(JsonList, Kind("list", listed, several=True, as_object=True))
register(JsonText, Kind("json", json_text, as_object=True))
register(SecretJson, Kind("secret json", secret_json, as_object=True, secret=True))
