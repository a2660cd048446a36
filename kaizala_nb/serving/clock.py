"""A clock: the computer's, and as far ahead as somebody has turned it.

What expires follows it, so that a lesson sees a token expire without waiting a day. How far it was turned is part of a state, and
outlives a restart.
"""

import time
from collections.abc import Callable

FURTHEST = 100 * 365.25 * 86_400  # seconds


class Clock:
    """Tells the time in epoch milliseconds. It calls ``keep`` with each new offset, to store it."""

    def __init__(self, offset: float, keep: Callable[[float], None]) -> None:
        self.offset = offset
        self._keep = keep

    def now(self) -> int:
        """Epoch milliseconds."""
        return int((time.time() + self.offset) * 1000)

    def date(self) -> str:
        """The time as HTTP's ``Date`` header writes it."""
        from email.utils import formatdate  # it takes a while to load

        return formatdate(time.time() + self.offset, usegmt=True)

    def advance(self, seconds: float) -> None:
        """Turn the clock forward.

        Raises ValueError when that is backwards, or altogether further than a hundred years.
        """
        if not 0 <= seconds <= FURTHEST or self.offset + seconds > FURTHEST:
            raise ValueError("the clock goes forward only, and by a hundred years at most")
        self._keep(self.offset + seconds)
        self.offset += seconds

    def back_to_now(self) -> None:
        """The computer's time again."""
        self._keep(0.0)
        self.offset = 0.0
