"""Examples that somebody has chosen: a request is answered with this one, whatever was sent."""

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kaizala_nb.toolkit.stand_in.route import Example, Route


@dataclass(frozen=True)
class Choice:
    """An example that answers a request.

    Attributes:
        request: The whole name of the request.
        example: The example.
        times: For how many calls; None until somebody takes the choice back.
    """

    request: str
    example: Example
    times: int | None = None


class Choices:
    """The choices that count, at most one for a request."""

    def __init__(self) -> None:
        self._of: dict[str, Choice] = {}
        self._lock = threading.Lock()

    @property
    def all(self) -> list[Choice]:
        """All of them; ``times`` is how often each is still answered."""
        with self._lock:
            return list(self._of.values())

    def put(self, choice: Choice) -> None:
        """Let a choice count, in place of another for its request."""
        with self._lock:
            self._of[choice.request] = choice

    def remove(self, request: str) -> None:
        """Take back what was chosen for a request."""
        with self._lock:
            self._of.pop(request, None)

    def clear(self) -> None:
        """Take back all."""
        with self._lock:
            self._of.clear()

    def take(self, names: Collection[str]) -> Choice | None:
        """The choice for the first of these requests that has one; it counts a time less then."""
        if not self._of:
            return None
        with self._lock:
            choice = next((self._of[name] for name in names if name in self._of), None)
            if choice is not None and choice.times is not None:
                if choice.times > 1:
                    self._of[choice.request] = replace(choice, times=choice.times - 1)
                else:
                    del self._of[choice.request]
            return choice


def example_of(routes: Iterable[Route], name: str = "", code: int | None = None) -> Example:
    """The saved example of a request with this name, or the first with this status code.

    Raises ``ValueError`` with a sentence that names those that there are.
    """
    examples = [example for route in routes for example in route.examples]
    for example in examples:
        if (not name or example.name == name) and code in (None, example.response.status):
            return example
    there = ", ".join(f"{one.name!r} ({one.response.status})" for one in examples[:20])
    if not there:
        raise ValueError(
            f"No example of this request is saved. Let it fail in place of that: fail_next({code or 503})."
        )
    wanted = f"with the status {code}" if not name else f"called {name!r}"
    raise ValueError(f"No example {wanted} is saved. There are: {there}.")
