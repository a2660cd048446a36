"""What a stand-in can be asked: the requests of a collection, each with the examples that are saved with it."""

from dataclasses import dataclass, field

from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response


@dataclass(frozen=True)
class Variable:
    """A segment of a path that may be anything: ``{{book_id}}``, ``:book_id``. ``before`` and ``after`` stand around it."""

    name: str
    before: str = ""
    after: str = ""


Segment = str | Variable


@dataclass(frozen=True)
class Example:
    """A saved example of a request.

    Attributes:
        name: Its name in the file.
        request: The request that it answered: the saved one, or the request of the route. Variables stand in it as in the file.
        response: The answer, with its dynamic variables not filled in yet.
    """

    name: str
    request: Request
    response: Response


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
    """

    item: Item
    method: str
    segments: tuple[Segment, ...]
    query: tuple[tuple[str, str | None], ...] = ()
    examples: tuple[Example, ...] = ()
    authorised: bool = False

    @property
    def path(self) -> str:
        """The path as one reads it: ``/books/{book_id}``."""
        return "/" + "/".join(
            one if isinstance(one, str) else f"{one.before}{{{one.name}}}{one.after}" for one in self.segments
        )


@dataclass(frozen=True)
class Match:
    """A route that a request may have meant. ``values`` are those of its variables in the path, by their names."""

    route: Route
    values: dict[str, str] = field(default_factory=dict)
