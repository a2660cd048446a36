"""The variables that scripts change. A request has a variable as text; a script gets back the value that a script has set."""

from collections.abc import Callable, Iterable
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection.scopes import Scope
from kaizala_nb.toolkit.collection.scripts.outcome import Change
from kaizala_nb.toolkit.collection.texts import text_of

_SHORTEST = 6  # characters: a shorter secret stands in other texts by chance


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
        self,
        changes: Iterable[Change],
        *,
        source: str,
        secrets: Iterable[str] = (),
        derived: bool = False,
        is_guarded: Callable[[Change], bool] = lambda change: False,
    ) -> tuple[str, ...]:
        """Make the changes, and give the names of the variables that have a value by them.

        Args:
            changes: The changes. Of several of one variable in one scope, the last counts.
            source: The name of the request whose scripts make them.
            secrets: Those of the reply. A variable whose value holds one of them, or a secret that the environment knows, is a
                secret, whatever its name is.
            derived: Whether they come from a reply to a request that held a secret of the user's.
            is_guarded: Whether a change may have been made of a secret of the user's.
        """
        last = {(change.scope, change.name): change for change in changes}
        if not last:
            return ()
        environment = self._environment
        for (scope, name), change in last.items():
            if change.unset:
                environment.unset(name, scope)
                continue
            text = text_of(change.value)
            self._set[scope, name] = (text, change.value)
            if environment.in_scope(scope).get(name) == text:
                continue  # the value stays whose it was
            held = [secret for secret in secrets if secret == text or (len(secret) >= _SHORTEST and secret in text)]
            for secret in held:
                environment.masker.learn(secret, "{{" + name + "}}")
            if held or environment.masker(text) != text:
                environment.keep_secret([name])
            guarded = is_guarded(change)
            environment.fill({name: text}, source=source, scope=scope, derived=derived, guarded=guarded)
        names = tuple(dict.fromkeys(name for (_, name), change in last.items() if not change.unset))
        environment.mark_new(names)
        return names
