"""What a parameter of Kaizala's may be, beside what the toolkit knows."""

from typing import NewType

MobileNumber = NewType("MobileNumber", str)
"""A mobile number in E.164, with a leading ``+``."""

Pin = NewType("Pin", str)
"""The one-time PIN of an SMS: six digits. Never shown once it was sent."""

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
