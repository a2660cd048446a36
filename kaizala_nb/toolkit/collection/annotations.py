"""What a parameter may be, beside Python's own types: names for what is sent, and all that may be given for it.

A step's signature is its form. So the name of an annotation says what there is to fill in, and what stands behind the name is what
an editor and a checker of types let through: a time may be a ``datetime`` or a text, a list may be a column of a table.
"""

from collections.abc import Sequence
from collections.abc import Set as AnySet
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from typing_extensions import TypeAliasType

from kaizala_nb.toolkit.collection.upload import Upload

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Column(Protocol[T_co]):
    """A column or a row of a table, or an array: what pandas and numpy make, and neither is imported here."""

    def tolist(self) -> Sequence[T_co]:
        """Its values."""


class Table(Protocol):
    """A table of pandas: a list of objects, one a row."""

    @property
    def columns(self) -> Any:
        """The names of its columns."""


ListOf = TypeAliasType("ListOf", Sequence[T] | AnySet[T] | Column[T] | Table, type_params=(T,))
"""A list of these; a tuple, a set, a column of a table and a whole table may be given too."""

SecretText = TypeAliasType("SecretText", str)
"""Text that is never shown: a token, a password."""

Hours = TypeAliasType("Hours", int | timedelta)
"""How long, in whole hours; a ``timedelta`` may be given."""

Minutes = TypeAliasType("Minutes", int | timedelta)
"""How long, in whole minutes; a ``timedelta`` may be given."""

Moment = TypeAliasType("Moment", datetime | date | str)
"""A point in time, sent as ISO 8601 in UTC. A ``datetime`` without a zone is taken to be in this computer's."""

EpochSeconds = TypeAliasType("EpochSeconds", datetime | date | str | int)
"""A point in time, sent in seconds since 1970; such a number may be given too."""

EpochMilliseconds = TypeAliasType("EpochMilliseconds", datetime | date | str | int)
"""A point in time, sent in milliseconds since 1970; such a number may be given too."""

File = TypeAliasType("File", Upload | Path | str)
"""A file, or its path."""

Files = TypeAliasType("Files", Sequence[File] | Column[File] | File)
"""Files, or their paths; one alone need not be in a list."""
