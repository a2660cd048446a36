"""Requests that the emulator itself makes: to this computer alone, unless it was told of a host.

A URL from outside must not become a way into somebody's network. So the name is resolved once, the address is what is checked
and connected to, redirects are not followed, and size and time are bounded. A host that was told may be any public one; a private,
link-local or metadata address is reached only if it was told by that very address.
"""

import ipaddress
import socket
import time
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import urllib3

_PIECE = 65_536
_PORTS = {"http": 80, "https": 443}


class NotAllowed(ValueError):
    """An address that must not be called, or an answer that cannot be used. The message says why."""


class Answer(NamedTuple):
    """What came back."""

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
) -> Answer:
    """Call a URL, following nothing. Raises :class:`NotAllowed`."""
    scheme, host, port, target = _parts(url)
    address = resolve(host, port, allowed)
    pool = (
        urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host)
        if scheme == "https"
        else urllib3.HTTPConnectionPool(address, port)
    )
    deadline = time.monotonic() + seconds
    name = f"[{host}]" if ":" in host else host
    sent = {"Host": name if port == _PORTS[scheme] else f"{name}:{port}", "Accept": "*/*"} | dict(headers or {})
    try:
        answer = pool.request(
            method,
            target,
            body=body,
            headers=sent,
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=seconds,
        )
        content = bytearray()
        while piece := answer.read1(_PIECE):
            content += piece
            if len(content) > most_bytes:
                raise NotAllowed(f"it has more than {most_bytes} bytes")
            if time.monotonic() > deadline:
                raise NotAllowed(f"it took more than {seconds:g} seconds")
        return Answer(answer.status, answer.headers.get("content-type", ""), bytes(content))
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as trouble:
        if isinstance(trouble, NotAllowed):
            raise
        raise NotAllowed("nothing that can be read answered there") from None
    finally:
        pool.close()


def is_loopback(url: str) -> bool:
    """Whether a URL names this computer. Raises :class:`NotAllowed` for what is no URL."""
    _, host, _, _ = _parts(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def resolve(host: str, port: int, allowed: Collection[str]) -> str:
    """The address to connect to. Raises :class:`NotAllowed` for one that must not be called."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed("no computer has this name") from None
    addresses = [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]
    for address in addresses:
        mapped = getattr(address, "ipv4_mapped", None)
        real = mapped or address
        told = host.lower() in allowed
        if not (real.is_loopback or (told and (real.is_global or host == str(address)))):
            raise NotAllowed("this Kaizala calls no host but this computer, and those that it was told of")
    return str(addresses[0])


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise NotAllowed("it is no URL") from None
    if scheme not in _PORTS or not host or parts.username is not None or not url.isprintable() or not url.isascii():
        raise NotAllowed("it is no http or https URL")
    return scheme, host, port or _PORTS[scheme], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
