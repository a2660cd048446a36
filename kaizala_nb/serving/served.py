"""What the doors serve: any WSGI application, with its own words for a request that never reached it.

Each door takes a :class:`Served`: a thread of this process, a process of its own, or an adapter that calls the application itself.
What is common to them stands here, and needs neither the server nor the client that they need.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.serving.waiting import Waiting

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

Written = tuple[str, list[tuple[str, str]], bytes]
"""A whole answer: its status line (``404 Not Found``), its headers, its body."""

MOST_HEADER_BYTES = 65_536
MOST_BODY_BYTES = 64 * 1024 * 1024
"""A request beyond these bounds does not reach the application. An application that takes less says so in its own words."""


class ConnectionDropped(Exception):
    """An application raises it before it answers: the connection is closed with no answer. Each door does so in its own way."""


def _nothing() -> None:
    """What is done where nothing is to be done."""


@dataclass(frozen=True)
class Served:
    """An application, and what a door has to know of it.

    Args:
        application: The WSGI application.
        refuse: Writes, from the status, the answer to a request that never reached the application, or that it failed at: 400 (it
            is not readable as HTTP), 413 (its body is too long), 431 (its headers are), 501 (its transfer encoding is not known),
            500 (the application failed). The door adds the length, and that the connection is closed.
        ident: The ``Server`` header of all answers that have none, and a part of the thread's name.
        waiting: How many calls wait for others: for each of them there is one thread more. The application counts them in it.
        start: Called when a door has opened to the network, before the first call.
        stop: Called once, when such a door is closed.
        after_call: Called after each call in process, where no thread of the application's can do what is left to do.
    """

    application: WSGI
    refuse: Callable[[int], Written]
    ident: str
    waiting: Waiting = field(default_factory=Waiting)
    start: Callable[[], None] = _nothing
    stop: Callable[[], None] = _nothing
    after_call: Callable[[], None] = _nothing
