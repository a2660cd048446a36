"""What a form has for the kinds of values that only Kaizala has. Widgets load with the first form."""

from typing import TYPE_CHECKING

from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.collection.kinds import register_field

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.entry import Entry
    from kaizala_nb.toolkit.widgets.fields import Needs


def _make(parameter: Parameter, needs: "Needs") -> "Entry":
    from kaizala_nb.course.widgets.fields import MAKERS

    return MAKERS[parameter.kind](parameter, needs)


def register_fields() -> None:
    """Let forms have these entries for their kinds."""
    for kind in ("place", "poll choices", "questions", "properties", "answers"):
        register_field(kind, _make)
