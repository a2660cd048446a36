"""Calls that wait for something outside: for the answer of another computer, for their turn, for a delay to end.

Few threads answer calls. A call that waits holds one of them and does nothing with it. So the socket gives one more thread for
as long as the wait lasts. The number of waits has a limit, and one caller has a smaller limit.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST, MOST_OF_ONE = 64, 32


class TooManyWait(Exception):
    """A call cannot wait, because too many calls wait already: in all, or of the same caller. The application says so in its
    words."""


class Waiting:
    """Counts the calls that wait. Whenever their number changes, ``told`` is called with it; the socket sets ``told``."""

    def __init__(self) -> None:
        self.told: Callable[[int], None] = lambda number: None
        self._lock = threading.Lock()
        self._of: Counter[str] = Counter()

    @contextmanager
    def of(self, caller: str) -> Iterator[None]:
        """Inside the block, a call of this caller waits. Raises :class:`TooManyWait`."""
        if not self._begin(caller):
            raise TooManyWait
        try:
            yield
        finally:
            self._end(caller)

    @contextmanager
    def anyhow(self, caller: str) -> Iterator[None]:
        """The same for a wait that is never refused. When too many calls wait, it gets no thread of its own."""
        counted = self._begin(caller)
        try:
            yield
        finally:
            if counted:
                self._end(caller)

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
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
