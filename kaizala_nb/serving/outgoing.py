"""Requests that a served application makes itself: to this computer alone, and to hosts that whoever started it has allowed.

A URL from outside must not become a way into somebody's network. So the name of a host is resolved once, and the addresses that
come out are checked and then connected to. Redirects are not followed. The size of an answer is bounded, and so is the time of
the whole exchange, however slowly it comes. An allowed name may stand for any public address. A private, link-local or metadata
address is called only if that very address was allowed.
"""

import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from contextlib import nullcontext, suppress
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kaizala_nb.serving.hosts import host_name

_PIECE = 65_536
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20"),
    )
)
"""Special ranges of IANA's registries that some version of Python takes for public: those of protocols, of relays and of
documentation. Of IPv6 nothing outside of ``2000::/3`` is public."""


class NotAllowed(ValueError):
    """An address that must not be called, or an answer that cannot be used. The message says why."""


_OF_THE_BODY = (HTTPException, OSError, NotAllowed)
"""What can go wrong while the body of an answer is read."""


class Answer(NamedTuple):
    """What came back from a call."""

    status: int
    type: str
    content: bytes


def call(
    method: str,
    url: str,
    allowed: Collection[str],
    *,
    most_bytes: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    status_only: bool = False,
    who: str = "this server",
) -> Answer:
    """Call a URL, and follow no redirect. Raises :class:`NotAllowed`, whose words call the application ``who``.

    ``seconds`` is the time for all of it. With ``status_only`` the body of the answer does not matter, nor does trouble with it.
    """
    scheme, host, port, target = _parts(url)
    addresses = resolve(host, port, allowed, who)
    name = f"[{host}]" if ":" in host else host
    all_headers = {"Host": name if port == _PORTS[scheme] else f"{name}:{port}", "Accept": "*/*"} | dict(headers or {})
    deadline = time.monotonic() + seconds
    connection, timed_socket = HTTPConnection(host, port), None
    try:
        connection.sock = timed_socket = _connect(scheme, host, addresses, port, deadline)
        connection.request(method, target, body=body, headers=all_headers)
        answer = connection.getresponse()
        content = bytearray()
        with suppress(*_OF_THE_BODY) if status_only else nullcontext():
            while piece := answer.read1(_PIECE):
                content += piece
                if len(content) > most_bytes:
                    raise NotAllowed(f"it has more than {most_bytes} bytes")
        return Answer(answer.status, answer.headers.get("content-type", ""), bytes(content))
    except TimeoutError:
        raise NotAllowed(f"it took more than {seconds:g} seconds") from None
    except (HTTPException, OSError, ValueError) as trouble:
        if isinstance(trouble, NotAllowed):
            raise
        raise NotAllowed("nothing that can be read answered there") from None
    finally:
        if timed_socket is not None:
            timed_socket.hang_up()


def check(url: str, allowed: Collection[str], who: str = "this server") -> None:
    """Look whether a URL may be called, without calling it. Raises :class:`NotAllowed`."""
    _, host, port, _ = _parts(url)
    resolve(host, port, allowed, who)


def is_loopback(url: str) -> bool:
    """Whether a URL names this computer. Raises :class:`NotAllowed` for what is no URL."""
    _, host, _, _ = _parts(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def resolve(host: str, port: int, allowed: Collection[str], who: str = "this server") -> list[str]:
    """The addresses to connect to, in order. Raises :class:`NotAllowed` where one of them must not be called."""
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed("no computer has this name") from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in entries]
    name = _comparable(host)
    for address in addresses:
        is_allowed = name in allowed and (_is_public(address) or name == str(address))
        if not (is_allowed or _is_loopback(address)):
            raise NotAllowed(f"{who} calls no host but this computer, and those that it was told of")
    return list(dict.fromkeys(map(str, addresses)))


def _comparable(host: str) -> str:
    try:
        return host_name(host)
    except ValueError:
        return ""


def _is_loopback(address: Any) -> bool:
    """Whether what is sent to an address stays on this computer. Of IPv4 addresses inside IPv6 ones only the mapped do."""
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _is_public(address: Any) -> bool:
    """Whether an address is one of the internet, and so is the IPv4 one that it may stand for."""
    real = _real(address)
    if real is address and address.version == 6 and address not in _UNICAST:
        return False
    special = any(real.version == one.version and real in one for one in _SPECIAL)
    return real.is_global and not real.is_multicast and not special


def _real(address: Any) -> Any:
    """The IPv4 address that an IPv6 one stands for, else the address."""
    if address.version == 4:
        return address
    inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    return address.ipv4_mapped or address.sixtofour or inside or address


def _connect(scheme: str, host: str, addresses: list[str], port: int, deadline: float) -> "_TimedSocket":
    """A connection to the first of the addresses that takes one."""
    trouble: OSError = OSError("no address")
    for address in addresses:
        try:
            plain: socket.socket = socket.create_connection((address, port), timeout=_left(deadline))
        except TimeoutError:
            raise
        except OSError as one:
            trouble = one
            continue
        if scheme == "https":
            try:
                plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            except OSError:
                plain.close()
                raise
        return _TimedSocket(plain, deadline)
    raise trouble


class _TimedSocket(io.RawIOBase):
    """A socket, as ``http.client`` uses one, on which nothing waits beyond the deadline."""

    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = plain, deadline

    def sendall(self, data: Any) -> None:
        self._socket.settimeout(_left(self._deadline))
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The reader of this socket; the socket closes with it."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(_left(self._deadline))
        return self._socket.recv_into(buffer)

    def close(self) -> None:
        """Nothing yet: ``http.client`` lets go of a socket as soon as it knows that the answer ends with it, and still reads."""

    def hang_up(self) -> None:
        """Close the socket."""
        self._socket.close()


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise NotAllowed("it is no URL") from None
    if scheme not in _PORTS or not host or parts.username is not None or not url.isprintable() or not url.isascii():
        raise NotAllowed("it is no http or https URL")
    return scheme, host, port or _PORTS[scheme], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
