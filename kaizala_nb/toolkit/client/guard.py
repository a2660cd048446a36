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
from kaizala_nb.toolkit.collection.texts import text_of

Guarded = Callable[[Change], bool]
_SHORTEST = 4  # characters: a shorter secret stands in other texts by chance


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
    if looked_at_a_secret(outcome, environment, given):
        return lambda change: True
    if not (derived or _echoes(said, given)):
        return lambda change: False
    texts, objects = _values_of(said)
    return lambda change: text_of(change.value) not in texts and change.value not in objects


def looked_at_a_secret(outcome: Outcome, environment: Environment, given: Mapping[str, str]) -> bool:
    """Whether scripts have looked at a secret of the user's, or at what may have been made of one."""
    secrets = given.keys() | {name for name in environment if environment.is_guarded(name)}
    return bool(secrets if outcome.looked_at is None else secrets & outcome.looked_at)


def _echoes(said: Said, given: Mapping[str, str]) -> bool:
    """Whether a reply holds a secret of the user's, in any encoding."""
    text = said.body.decode("utf-8", "replace") + "\n".join(value for _, value in said.headers)
    secrets = [one for one in given.values() if len(one) >= _SHORTEST]
    return any(way in text for secret in secrets for way in encodings(str(secret)))


def _values_of(said: Said) -> tuple[set[str], list[Any]]:
    """The values of a reply. As texts: those of its headers, its whole text, and each text, number and truth of its JSON. And each
    object and list of its JSON."""
    texts = {value for _, value in said.headers} | {said.body.decode("utf-8", "replace")}
    objects: list[Any] = []
    try:
        to_do = [read_json(said.body)]
    except ValueError:
        return texts, objects
    while to_do:
        value = to_do.pop()
        if isinstance(value, dict | list):
            objects.append(value)
            to_do += value.values() if isinstance(value, dict) else value
        else:
            texts.add(text_of(value))
    return texts, objects
