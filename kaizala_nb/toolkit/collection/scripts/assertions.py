"""What a check looks at, and what it has said so far."""

from dataclasses import dataclass, field, replace

from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Unknown, Value, error, shown


@dataclass(eq=False)
class Assertion(Host):
    """What a check looks at, and the words that it has so far."""

    machine: Machine
    subject: Value
    message: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    name = "an assertion"

    def flagged(self, flag: str, without: str = "") -> "Assertion":
        """The chain with one word more."""
        return replace(self, flags=(self.flags | {flag}) - {without})

    def known(self, deep: bool = True) -> None:
        """Raises :class:`Lost` if what the chain looks at is not known."""
        reason = self.machine.blurred(self.subject)
        unknown = self.machine.unknown_in(self.subject) if deep else Unknown(reason) if reason else self.subject
        if isinstance(unknown, Unknown):
            raise Lost(unknown.why)

    def check(self, holds: bool, wanted: str) -> None:
        """Throws an AssertionError if what is wanted does not hold; or with ``not``, if it does."""
        negated = "not" in self.flags
        if holds is negated:
            raise self.failed(f"expected {shown(self.subject)} {'not ' if negated else ''}{wanted}")

    def failed(self, text: str) -> Exception:
        """The error of an assertion that does not hold, whatever else the chain says."""
        return error("AssertionError", f"{self.message}: {text}" if self.message else text)
