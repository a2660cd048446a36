"""A request as it reached the stand-in, or as a file has it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote

from kaizala_nb.toolkit.client.json_text import read_json

Pairs = tuple[tuple[str, str], ...]
FORM = "application/x-www-form-urlencoded"
_BARE = re.compile(r'"(?:\\.|[^"\\])*(?:"|\Z)|{{[^{}]*}}', re.S)
_MOST_LEAVES = 2_000
_PART = re.compile(r'name="([^"]*)"(?P<file>;\s*filename)?')


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
        """The decoded segments of the path: ``("books", "17")`` of ``/books/17``. Empty ones count not."""
        return tuple(unquote(one) for one in self.path.split("/") if one)

    @cached_property
    def query(self) -> Pairs:
        """The decoded pairs of the query."""
        return tuple(parse_qsl(self.query_string, keep_blank_values=True))

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; "" if there is none.

        A server may have written ``api_key`` as ``Api-Key``: so ``_`` and ``-`` are one sign here.
        """
        return self._headers.get(_folded(name), "")

    @cached_property
    def _headers(self) -> dict[str, str]:
        """The headers as :meth:`header` finds them: the first of each name."""
        return {_folded(name): value for name, value in reversed(self.headers)}

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return read_json(self.body)
        except ValueError:
            return None

    @cached_property
    def leaves(self) -> dict[tuple[str, ...], str]:
        """The values of the JSON that hold no others, as texts, by the way to them; {} if the body is no JSON."""
        return _leaves(self.json) if self.json is not None else {}

    @cached_property
    def form(self) -> Pairs | None:
        """The pairs of a form, without its files; None if the body is none."""
        kind = self.header("content-type").partition(";")[0].strip().lower()
        text = self.body.decode("utf-8", "replace")
        if kind == FORM:
            return tuple(parse_qsl(text, keep_blank_values=True))
        mark = re.search(r'boundary="?([^";,]+)', self.header("content-type"))
        if kind != "multipart/form-data" or mark is None:
            return None
        return tuple(_fields(text.split(f"--{mark[1].strip()}")[1:-1]))


class SavedRequest(Request):
    """A request as a file has it: variables stand in it."""

    @cached_property
    def json(self) -> Any:
        """The body as JSON; a variable outside of quotes is a text such as ``{{pages}}``. None if the body is no JSON."""
        text = self.body.decode("utf-8", "replace")
        try:
            return read_json(_BARE.sub(lambda match: json.dumps(match[0]) if match[0][0] == "{" else match[0], text))
        except ValueError:
            return None


def _folded(name: str) -> str:
    return name.lower().replace("_", "-")


def _leaves(value: Any) -> dict[tuple[str, ...], str]:
    """The values of JSON that hold no others, by the way to them."""
    found: dict[tuple[str, ...], str] = {}
    to_do: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while to_do and len(found) < _MOST_LEAVES:
        way, one = to_do.pop()
        if isinstance(one, dict) and one:
            to_do += [((*way, name), inner) for name, inner in one.items()]
        elif isinstance(one, list) and one:
            to_do += [((*way, str(at)), inner) for at, inner in enumerate(one)]
        else:
            found[way] = one if isinstance(one, str) else repr(one)
    return found


def _fields(parts: list[str]) -> list[tuple[str, str]]:
    """Names and values of the parts of a form, without its files."""
    pairs = []
    for part in parts:
        head, _, value = part.partition("\r\n\r\n")
        found = _PART.search(head)
        if found and not found["file"]:
            pairs.append((found[1], value.removesuffix("\r\n")))
    return pairs
