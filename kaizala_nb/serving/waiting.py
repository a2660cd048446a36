"""Calls that wait for something outside: another computer's answer, a turn, a delay.

The threads that answer calls are few, and a call that waits for something outside would hold one of them and do nothing with it. So
a socket gives one thread more for as long as the wait lasts. The number of such waits is bounded, and so is one caller's share.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST, MOST_OF_ONE = 64, 32


class TooManyWait(Exception):
    """A call cannot wait: too many do already, or too many of the same caller. The application says so in its words."""


class Waiting:
    """How many calls wait. ``told`` is called with their number whenever it changes: the socket sets it."""

    def __init__(self) -> None:
        self.told: Callable[[int], None] = lambda number: None
        self._lock = threading.Lock()
        self._of: Counter[str] = Counter()

    @contextmanager
    def of(self, caller: str) -> Iterator[None]:
        """A caller waits. Raises :class:`TooManyWait`."""
        if not self._begin(caller):
            raise TooManyWait
        try:
            yield
        finally:
            self._end(caller)

    @contextmanager
    def anyhow(self, caller: str) -> Iterator[None]:
        """The same for a wait that is never refused: when too many wait, it holds a thread of the others."""
        counted = self._begin(caller)
        try:
            yield
        finally:
            if counted:
                self._end(caller)

    def sleep(self, seconds: float) -> None:
        """Wait for nothing but the time."""
        if seconds > 0:
            with self.anyhow(""):
                time.sleep(seconds)

    def _begin(self, caller: str) -> bool:
        with self._lock:
            if self._of.total() >= MOST or self._of[caller] >= MOST_OF_ONE:
                return False
            self._of[caller] += 1
            self.told(self._of.total())
            return True

    def _end(self, caller: str) -> None:
        with self._lock:
            self._of[caller] -= 1
            if not self._of[caller]:
                del self._of[caller]
            self.told(self._of.total())
