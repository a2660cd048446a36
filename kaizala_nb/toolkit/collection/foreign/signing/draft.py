"""A request while it is made: what authorises it may still add headers, pairs of the query, and pairs of a form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign.address import Address
from kaizala_nb.toolkit.collection.foreign.body import Body, built
from kaizala_nb.toolkit.collection.message import Ntlm
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import Pair


@dataclass
class Header:
    """A header on its way into a request."""

    name: str
    value: str


@dataclass
class Draft:
    """A request on its way.

    Attributes:
        method: The method.
        address: The parts of the address.
        headers: The headers that the file names, in their order.
        body: The body as the file has it, with its variables filled; None for none.
        content: The same body in bytes; None for none.
        encodes: Whether the address is encoded before it is sent.
        digest: Name and password, if the service may ask for digest authentication.
        ntlm: What NTLM answers with, if the service asks for that.
        signed_in_query: Whether the query holds a signature, or a token that was made for this request.
    """

    method: str
    address: Address
    headers: list[Header]
    body: dict[str, Any] | None = None
    content: Body | None = None
    encodes: bool = True
    digest: tuple[str, str] | None = None
    ntlm: Ntlm | None = None
    signed_in_query: bool = False

    @property
    def bytes(self) -> bytes:
        """The body; empty for none."""
        return self.content.content if self.content else b""

    @property
    def form(self) -> list[dict[str, Any]] | None:
        """The pairs of a body that is an encoded form; None for any other body."""
        return self.body["urlencoded"] if self.body and self.body["mode"] == "urlencoded" else None

    def put_form(self, pairs: list[dict[str, Any]]) -> None:
        """Give the form other pairs."""
        self.body = {"mode": "urlencoded", "urlencoded": pairs}
        self.content = built(self.body, lambda field, sources: None)

    def header(self, name: str) -> str:
        """The value of a header that the file names, whatever the case of its name; "" for none."""
        return next((one.value for one in reversed(self.headers) if one.name.lower() == name.lower()), "")

    def remove(self, *names: str) -> None:
        """Take headers out, whatever the case of their names."""
        gone = {name.lower() for name in names}
        self.headers[:] = [one for one in self.headers if one.name.lower() not in gone]

    def authorise(self, value: str) -> None:
        """Set the header ``Authorization``, as the last one."""
        self.remove("Authorization")
        self.headers.append(Header("Authorization", value))

    def drop_query(self, names: Collection[str]) -> None:
        """Take pairs out of the query. Without pairs there is no question mark."""
        if self.address.query is not None:
            self.address.query = [pair for pair in self.address.query if pair[0] not in names] or None

    def add_query(self, *pairs: Pair) -> None:
        """Add pairs at the end of the query."""
        self.address.query = [*(self.address.query or []), *pairs]


def texts_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The values of an authorisation as texts."""
    return {name: "" if value is None else text_of(value) for name, value in fields.items()}


def is_on(value: str | None) -> bool:
    """Whether an option is switched on. ``value``: its text, None if the file does not name it."""
    return value not in (None, "", "false", "0")
