"""The kinds of parameters that only Kaizala has: mobile numbers, PINs, places, and the parts of cards and of answers.

An import of this registers them; the steps import it. The field of a kind is loaded with the first form that has one.
"""

from kaizala_nb.course.kinds import checks
from kaizala_nb.course.kinds.annotations import Answer, Choice, Location, MobileNumber, Pin, Properties, Question
from kaizala_nb.toolkit.collection.kinds import Kind, register

__all__ = ["Answer", "Choice", "Location", "MobileNumber", "Pin", "Properties", "Question"]


register(MobileNumber, Kind("mobile number", checks.mobile_number, may_be_empty=True))
register(list[MobileNumber], Kind("mobile numbers", checks.mobile_numbers, several=True))
register(
    Pin,
    Kind(
        "pin",
        checks.pin,
        may_be_empty=True,
        secret=True,
        once="Six digits. The notebook does not keep them.",
        capitals=True,
    ),
)
register(Location, Kind("place", checks.place, as_object=True))
register(list[Choice], Kind("poll choices", checks.poll_choices, several=True))
register(list[Question], Kind("questions", checks.questions, several=True))
register(Properties, Kind("properties", checks.properties, several=True, as_object=True))
register(list[Answer], Kind("answers", checks.answers, several=True))
