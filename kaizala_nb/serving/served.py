"""What a door serves: any WSGI application, with its own words for a request that does not reach it.

This module is common to the doors. It imports neither waitress nor requests, which some of them need.
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
"""A larger request does not reach the application. An application with a smaller limit refuses in its own words."""


class ConnectionDropped(Exception):
    """An application raises it instead of answering. The door then closes the connection without an answer."""


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Served:
    """An application, and what a door must know about it.

    Args:
        application: The WSGI application.
        refuse: Writes the answer that the application itself does not give, for a status: 400 (the request is no HTTP that can be
            read), 413 (the body is too long), 431 (the headers are too long), 501 (an unknown transfer encoding), 500 (the
            application failed). The door adds the length, and the header that closes the connection.
        ident: The ``Server`` header of answers without one, and a part of the thread's name.
        waiting: Counts the calls that wait for something outside. The application counts in it, and a door gives one more thread
            for each.
        start: Called after a door to the network is open, before the first call.
        stop: Called once, when a door to the network is closed.
        after_call: Called after each call through the adapter. There the application has no thread for what is left to do.
    """

    application: WSGI
    refuse: Callable[[int], Written]
    ident: str
    waiting: Waiting = field(default_factory=Waiting)
    start: Callable[[], None] = _nothing
    stop: Callable[[], None] = _nothing
    after_call: Callable[[], None] = _nothing
