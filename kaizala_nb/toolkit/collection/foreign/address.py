"""Addresses as Postman reads and writes them: the parts of a file as one text, that text cut into parts, and the parts encoded.

Only some signs are encoded, and which they are differs between path and query. A ``%`` stays as it is.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.texts import text_of

_CONTROLS = frozenset(map(chr, [*range(0x20), 0x7F]))
QUERY = _CONTROLS | set(" \"#'<>")
PATH = _CONTROLS | set(' "<>`#?{}')
USER = PATH | set("/:;=@[\\]^|")
_HELD = re.compile(r"{{[^{}]*[.:/?#@&\]][^{}]*}}")
_RESERVED = re.compile(r"{{[^{}]*}}|[&#=]")

Pair = tuple[str | None, str | None]


def encoded(text: str, signs: frozenset[str]) -> str:
    """The text with these signs, and all beyond ASCII, as %XX."""
    if text.isascii() and not any(sign in signs for sign in text):
        return text
    return "".join(_escaped(sign) if sign in signs or sign > "\x7f" else sign for sign in text)


def _escaped(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def written(url: Any) -> str:
    """The address of a request as one text. In a file it is a text, or an object whose parts count more than its ``raw``."""
    if isinstance(url, str):
        return url.lstrip()
    if not isinstance(url, dict):
        return ""
    protocol, port, hash_ = (url.get(name) for name in ("protocol", "port", "hash"))
    text = ""
    if isinstance(protocol, str) and protocol:
        text = protocol if protocol.endswith("://") else f"{protocol}://"
    text += _user(url.get("auth")) + _joined(url.get("host"), ".")
    if port is not None:
        text += f":{text_of(port)}"
    text += _path(url.get("path"), url.get("variable"))
    query = _pairs(url.get("query"))
    if query:
        text += "?" + unparsed(query)
    if not text and isinstance(url.get("raw"), str):
        return url["raw"].lstrip()
    return f"{text}#{hash_}" if isinstance(hash_, str) else text


def _user(auth: Any) -> str:
    if not isinstance(auth, dict):
        return ""
    user, password = auth.get("user"), auth.get("password")
    text = (user if isinstance(user, str) else "") + (f":{password}" if isinstance(password, str) else "")
    return f"{text}@" if isinstance(user, str) or isinstance(password, str) else ""


def _joined(parts: Any, between: str) -> str:
    if isinstance(parts, list):
        return between.join(_segment(one) for one in parts)
    return parts if isinstance(parts, str) else ""


def _segment(part: Any) -> str:
    return text_of(part.get("value") if isinstance(part, dict) else part) if part is not None else ""


def _path(path: Any, variables: Any) -> str:
    """The path with the values of its own variables: of ``:id`` in ``/books/:id``, of ``:id`` in ``/books/:id.json``."""
    if isinstance(path, str) and path:
        path = path.removeprefix("/").split("/") if path != "/" else [""]
    if not isinstance(path, list):
        return ""
    values: dict[str, Any] = {}
    for one in variables if isinstance(variables, list) else []:
        if isinstance(one, dict) and not one.get("disabled"):
            values[text_of(one.get("key") or one.get("id") or "")] = one.get("value")
    return "/" + "/".join(_with_value(_segment(one), values) for one in path)


def secrets_in_path(url: Any) -> list[str]:
    """The values that the file gives to secret variables of the path, such as ``:token``."""
    variables = url.get("variable") if isinstance(url, dict) else None
    pairs = [one for one in variables if isinstance(one, dict)] if isinstance(variables, list) else []
    return [
        one["value"]
        for one in pairs
        if isinstance(one.get("value"), str) and one["value"] and is_secret(one.get("key") or one.get("id") or "")
    ]


def _with_value(segment: str, values: dict[str, Any]) -> str:
    if not segment.startswith(":"):
        return segment
    name, dot, rest = segment[1:].partition(".")
    value = values.get(name)
    return value + dot + rest if name and isinstance(value, str) and value else segment


def _pairs(query: Any) -> list[Pair]:
    """The query of a file without what is switched off."""
    if isinstance(query, str):
        return parsed_query(query)
    if isinstance(query, dict):
        return [(name, value if isinstance(value, str) else None) for name, value in query.items()]
    pairs: list[Pair] = []
    for one in query if isinstance(query, list) else []:
        if isinstance(one, dict) and one.get("disabled") is not True:
            key, value = one.get("key"), one.get("value")
            pairs.append((key if isinstance(key, str) else None, value if isinstance(value, str) else None))
        elif isinstance(one, str):
            pairs.append(_pair(one))
    return pairs


def parsed_query(text: str) -> list[Pair]:
    """The pairs of a query. An empty one between two ``&`` stays an empty one."""
    return [_pair(one) for one in text.split("&")]


def _pair(text: str) -> Pair:
    key, mark, value = text.partition("=")
    return key, value if mark else None


def unparsed(query: list[Pair]) -> str:
    """The pairs as one text. A sign that would end a pair is encoded, but not inside a ``{{variable}}``."""
    return "&".join(
        ("" if key is None else _RESERVED.sub(_in_key, key))
        + ("" if value is None else "=" + _RESERVED.sub(_in_value, value))
        for key, value in query
    )


def _in_key(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else _escaped(match[0])


def _in_value(match: re.Match[str]) -> str:
    return match[0] if match[0] == "=" else _in_key(match)


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
            raise CannotSend(f"Its address begins with {self.scheme[:40]!r}. Only http and https can be sent.")
        if not self.host:
            raise CannotSend("Its address names no host.")
        if self.port is not None and not (self.port.isascii() and self.port.isdigit() and int(self.port) < 65536):
            raise CannotSend(f"Its address has the port {self.port[:40]!r}, which is none.")
        server = self.host_and_port
        if re.search(r"[^\x21-\x7e]|[/\\?#@<>^`{|}%\"]", server) or not _is_server(server):
            raise CannotSend(f"Its address has the host {self.host[:80]!r}, which is none.")
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
