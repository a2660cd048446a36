"""Lists as they are now: what is there at the start with what has changed since, a page of it, and the counts beside it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.client.contents.envelope import at
from kaizala_nb.toolkit.stand_in.counts import ALL_PAGES, TOTALS, is_count
from kaizala_nb.toolkit.stand_in.memory.bodies import like_kind
from kaizala_nb.toolkit.stand_in.memory.query_ids import holds_id
from kaizala_nb.toolkit.stand_in.memory.shapes import Thing, plain, same, with_at
from kaizala_nb.toolkit.stand_in.memory.turn import Turn
from kaizala_nb.toolkit.stand_in.response import Response

_SIZES = ("perpage", "limit", "pagesize", "size", "take", "top", "maxresults", "count")
_PAGES = ("page", "pagenumber", "pageno", "p")
_OFFSETS = ("offset", "skip", "start", "startindex")
_COUNTS = ("count", "itemcount", "numberofelements", "returned", "length", "results", "resultcount")
_MORE = ("hasmore", "hasnext", "hasnextpage", "more")
_DEEPEST = 3


@dataclass(frozen=True)
class _Page:
    """A page of a list: how many things it has, and where it is among all that fit."""

    at_start: int
    all: int
    shown: int
    first: int
    size: int | None
    query: Mapping[str, str]


def listed(turn: Turn) -> Response | None:
    """The list of a collection; None if the example says what was asked for, or if it is no list.

    The example says it as long as nothing in the collection has changed, unless a later page is asked for than it shows.
    """
    if turn.saved and turn.path is None:
        return None
    return list_now(turn) if turn.things.changed(turn.place) or _is_later_page(turn) else None


def _is_later_page(turn: Turn) -> bool:
    """Whether a request asks for a page of some size behind the first, and neither the saved example nor the file has that page."""
    query = {plain(name): value for name, value in turn.request.query}
    if turn.saved is None or _number(query, _SIZES) is None:
        return False
    in_file = {plain(name): value or "" for name, value in turn.route.query}
    shown = (_of_example(turn), in_file)
    for names, first in ((_OFFSETS, 0), (_PAGES, 1)):
        asked = _number(query, names)
        if asked is not None:
            return asked > first and asked not in [_number(one, names) for one in shown]
    return False


def _of_example(turn: Turn) -> dict[str, str]:
    """The numbers that say which page the saved example shows: those of its query, or else of the envelope around its list."""
    found: dict[str, str] = {}
    for length in range(len(turn.path or ())):
        around = at(turn.value, (turn.path or ())[:length])
        for holder in (around, *around.values()):
            numbers = holder.items() if isinstance(holder, dict) else ()
            found |= {plain(name): str(value) for name, value in numbers if isinstance(value, int)}
    saved = turn.saved.example if turn.saved else ""
    queries = [one.request.query for one in turn.route.examples if one.name == saved]
    return found | {plain(name): value for query in queries for name, value in query if value.isdecimal()}


def list_now(turn: Turn) -> Response | None:
    """The list of a collection, whether or not it has changed; None if the example says just that."""
    start = at(turn.value, turn.path or ()) if turn.saved else []
    query = {_called(turn, name): value for name, value in turn.request.query}
    wanted = {name: value for name, value in query.items() if name not in (*_SIZES, *_PAGES, *_OFFSETS)}
    of_example = _query_of_example(turn)
    entries = list(_now(turn, start, everything=not wanted.keys() & of_example))
    if wanted:
        other = {name: value for name, value in wanted.items() if name not in of_example}
        entries = [one for one in entries if _fits(one.whole, other if one.untouched else wanted)]
    first, size = _wanted(query)
    shown = [one.item for one in entries[first : None if size is None else first + size]]
    if turn.saved is None:
        return turn.reply(shown)
    value = with_at(turn.value, turn.path or (), shown)
    page = _Page(len(start), len(entries), len(shown), first, size, query)
    return turn.answered(_counted(value, page, turn.path or ()))


def _called(turn: Turn, name: str) -> str:
    """What a parameter is called in the things: ``id``, where ``bookId`` is the id of a book."""
    of_things = {plain(one): one for one in turn.resource.sample}
    is_id = plain(name) not in of_things and holds_id(name, turn.resource)
    return plain(turn.resource.member if is_id else name)


def _query_of_example(turn: Turn) -> set[str]:
    """The names in the query of the saved example: what it shows fits them. For another id it shows nothing."""
    saved = turn.saved.example if turn.saved else ""
    queries = [pair for one in turn.route.examples if one.name == saved for pair in one.request.query]
    others = {name for name, value in turn.request.query if (name, value) not in queries}
    ids = {name for name in others if _called(turn, name) == plain(turn.resource.member)}
    return {_called(turn, name) for name, _ in queries if name not in ids}


class _Entry:
    """A thing of a list. What was kept as text is read where it is looked at.

    Attributes:
        untouched: Whether the example that answers shows it just so.
    """

    def __init__(self, item: Any, *, untouched: bool = False) -> None:
        self._item, self.untouched = item, untouched

    @property
    def item(self) -> Any:
        """The thing as a list shows it."""
        return self._item

    @property
    def whole(self) -> Any:
        """The thing with all that is known of it."""
        return self._item


class _Kept(_Entry):
    def __init__(self, text: str, like: Thing, sample: Thing) -> None:
        super().__init__(None)
        self._text, self._like, self._sample = text, like, sample

    @property
    def item(self) -> Any:
        return _summary(self.whole, self._like, self._sample)

    @property
    def whole(self) -> Any:
        return json.loads(self._text)


def _now(turn: Turn, start: list[Any], *, everything: bool) -> Iterator[_Entry]:
    """The things of a collection, in order.

    Args:
        turn: The request.
        start: The list in the saved example.
        everything: Whether what other examples list is there too.
    """
    resource = turn.resource
    now = dict(turn.things.texts(turn.place))
    is_emptied = turn.things.is_emptied(turn.place)
    shown: dict[str, Any] = {}
    for one in start:
        ident = resource.id_of(one) if isinstance(one, dict) else ""
        if ident:
            shown[ident] = one
        elif not is_emptied:
            yield _Entry(one, untouched=True)
    first = resource.listed | shown if everything else shown
    for ident, item in first.items():
        text = now.get(ident)
        if ident not in now and not is_emptied:
            yield _Entry(item, untouched=ident in shown)
        elif text is not None:
            yield _Kept(text, item, resource.sample)
    like = next(iter(first.values()), resource.sample)
    for ident, text in now.items():
        if text is not None and ident not in first:
            yield _Kept(text, like, resource.sample)


def _summary(thing: Any, item: Thing, sample: Thing) -> Any:
    """A thing as the lists show it: without what the examples tell of one thing, but not in a list."""
    if not isinstance(thing, dict):
        return thing
    return {name: value for name, value in thing.items() if name in item or name not in sample}


def _fits(one: Any, query: Mapping[str, str]) -> bool:
    """Whether a thing says nothing else than the query. A list has to hold the value; an object says nothing."""
    if not query or not isinstance(one, dict):
        return True
    for name, value in one.items():
        wanted = query.get(plain(name))
        if not wanted or isinstance(value, dict):
            continue
        held = value if isinstance(value, list) else [value]
        if not any(_is(inner, wanted) for inner in held):
            return False
    return True


def _is(value: Any, wanted: str) -> bool:
    """Whether a value is the one that a query asks for, in capitals or small letters."""
    return value is not None and (same(like_kind(wanted, value), value) or str(value).casefold() == wanted.casefold())


def _wanted(query: Mapping[str, str]) -> tuple[int, int | None]:
    """Where the page begins, and how many things it has; None if the query does not limit it."""
    size = _number(query, _SIZES)
    if size is None or size < 1:
        size = None
    offset, page = _number(query, _OFFSETS), _number(query, _PAGES)
    if offset is not None:
        return offset, size
    return (max(page or 1, 1) - 1) * size if size else 0, size


def _number(query: Mapping[str, str], names: tuple[str, ...]) -> int | None:
    for name in names:
        value = query.get(name, "")
        if value.isdecimal() and len(value) < 10:
            return int(value)
    return None


def _counted(value: Any, page: _Page, path: tuple[str, ...], depth: int = 0) -> Any:
    """An envelope with its numbers as they are for this page. ``path`` leads to the list."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return value
    has_total = any(plain(name) in TOTALS for name in value)
    counted = {}
    for name, entry in value.items():
        inside = path[1:] if path[:1] == (name,) else ()
        if isinstance(entry, dict):
            entry = _counted(entry, page, inside, depth + 1)
        elif isinstance(entry, bool) or is_count(entry):
            entry = _told(plain(name), entry, page, has_total)
        counted[name] = entry
    return counted


def _told(name: str, example: float, page: _Page, has_total: bool) -> float:
    """A number, or a truth value, of an envelope."""
    if isinstance(example, bool):
        return page.first + page.shown < page.all if name in _MORE else example
    if name in TOTALS or (name in _COUNTS and not has_total):
        return page.all
    if name in _COUNTS:
        return page.shown
    if name in ALL_PAGES and page.size:
        return max(1, -(-page.all // page.size))
    asked = _number(page.query, (name,))
    return asked if asked is not None and name in (*_PAGES, *_SIZES, *_OFFSETS) else example
