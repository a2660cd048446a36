"""Names of hosts, brought into one form in which they are compared."""

import ipaddress
import re

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


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
