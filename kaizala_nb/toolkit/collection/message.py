"""A request of HTTP, word for word: its address, its headers in their order, and the bytes of its body."""

from dataclasses import dataclass

from kaizala_nb.toolkit.collection.upload import Upload


@dataclass(frozen=True, repr=False, slots=True)
class Part:
    """A part of a form: a text, or a file. ``type`` is its media type; "" for none."""

    name: str
    value: str | Upload
    type: str = ""


@dataclass(frozen=True, repr=False, slots=True)
class Message:
    """A request that is sent exactly as it stands here.

    Attributes:
        method: The method.
        origin: Scheme, host and port: ``"http://127.0.0.1:8000"``.
        target: The path and the query, as they go over the wire.
        headers: Names and values, in their order. A name may stand there several times.
        body: The body in bytes; None for none.
        cookie_at: Where among the headers a header with cookies belongs, if the session has some.
        parts: The parts of the body, if it is a form with parts.
        behavior: Postman's settings for this request, such as ``followRedirects``.
        digest: Name and password, if the service may ask for digest authentication.
        used: The names of the variables whose values it holds.
        wants_token: Whether it lacks an access token of OAuth 2, which can be fetched.
    """

    method: str
    origin: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    cookie_at: int
    parts: tuple[Part, ...] = ()
    behavior: dict[str, object] | None = None
    digest: tuple[str, str] | None = None
    used: frozenset[str] = frozenset()
    wants_token: bool = False

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.target

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def wire(self) -> bytes:
        """What goes over the wire: the head, an empty line, the body."""
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("latin-1") + (self.body or b"")
