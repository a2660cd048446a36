"""A collection at a glance: where its requests go, which variables wait for a value, how many can be sent."""

from collections.abc import Callable, Iterable

from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client.empty import empty_variables
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.filling import Filler
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.prose import first_paragraph
from kaizala_nb.toolkit.runner.foreign import check

_MOST_NAMED = 10
_LONGEST_NAME = 60
_MOST_READ, _MOST_DESCRIPTION = 20_000, 400  # characters of a description, bytes of its beginning


def hosts(collection: Collection, value: Callable[[str], str | None], mask: Callable[[str], str]) -> list[str]:
    """Where requests go with the values of variables, masked: ``"https://api.example.org"``, or ``"{{base}}"`` without a value."""
    found: dict[str, None] = {}
    for base in dict.fromkeys(step.base for step in collection if not step.problem):
        text = base if "://" in base else f"{{{{{base}}}}}"
        try:
            text = Filler(value).text(text).strip() or text
            text = str(origin_of(text if "://" in text else f"http://{text}"))
        except (ValueError, CannotSend):
            pass
        found[in_address(mask(text))] = None
    return list(found)


def card(
    collection: Collection, environment: Environment, variable: str, practice: Practice | None = None
) -> list[tuple[str, str]]:
    """Lines on a collection: a name, and a text.

    Args:
        collection: The collection.
        environment: The variables.
        variable: What code calls its ``Api``.
        practice: The service that all requests go to, if there is one.
    """
    sendable, _ = check(collection, environment)
    empty = empty_variables(collection, environment)
    if practice:
        place = f" at {practice.url}" if not origin_of(practice.url).is_loopback else ". Nothing leaves this computer"
        where = [("Requests", f"Practice service{place}. {sendable:,} of {len(collection):,} can be sent.")]
    else:
        sent = f"{sendable:,} of {faces.count(len(collection), 'request')} can be sent"
        where = [("Requests", sent), ("They go to", listed(hosts(collection, environment.get, environment.masker)))]
    lines = [
        ("Description", _beginning(environment.masker(collection.doc[:_MOST_READ]), f"{variable}.collection.doc")),
        *where,
        ("Still empty", listed(_with_filler(name, environment) for name in empty)),
    ]
    return [(name, text) for name, text in lines if text]


def _beginning(description: str, whole: str) -> str:
    """The first paragraph of a description, and that ``whole`` is all of it."""
    first = first_paragraph(description)
    is_all = first == " ".join(description.split())
    return faces.cut(first, _MOST_DESCRIPTION) + ("" if is_all or not first else f" All of it: {whole}")


def _with_filler(name: str, environment: Environment) -> str:
    filler = environment.filled_by.get(name)
    return f"{faces.cut(name, _LONGEST_NAME)} (filled by {filler})" if filler else faces.cut(name, _LONGEST_NAME)


def listed(names: Iterable[str]) -> str:
    """The first of the names, and how many more there are."""
    names = list(names)
    more = [f"and {len(names) - _MOST_NAMED:,} more"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more])
