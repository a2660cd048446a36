"""The kinds of parameters, and the annotations that mean them.

A step's signature is its form. So an annotation decides how a value is checked and what the form shows for it: ``int`` is a number,
``Hours`` is a number with a unit, ``Files`` is files to choose. A service with other kinds of values registers its own kinds
(:func:`register`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

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


@dataclass(frozen=True)
class Longest:
    """How many characters a text may have: ``Annotated[str, Longest(4000)]``."""

    characters: int


@dataclass(frozen=True)
class Kind:
    """A kind of parameter.

    ``check`` gives a value as it is sent, or raises ``ValueError`` with a sentence.
    """

    name: str
    check: Callable[[checks.Rules, Any], Any]
    several: bool = False
    """Whether a value is a list of things."""
    as_object: bool = False
    """Whether a row of a DataFrame is taken as one object."""
    may_be_empty: bool = False
    """Whether an empty text is sent as it is."""
    secret: bool = False
    once: str = ""
    """For a secret that is good for one sending: what its field says after the secret was read."""
    capitals: bool = False
    """Whether its label is written in capitals, such as ISBN."""


_KINDS = {
    "choice": Kind("choice", checks.choice),
    "choices": Kind("choices", checks.choices, several=True),
}
"""The kinds by their names. These two are not registered: each set of choices has its own annotation, ``Literal["a", "b"]``."""
_MEANT: dict[Any, tuple[str, str]] = {}
_FIELD_MAKERS: dict[str, Callable[[Any, Any], Any]] = {}


def register(annotation: Any, kind: Kind, unit: str = "") -> None:
    """Let an annotation mean a kind and a unit. Raises ``ValueError`` if the annotation or the kind's name is taken."""
    if annotation in _MEANT or _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"{annotation} or the kind {kind.name!r} is registered already.")
    _MEANT[annotation] = (kind.name, unit)


def register_field(kind: str, make: Callable[[Any, Any], Any]) -> None:
    """Let ``make`` make what a form has for values of a kind.

    It gets the :class:`~kaizala_nb.toolkit.collection.parameter.Parameter` and the
    :class:`~kaizala_nb.toolkit.widgets.fields.Needs` of the form. It loads widgets only when it is called.
    """
    _FIELD_MAKERS[kind] = make


def field_maker(kind: str) -> Callable[[Any, Any], Any] | None:
    """What was registered for a kind; None for the toolkit's own kinds, which :mod:`kaizala_nb.toolkit.widgets.fields` knows."""
    return _FIELD_MAKERS.get(kind)


def kind_named(name: str) -> Kind:
    """The kind of this name. Raises ``ValueError`` if there is none."""
    if name not in _KINDS:
        raise ValueError(f"There is no kind {name!r} of parameters.")
    return _KINDS[name]


def kind_of(annotation: Any) -> tuple[str, str]:
    """The name of the kind that an annotation means, and the unit: ``Hours`` is ``("duration", "hours")``."""
    if annotation not in _MEANT:
        raise TypeError(f"{annotation} is no kind of parameter. Register a new kind: see {register.__module__}.")
    return _MEANT[annotation]


def annotation_of(kind: str, unit: str, choices: tuple[str, ...]) -> Any:
    """The annotation that means a kind: the way back from :func:`kind_of`. Raises ``ValueError`` if no annotation has this unit."""
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
