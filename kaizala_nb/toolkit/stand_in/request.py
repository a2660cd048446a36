"""A request as it reached the stand-in."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote

from kaizala_nb.toolkit.client.json_text import read_json

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """See the module.

    Attributes:
        method: The method, as it was sent.
        path: The path without the query, as it was sent: ``%20`` is still ``%20``.
        query_string: What stands after the question mark, as it was sent; "" if there is nothing.
        headers: Names and values in their order.
        body: The body; empty if there is none.
    """

    method: str
    path: str
    query_string: str = ""
    headers: Pairs = ()
    body: bytes = b""

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The decoded segments of the path: ``("books", "17")`` of ``/books/17``. An empty one at the end counts not."""
        return tuple(unquote(one) for one in self.path.strip("/").split("/")) if self.path.strip("/") else ()

    @cached_property
    def query(self) -> Pairs:
        """The decoded pairs of the query."""
        return tuple(parse_qsl(self.query_string, keep_blank_values=True))

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return read_json(self.body)
        except ValueError:
            return None
