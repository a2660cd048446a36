"""Objects of a notebook that answer a wrong name with the one that was meant."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.fixed_names import MOST_NAMED, FixedNames, word_of
from kaizala_nb.toolkit.display.likeness import did_you_mean, near


class Suggesting(FixedNames):
    """Something with names that people type. A name that it does not have raises :class:`UnknownNameError`, with those like it."""

    if not TYPE_CHECKING:  # a checker of types would take any name

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):  # Python and Jupyter ask for these, often
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            names = sorted({*dir(type(self)), *vars(self)})
            if name in names:  # a property has failed
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            raise _unknown(type(self), name, [one for one in names if not one.startswith("_")])


def _unknown(kind: type, name: str, names: list[str]) -> errors.UnknownNameError:
    meant = near(name, names, most=3)
    return errors.not_sent(
        f"{word_of(kind)} has no {name!r}.{did_you_mean(meant)}",
        f"It has {', '.join(meant or names[:MOST_NAMED])}.",
        kind=errors.UnknownNameError,
    )
