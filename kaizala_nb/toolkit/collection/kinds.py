"""What a parameter may be: annotations that say more than Python's own types do, and the kinds that they mean.

A step's signature is its form, so an annotation decides both what is checked and what there is to fill in: ``int`` is a number,
``Hours`` a number with a unit, ``Files`` files to choose. A service that knows more kinds of values registers its own
(:func:`register`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kaizala_nb.toolkit.collection import checks
from kaizala_nb.toolkit.collection.annotations import (
    EpochMilliseconds,
    EpochSeconds,
    Files,
    Hours,
    Minutes,
    Moment,
    SecretText,
)

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.parameter import Parameter


@dataclass(frozen=True)
class Longest:
    """How many characters a text may have: ``Annotated[str, Longest(4000)]``."""

    characters: int


@dataclass(frozen=True)
class Kind:
    """A kind of parameter.

    ``check`` gives a value as it is sent, or raises ``ValueError`` with a sentence. ``entry`` makes what is filled in, of a
    parameter and the form's :class:`~kaizala_nb.toolkit.widgets.fields.Needs`; it loads widgets when it is called, not before. The
    toolkit's own kinds have none: :mod:`kaizala_nb.toolkit.widgets.fields` knows them.
    """

    name: str
    check: Callable[["Parameter", Any], Any]
    several: bool = False
    """Whether a value of it holds several things."""
    as_object: bool = False
    """Whether a row of a DataFrame may be given for it, as one object."""
    may_be_empty: bool = False
    """Whether an empty text is sent as it is."""
    secret: bool = False
    once: str = ""
    """Of a secret that is good for one sending: what its field says once it was read."""
    capitals: bool = False
    """Whether its label is written in capitals, as a short form is."""
    entry: Callable[["Parameter", Any], Any] | None = None


_KINDS = {
    "choice": Kind("choice", checks.choice),
    "choices": Kind("choices", checks.choices, several=True),
}
"""The kinds by their names. These two are not registered: each set of choices has its own annotation, ``Literal["a", "b"]``."""
_MEANT: dict[Any, tuple[str, str]] = {}


def register(annotation: Any, kind: Kind, unit: str = "") -> None:
    """Let an annotation mean a kind, and the unit that it is sent in. Raises ``ValueError`` where either is taken."""
    if annotation in _MEANT or _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"{annotation} or the kind {kind.name!r} is registered already.")
    _MEANT[annotation] = (kind.name, unit)


def kind_named(name: str) -> Kind:
    """The kind of this name. Raises ``ValueError`` where nobody has registered one."""
    if name not in _KINDS:
        raise ValueError(f"There is no kind {name!r} of parameters.")
    return _KINDS[name]


def kind_of(annotation: Any) -> tuple[str, str]:
    """The kind that an annotation means, and the unit that it is sent in: ``Hours`` is ``("duration", "hours")``."""
    if annotation not in _MEANT:
        raise TypeError(
            f"{annotation} is no kind of parameter. One that is new is registered: see {register.__module__}."
        )
    return _MEANT[annotation]


def annotation_of(kind: str, unit: str, choices: tuple[str, ...]) -> Any:
    """The annotation that means a kind: the way back from :func:`kind_of`. Raises ``ValueError`` for a unit that it has not."""
    if kind in ("choice", "choices"):
        one = Literal[choices]  # type: ignore[valid-type]
        return one if kind == "choice" else list[one]
    for annotation, meant in _MEANT.items():
        if meant == (kind, unit):
            return annotation
    raise ValueError(f"A {kind} has no unit {unit!r}.")


_DURATION, _TIME = Kind("duration", checks.duration), Kind("time", checks.time)

register(str, Kind("text", checks.text, may_be_empty=True))
register(int, Kind("number", checks.number))
register(float, Kind("decimal", checks.decimal))
register(bool, Kind("flag", checks.flag))
register(list[str], Kind("texts", checks.texts, several=True))
register(SecretText, Kind("secret", checks.text, may_be_empty=True, secret=True))
register(Hours, _DURATION, "hours")
register(Minutes, _DURATION, "minutes")
register(Moment, _TIME, "iso")
register(EpochSeconds, _TIME, "seconds")
register(EpochMilliseconds, _TIME, "milliseconds")
register(Files, Kind("files", checks.files, several=True))
