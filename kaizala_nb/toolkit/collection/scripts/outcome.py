"""What a script looks at, and what comes out of it. It is the same whether a script is read or run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from kaizala_nb.toolkit.collection.scopes import Scope

Event = Literal["prerequest", "test"]
"""When a script has its turn: before the request is made, or after the reply has come. The words are Postman's."""


@dataclass(frozen=True)
class Script:
    """A script of a collection, of a folder, or of a request.

    Attributes:
        event: When it has its turn.
        place: Whose it is: the name of the collection or of the folder; "" for the request's own.
        text: Its text.
    """

    event: Event
    place: str
    text: str


@dataclass(frozen=True, repr=False)
class Said:
    """The reply as a script sees it. ``headers`` are in their order; ``seconds`` is how long the exchange took."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float


@dataclass(frozen=True, repr=False)
class Scene:
    """All that the scripts of one request may look at.

    Attributes:
        name: The name of the request.
        request: The request as Postman's format 2.1 has it: before it is sent, with its ``{{variables}}``; then as it was sent.
        variables: For each scope the variables with their values: text, or what a script has set (any JSON value).
        said: The reply; None before the request is made.
        iteration: The number of the iteration, from 0.
        iterations: How many there are.
        hidden: Texts that stand in the request in place of secrets.
    """

    name: str
    request: Mapping[str, Any]
    variables: Mapping[Scope, Mapping[str, Any]]
    said: Said | None = None
    iteration: int = 0
    iterations: int = 1
    hidden: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """A variable that a script sets, in one scope. ``value`` is any JSON value; ``unset`` takes the variable away."""

    scope: Scope
    name: str
    value: Any = None
    unset: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a check (an assertion).

    Attributes:
        name: Its name, as the script has it.
        passed: Whether it holds; None if it was not evaluated.
        problem: What is otherwise than wanted, or why it was not evaluated; "" if it holds.
        about_status: Whether it looks at the status of the reply. A refusal that such a check wants is no error.
    """

    name: str
    passed: bool | None
    problem: str = ""
    about_status: bool = field(default=False, compare=False)


@dataclass
class Outcome:
    """What came of the scripts of one request at one event.

    Attributes:
        results: The checks, in the order in which the scripts come to them.
        changes: The variables that are set or taken away, in order.
        next_request: The name of the request that comes next; None to end the run; ``...`` if the script does not say.
        skip: Whether the request is not to be sent.
        request: The request as the scripts have changed it; None if they have not.
        log: The lines that the scripts have printed.
        notes: What was not done, and why: a sentence each.
        error: Why a script ended early; "" if none did.
        looked_at: The names of the variables whose values the scripts have looked at; None if that is not known.
    """

    results: list[Result] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    next_request: Any = ...
    skip: bool = False
    request: dict[str, Any] | None = None
    log: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str = ""
    looked_at: frozenset[str] | None = None

    def then(self, later: "Outcome") -> "Outcome":
        """What came of both: of these scripts, and of those at the next event."""
        return Outcome(
            self.results + later.results,
            self.changes + later.changes,
            self.next_request if later.next_request is ... else later.next_request,
            self.skip or later.skip,
            self.request if later.request is None else later.request,
            self.log + later.log,
            self.notes + later.notes,
            " ".join(filter(None, [self.error, later.error])),
            None if self.looked_at is None or later.looked_at is None else self.looked_at | later.looked_at,
        )


class Engine(Protocol):
    """Carries scripts out: what is read of them, or the scripts themselves."""

    def carry_out(self, scripts: Sequence[Script], scene: Scene) -> Outcome:
        """What the scripts do, in their order, one after the other, each with the variables that those before it have set."""
        ...
