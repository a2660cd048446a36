"""One deadline and one limit on size for everything that sockets do in one exchange.

The timeout of a socket is for one call of it, so a service that sends one byte a minute would keep its reader for ever. Here each
call first sets the timeout to the time that is left: a call that connects, shakes hands for TLS, talks to a proxy, sends the
request, or reads the head or the body. This needs no thread. It does not cover the look-up of a host's name: the system does that,
with its own limits.
"""

import io
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

_MOST_HEAD_BYTES = 100_000
"""Bytes that an answer may have beside its content: status line and headers."""


class TooMuch(Exception):
    """More bytes came than the limit allows."""


class Limits:
    """The time and the bytes that one exchange may still use."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._end = time.monotonic() + seconds
        self._bytes_left = most_bytes + _MOST_HEAD_BYTES

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end

    def seconds_left(self) -> float:
        """How many seconds are left. Raises ``TimeoutError`` when the time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def end_in(self, seconds: float) -> None:
        """Let the time be up in so many seconds, unless it is up earlier."""
        self._end = min(self._end, time.monotonic() + seconds)

    def take(self, size: int) -> None:
        """Count bytes that have come. Raises :class:`TooMuch` if they are too many."""
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise TooMuch


_current: ContextVar[Limits | None] = ContextVar("limits of the exchange", default=None)


@contextmanager
def limited(seconds: float, most_bytes: int) -> Iterator[Limits]:
    """Inside the block, the connections of a :class:`LimitedAdapter` keep to these limits."""
    limits = Limits(seconds, most_bytes)
    before = _current.set(limits)
    try:
        yield limits
    finally:
        _current.reset(before)


@dataclass(frozen=True)
class Exact:
    """A request line and headers that go out as they are: in this order, repeats too, with no sign encoded."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]


_exact: ContextVar[Exact | None] = ContextVar("the head of the request as it is", default=None)


@contextmanager
def sent_as_it_is(exact: Exact | None) -> Iterator[None]:
    """Inside the block, the connections of a :class:`LimitedAdapter` send this head in place of the one that requests has made."""
    before = _exact.set(exact)
    try:
        yield
    finally:
        _exact.reset(before)


class _Incoming(io.RawIOBase):
    """The bytes that come from a socket, within the limits."""

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
        """Connect, as the base class does. There each address of the host may use all of the time; here they share it."""
        limits = _current.get()
        if limits is None:
            return super()._new_conn()
        try:
            addresses = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as trouble:
            raise NameResolutionError(self.host, self, trouble) from trouble  # type: ignore[arg-type]  # it only quotes it
        last_trouble = OSError("no address")
        for number, (*_, address) in enumerate(addresses):
            try:
                connection = create_connection(
                    (str(address[0]), self.port),
                    limits.seconds_left() / (len(addresses) - number),
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
                connection.settimeout(limits.seconds_left())  # for the handshake of TLS, which is one call
                return connection
            except OSError as trouble:
                last_trouble = trouble
        if isinstance(last_trouble, TimeoutError):
            raise ConnectTimeoutError(self, f"Connection to {self.host} timed out.") from last_trouble
        raise NewConnectionError(self, f"Failed to establish a new connection: {last_trouble}") from last_trouble

    _as_it_is = False  # whether the head that goes out now is complete already

    def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
        exact = _exact.get()
        if exact is None:
            super().putrequest(method, url, skip_host, skip_accept_encoding)
            return
        through_proxy = re.match("https?://[^/?]+", url)  # a proxy is told the whole address
        target = (through_proxy[0] if through_proxy else "") + exact.target
        super().putrequest(exact.method, target, skip_host=True, skip_accept_encoding=True)
        self._as_it_is = False
        for name, value in exact.headers:
            super().putheader(name, value.encode("latin-1"))  # type: ignore[arg-type]  # http.client takes bytes
        self._as_it_is = True

    def putheader(self, header: str, *values: str) -> None:  # type: ignore[override]  # as urllib3 has it
        if not self._as_it_is:
            super().putheader(header, *values)

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        self._as_it_is = False
        super().endheaders(*args, **kwargs)

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
    """The adapter of ``requests``, with connections that keep to the limits: also through a proxy, but not a SOCKS proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        _limit(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> urllib3.PoolManager:
        manager = super().proxy_manager_for(*args, **kwargs)
        _limit(manager)
        return manager


def _limit(manager: urllib3.PoolManager) -> None:
    # a browser has no sockets: there urllib3 has other connections
    if sys.platform != "emscripten" and type(manager) in (urllib3.PoolManager, urllib3.ProxyManager):
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
