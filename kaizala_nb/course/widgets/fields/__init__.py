"""The entries of Kaizala's own kinds of parameters, a module for each kind of value."""

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
    questions_of = environment.questions_of if isinstance(environment, KaizalaEnvironment) else lambda card: []
    return AnswersEntry(lambda: questions_of(needs.value_of("action_id")))


MAKERS: Mapping[str, Callable[[Parameter, Needs], Entry]] = {
    "place": lambda parameter, needs: PlaceEntry(),
    "poll choices": lambda parameter, needs: poll_choices(),
    "questions": lambda parameter, needs: questions(),
    "properties": lambda parameter, needs: PropertiesEntry(),
    "answers": _answers,
}
