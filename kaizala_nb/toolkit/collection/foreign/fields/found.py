"""A field of a request: its parameter, and how a value for it is put into the request."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from kaizala_nb.toolkit.collection.parameter import Parameter, Place
from kaizala_nb.toolkit.collection.plain import refuse_half_characters
from kaizala_nb.toolkit.collection.texts import text_of

Put = Callable[[dict[str, Any], Any], None]
"""Puts a value into a copy of the request, in its place."""
Take = Callable[[dict[str, Any]], None]
"""Takes a value, with its name, out of a copy of the request."""


@dataclass(frozen=True)
class Found:
    """A value in a request that a person would change.

    Attributes:
        place: Where it travels.
        path: Its name; in a body of JSON, the names of the objects that it is in before it.
        kind: The name of its kind.
        value: The value of the file.
        put: How another value is put into the request.
        take: How it is left out of the request; None if the request cannot be without it.
        at: Where it stands in its text. Values of one text are replaced from its end on, so that the places before them stay.
        help: What the file says about it.
        is_off: Whether the file has switched it off.
        is_secret: Whether its value is never shown.
        is_json: Whether it is a value of JSON, and not a text.
        is_no_field: Whether it can only be left out: a variable that stands for a value of JSON without quotes, or an object with
            fields in it, which has no value here.
    """

    place: Place
    path: tuple[str, ...]
    kind: str
    value: Any
    put: Put
    take: Take | None = None
    at: int = 0
    help: str = ""
    is_off: bool = False
    is_secret: bool = False
    is_json: bool = False
    is_no_field: bool = False

    def is_in(self, others: Iterable["Found"]) -> bool:
        """Whether it stands in one of these objects of JSON."""
        depth = len(self.path)
        return any(len(one.path) < depth and self.path[: len(one.path)] == one.path for one in others)

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


def edited(
    request: dict[str, Any], fields: Iterable[RequestField], values: Mapping[str, Any], left_out: Iterable[Found] = ()
) -> dict[str, Any]:
    """The request with these values, by the names of parameters, and without what is left out.

    The request itself stays; if nothing changes, it is given back.
    """
    puts = [(one.found, values[one.parameter.name]) for one in fields if one.parameter.name in values]
    changes: list[tuple[int, Take]] = [(one.at, partial(_put, one, value)) for one, value in puts]
    changes += [(one.at, one.take) for one in left_out if one.take]
    if not changes:
        return request
    request = deepcopy(request)
    for _, change in sorted(changes, key=lambda change: change[0], reverse=True):
        change(request)
    return request


def _put(found: Found, value: Any, request: dict[str, Any]) -> None:
    found.put(request, value)
