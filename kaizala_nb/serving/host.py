"""The host that a request names.

A page of any site in a browser on this computer can let its own name mean 127.0.0.1. Its requests name that host, so they are known
by it.
"""

from collections.abc import Collection

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def foreign_host(host: str, allowed: Collection[str]) -> str:
    """The name of the host that a request names, if it is neither this computer nor allowed; otherwise "".

    Args:
        host: The header ``Host``, with a port or without.
        allowed: The names that are answered too, in lower case, with a port or without.
    """
    host = host.lower()
    name = host
    if host not in _LOOPBACK:  # it may have a port
        name = host.rpartition(":")[0] or host
    if name in _LOOPBACK or host in allowed or name in allowed:
        return ""
    return name or "?"
