"""Where a token may go: to the address that the user configured, and to the hosts that they allowed. Nowhere else.

When a redirect leaves the host, ``requests`` removes only the header ``Authorization``: it would send ``accessToken`` to anybody.
So every address is checked before anything goes there. It may come from a redirect, a reply or a variable.
"""

import ipaddress
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host and port, as browsers compare them."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def is_loopback(self) -> bool:
        """Whether it is this computer. Requests to it go through no proxy."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def origin_of(address: str) -> Origin:
    """The origin of an http or https address. Raises ``ValueError`` with a sentence if it is no such address."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"{address!r} is not an address.") from None
    if scheme not in _PORTS or not host:
        raise ValueError(f"{address!r} is not an address of the form https://host or http://host:port.")
    if parts.username is not None:
        raise ValueError("An address must not hold a user name or a password here.")
    return Origin(scheme, host.lower().rstrip("."), port or _PORTS[scheme])


class AllowedHosts:
    """The origins that a session may send to: that of ``url``, and ``others``.

    An entry of ``others`` is ``"host"``, ``"host:port"`` or ``"scheme://host:port"``. Without a scheme, it has that of ``url``;
    without a port, it has the usual port of its scheme.
    """

    def __init__(self, url: str, others: str | Iterable[str] = ()) -> None:
        self.home = origin_of(url)
        self.origins = {self.home}
        for entry in [others] if isinstance(others, str) else others:
            self.origins.add(origin_of(entry if "://" in entry else f"{self.home.scheme}://{entry}"))

    def __contains__(self, address: str) -> bool:
        try:
            return origin_of(address) in self.origins
        except ValueError:
            return False
