"""A collection at a glance: where its requests go, which variables wait for a value, how many can be sent."""

from collections.abc import Iterable

from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.filling import Filler, names_in
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.display import faces

_MOST_NAMED = 10
_LONGEST_NAME = 60
_MOST_DESCRIPTION = 4_000  # bytes


def hosts(collection: Collection, environment: Environment) -> list[str]:
    """Where requests go with the values of now, masked: ``"https://api.example.org"``, or ``"{{base}}"`` without a value."""
    found: dict[str, None] = {}
    for base in dict.fromkeys(step.base for step in collection if not step.problem):
        text = base if "://" in base else f"{{{{{base}}}}}"
        try:
            text = Filler(environment.get).text(text).strip() or text
            text = str(origin_of(text if "://" in text else f"http://{text}"))
        except (ValueError, CannotSend):
            pass
        found[in_address(environment.masker(text))] = None
    return list(found)


def empty_variables(collection: Collection, environment: Environment) -> list[str]:
    """The variables that requests use and that have no value, in the order in which they are used."""
    used: dict[str, None] = {}
    for step in collection:
        if isinstance(step, ForeignStep) and not step.problem:
            used |= dict.fromkeys(name for name in step.variables if name not in _left_open(step))
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


def card(collection: Collection, environment: Environment, variable: str) -> list[tuple[str, str]]:
    """Lines on a collection: a name, and a text. ``variable`` is what code calls its ``Api``."""
    sendable = sum(1 for step in collection if not step.problem)
    description = faces.cut(collection.doc.strip(), _MOST_DESCRIPTION, f"{variable}.collection.doc")
    empty = empty_variables(collection, environment)
    lines = [
        ("Description", environment.masker(description)),
        ("Requests", f"{sendable:,} of {faces.count(len(collection), 'request')} can be sent"),
        ("They go to", _listed(hosts(collection, environment))),
        ("Still empty", _listed(_with_filler(name, environment) for name in empty)),
    ]
    return [(name, text) for name, text in lines if text]


def _left_open(step: Step) -> set[str]:
    """The variables that a request may go without."""
    return {one.wire for one in step.parameters if one.place == "variable" and one.optional}


def _with_filler(name: str, environment: Environment) -> str:
    filler = environment.filled_by.get(name)
    return f"{faces.cut(name, _LONGEST_NAME)} (filled by {filler})" if filler else faces.cut(name, _LONGEST_NAME)


def _listed(names: Iterable[str]) -> str:
    """The first of the names, and how many more there are."""
    names = list(names)
    more = [f"and {len(names) - _MOST_NAMED:,} more"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more])
