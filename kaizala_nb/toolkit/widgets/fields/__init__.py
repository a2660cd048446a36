"""The entries, a module for each kind of value. :func:`entry_of` makes the entry of a parameter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Parameter
from kaizala_nb.toolkit.collection.kinds import field_maker
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.files import FilesEntry
from kaizala_nb.toolkit.widgets.fields.lists import text_list
from kaizala_nb.toolkit.widgets.fields.single import ChoiceEntry, FlagEntry, SecretEntry, TextEntry
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry

__all__ = ["Entry", "Needs", "entry_of"]


@dataclass(frozen=True)
class Needs:
    """What an entry needs from its field.

    ``on_change`` is called after each change. ``value_of`` gives the value of another field of the form by the name of its
    parameter. ``environment`` are the variables. ``common`` are options for an entry that has one widget: its label.
    """

    on_change: OnChange
    value_of: Callable[[str], str]
    environment: Environment
    common: Mapping[str, Any]


def entry_of(parameter: Parameter, needs: Needs) -> Entry:
    """The entry of a parameter."""
    if parameter.secret:
        return SecretEntry(needs.on_change, **needs.common)
    make = field_maker(parameter.kind) or _MAKERS.get(parameter.kind)
    return make(parameter, needs) if make else TextEntry(needs.on_change, **needs.common)


_MAKERS: Mapping[str, Callable[[Parameter, Needs], Entry]] = {
    "choice": lambda parameter, needs: ChoiceEntry(
        parameter.choices, needs.on_change, optional=parameter.optional, **needs.common
    ),
    "flag": lambda parameter, needs: FlagEntry(needs.on_change, optional=parameter.optional, **needs.common),
    "choices": lambda parameter, needs: ChoicesEntry(parameter.choices, needs.on_change),
    "texts": lambda parameter, needs: text_list(parameter.label.removesuffix("s"), needs.on_change),
    "duration": lambda parameter, needs: DurationEntry(parameter.unit, needs.on_change),
    "time": lambda parameter, needs: TimeEntry(parameter.unit, needs.on_change),
    "files": lambda parameter, needs: FilesEntry(needs.on_change, parameter.help),
}
