"""The kinds of parameters that only Kaizala has: mobile numbers, PINs, places, and the parts of cards and of answers.

An import of this registers them; the steps import it. The field of a kind is loaded with the first form that has one.
"""

from typing import TYPE_CHECKING

from kaizala_nb.course.kinds import checks
from kaizala_nb.course.kinds.annotations import Answer, Choice, Location, MobileNumber, Pin, Properties, Question
from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.collection.kinds import Kind, register

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.entry import Entry
    from kaizala_nb.toolkit.widgets.fields import Needs

__all__ = ["Answer", "Choice", "Location", "MobileNumber", "Pin", "Properties", "Question"]


def _entry(parameter: Parameter, needs: "Needs") -> "Entry":
    from kaizala_nb.course.widgets.fields import MAKERS

    return MAKERS[parameter.kind](parameter, needs)


register(MobileNumber, Kind("mobile number", checks.mobile_number, may_be_empty=True))
register(list[MobileNumber], Kind("mobile numbers", checks.mobile_numbers, several=True))
register(
    Pin, Kind("pin", checks.pin, may_be_empty=True, secret=True, once="Six digits read. Not stored.", capitals=True)
)
register(Location, Kind("place", checks.place, as_object=True, entry=_entry))
register(list[Choice], Kind("poll choices", checks.poll_choices, several=True, entry=_entry))
register(list[Question], Kind("questions", checks.questions, several=True, entry=_entry))
register(Properties, Kind("properties", checks.properties, several=True, as_object=True, entry=_entry))
register(list[Answer], Kind("answers", checks.answers, several=True, entry=_entry))
