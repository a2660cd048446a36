"""The service that the requests of a collection go to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.collection.token import Token


@dataclass(frozen=True)
class Service:
    """The service of a collection.

    Attributes:
        name: What sentences call it: "City Library did not answer." With "", a file that is read gives it the collection's name.
        variable: What the code of a notebook calls it: ``api.books.add_a_book()``.
        base: The variable that holds its address; "" if each request names its own address.
        token: The token that its requests carry, unless a request says otherwise; None for none.
        readers: Functions that make its special tables, by the ``rows`` of a step; see :mod:`kaizala_nb.toolkit.tables`.
    """

    name: str = "the service"
    variable: str = "api"
    base: str = ""
    token: Token | None = None
    readers: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    @property
    def at_start(self) -> str:
        """The name as the first word of a sentence."""
        return self.name[:1].upper() + self.name[1:]
