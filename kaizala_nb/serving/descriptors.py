"""How many files and connections this process may have open, and how many of them may be connections."""

import os
import sys
from contextlib import suppress

MOST_CONNECTIONS = 4000
"""More than this are not kept open, whatever the system allows: each look at them takes time."""
_OTHERS = 200
"""Descriptors that are for something else: the state, receivers that are called, whatever else the process does."""
_OF_ONE = 2
"""A connection has a descriptor, and a long body that it sends a second one, until it is there."""
_FEWEST = 50
_WHERE_SELECT_COUNTS = 400
"""Where there is no ``poll`` (Windows), ``select`` takes 512."""


def raise_limit() -> None:
    """Let this process open as many files as it may need, or as the system lets it.

    Only a process of our own does so: the limit is that of all the process does.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OTHERS + _OF_ONE * MOST_CONNECTIONS
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft == resource.RLIM_INFINITY:
        return
    for limit in (wanted, 10_240):  # macOS says that there is no limit, and takes no more than 10,240 from some
        if limit > soft:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
                return


def most_connections() -> int:
    """How many connections may be open at once, for what the process may open now."""
    if sys.platform == "win32":
        return _WHERE_SELECT_COUNTS
    soft = os.sysconf("SC_OPEN_MAX")
    return MOST_CONNECTIONS if soft < 0 else max(_FEWEST, min(MOST_CONNECTIONS, (soft - _OTHERS) // _OF_ONE))
