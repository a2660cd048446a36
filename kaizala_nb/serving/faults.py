"""Faults: the next calls fail in the way that somebody asked for. So one sees what a client does about it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

LONGEST_DELAY = 120.0
"""Seconds."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong with ``times`` calls of a ``method`` (any if "") whose path holds ``path`` (in any casing).

    ``status`` is answered with an error body, or with ``body`` as it is; ``delay`` (seconds) comes first; ``reset`` closes the
    connection with no answer; ``retry_after`` is in seconds.
    """

    times: int = 1
    method: str = ""
    path: str = ""
    status: int | None = None
    delay: float = 0.0
    reset: bool = False
    body: str | None = None
    retry_after: int | None = None

    def meets(self, method: str, path: str) -> bool:
        """Whether the fault strikes a call."""
        return self.method.upper() in ("", method) and self.path.lower() in path.lower()


Kind = TypeVar("Kind", bound=Fault)


class Faults(Generic[Kind]):
    """The faults that wait, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Kind] = []
        self._lock = threading.Lock()

    def add(self, fault: Kind) -> None:
        """Add a fault."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Take all faults away."""
        with self._lock:
            self._waiting.clear()

    @property
    def waiting(self) -> list[Kind]:
        """The faults that wait; ``times`` is how often each still strikes."""
        with self._lock:
            return list(self._waiting)

    def take(self, strikes: Callable[[Kind], bool]) -> Kind | None:
        """The first fault of which ``strikes`` says that it strikes the call, if any."""
        if not self._waiting:
            return None
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if strikes(fault):
                    if fault.times > 1:
                        self._waiting[index] = replace(fault, times=fault.times - 1)
                    else:
                        del self._waiting[index]
                    return fault
        return None
