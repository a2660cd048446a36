"""What every manner is: options, and a way for a call to go through it."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaizala_nb.toolkit.stand_in.manners.deliveries import Deliveries
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match, Route
from kaizala_nb.toolkit.stand_in.state import State

GoOn = Callable[[Request], Response]
"""Answers a request with the manners that come after, or with none."""

_OF_THE_CALL = ("content-", "if-", "x-mock-", "idempotency-", "transfer-encoding", "expect")
"""Headers that belong to a call alone: a look at something else goes without them."""


@dataclass(frozen=True)
class Around:
    """What is around a call.

    Attributes:
        matches: The routes that the request may have meant, the best first.
        state: Where a manner remembers.
        now: The time by the clock of the stand-in, in seconds since 1970.
        lookup: Answers a request without manners.
        changes: Held by who must be the only one that changes something.
        deliveries: What goes out to receivers.
    """

    matches: Sequence[Match]
    state: State
    now: float
    lookup: GoOn
    changes: threading.RLock
    deliveries: Deliveries

    @property
    def route(self) -> Route:
        """The route that the request most likely meant."""
        return self.matches[0].route

    def look(self, request: Request, path: str) -> Response:
        """What whoever sent a request would read at a path."""
        headers = tuple(pair for pair in request.headers if not pair[0].lower().startswith(_OF_THE_CALL))
        return self.lookup(Request("GET", path, headers=headers))


class Manner(ABC):
    """A manner that is switched on. Each is a dataclass: its fields are the options (:mod:`options`)."""

    @abstractmethod
    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        """The answer to a request. A manner may change the request before ``go_on`` and the answer after it, or not call it."""
