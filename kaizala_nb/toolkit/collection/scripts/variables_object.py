"""``pm.environment`` and the like: the variables of a scope as scripts see them."""

import re
from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scopes import Scope
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Unknown, Value, callable_, shown, string

Arguments = Sequence[Value]
_VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
_ROUNDS = 19
_LONGEST = 1_000_000


class VariablesObject(Host):
    """The variables of one scope, such as ``pm.environment``. Those of ``pm.variables`` are looked up in all scopes."""

    def __init__(self, machine: Machine, name: str, scope: Scope) -> None:
        self.machine = machine
        self.name = f"pm.{name}"
        self.scope = scope
        self.everywhere = scope == "local"

    def member(self, name: str) -> Value:
        if name in ("set", "unset", "clear", "get", "has", "replaceIn", "toObject"):
            call: Callable[[Arguments], Value] = {
                "set": self._set,
                "unset": self._unset,
                "clear": self._clear,
                "get": self._get,
                "has": self._has,
                "replaceIn": self._replaced,
                "toObject": self._all,
            }[name]
            return Native(name, call, takes_unknown=True, is_method=True)
        if name in ("name", "id", "values"):
            return Unknown(self.machine.why(f"{self.name}.{name} is not there"))
        return UNDEFINED

    def _set(self, arguments: Arguments) -> Value:
        set_variable(self.machine, self.scope, argument(arguments, 0), argument(arguments, 1))
        return UNDEFINED

    def _unset(self, arguments: Arguments) -> Value:
        unset_variable(self.machine, self.scope, argument(arguments, 0))
        return UNDEFINED

    def _clear(self, arguments: Arguments) -> Value:
        clear_variables(self.machine, self.scope)
        return UNDEFINED

    def look(self, name: Value) -> Value:
        """The value of a variable."""
        if isinstance(name, Unknown):
            return Unknown(name.why)
        return (
            self.machine.variables.find(string(name))
            if self.everywhere
            else self.machine.variables.get(self.scope, string(name))
        )

    def _get(self, arguments: Arguments) -> Value:
        return self.look(argument(arguments, 0))

    def _has(self, arguments: Arguments) -> Value:
        name = argument(arguments, 0)
        held = self.look(name)
        if isinstance(held, Unknown):
            return Unknown(held.why, safe=True)
        return held is not UNDEFINED or self.machine.variables.has(
            None if self.everywhere else self.scope, string(name)
        )

    def _replaced(self, arguments: Arguments) -> Value:
        text = argument(arguments, 0)
        if isinstance(text, Unknown):
            return text
        if not isinstance(text, str):
            raise Lost(f"{self.name}.replaceIn is understood with a text alone")
        try:
            return self._filled(text)
        except _Missing as missing:
            return Unknown(missing.why)

    def _filled(self, text: str) -> str:
        for _ in range(_ROUNDS):
            filled = _VARIABLE.sub(self._value, text)
            if filled == text or len(filled) > _LONGEST:
                break
            text = filled
        return text

    def _value(self, match: re.Match[str]) -> str:
        held = self.look(match[1])
        if isinstance(held, Unknown):
            raise _Missing(held.why)
        if held is UNDEFINED and match[1].startswith("$"):
            made = self.machine.random_value(match[1])
            return match[0] if made is None else made
        return match[0] if held is UNDEFINED else string(held)

    def _all(self, arguments: Arguments) -> Value:
        if self.everywhere:
            raise Lost("pm.variables.toObject is not understood")
        return variables_of(self.machine, self.scope)


class _Missing(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def variables_of(machine: Machine, scope: Scope) -> Value:
    """The variables of a scope as an object of the script."""
    if scope in machine.variables.unclear:
        return Unknown(machine.variables.unclear[scope])
    return machine.variables.all(scope)


def set_variable(machine: Machine, scope: Scope, name: Value, value: Value) -> None:
    """Sets a variable if that is certain; else it is not known from now on."""
    unknown = machine.unknown_in(value)
    if scope == "data" and not machine.doubts:
        raise Lost("pm.iterationData.set is not understood")
    if isinstance(name, Unknown):
        machine.variables.forget(scope, None, name.why)
        machine.note(name.why)
    elif machine.doubts or unknown is not None or isinstance(value, Host) or callable_(value):
        why = (
            machine.doubts[-1]
            if machine.doubts
            else unknown.why
            if unknown
            else machine.why(f"{shown(value)} is no value for a variable")
        )
        machine.variables.forget(scope, string(name), why)
        machine.note(f"the variable {string(name)[:80]!r} is not set: {why}")
    else:
        machine.variables.set(scope, string(name), value)


def unset_variable(machine: Machine, scope: Scope, name: Value) -> None:
    """Takes a variable away if that is certain."""
    if isinstance(name, Unknown) or machine.doubts:
        why = machine.doubts[-1] if machine.doubts else name.why
        machine.variables.forget(scope, None if isinstance(name, Unknown) else string(name), why)
        machine.note(why)
    else:
        machine.variables.unset(scope, string(name))


def clear_variables(machine: Machine, scope: Scope) -> None:
    """Takes all variables of a scope away if that is certain."""
    if machine.doubts or scope in machine.variables.unclear:
        why = machine.doubts[-1] if machine.doubts else machine.variables.unclear[scope]
        machine.variables.forget(scope, None, why)
        machine.note(why)
    else:
        machine.variables.clear(scope)
