"""What differs between two JSON values, path by path."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kaizala_nb.toolkit import tables

if TYPE_CHECKING:
    import pandas as pd

_MOST = 1_000
_MISSING = object()


class Difference(NamedTuple):
    """A difference.

    Attributes:
        path: Where it is: ``books[2].title``; "" for the whole value.
        change: "added", "gone" or "changed".
        before: The value in the first reply; None if it is not there.
        after: The value in the second reply.
    """

    path: str
    change: str
    before: Any
    after: Any


_COLUMNS = {"path": "string", "change": "string", "before": "object", "after": "object"}


class Pair(NamedTuple):
    """A value as it is, and masked."""

    real: Any
    masked: Any


def table_of(before: Pair, after: Pair) -> "pd.DataFrame":
    """What differs, as a table of at most 1,000 rows."""
    found = itertools.islice(differences(before, after), _MOST)
    return tables.rows((one._asdict() for one in found), _COLUMNS)


def differences(before: Pair, after: Pair, path: str = "") -> Iterator[Difference]:
    """What differs. The real values are compared, the masked ones are told. The entries of lists are compared in their order."""
    if isinstance(before.real, dict) and isinstance(after.real, dict):
        for name in dict.fromkeys([*before.real, *after.real]):
            inner = f"{path}.{name}" if path else str(name)
            yield from _entry(_at(before, name), _at(after, name), inner)
    elif isinstance(before.real, list) and isinstance(after.real, list):
        for number in range(max(len(before.real), len(after.real))):
            yield from _entry(_at(before, number), _at(after, number), f"{path}[{number}]")
    elif type(before.real) is not type(after.real) or before.real != after.real:
        yield Difference(path, "changed", before.masked, after.masked)


def _entry(before: Pair, after: Pair, path: str) -> Iterator[Difference]:
    if before.real is _MISSING:
        yield Difference(path, "added", None, after.masked)
    elif after.real is _MISSING:
        yield Difference(path, "gone", before.masked, None)
    else:
        yield from differences(before, after, path)


def _at(pair: Pair, name: Any) -> Pair:
    """The entry of an object or a list. A secret that holds others is masked as a whole."""
    try:
        real = pair.real[name]
    except (KeyError, IndexError):
        return Pair(_MISSING, None)
    try:
        return Pair(real, pair.masked[name])
    except (KeyError, IndexError, TypeError):
        return Pair(real, pair.masked)
