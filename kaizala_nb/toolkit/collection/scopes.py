"""Postman's variables in Postman's scopes. Of several values of one name, that of the narrowest scope counts."""

from collections.abc import Iterator
from typing import Any, Literal

from kaizala_nb.toolkit.collection.texts import text_of

Scope = Literal["global", "collection", "environment", "data", "local"]
SCOPES: tuple[Scope, ...] = ("global", "collection", "environment", "data", "local")
"""From the widest to the narrowest."""


def values_in(variables: Any) -> Iterator[tuple[str, str, bool]]:
    """The variables of a file that are switched on: name, value as text, and whether the file says that it is secret.

    An empty value is a value. Of two of one name the last counts. Something without a name is no variable.
    """
    if isinstance(variables, dict):
        variables = [{"key": name, "value": value} for name, value in variables.items()]
    for one in variables if isinstance(variables, list) else []:
        if not isinstance(one, dict) or one.get("disabled") or not one.get("enabled", True):
            continue
        name, value = one.get("key") or one.get("id"), one.get("value")
        if isinstance(name, str) and name:
            yield name, "" if value is None else text_of(value), one.get("type") == "secret"
