"""What is filled in, a module a kind of value; :func:`entry_of` makes what a parameter wants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.widgets.entry import Changed, Entry
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.files import FilesEntry
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, FlagEntry, LineEntry, SecretEntry
from kaizala_nb.toolkit.widgets.fields.lists import texts
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry

__all__ = ["Entry", "Needs", "entry_of"]


@dataclass(frozen=True)
class Needs:
    """What an entry is made with.

    ``changed`` is told of each change, ``value_of`` gives what another field of the form holds, by its name, ``environment`` are
    the variables, ``common`` are options of the one widget of a value that stands in one line: its label.
    """

    changed: Changed
    value_of: Callable[[str], str]
    environment: Environment
    common: Mapping[str, Any]


def entry_of(parameter: Parameter, needs: Needs) -> Entry:
    """What is filled in for a parameter."""
    if parameter.secret:
        return SecretEntry(needs.changed, **needs.common)
    make = parameter.traits.entry or _BY_KIND.get(parameter.kind)
    return make(parameter, needs) if make else LineEntry(needs.changed, **needs.common)


_BY_KIND: Mapping[str, Callable[[Parameter, Needs], Entry]] = {
    "choice": lambda parameter, needs: ChoiceEntry(
        parameter.choices, needs.changed, optional=parameter.optional, **needs.common
    ),
    "flag": lambda parameter, needs: FlagEntry(needs.changed, optional=parameter.optional, **needs.common),
    "choices": lambda parameter, needs: ChoicesEntry(parameter.choices, needs.changed),
    "texts": lambda parameter, needs: texts(parameter.label.removesuffix("s"), needs.changed),
    "duration": lambda parameter, needs: DurationEntry(parameter.unit, needs.changed),
    "time": lambda parameter, needs: TimeEntry(parameter.unit, needs.changed),
    "files": lambda parameter, needs: FilesEntry(needs.changed, parameter.help),
}
