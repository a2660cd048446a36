"""Addresses as Postman reads and writes them: the parts of a file as one text, that text cut into parts, and the parts encoded.

Only some signs are encoded, and which they are differs between path and query. A ``%`` stays as it is.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.written_address import Pair, escaped, parsed_query, unparsed

_CONTROLS = frozenset(map(chr, [*range(0x20), 0x7F]))
QUERY = _CONTROLS | set(" \"#'<>")
PATH = _CONTROLS | set(' "<>`#?{}')
USER = PATH | set("/:;=@[\\]^|")
_CORRECT = "Correct it where it comes from: a field of the form, a variable, or the request in its file."


def encoded(text: str, signs: frozenset[str]) -> str:
    """The text with these signs, and all beyond ASCII, as %XX."""
    if text.isascii() and not any(sign in signs for sign in text):
        return text
    return "".join(escaped(sign) if sign in signs or sign > "\x7f" else sign for sign in text)


@dataclass
class Address:
    """The parts of an address. ``query`` is None where there is no question mark."""

    scheme: str
    user: str | None
    password: str | None
    host: str
    port: str | None
    path: str
    query: list[Pair] | None = field(default=None)

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Cut an address into its parts, in Postman's order: the fragment goes first, then the query, the scheme, the path."""
        text, _, _ = text.lstrip().partition("#")
        text, mark, query = text.partition("?")
        scheme, colon, rest = text.replace("\\", "/").partition("://")
        scheme, rest = (scheme.lower(), rest.lstrip("/")) if colon else ("http", scheme)
        server, _, path = rest.partition("/")
        name, at, server = server.rpartition("@")
        user, password = (None, None) if not at else (name.partition(":")[0], name.partition(":")[2])
        host, colon, port = server.rpartition(":")
        if not colon or "]" in port:
            host, port = server, ""
            colon = ""
        return cls(
            scheme, user, password, host, port if colon else None, "/" + path, parsed_query(query) if mark else None
        )

    @property
    def host_and_port(self) -> str:
        """The header ``Host``."""
        return _ascii(self.host.lower()) + (f":{self.port}" if self.port is not None else "")

    @property
    def origin(self) -> str:
        """Scheme, host and port. Raises :class:`CannotSend` if they are none."""
        if self.scheme not in ("http", "https"):
            raise CannotSend(
                f"Its address begins with {self.scheme[:40]!r}. Only http and https can be sent.", todo=_CORRECT
            )
        if not self.host:
            raise CannotSend("Its address names no host.", todo=_CORRECT)
        if self.port is not None and not (self.port.isascii() and self.port.isdigit() and int(self.port) < 65536):
            raise CannotSend(f"Its address has the port {self.port[:40]!r}, which is none.", todo=_CORRECT)
        server = self.host_and_port
        if re.search(r"[^\x21-\x7e]|[/\\?#@<>^`{|}%\"]", server) or not _is_server(server):
            raise CannotSend(f"Its address has the host {self.host[:80]!r}, which is none.", todo=_CORRECT)
        return f"{self.scheme}://{server}"

    def target(self, *, as_it_is: bool = False) -> str:
        """The path and the query as they go over the wire. ``as_it_is``: without encoding."""
        query = None if self.query is None else unparsed(self.query)
        if as_it_is:
            return self.path + ("" if query is None else f"?{query}")
        return encoded(self.path, PATH) + ("" if query is None else "?" + encoded(query, QUERY))


def _is_server(server: str) -> bool:
    """Whether this is a host with one port at most, and brackets stand around an address of IPv6 only."""
    try:
        parts = urlsplit(f"//{server}")
        return bool(parts.hostname) and (parts.port or 0) >= 0  # the port raises the error
    except ValueError:
        return False


def _ascii(host: str) -> str:
    """The name of a host as DNS has it."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
