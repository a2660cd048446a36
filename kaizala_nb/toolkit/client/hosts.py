"""Where a token may go: to the address that the user configured, and to the hosts that they allowed. Nowhere else.

When a redirect leaves the host, ``requests`` removes only the header ``Authorization``: it would send ``accessToken`` to anybody.
So every address is checked before anything goes there. It may come from a redirect, a reply or a variable.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
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
        self.allow(others)

    def allow(self, others: str | Iterable[str]) -> None:
        """Allow more hosts. Raises ``ValueError`` with a sentence if one is no address."""
        entries = [others] if isinstance(others, str) else others
        self.origins |= {origin_of(one if "://" in one else f"{self.home.scheme}://{one}") for one in entries}

    def __contains__(self, address: str) -> bool:
        try:
            return origin_of(address) in self.origins
        except ValueError:
            return False


class NamedHosts:
    """The hosts that the user has named: in ``allow_hosts``, and in values of variables that the user gave.

    An entry of ``allow_hosts`` without a scheme names the host for http and https; without a port, the usual ports.
    ``only_these``: no request goes to another host, whatever it holds. Without, only one with a secret of the user's is held back.
    """

    home: Origin | None = None

    def __init__(self, allow_hosts: str | Iterable[str] = (), *, only_these: bool = False) -> None:
        self.only_these = only_these
        self._allowed: set[Origin] = set()
        self.allow(allow_hosts)

    def allow(self, allow_hosts: str | Iterable[str]) -> None:
        """Name more hosts. Raises ``ValueError`` with a sentence if one is no address."""
        found: set[Origin] = set()
        for entry in [allow_hosts] if isinstance(allow_hosts, str) else allow_hosts:
            for one in entry.split(","):
                named = set(_origins(one.strip(), set(_PORTS.values())))
                if not named:
                    raise ValueError(f"{one!r} is not an address of the form https://host or host:port.")
                found |= named
        self._allowed |= found

    def __contains__(self, address: str) -> bool:
        return self.names(address, {})

    def names(self, address: str, values: Mapping[str, str]) -> bool:
        """Whether the user has named the host of this address. ``values`` are the values that the user gave."""
        try:
            origin = origin_of(address)
        except ValueError:
            return False
        if origin in self._allowed:
            return True
        ports = {*_PORTS.values(), *(int(value) for value in values.values() if re.fullmatch("[0-9]{1,5}", value))}
        return any(origin in _origins(value, ports) for value in values.values())


class EveryHost(NamedHosts):
    """Every host: whatever address requests have, they go to a practice service."""

    def names(self, address: str, values: Mapping[str, str]) -> bool:  # as above
        return True


_HOST = re.compile(r"(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+\.?|\[[0-9A-Fa-f:.]+\]")


def _origins(text: str, ports: set[int]) -> Iterator[Origin]:
    """The origins that a text names: one if it has a scheme; without, those of both schemes and of these ports."""
    text = text.strip()
    if "://" in text:
        try:
            yield origin_of(text)
        except ValueError:
            return
        return
    server = re.split("[/?#]", text, maxsplit=1)[0]
    host, colon, port = server.rpartition(":")
    if not colon or not re.fullmatch("[0-9]{1,5}", port):
        host, port = server, ""
    if _HOST.fullmatch(host):
        for scheme in _PORTS:
            for number in {int(port)} if port else ports:
                yield Origin(scheme, host.strip("[]").lower().rstrip("."), number)
