"""The variables that requests use and that have no value yet."""

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep


def empty_variables(collection: Collection, environment: Environment, *, optional: bool = False) -> list[str]:
    """The variables that requests use and that have no value, in the order in which they are used.

    ``optional``: also those that a request may go without, but for a token that can be fetched.
    """
    used: dict[str, None] = {}
    for step in collection:
        if isinstance(step, ForeignStep) and not step.problem:
            left_open = {one.wire for one in step.asked_variables if one.optional}
            left_open &= {step.token_variable} if optional else left_open
            used |= dict.fromkeys(name for name in step.variables if name not in left_open)
    to_do, empty = list(used), dict[str, None]()
    for name in to_do:
        value = environment.get(name)
        if value:
            more = [one for one in names_in(value) if one not in used]
            used |= dict.fromkeys(more)
            to_do += more
        elif not name.startswith("$"):
            empty[name] = None
    return list(empty)


def to_fill_in(collection: Collection, environment: Environment) -> list[str]:
    """Those of the empty variables that no reply fills."""
    return [name for name in empty_variables(collection, environment) if name not in environment.filled_by]
