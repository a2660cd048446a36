"""The variables of all scopes while scripts are carried out."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.toolkit.collection.scopes import SCOPES, Scope
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.outcome import Change
from kaizala_nb.toolkit.collection.scripts.values import Unknown, Value, plain, values_of_json


class Variables:
    """The variables of all scopes, and what the scripts have changed in them.

    Attributes:
        values: The values in each scope. One that is not certain is an :class:`Unknown`.
        unclear: Scopes in which any variable may have changed, with the reason.
        changes: What is certain to be changed, in order.
        looked_at: The names of the variables whose values the scripts have looked at.
    """

    def __init__(self, variables: Mapping[Scope, Mapping[str, Any]]) -> None:
        self.values: dict[Scope, dict[str, Value]] = {
            scope: {name: values_of_json(value) for name, value in variables.get(scope, {}).items()} for scope in SCOPES
        }
        self.unclear: dict[Scope, str] = {}
        self.changes: list[Change] = []
        self.looked_at: set[str] = set()
        self._doubtful: set[tuple[Scope, str]] = set()

    def certain(self) -> list[Change]:
        """The changes of variables that nothing uncertain has come to afterwards."""
        return [change for change in self.changes if (change.scope, change.name) not in self._doubtful]

    def get(self, scope: Scope, name: str) -> Value:
        """The value in one scope; ``undefined`` if there is none."""
        self.looked_at.add(name)
        if name in self.values[scope] or scope not in self.unclear:
            return self.values[scope].get(name, UNDEFINED)
        return Unknown(self.unclear[scope])

    def all(self, scope: Scope) -> dict[str, Value]:
        """The values in one scope."""
        self.looked_at |= self.values[scope].keys()
        return dict(self.values[scope])

    def find(self, name: str) -> Value:
        """The value in the narrowest scope that has the name."""
        for scope in reversed(SCOPES):
            if name in self.values[scope] or scope in self.unclear:
                return self.get(scope, name)
        return UNDEFINED

    def set(self, scope: Scope, name: str, value: Value) -> None:
        """Sets a variable; ``undefined`` leaves it without a value."""
        self.values[scope][name] = value
        self._doubtful.discard((scope, name))
        if value is UNDEFINED:
            self.changes.append(Change(scope, name, unset=True))
        else:
            self.changes.append(Change(scope, name, plain(value)))

    def unset(self, scope: Scope, name: str) -> None:
        """Takes a variable away."""
        if name in self.values[scope] or scope in self.unclear:
            self.values[scope].pop(name, None)
            self._doubtful.discard((scope, name))
            self.changes.append(Change(scope, name, unset=True))

    def clear(self, scope: Scope) -> None:
        """Takes all variables of a scope away."""
        for name in list(self.values[scope]):
            self.unset(scope, name)

    def forget(self, scope: Scope, name: str | None, why: str) -> None:
        """From now on a variable is not known; without a name, none of the scope is."""
        if name is not None:
            self.values[scope][name] = Unknown(why)
            self._doubtful.add((scope, name))
            return
        self.unclear.setdefault(scope, why)
        self.values[scope] = {}

    def forget_all(self, why: str) -> None:
        """From now on no variable is known. What a file of data holds for this round, no script changes."""
        for scope in SCOPES:
            if scope != "data":
                self.forget(scope, None, why)
