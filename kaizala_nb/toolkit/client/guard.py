"""Whether what a script sets may have been made of a secret of the user's.

A script that is read can reverse a token, or take it apart, as one that runs can. No look at a value tells that. So it counts what
the scripts have looked at: whatever they set after a look at a secret goes only where the secret may go.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.toolkit.client.encodings import encodings
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.collection.scripts.outcome import Change, Outcome, Said

Guarded = Callable[[Change], bool]


def guarded_before(outcome: Outcome, environment: Environment, given: Mapping[str, str]) -> Guarded:
    """For changes that scripts make before the request. ``given`` are the secrets of the user's, by the names of variables."""
    looked = looked_at_a_secret(outcome, environment, given)
    return lambda change: looked


def guarded_after(
    outcome: Outcome, environment: Environment, given: Mapping[str, str], said: Said, *, derived: bool
) -> Guarded:
    """For changes that scripts make after the reply. ``derived``: the request held a secret of the user's.

    Then the reply may hold secrets too, under any name. A whole value of it is only what the service gave; what is made of several,
    or of a part of one, may be anything.
    """
    if looked_at_a_secret(outcome, environment, given) or _echoes(said, given):
        return lambda change: True
    if not derived:
        return lambda change: False
    whole = _values_of(said)
    return lambda change: not any(change.value == value and type(change.value) is type(value) for value in whole)


def looked_at_a_secret(outcome: Outcome, environment: Environment, given: Mapping[str, str]) -> bool:
    """Whether scripts have looked at a secret of the user's, or at what may have been made of one."""
    secrets = given.keys() | {name for name in environment if environment.is_guarded(name)}
    return bool(secrets if outcome.looked_at is None else secrets & outcome.looked_at)


def _echoes(said: Said, given: Mapping[str, str]) -> bool:
    """Whether a reply holds a secret of the user's, in any encoding."""
    text = said.body.decode("utf-8", "replace") + "\n".join(value for _, value in said.headers)
    secrets = [one for one in given.values() if len(one) >= _SHORTEST]
    return any(way in text for secret in secrets for way in encodings(str(secret)))


_SHORTEST = 4  # characters


def _values_of(said: Said) -> list[Any]:
    """The values of a reply: of its headers, its whole text, and each value of its JSON, from the outer to the inner."""
    values: list[Any] = [value for _, value in said.headers]
    values.append(said.body.decode("utf-8", "replace"))
    try:
        to_do = [read_json(said.body)]
    except ValueError:
        return values
    while to_do:
        value = to_do.pop()
        values.append(value)
        if isinstance(value, dict | list):
            to_do += value.values() if isinstance(value, dict) else value
    return values
