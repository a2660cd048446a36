"""Ports of this computer for tests: one that a program may take, and one at which nobody listens."""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

_FIRST, _AFTER = 20_000, 32_000
"""Below those that a system gives to whoever asks for any port, and to each connection that goes out: no other program that starts
meanwhile gets one of these by chance."""


def free_port() -> int:
    """A port that nobody uses, for a program that has to be told one."""
    while True:
        port = _FIRST + secrets.randbelow(_AFTER - _FIRST)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


@contextmanager
def kept(port: int = 0) -> Iterator[int]:
    """A port at which nobody listens, and nobody else can listen meanwhile."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        yield taken.getsockname()[1]
