"""Values that may be long: each is whole, and its repr, which an output keeps, is short."""

from typing import Any

from kaizala_nb.toolkit.display import faces

_MOST_SHOWN = 35_000


class Content(bytes):
    """Bytes whose repr shows only how many they are: they may be many, and secret."""

    def __repr__(self) -> str:
        return f"<{faces.count(len(self), 'byte')}>"

    __str__ = __repr__


class Program(str):
    """A program. It is a ``str`` whose repr, which an output keeps, is cut short."""

    def __repr__(self) -> str:
        return repr(faces.cut(str(self), _MOST_SHOWN, "print(...) shows all of it"))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython, which has its own way to show a ``str``."""
        printer.text(repr(self))
