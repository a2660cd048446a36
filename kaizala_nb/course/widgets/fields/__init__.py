"""What is filled in for the kinds of parameters that are Kaizala's, a module a kind of value."""

from collections.abc import Callable, Mapping

from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.course.widgets.fields.answers import AnswersEntry
from kaizala_nb.course.widgets.fields.lists import PropertiesEntry, poll_choices
from kaizala_nb.course.widgets.fields.place import PlaceEntry
from kaizala_nb.course.widgets.fields.questions import questions
from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.widgets.entry import Entry
from kaizala_nb.toolkit.widgets.fields import Needs

__all__ = ["MAKERS"]


def _answers(parameter: Parameter, needs: Needs) -> Entry:
    environment = needs.environment
    known = environment.questions_of if isinstance(environment, KaizalaEnvironment) else lambda card: []
    return AnswersEntry(needs.changed, lambda: known(needs.value_of("action_id")))


MAKERS: Mapping[str, Callable[[Parameter, Needs], Entry]] = {
    "place": lambda parameter, needs: PlaceEntry(needs.changed),
    "poll choices": lambda parameter, needs: poll_choices(needs.changed),
    "questions": lambda parameter, needs: questions(needs.changed),
    "properties": lambda parameter, needs: PropertiesEntry(needs.changed),
    "answers": _answers,
}
