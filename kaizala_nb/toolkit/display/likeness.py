"""The names that are like one that nobody knows, and the question whether one of them was meant."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

_ACTS = (
    {"create", "make", "add", "new"},
    {"get", "fetch", "read", "list", "find", "query", "show"},
    {"update", "change", "edit", "modify", "rename"},
    {"delete", "remove"},
)
"""Words that begin a name and say what it does. Those of one set say the same."""


def near(name: object, names: Iterable[str], *, most: int = 1, likeness: float = 0.5) -> list[str]:
    """The names that are like this one, the most similar first: at most ``most``.

    ``likeness`` is how similar they have to be, from 0 to 1, as :func:`difflib.get_close_matches` counts it. A name that says to do
    something else is not like it: who wants to update a book does not want to add one.
    """
    act = _act_of(str(name))
    same = [one for one in names if act is None or _act_of(one) in (None, act)]
    return difflib.get_close_matches(str(name), same, n=most, cutoff=likeness)


def _act_of(name: str) -> int | None:
    """Which of the acts the first word of a name says; None if it says none."""
    first = re.split(r"[\W_]", name.lower(), maxsplit=1)[0]
    return next((number for number, words in enumerate(_ACTS) if first in words), None)


def did_you_mean(names: Sequence[str], quoted: Callable[[str], str] = repr) -> str:
    """`` Did you mean 'size'?``, of the first of these names; "" if there are none. ``quoted`` puts it in quotes."""
    return f" Did you mean {quoted(names[0])}?" if names else ""
