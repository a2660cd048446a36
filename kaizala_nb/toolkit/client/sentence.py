"""What a call says to a person who waits for nothing else of it."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.client import errors


class Sentence(str):
    """A text that a notebook shows as it is read, without quotes, when it is the last value of a cell.

    For a name that no text has it raises :class:`UnknownNameError`, which says it once more.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    if not TYPE_CHECKING:  # a checker of types would take any name

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):  # Python and Jupyter ask for these, often
                raise AttributeError(name)
            raise errors.not_sent(f"This is a sentence. It has no {name!r}.", str(self), kind=errors.UnknownNameError)
