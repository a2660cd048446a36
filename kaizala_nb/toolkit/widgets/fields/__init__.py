"""The entries, a module for each kind of value. :func:`entry_of` makes the entry of a parameter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.collection.kinds import field_maker
from kaizala_nb.toolkit.widgets.entry import Entry
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.files import FilesEntry
from kaizala_nb.toolkit.widgets.fields.json_values import AnyEntry, LinesEntry, json_list, singular
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, FlagEntry, SecretEntry, TextEntry
from kaizala_nb.toolkit.widgets.fields.lists import text_list
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry

__all__ = ["Entry", "Needs", "entry_of"]


@dataclass(frozen=True)
class Needs:
    """What an entry may need from its form.

    ``value_of`` gives the value of another field of the form by the name of its parameter. ``environment`` are the variables.
    """

    value_of: Callable[[str], str]
    environment: Environment


def entry_of(parameter: Parameter, needs: Needs) -> Entry:
    """The entry of a parameter."""
    if parameter.secret:
        return SecretEntry()
    make = field_maker(parameter.kind) or _MAKERS.get(parameter.kind)
    return make(parameter, needs) if make else TextEntry()


def _text(parameter: Parameter) -> Entry:
    """The entry for a text: of several lines if the file has several."""
    has_lines = isinstance(parameter.default, str) and any(end in parameter.default for end in "\r\n")
    return LinesEntry() if has_lines else TextEntry()


_MAKERS: Mapping[str, Callable[[Parameter, Needs], Entry]] = {
    "choice": lambda parameter, needs: ChoiceEntry(parameter.choices, optional=parameter.optional),
    "flag": lambda parameter, needs: FlagEntry(optional=parameter.optional),
    "choices": lambda parameter, needs: ChoicesEntry(parameter.choices),
    "texts": lambda parameter, needs: text_list(parameter.label.removesuffix("s")),
    "duration": lambda parameter, needs: DurationEntry(parameter.unit),
    "time": lambda parameter, needs: TimeEntry(parameter.unit),
    "files": lambda parameter, needs: FilesEntry(),
    "text": lambda parameter, needs: _text(parameter),
    "lines": lambda parameter, needs: LinesEntry(),
    "figure": lambda parameter, needs: TextEntry(hint="null"),
    "anything": lambda parameter, needs: AnyEntry(hint="null"),
    "json": lambda parameter, needs: LinesEntry(),
    "list": lambda parameter, needs: json_list(singular(parameter.title), parameter.default),
}
