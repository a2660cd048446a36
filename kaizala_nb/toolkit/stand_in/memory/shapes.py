"""Where in a JSON answer the thing is, or the list of things, and how another is put in its place."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from kaizala_nb.toolkit.client.contents.envelope import Path, at, path_of_rows

Thing = dict[str, Any]

_USUAL = ("id", "_id", "uuid", "guid", "Id", "ID", "@id")
_ENVELOPES = ("data", "result", "attributes", "payload", "response", "item")
_DEEPEST = 3
_WORD_END = r"(?![A-Za-z0-9_%-])"


def plain(name: str) -> str:
    """A name without what only its spelling adds: ``bookId``, ``book_id`` and ``Book-ID`` are one."""
    return re.sub(r"[\W_]", "", name).lower()


def list_path(value: Any) -> Path | None:
    """Where the list of things is in an answer: () if it is the answer; None if there is none."""
    if isinstance(value, list):
        return ()
    if not isinstance(value, dict) or any(name in value for name in _USUAL):
        return None
    path = path_of_rows(value)
    if path and isinstance(at(value, path), list):
        return path
    lists = [(name,) for name, entry in value.items() if entry == []]
    return lists[0] if len(lists) == 1 else None


def thing_path(value: Any, names: Collection[str]) -> Path | None:
    """Where the thing is in an answer, which has a member of one of these names; None if there is none."""
    path: Path = ()
    for _ in range(_DEEPEST):
        if not isinstance(value, dict):
            return None
        if any(name in value for name in names):
            return path
        name = _inner(value)
        if name is None:
            return None
        path, value = (*path, name), value[name]
    return None


def _inner(value: Thing) -> str | None:
    """The member that an envelope has the thing in."""
    inner = [name for name, entry in value.items() if isinstance(entry, dict)]
    usual = [name for name in _ENVELOPES if name in inner]
    return usual[0] if usual else inner[0] if len(inner) == 1 else None


def with_at(value: Any, path: Sequence[str], new: Any) -> Any:
    """The answer with something else at a path."""
    if not path:
        return new
    return value | {path[0]: with_at(value[path[0]], path[1:], new)}


def id_member(things: Sequence[Thing], ids: Collection[str], variables: Iterable[str], collection: str) -> str:
    """The name of the member that holds the id of a thing; "" if that is not known.

    Args:
        things: Things from examples.
        ids: Ids that examples have in their paths.
        variables: What the id is called in the paths.
        collection: What the collection is called in the paths.
    """
    counts: dict[str, int] = {}
    for thing in things[:50]:
        for name, value in thing.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                counts[name] = counts.get(name, 0) + 1
                if str(value) in ids and len(things) == 1:
                    counts[name] += 1_000 if name in _USUAL or plain(name).endswith("id") else 100
    if not counts:
        return ""
    by_value = [name for name, count in counts.items() if count >= 100]
    if by_value:
        return max(by_value, key=lambda one: counts[one])
    names = {plain(name): name for name in reversed(counts)}
    one = singular(plain(collection))
    wanted = [plain(name) for name in variables]
    likely = [name for name in wanted if name not in ("id", "key", "name")]
    for name in (
        *likely,
        "id",
        "uuid",
        "guid",
        *wanted,
        f"{one}id",
        f"{one}uuid",
        f"{one}number",
        "isbn",
        "slug",
        "key",
        "code",
    ):
        if name in names:
            return names[name]
    return ""


def singular(word: str) -> str:
    """``book`` of ``books``, as far as English is that simple."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def retold(value: Any, old: str, new: str) -> Any:
    """An answer that speaks of another thing: ``/books/17`` in its texts becomes ``/books/18``.

    Args:
        value: The answer, or a text of it.
        old: The path of the thing that the example speaks of.
        new: The path of the other one.
    """
    if not old.strip("/") or old == new:
        return value
    return _retold(value, re.compile(re.escape(old) + _WORD_END), new)


def _retold(value: Any, old: re.Pattern[str], new: str) -> Any:
    if isinstance(value, str):
        return old.sub(lambda _: new, value)
    if isinstance(value, list):
        return [_retold(one, old, new) for one in value]
    if isinstance(value, dict):
        return {name: _retold(one, old, new) for name, one in value.items()}
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: 1 is not true, and not 1.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)
