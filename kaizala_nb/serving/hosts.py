"""Names of hosts, brought into one form in which they are compared, and the host that a request names."""

import ipaddress
import re
from collections.abc import Collection

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def host_name(host: str) -> str:
    """A host in the form in which hosts are compared.

    A name is in lower case, without a dot at its end; an address is in its shortest form, without brackets.

    Raises ``ValueError`` for what is no host, as with a scheme, a port or a path.
    """
    name = host.strip().lower()
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    name = name.removesuffix(".")
    try:
        name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        raise ValueError("no host") from None
    if not _NAME.fullmatch(name):
        raise ValueError("no host")
    return name


def foreign_host(host: str, allowed: Collection[str]) -> str:
    """The name of the host that a request names, if it is neither this computer nor allowed; otherwise "".

    A page of any site in a browser on this computer can let its own name mean 127.0.0.1. Its requests name that host, so they are
    known by it.

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
