"""A field of a request: its parameter, and how a value for it is put into the request."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.parameter import Parameter, Place
from kaizala_nb.toolkit.collection.plain import refuse_half_characters
from kaizala_nb.toolkit.collection.texts import text_of

Put = Callable[[dict[str, Any], Any], None]
"""Puts a value into a copy of the request, in its place."""


@dataclass(frozen=True)
class Found:
    """A value in a request that a person would change.

    Attributes:
        place: Where it travels.
        path: Its name; in a body of JSON, the names of the objects that it is in before it.
        kind: The name of its kind.
        value: The value of the file.
        put: How another value is put into the request.
        at: Where it stands in its text. Values of one text are replaced from its end on, so that the places before them stay.
        help: What the file says about it.
        is_off: Whether the file has switched it off.
        is_secret: Whether its value is never shown.
        is_json: Whether it is a value of JSON, and not a text.
    """

    place: Place
    path: tuple[str, ...]
    kind: str
    value: Any
    put: Put
    at: int = 0
    help: str = ""
    is_off: bool = False
    is_secret: bool = False
    is_json: bool = False

    @property
    def title(self) -> str:
        """Its name with its path, as people read it: "shelf.room"."""
        return ".".join(self.path)


@dataclass(frozen=True)
class RequestField:
    """A parameter of a request of a file that is no variable."""

    parameter: Parameter
    found: Found

    def checked(self, value: Any) -> Any:
        """A value as it is sent; None for one that gives nothing. Raises ``ValueError`` with a sentence."""
        label = self.parameter.label
        refuse_half_characters(value, label)
        if self.found.is_json:
            return None if value is None else self.parameter.check(value)
        try:
            text = text_of(value)
        except (TypeError, ValueError):
            raise ValueError(f"{label} is text, not {type(value).__name__}.") from None
        if self.found.place == "path" and not text.strip() and self.found.value:
            raise ValueError(f"{label} is needed.")
        return self.parameter.check(text)

    def is_given(self, value: Any) -> bool:
        """Whether this value is sent: None is null in JSON, and nothing anywhere else."""
        return value is not None or self.found.is_json


def edited(request: dict[str, Any], fields: Iterable[RequestField], values: Mapping[str, Any]) -> dict[str, Any]:
    """The request with these values, by the names of parameters. The request itself stays; without a value it is given back."""
    given = [one for one in fields if one.parameter.name in values]
    if not given:
        return request
    request = deepcopy(request)
    for one in sorted(given, key=lambda one: one.found.at, reverse=True):
        one.found.put(request, values[one.parameter.name])
    return request
