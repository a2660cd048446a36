"""The variables that scripts change. A request has a variable as text; a script gets back the value that a script has set."""

import re
from base64 import b64decode
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from kaizala_nb.toolkit.client.encodings import encodings
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection.scopes import Scope
from kaizala_nb.toolkit.collection.scripts.outcome import Change
from kaizala_nb.toolkit.collection.texts import text_of

_SHORTEST = 6  # characters: a shorter secret stands in other texts by chance
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")


class Changes:
    """Makes the changes of scripts in an environment."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._set: dict[tuple[Scope, str], tuple[str, Any]] = {}  # the text that stands for each value

    def values(self, scope: Scope) -> dict[str, Any]:
        """The variables of a scope as scripts see them."""
        values: dict[str, Any] = dict(self._environment.in_scope(scope))
        for (where, name), (text, value) in self._set.items():
            if where == scope and values.get(name) == text:  # nobody has changed it since
                values[name] = value
        return values

    def make(
        self, changes: Iterable[Change], *, source: str, secrets: Iterable[str] = (), derived: bool = False
    ) -> tuple[str, ...]:
        """Make the changes, and give the names of the variables that have a value by them.

        Args:
            changes: The changes. Of several of one variable in one scope, the last counts.
            source: The name of the request whose scripts make them.
            secrets: Those of the reply. A variable whose value holds one of them, or a secret that the environment knows, is a
                secret, whatever its name is.
            derived: Whether they come from a reply to a request that held a secret of the user's.
        """
        last = {(change.scope, change.name): change for change in changes}
        if not last:
            return ()
        environment = self._environment
        users = [way for secret in environment.given_secrets.values() for way in encodings(str(secret))]
        users = [way for way in users if len(way) >= _SHORTEST]
        for (scope, name), change in last.items():
            if change.unset:
                environment.unset(name, scope)
                continue
            text = text_of(change.value)
            self._set[scope, name] = (text, change.value)
            if environment.in_scope(scope).get(name) == text:
                continue  # the value stays whose it was
            is_users = any(way in one for one in (text, *_decoded(text)) for way in users)
            held = [secret for secret in secrets if secret == text or (len(secret) >= _SHORTEST and secret in text)]
            for secret in held:
                environment.masker.learn(secret, "{{" + name + "}}")
            if is_users or held or environment.masker(text) != text:
                environment.keep_secret([name])
            environment.fill({name: text}, source=source, scope=scope, derived=derived or is_users)
        names = tuple(dict.fromkeys(name for (_, name), change in last.items() if not change.unset))
        environment.new = frozenset(names)
        return names


def _decoded(text: str) -> Iterable[str]:
    """What stands in base64 in a text, such as name and password of a header."""
    for match in _BASE64.finditer(text):
        with suppress(ValueError):
            yield b64decode(match[0] + "=" * (-len(match[0]) % 4), altchars=b"-_" if "_" in match[0] else None).decode()
