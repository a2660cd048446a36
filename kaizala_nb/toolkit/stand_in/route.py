"""What a stand-in can be asked: the requests of a collection, each with the examples that are saved with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.wildcards import around_any, between

BETWEEN = " / "
"""What stands between the names of folders and requests."""


@dataclass(frozen=True)
class Variable:
    """A segment of a path that may be anything: ``{{book_id}}``, ``:book_id``. ``before`` and ``after`` stand around it.

    Where a segment has several variables, ``name`` is the first, and the others stand in ``after`` as in the file.
    """

    name: str
    before: str = ""
    after: str = ""

    @cached_property
    def _after(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What stands around its other variables, and their names."""
        return around_any(self.after)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its variables."""
        return (self.name, *self._after[1])

    def match(self, text: str, *, folded: bool = False) -> dict[str, str] | None:
        """The values of its variables in a decoded segment; None if the segment is not like it.

        Args:
            text: The segment.
            folded: Whether capitals and small letters are the same in what stands around the variables.
        """
        pieces = (self.before, *map(unquote, self._after[0]))
        if not any(pieces):
            return {self.name: text} if text else None
        if folded and len(text.lower()) == len(text):
            starts = between([one.lower() for one in pieces], text.lower(), least=1)
            if starts is None:
                return None
            pieces = _spelled(pieces, starts, text)
        values = between(pieces, text, least=1)
        return None if values is None else dict(zip(self.names, values, strict=True))


def _spelled(pieces: tuple[str, ...], values: list[str], text: str) -> tuple[str, ...]:
    """The pieces around some values, as a text spells them."""
    spelled, at = [], 0
    for piece, value in zip(pieces, [*values, ""], strict=True):
        spelled.append(text[at : at + len(piece)])
        at += len(piece) + len(value)
    return tuple(spelled)


Segment = str | Variable


@dataclass(frozen=True)
class Example:
    """A saved example of a request.

    Attributes:
        name: Its name in the file.
        request: The request that it answered: the saved one, or the request of the route. Variables stand in it as in the file.
        response: The answer, with its dynamic variables not filled in yet.
        id: Its id in the file; "" if it has none.
        known: The values of the collection's variables that stand in the answer. None of them is a secret.
    """

    name: str
    request: Request
    response: Response
    id: str = ""
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A request of the collection.

    Attributes:
        item: The request in the file.
        method: Its method, in capitals.
        segments: Its path at the stand-in, with the prefix of its base address.
        query: Names and values of its query; a value with a variable is None.
        examples: Its saved examples, in their order.
        authorised: Whether the collection authorises it: it should carry a token, a key or a password.
        request: The request as the file has it. Variables stand in it.
        errors: Saved errors by their status: those of the same path, and the 401 of the nearest request that is authorised alike.
    """

    item: Item
    method: str
    segments: tuple[Segment, ...]
    query: tuple[tuple[str, str | None], ...] = ()
    examples: tuple[Example, ...] = ()
    authorised: bool = False
    request: Request = field(default_factory=lambda: Request("GET", "/"))
    errors: Mapping[int, Example] = field(default_factory=dict, repr=False)

    @cached_property
    def name(self) -> str:
        """The name of the request with its folders: ``Books / Add a book``."""
        return BETWEEN.join((*self.item.folders, self.item.name))

    @cached_property
    def shape(self) -> tuple[Segment, ...]:
        """The path without the names of its variables: two routes with one shape take the same paths."""
        return tuple(one if isinstance(one, str) else Variable("", one.before, one.after) for one in self.segments)

    @property
    def query_in_file(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the query as the file lists them, with those that it has switched off."""
        url = self.item.request.get("url")
        listed = url.get("query") if isinstance(url, dict) else None
        pairs = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        return tuple((text_of(one.get("key") or ""), text_of(one.get("value") or "")) for one in pairs)

    @property
    def path(self) -> str:
        """The path as one reads it: ``/books/{book_id}``."""
        return "/" + "/".join(_readable(one) for one in self.segments)


def _readable(segment: Segment) -> str:
    if isinstance(segment, str):
        return segment
    return f"{segment.before}{{{segment.name}}}{segment.after.replace('{{', '{').replace('}}', '}')}"


@dataclass(frozen=True)
class Match:
    """A route that a request may have meant. ``values`` are those of its variables in the path, by their names."""

    route: Route
    values: dict[str, str] = field(default_factory=dict)
