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
        self._at_start: dict[Scope, dict[str, Value] | Unknown] = {}
        self.changes: list[Change] = []
        self.looked_at: set[str] = set()
        self._doubtful: set[tuple[Scope, str]] = set()
        self._set_now: set[tuple[Scope, str]] = set()  # the variables whose objects this script has set
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

    def begin(self) -> None:
        """A script begins: the old objects ``environment`` and ``globals`` hold what there is now."""
        self._at_start = {
            scope: Unknown(self.unclear[scope]) if scope in self.unclear else dict(self.values[scope])
            for scope in SCOPES
        }

    def old(self, scope: Scope) -> dict[str, Value] | Unknown:
        """The values in one scope as old scripts see them. Only the methods of the old ``postman`` change them."""
        held = self._at_start[scope]
        if not isinstance(held, Unknown):
            self.looked_at |= held.keys()
        return held

    def follow(self, scope: Scope, name: str | None) -> None:
        """A method of the old ``postman`` has changed a variable, or without a name all of them."""
        held, now = self._at_start[scope], self.values[scope]
        if isinstance(held, Unknown):
            return
        for one in [*held] if name is None else [name]:
            held.pop(one, None)
            if one in now:
                held[one] = now[one]

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
            self._set_now.add((scope, name))

    def unset(self, scope: Scope, name: str) -> None:
        """Takes a variable away, if there is one."""
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

    def settle(self, unknown_in: Callable[[Value], Unknown | None]) -> list[str]:
        """A script has ended: what it has changed in an object that it has set, it has changed in the variable.

        Gives sentences on what is not certain: an object of an earlier script is changed for a while alone.
        """
        problems = []
        for scope, name in list(self._objects):
            value = self.values[scope].get(name)
            if scope == "data" or not isinstance(value, list | dict):
                del self._objects[scope, name]
                continue
            unknown = unknown_in(value)
            if unknown is not None:
                self.forget(scope, name, unknown.why)
                continue
            is_changed = _written(value) != self._objects[scope, name]
            if is_changed and (scope, name) not in self._set_now:
                problems.append(f"the variable {name[:80]!r} holds an object that is changed, and is not set again")
                self.forget(scope, name, problems[-1])
                continue
            if is_changed:
                self.set(scope, name, value)
            self.values[scope][name] = values_of_json(plain(value))  # the next script gets a copy
        for values in self.values.values():
            values.update({name: None for name, value in values.items() if value is UNDEFINED})
        self._set_now.clear()
        return problems

    def forget_all(self, why: str) -> None:
        """From now on no variable is known. What a file of data holds for this round, no script changes."""
        for scope in SCOPES:
            if scope != "data":
                self.forget(scope, None, why)


def _written(value: Value) -> str:
    return json.dumps(plain(value))
