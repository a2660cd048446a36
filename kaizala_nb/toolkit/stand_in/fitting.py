"""How well a request of a file fits one that was sent: its path, its query, its body, its headers."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE
from kaizala_nb.toolkit.stand_in.request import Pairs, Request

OPEN = 0.9
"""How well a text with a variable fits whatever was sent in its place. The same text fits better: 1."""
_CLOSE = 0.3  # a value of the right name which is another one
_MOST_LEAVES = 2_000
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
    pieces, at = [], 0
    for match in VARIABLE.finditer(saved):
        pieces += [re.escape(saved[at : match.start()]), ".*?"]
        at = match.end()
    return OPEN if re.fullmatch("".join(pieces) + re.escape(saved[at:]), sent, re.S) else 0


def leaves(value: Any) -> dict[tuple[str, ...], str]:
    """The values of JSON that hold no others, by the way to them."""
    found: dict[tuple[str, ...], str] = {}
    to_do: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while to_do and len(found) < _MOST_LEAVES:
        way, one = to_do.pop()
        if isinstance(one, dict) and one:
            to_do += [((*way, name), inner) for name, inner in one.items()]
        elif isinstance(one, list) and one:
            to_do += [((*way, str(at)), inner) for at, inner in enumerate(one)]
        else:
            found[way] = one if isinstance(one, str) else repr(one)
    return found


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
        ours, theirs = leaves(saved.json), leaves(sent.json)
        same = sum(max(like(text, theirs[way]), _CLOSE) for way, text in ours.items() if way in theirs)
        return same / max(len(ours), len(theirs))
    if saved.form is not None and sent.form is not None:
        return _pairs(saved.form, sent.form)
    return like(saved.body.decode("utf-8", "replace"), sent.body.decode("utf-8", "replace"))


def _headers(saved: Pairs, sent: Request) -> float:
    alike = [like(value, sent.header(name)) for name, value in saved]
    return sum(alike) / len(alike) if alike else 0.5
