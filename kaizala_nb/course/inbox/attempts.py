"""The deliveries that reached an inbox: the newest are kept, and every event is recognised when it comes again."""

import hashlib
import itertools
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.course.inbox.headers import Headers

_MOST_ATTEMPTS = 5_000
_MOST_BYTES = 10_000_000
_MOST_DIGESTS = 50_000


@dataclass
class Attempt:
    """One attempt of the service to deliver an event.

    ``event``, ``headers`` and ``body`` are empty if the delivery was not an event, or did not bring the agreed token: of those,
    nothing is kept but the ``event_type``, if it is one of the service's. ``headers`` are those that came, in their order, and
    ``body`` has every byte. ``at`` is when it came, in milliseconds since 1970; ``status`` is the answer to it, and ``note`` says
    why it was refused. ``duplicate`` is true if the same event had come before. ``size`` is in bytes. ``number`` counts the
    attempts of an inbox, from 1.
    """

    event: dict[str, Any]
    at: int
    status: int
    note: str = ""
    event_type: str = ""
    duplicate: bool = False
    size: int = 0
    number: int = 0
    headers: Headers = field(default_factory=Headers, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def accepted(self) -> bool:
        """Whether the answer says that the event has arrived."""
        return 200 <= self.status < 300


class Attempts:
    """The newest attempts, the oldest first: 5,000 at most, and 10 MB in all.

    Threads of the receiver add to it. ``changed`` is notified of each addition, and protects what is here.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self._attempts: deque[Attempt] = deque()
        self._numbers = itertools.count(1)
        self._bytes = 0
        self._digests: dict[bytes, None] = {}  # of the events that have come, the oldest first

    def all(self) -> list[Attempt]:
        """Every attempt, the oldest first."""
        with self.changed:
            return list(self._attempts)

    def add(self, attempt: Attempt) -> None:
        """Keep an attempt, and mark it if its event has come before."""
        with self.changed:
            if attempt.accepted:
                attempt.duplicate = self._came_before(attempt.event)
            attempt.number = next(self._numbers)
            self._attempts.append(attempt)
            self._bytes += attempt.size
            while len(self._attempts) > _MOST_ATTEMPTS or self._bytes > _MOST_BYTES:
                self._bytes -= self._attempts.popleft().size
            self.changed.notify_all()

    def clear(self) -> None:
        """Forget every attempt, and every event."""
        with self.changed:
            self._attempts.clear()
            self._bytes = 0
            self._digests.clear()

    def _came_before(self, event: dict[str, Any]) -> bool:
        """Whether the same subscription had brought the same event; from now on it has."""
        name = json.dumps([event.get("subscriptionId"), event.get("eventId")]).encode()
        digest = hashlib.blake2b(name, digest_size=16).digest()
        known = digest in self._digests
        self._digests[digest] = None
        if len(self._digests) > _MOST_DIGESTS:
            del self._digests[next(iter(self._digests))]
        return known
