"""The table of the stopwatch."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.tables.table import Table


class Minutes(Table):
    """When each cell was run. Who looks for a name such as ``start`` reads that nothing has to be started."""

    @property
    def _constructor(self) -> Callable[..., Table]:
        return Table

    @property
    def df(self) -> "Minutes":
        """This table: it is a DataFrame already."""
        return self

    if not TYPE_CHECKING:  # pandas lets a checker of types refuse another one

        def __getattr__(self, name: str) -> Any:
            try:
                return super().__getattr__(name)
            except AttributeError:
                if name.startswith("_"):
                    raise
                meaning = f"The minutes are a table, and it has no {name!r}. The stopwatch runs by itself."
                raise errors.not_sent(meaning, "kaizala.minutes", kind=errors.UnknownNameError) from None
