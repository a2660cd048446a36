"""The variables of all scopes while scripts are carried out."""

import json
from collections.abc import Callable, Mapping
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
        self._objects = {  # lists and objects as they were when a script began: it may change what is in them
            (scope, name): _written(value)
            for scope, values in self.values.items()
            for name, value in values.items()
            if isinstance(value, list | dict)
        }

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

    def has(self, scope: Scope | None, name: str) -> bool:
        """Whether a variable is there, in one scope or in any, even without a value."""
        return any(name in self.values[one] for one in ([scope] if scope else SCOPES))

    def find(self, name: str) -> Value:
        """The value in the narrowest scope that has the name."""
        for scope in reversed(SCOPES):
            if name in self.values[scope] or scope in self.unclear:
                return self.get(scope, name)
        return UNDEFINED

    def set(self, scope: Scope, name: str, value: Value) -> None:
        """Sets a variable; set to ``undefined`` it is there, with null."""
        self.values[scope][name] = value
        self._doubtful.discard((scope, name))
        self.changes.append(Change(scope, name, None if value is UNDEFINED else plain(value)))
        if isinstance(value, list | dict):
            self._objects[scope, name] = _written(value)

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

    def settle(self, unknown_in: Callable[[Value], Unknown | None]) -> None:
        """A script has ended: what it has changed in a list or an object is a change of the variable that holds it."""
        for scope, name in list(self._objects):
            value = self.values[scope].get(name)
            if scope == "data" or not isinstance(value, list | dict):
                del self._objects[scope, name]
                continue
            unknown = unknown_in(value)
            if unknown is not None:
                self.forget(scope, name, unknown.why)
                continue
            if _written(value) != self._objects[scope, name]:
                self.set(scope, name, value)
            self.values[scope][name] = values_of_json(plain(value))  # the next script gets a copy
        for values in self.values.values():
            values.update({name: None for name, value in values.items() if value is UNDEFINED})

    def forget_all(self, why: str) -> None:
        """From now on no variable is known. What a file of data holds for this round, no script changes."""
        for scope in SCOPES:
            if scope != "data":
                self.forget(scope, None, why)


def _written(value: Value) -> str:
    return json.dumps(plain(value))
