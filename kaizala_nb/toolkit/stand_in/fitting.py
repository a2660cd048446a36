"""How well a request of a file fits one that was sent: its path, its query, its body, its headers."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from kaizala_nb.toolkit.stand_in.request import Pairs, Request
from kaizala_nb.toolkit.stand_in.wildcards import around, between

OPEN = 0.9
"""How well a text with a variable fits whatever was sent in its place. The same text fits better: 1."""
_CLOSE = 0.3  # a value of the right name which is another one
_PATH_VARIABLE = re.compile(r":[^/]+")


class Fit(NamedTuple):
    """How well the parts fit, each from 0 to 1."""

    path: float
    query: float
    body: float
    headers: float

    @property
    def rest(self) -> tuple[float, ...]:
        """All but the path."""
        return self[1:]

    @property
    def is_whole(self) -> bool:
        """Whether path, query and body are what the file has, whatever stands in place of its variables."""
        return min(self.path, self.query, self.body) >= OPEN


def fit(saved: Request, sent: Request) -> Fit:
    """How well a request of a file fits one that was sent."""
    return Fit(
        _paths(saved, sent),
        _pairs(saved.query, sent.query),
        _bodies(saved, sent),
        _headers(saved.headers, sent),
    )


def like(saved: str, sent: str) -> float:
    """1 if two texts are equal, :data:`OPEN` if one is the other with something in place of variables, or else 0."""
    if saved == sent:
        return 1
    if "{{" not in saved:
        return 0
    return OPEN if between(around(saved)[0], sent) is not None else 0


def _paths(saved: Request, sent: Request) -> float:
    if len(saved.segments) != len(sent.segments):
        return 0
    pairs = list(zip(saved.segments, sent.segments, strict=True))
    return (
        sum(OPEN if _PATH_VARIABLE.fullmatch(one) else like(one, text) for one, text in pairs) / len(pairs)
        if pairs
        else 1
    )


def _pairs(saved: Iterable[tuple[str, str]], sent: Iterable[tuple[str, str]]) -> float:
    left = list(sent)
    saved = list(saved)
    most = max(len(saved), len(left))
    same = 0.0
    for name, value in saved:
        alike = max((one for one in left if one[0] == name), key=lambda one: like(value, one[1]), default=None)
        if alike:
            left.remove(alike)
            same += max(like(value, alike[1]), _CLOSE)
    return same / most if most else 1


def _bodies(saved: Request, sent: Request) -> float:
    if saved.body == sent.body:
        return 1
    if not saved.body or not sent.body:
        return 0
    if saved.json is not None and sent.json is not None:
        ours, theirs = saved.leaves, sent.leaves
        equal = len(ours.items() & theirs.items())
        others = ((text, theirs[way]) for way, text in ours.items() if way in theirs and theirs[way] != text)
        return (equal + sum(max(like(text, other), _CLOSE) for text, other in others)) / max(len(ours), len(theirs))
    if saved.form is not None and sent.form is not None:
        return _pairs(saved.form, sent.form)
    return like(saved.body.decode("utf-8", "replace"), sent.body.decode("utf-8", "replace"))


def _headers(saved: Pairs, sent: Request) -> float:
    alike = [like(value, sent.header(name)) for name, value in saved]
    return sum(alike) / len(alike) if alike else 0.5
