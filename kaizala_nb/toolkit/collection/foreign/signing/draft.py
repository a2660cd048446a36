"""A request while it is made: what authorises it may still add headers and pairs of the query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign.address import Address, Pair
from kaizala_nb.toolkit.collection.texts import text_of


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
        digest: Name and password, if the service may ask for digest authentication.
    """

    method: str
    address: Address
    headers: list[Header]
    digest: tuple[str, str] | None = None

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
