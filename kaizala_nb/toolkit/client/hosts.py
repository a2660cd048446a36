"""Where a token may go: the address that the user configured, and what they allowed beside it. Nowhere else.

``requests`` strips only ``Authorization`` when a redirect leaves the host; it would hand ``accessToken`` to anybody. So every
address is checked before anything is sent to it, whether it comes from a redirect, a reply or a variable.
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
        """Whether it is this computer, where a proxy has no business."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def origin_of(address: str) -> Origin:
    """The origin of an http or https address. Raises ``ValueError`` with a sentence about what is wrong with it."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"{address!r} is not an address.") from None
    if scheme not in _PORTS or not host:
        raise ValueError(f"{address!r} is not an address of the form https://host or http://host:port.")
    if parts.username is not None:
        raise ValueError("An address here holds no user name and no password.")
    return Origin(scheme, host.lower().rstrip("."), port or _PORTS[scheme])


class AllowedHosts:
    """The origins that a session may talk to: that of ``url``, and ``others``.

    An entry of ``others`` is ``"host"``, ``"host:port"`` or a whole ``"scheme://host:port"``; what it leaves out is as in ``url``
    (the scheme) or usual for the scheme (the port).
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
