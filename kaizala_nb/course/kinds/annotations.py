"""What a parameter of Kaizala's may be, beside what the toolkit knows."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypeAliasType

from kaizala_nb.toolkit.collection.annotations import Column, ListOf, Table

MobileNumber = TypeAliasType("MobileNumber", str)
"""A mobile number in E.164, with a leading ``+``."""

Pin = TypeAliasType("Pin", str)
"""The one-time PIN of an SMS: six digits. Never shown once it was sent."""

Location = TypeAliasType(
    "Location", Mapping[str, Any] | tuple[float, float] | tuple[float, float, str] | list[Any] | Column[Any] | Table
)
"""A place: ``{"latitude": 51.5, "longitude": -0.1, "name": "London"}`` or ``(51.5, -0.1, "London")``."""

Choice = TypeAliasType("Choice", str | Mapping[str, Any])
"""An option of a poll: its title, or ``{"title": "Yes", "image": media_resource}``."""

Question = TypeAliasType("Question", str | Mapping[str, Any])
"""A question of a survey: ``{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}``; a text asks for a text."""

Property = TypeAliasType("Property", Mapping[str, Any])
"""A property of a custom card: ``{"name": "occasion", "value": "birthday", "type": "Text"}``."""

Properties = TypeAliasType("Properties", ListOf[Property] | Mapping[str, Any])
"""A list of properties; or an object that has their names and values: ``{"occasion": "birthday"}``."""

Answer = TypeAliasType("Answer", object)
"""An answer to a question: text, number, title of an option, list of titles, place, media resource; None leaves it out."""

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
