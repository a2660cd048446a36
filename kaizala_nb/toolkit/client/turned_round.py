"""Two arguments that stand in each other's place: an id where something else belongs, and something else where the id belongs."""

from collections.abc import Mapping

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import InvalidInput, Step
from kaizala_nb.toolkit.collection.snippets import snippet
from kaizala_nb.toolkit.display import ids


def turned_round(step: Step, given: Mapping[str, object], environment: Environment) -> tuple[str, str] | None:
    """What is wrong with the arguments of a call, and the call as it was meant; None if no two stand in each other's place."""
    names = [parameter.name for parameter in step.parameters if parameter.name in given and not parameter.secret]
    place = next((name for name in names if ids.names_ids(name) and not _is_id(given[name])), None)
    other = next((name for name in names if not ids.names_ids(name) and _is_id(given[name])), None)
    if place is None or other is None:
        return None
    meant = {**given, place: given[other], other: given[place]}
    try:
        call = step.call(meant, environment)
    except InvalidInput:
        return None
    words = f"The id stands in {other}, and {place} holds something else: they are the wrong way round."
    return words, snippet(call, "python", mask=environment.masker)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and ids.ID.fullmatch(value.strip()) is not None
