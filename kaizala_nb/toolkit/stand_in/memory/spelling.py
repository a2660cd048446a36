"""How paths spell one collection: ``league`` and ``leagues``, ``league_update`` and ``getLeagues``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kaizala_nb.toolkit.stand_in.memory.shapes import plain, singular

Act = Literal["list", "add", "read", "replace", "merge", "remove", "empty"]

Pattern = tuple[str | None, ...]
"""A path with None in place of each id: ``("books", None, "reviews")``."""

Names = Mapping[Pattern, str]
"""The name that counts for a collection, by the other spelling of its path."""

VERBS: dict[str, Act] = {
    **dict.fromkeys(("add", "create", "new", "insert", "save", "store"), "add"),
    **dict.fromkeys(("list", "all", "index", "getall"), "list"),
    **dict.fromkeys(("get", "read", "show", "view", "detail", "details"), "read"),
    **dict.fromkeys(("update", "edit", "modify", "change"), "merge"),
    **dict.fromkeys(("delete", "remove", "destroy"), "remove"),
}
"""The segments of a path that are verbs."""
_IN_NAMES = (
    "add",
    "create",
    "insert",
    "list",
    "get",
    "read",
    "update",
    "edit",
    "modify",
    "delete",
    "remove",
    "destroy",
)
"""The verbs that count inside a name; ``book_store`` and ``changePassword`` hold none."""
_PAGES = ("new", "edit")
"""With GET, and without an id in the path, they may be the page of a form."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True)
class Spoken:
    """What a name with a verb in it says: ``getBooks`` is to ``list`` the ``Books``."""

    act: Act
    name: str


def verb_of(segment: str | None, method: str) -> Act | None:
    """What a segment that is a verb says; None if it is none. GET of ``/books/new`` may be the page of a form."""
    word = plain(segment) if segment else ""
    return None if method == "GET" and word in _PAGES else VERBS.get(word)


def spoken_name(segment: str | None, *, has_id: bool) -> Spoken | None:
    """What a name with a verb in front or at its end says; None if it has none.

    Args:
        segment: The name.
        has_id: Whether an id stands behind it in the path.
    """
    words: list[str] = _WORD.findall(segment or "")
    if len(words) < 2 or "".join(words) != re.sub(r"[\W_]", "", segment or ""):
        return None
    for verb, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        if verb.lower() in _IN_NAMES:
            if verb == words[0] and rest[0].lower() == "all":  # ``getAllBooks`` is ``getBooksAll``
                rest = [*rest[1:], rest[0]]
            return _spoken(VERBS[verb.lower()], rest, has_id=has_id)
    return None


def _spoken(act: Act, rest: list[str], *, has_id: bool) -> Spoken | None:
    is_all = act in ("list", "read") and rest[-1].lower() == "all"
    rest = rest[:-1] if is_all else rest
    if not rest:
        return None
    name = "_".join(rest)
    if act == "read" and not has_id and (is_all or _is_plural(name)):
        act = "list"
    fits = act in ("read", "merge", "remove") if has_id else act in ("list", "add", "merge", "remove")
    return Spoken(act, name) if fits else None


def key_of(path: Pattern) -> Pattern:
    """A path of a collection with its last name in a form that all spellings share."""
    return (*path[:-1], singular(plain(path[-1] or "")))


def _is_plural(name: str) -> bool:
    return singular(plain(name)) != plain(name)


def names_of_collections(requests: Sequence[tuple[str, Pattern]]) -> Names:
    """The names that count where a path has a collection in the singular and in the plural.

    They are one collection if no method is there for both, and together they can be listed, and added to or read one by one.
    A ``GET /user`` beside ``/users`` is another thing: the one who asks.

    Args:
        requests: The method and the pattern of each request.
    """
    uses: dict[Pattern, set[str]] = {}
    for method, pattern in requests:
        if pattern and pattern[-1] is not None:
            uses.setdefault(pattern, set()).add(method)
        elif len(pattern) > 1 and pattern[-2] is not None:
            uses.setdefault(pattern[:-1], set()).add(f"{method} one")
    spellings: dict[Pattern, list[Pattern]] = {}
    for path in uses:
        spellings.setdefault(key_of(path), []).append(path)
    names: dict[Pattern, str] = {}
    for paths in spellings.values():
        if len(paths) == 2:
            one, many = sorted(paths, key=lambda path: _is_plural(path[-1] or ""))
            if _is_plural(many[-1] or "") and not _is_plural(one[-1] or "") and _are_one(uses[one], uses[many]):
                kept, other = (one, many) if any(use.endswith(" one") for use in uses[one]) else (many, one)
                names[other] = kept[-1] or ""
    return names


def _are_one(one: set[str], many: set[str]) -> bool:
    """Whether a name in the singular and one in the plural are the same collection, by what can be done with each."""
    is_itself = one & {"GET", "PUT", "PATCH", "DELETE"}
    is_used = "POST" in one | many or any(use.endswith(" one") for use in one | many)
    return not is_itself and not one & many and "GET" in many and is_used


def renamed(pattern: Pattern, names: Names) -> Pattern:
    """A pattern with the names that count."""
    found: Pattern = ()
    for at, entry in enumerate(pattern):
        found = (*found, names.get(pattern[: at + 1], entry))
    return found
