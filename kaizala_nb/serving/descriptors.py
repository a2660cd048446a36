"""How many files and connections this process may have open, and how many of them may be connections."""

import os
import sys
from contextlib import suppress

MOST_CONNECTIONS = 4000
"""No more connections are kept open, even if the system allows more: each look at all of them takes time."""
_FOR_OTHER_USES = 200
"""Descriptors for other uses: the state, calls to receivers, and anything else in the process."""
_FOR_ONE_CONNECTION = 2
"""A connection has one descriptor. While it sends a long body, it has a second one."""
_FEWEST = 50
_MOST_ON_WINDOWS = 400
"""Windows has no ``poll``, and ``select`` takes only 512 connections."""


def raise_limit() -> None:
    """Let this process open as many files as it may need, or as many as the system allows.

    Only door two does so, in a process of its own: the limit is for everything that the process does.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = _FOR_OTHER_USES + _FOR_ONE_CONNECTION * MOST_CONNECTIONS
    if hard != resource.RLIM_INFINITY:
        need = min(need, hard)
    if soft == resource.RLIM_INFINITY:
        return
    for limit in (need, 10_240):  # macOS names no limit, and yet may refuse more than 10,240
        if limit > soft:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
                return


def most_connections() -> int:
    """How many connections may be open at the same time, with the limit that this process has now."""
    if sys.platform == "win32":
        return _MOST_ON_WINDOWS
    soft = os.sysconf("SC_OPEN_MAX")
    if soft < 0:  # no limit
        return MOST_CONNECTIONS
    return max(_FEWEST, min(MOST_CONNECTIONS, (soft - _FOR_OTHER_USES) // _FOR_ONE_CONNECTION))
