"""The names that are like one that nobody knows, and the question whether one of them was meant."""

import difflib
from collections.abc import Callable, Iterable, Sequence


def near(name: object, names: Iterable[str], *, most: int = 1, likeness: float = 0.5) -> list[str]:
    """The names that are like this one, the most similar first: at most ``most``.

    ``likeness`` is how similar they have to be, from 0 to 1, as :func:`difflib.get_close_matches` counts it.
    """
    return difflib.get_close_matches(str(name), list(names), n=most, cutoff=likeness)


def did_you_mean(names: Sequence[str], quoted: Callable[[str], str] = repr) -> str:
    """`` Did you mean 'size'?``, of the first of these names; "" if there are none. ``quoted`` puts it in quotes."""
    return f" Did you mean {quoted(names[0])}?" if names else ""
