"""What a parameter may be: annotations that say more than Python's own types do.

A step's signature is its form, so an annotation decides both what is checked and what there is to fill in: ``int`` is a number,
``Hours`` a number with a unit, ``list[Question]`` something to build a survey with.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NewType

from kaizala_nb.toolkit.collection.upload import Upload

MobileNumber = NewType("MobileNumber", str)
"""A mobile number in E.164, with a leading ``+``."""

SecretText = NewType("SecretText", str)
"""Text that is never shown: a token, the connector's secret."""

Pin = NewType("Pin", str)
"""The one-time PIN of an SMS: six digits. Never shown once it was sent."""

Hours = NewType("Hours", int)
"""How long, in whole hours; a ``timedelta`` may be given."""

Minutes = NewType("Minutes", int)
"""How long, in whole minutes; a ``timedelta`` may be given."""

Moment = NewType("Moment", datetime)
"""A point in time, sent as ISO 8601 in UTC. A ``datetime`` without a zone is taken to be in this computer's."""

EpochSeconds = NewType("EpochSeconds", datetime)
"""A point in time, sent in seconds since 1970."""

EpochMilliseconds = NewType("EpochMilliseconds", datetime)
"""A point in time, sent in milliseconds since 1970."""

Location = NewType("Location", dict)
"""A place: ``{"latitude": 51.5, "longitude": -0.1, "name": "London"}`` or ``(51.5, -0.1, "London")``."""

Choice = NewType("Choice", dict)
"""An option of a poll: its title, or ``{"title": "Yes", "image": media_resource}``."""

Question = NewType("Question", dict)
"""A question of a survey: ``{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}``; a text asks for a text."""

Property = NewType("Property", dict)
"""A property of a custom card: ``{"name": "occasion", "value": "birthday", "type": "Text"}``."""

Answer = NewType("Answer", object)
"""An answer to a question: text, number, title of an option, list of titles, place; None where it is left out."""

QUESTION_TYPES = (
    "Text",
    "SingleOption",
    "MultiOption",
    "Numeric",
    "Location",
    "DateTime",
    "Image",
    "AttachmentList",
)
"""What a question may ask for."""

WITH_OPTIONS = ("SingleOption", "MultiOption")
"""The questions that one answers by choosing."""

PROPERTY_TYPES = ("Text", "Numeric", "Location", "DateTime", "StringList", "Attachment", "StringSet", "AttachmentList")
"""What a property may hold; its value is always sent as text."""


@dataclass(frozen=True)
class Longest:
    """How many characters a text may have: ``Annotated[str, Longest(4000)]``."""

    characters: int


Kind = Literal[
    "text",
    "number",
    "decimal",
    "choice",
    "choices",
    "flag",
    "mobile number",
    "mobile numbers",
    "texts",
    "secret",
    "pin",
    "duration",
    "time",
    "place",
    "poll choices",
    "questions",
    "properties",
    "answers",
    "files",
]

_KINDS: dict[object, tuple[Kind, str]] = {
    str: ("text", ""),
    int: ("number", ""),
    float: ("decimal", ""),
    bool: ("flag", ""),
    MobileNumber: ("mobile number", ""),
    list[MobileNumber]: ("mobile numbers", ""),
    list[str]: ("texts", ""),
    SecretText: ("secret", ""),
    Pin: ("pin", ""),
    Hours: ("duration", "hours"),
    Minutes: ("duration", "minutes"),
    Moment: ("time", "iso"),
    EpochSeconds: ("time", "seconds"),
    EpochMilliseconds: ("time", "milliseconds"),
    Location: ("place", ""),
    list[Choice]: ("poll choices", ""),
    list[Question]: ("questions", ""),
    list[Property]: ("properties", ""),
    list[Answer]: ("answers", ""),
    list[Upload]: ("files", ""),
}


def kind_of(annotation: Any) -> tuple[Kind, str]:
    """The kind that an annotation means, and the unit that it is sent in: ``Hours`` is ``("duration", "hours")``."""
    return _KINDS[annotation]


def annotation_of(kind: Kind, unit: str, choices: tuple[str, ...]) -> Any:
    """The annotation that means a kind: the way back from :func:`kind_of`."""
    if kind in ("choice", "choices"):
        one = Literal[choices]  # type: ignore[valid-type]
        return one if kind == "choice" else list[one]
    return next(annotation for annotation, meant in _KINDS.items() if meant == (kind, unit))
