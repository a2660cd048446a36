"""What the requests of a collection say of its variables: which request fills each, which hold secrets, and which they share."""

from collections import Counter
from collections.abc import Iterable

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection import Step, Variable
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.paths import parts_of

_FEWEST = 3
"""So many requests at least have to name a variable that is shared."""


def fillers(collection: Iterable[Step], filled_last: Iterable[str] = ()) -> dict[str, Step]:
    """For each variable, the request whose reply fills it, as in the collection's test scripts. You fill the others.

    If several requests fill a variable, it is the first of them; for a variable of ``filled_last`` it is the last.
    """
    requests: dict[str, Step] = {}
    for step in collection:
        for name in step.fills:
            if name not in requests or name in filled_last:
                requests[name] = step
    return requests


def secret_variables(collection: Iterable[Step]) -> frozenset[str]:
    """The variables that hold a secret, whatever their names: a secret of a request comes from them, or a secret of a reply
    fills them."""
    variables: set[str] = set()
    for step in collection:
        parameters = step.asked_variables if isinstance(step, ForeignStep) else step.parameters
        secrets = {parameter.name: parameter for parameter in parameters if parameter.secret}
        variables |= {parameter.wire for parameter in secrets.values() if parameter.place == "variable"}
        for name, parameter in secrets.items():
            values = (parameter.default, step.example.get(name))
            variables |= {value.name for value in values if isinstance(value, Variable)}
        variables |= {variable for variable, name in step.keeps.items() if name in secrets}
        variables |= {variable for variable, path in step.saves.items() if is_secret(parts_of(path)[-1].field)}
    return frozenset(variables)


def shared_variables(collection: Iterable[Step]) -> frozenset[str]:
    """The variables that more than half of the requests of somebody's file name, such as a host or a key. Fewer than three requests
    share none."""
    steps = [step for step in collection if isinstance(step, ForeignStep)]
    counts = Counter(parameter.wire for step in steps for parameter in step.asked_variables)
    least = max(len(steps) / 2, _FEWEST - 1)
    return frozenset(name for name, count in counts.items() if count > least)
