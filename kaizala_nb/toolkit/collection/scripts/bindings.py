"""The names of a script and their values, in scopes that lie in one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.values import Unknown, Value, error


class _Later:
    """What a name holds before the script comes to its ``let`` or ``const``."""


LATER = _Later()


@dataclass(eq=False)
class Bindings:
    """The names of one scope.

    Attributes:
        parent: The scope around it.
        level: How many doubts there were when it was made.
        names: The names with their values.
        constants: Those that cannot be assigned to.
    """

    parent: "Bindings | None" = None
    level: int = 0
    names: dict[str, Value] = field(default_factory=dict)
    constants: set[str] = field(default_factory=set)

    def holder(self, name: str) -> "Bindings | None":
        """The nearest scope that has a name."""
        scope: Bindings | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def get(self, name: str) -> Value:
        """The value of a name of this scope."""
        value = self.names[name]
        if value is LATER:
            raise error("ReferenceError", f"Cannot access '{name}' before initialization")
        return value

    def forget(self, name: str, why: str) -> Value:
        """From now on the value of a name is not known. Gives the value that it had."""
        scope = self.holder(name)
        if scope is None:
            return UNDEFINED
        value = scope.names[name]
        if name not in scope.constants or value is LATER:
            scope.names[name] = Unknown(why)
        return value

    def all(self) -> "list[Bindings]":
        """This scope and those around it."""
        scopes, scope = [], self
        while True:
            scopes.append(scope)
            if scope.parent is None:
                return scopes
            scope = scope.parent


@dataclass(eq=False)
class Closure:
    """A function of the script, with the scope in which it was made."""

    node: syntax.Function
    bindings: Bindings
    this: Value = None

    @property
    def parameters(self) -> Sequence[syntax.Node]:
        return self.node.parameters
