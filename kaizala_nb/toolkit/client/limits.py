"""One deadline and one limit on size for everything that a socket does in one exchange.

A timeout of a socket is for one call of it: whoever sends a byte a minute keeps its reader for ever. So before each call here the
time that is left is set anew, be it connecting, the handshake of TLS, a proxy, the request, the head, the body or what follows it.
No thread is needed for that. Looking up a host's name is not covered: the system does it, and has limits of its own.
"""

import io
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

_AROUND = 100_000
"""Bytes that an answer may have beside its content: status line and headers."""


class TooMuch(Exception):
    """More came than is taken."""


class Limits:
    """What one exchange may still take."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._end = time.monotonic() + seconds
        self._bytes_left = most_bytes + _AROUND

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end

    def seconds_left(self) -> float:
        """How long it may still take. Raises ``TimeoutError`` when the time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def take(self, size: int) -> None:
        """Count bytes that have come. Raises :class:`TooMuch`."""
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise TooMuch


_current: ContextVar[Limits | None] = ContextVar("limits of the exchange", default=None)


@contextmanager
def limited(seconds: float, most_bytes: int) -> Iterator[Limits]:
    """Within it, the connections of a :class:`LimitedAdapter` keep to these limits."""
    limits = Limits(seconds, most_bytes)
    before = _current.set(limits)
    try:
        yield limits
    finally:
        _current.reset(before)


class _Incoming(io.RawIOBase):
    """The bytes of a socket, as long as the limits last."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw = raw
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        limits = _current.get()
        if limits is None:
            return self._raw.readinto(buffer)
        self._sock.settimeout(limits.seconds_left())
        size = self._raw.readinto(buffer)
        limits.take(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Incoming(self.fp.detach(), sock))


class _LimitedHTTP(HTTPConnection):
    """A connection of urllib3 that keeps to the limits."""

    response_class = _Response

    def _new_conn(self) -> socket.socket:
        """As the base class does it, which gives each address of a host all of the time."""
        limits = _current.get()
        if limits is None:
            return super()._new_conn()
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as trouble:
            raise NameResolutionError(self.host, self, trouble) from trouble  # type: ignore[arg-type]  # it only quotes it
        last = OSError("no address")
        for place, (*_, address) in enumerate(found):
            try:
                made = create_connection(
                    (str(address[0]), self.port),
                    limits.seconds_left() / (len(found) - place),
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
                made.settimeout(limits.seconds_left())  # for a handshake of TLS, which takes it as one call
                return made
            except OSError as failed:
                last = failed
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, f"Connection to {self.host} timed out.") from last
        raise NewConnectionError(self, f"Failed to establish a new connection: {last}") from last

    def send(self, data: Any) -> None:
        limits = _current.get()
        if limits is not None and self.sock is not None:
            self.sock.settimeout(limits.seconds_left())
        super().send(data)


class _LimitedHTTPS(_LimitedHTTP, HTTPSConnection):
    pass


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _LimitedHTTP


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _LimitedHTTPS


class LimitedAdapter(HTTPAdapter):
    """``requests``' way to the sockets, by connections that keep to the limits; through a proxy too, unless it speaks SOCKS."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        _limit(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> urllib3.PoolManager:
        manager = super().proxy_manager_for(*args, **kwargs)
        _limit(manager)
        return manager


def _limit(manager: urllib3.PoolManager) -> None:
    # in a browser there are no sockets, and urllib3's connections there are of another kind
    if sys.platform != "emscripten" and type(manager) in (urllib3.PoolManager, urllib3.ProxyManager):
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
