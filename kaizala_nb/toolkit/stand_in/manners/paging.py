"""Lists come page by page. The header ``Link`` says where the other pages are (RFC 8288), as GitHub's API does.

The parameters are those that the request in the file has in its query, such as ``page`` and ``per_page``, or ``limit`` and
``offset``. Without any, they are ``page`` and ``per_page``.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from kaizala_nb.toolkit.client.contents.envelope import Path, at, path_of_rows
from kaizala_nb.toolkit.stand_in.counts import ALL_PAGES, TOTALS, is_count
from kaizala_nb.toolkit.stand_in.manners.headers import address, with_headers
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.manners.options import option
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Route

_PAGES = ("page", "pagenumber", "pageno", "pageindex", "currentpage", "p")
_SIZES = ("perpage", "pagesize", "limit", "pagelimit", "size", "maxresults", "resultsperpage", "take", "top", "count")
_OFFSETS = ("offset", "pageoffset", "skip", "startat", "startindex", "start")
"""What services call the parameters, without signs and in lower case: ``page[size]`` and ``pageSize`` are both ``pagesize``."""
_MOST_DIGITS = 9
_CURSOR = "cursor"
_IDS = ("id", "_id", "uuid")


class _Names(NamedTuple):
    """The parameters of the query: which page, and its size. ``first`` is the number of the first page, None for an offset."""

    place: str
    size: str
    first: int | None


class _Page(NamedTuple):
    """A part of a list: where it starts, how long it is at most, and how long the whole list is."""

    start: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))

    def places(self) -> dict[str, int]:
        """Where the pages around it start."""
        last = max(0, self.total - 1) // self.size * self.size
        places = {}
        if self.start > 0:
            places["prev"] = min(last, max(0, self.start - self.size))
        if self.start + self.size < self.total:
            places["next"] = self.start + self.size
        return {**places, "first": 0, "last": last}


@dataclass(frozen=True)
class Paging(Manner):
    """See the module.

    Attributes:
        size: How many are on a page if the request does not say so.
        most: How many can be on a page: who asks for more gets so many.
        cursor: Whether the addresses in ``Link`` have a text in place of the number of a page, so that nobody builds one.
    """

    size: int = option(20, least=1, most=10_000)
    most: int = option(100, least=1, most=10_000)
    cursor: bool = False

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        if request.method not in ("GET", "HEAD"):
            return go_on(request)
        names = _names(around.route, request)
        whole = go_on(_without(request, names))
        value = _json(whole)
        path = _path_of_list(value)
        if whole.status != 200 or path is None:
            return whole
        rows: list[Any] = at(value, path)
        try:
            page = self._page(request, names, len(rows))
        except ValueError as trouble:
            return refusal(400, "badPage", str(trouble))
        counted = _count(value, path, page)
        is_all = page.total <= page.size and page.start == 0
        if is_all and not counted:
            return whole
        part = _with_list(value, path, rows[page.start : page.start + page.size])
        _number(part, path, request, names, page)
        body = json.dumps(part, ensure_ascii=False, indent=2).encode()
        return with_headers(replace(whole, body=body), {} if is_all else {"Link": self._links(request, names, page)})

    def _page(self, request: Request, names: _Names, total: int) -> _Page:
        """The page that is asked for. Raises ``ValueError`` with a sentence."""
        size = min(_whole(request, names.size, self.size, 1), self.most)
        sealed = dict(request.query).get(_CURSOR, "") if self.cursor else ""
        if sealed:
            return _Page(_unsealed(sealed), size, total)
        if names.first is None:
            return _Page(_whole(request, names.place, 0, 0), size, total)
        number = _whole(request, names.place, names.first, names.first)
        return _Page((number - names.first) * size, size, total)

    def _links(self, request: Request, names: _Names, page: _Page) -> str:
        kept = [pair for pair in request.query if pair[0] not in (names.place, _CURSOR)]
        links = []
        for rel, start in page.places().items():
            place = (_CURSOR, _sealed(start)) if self.cursor else (names.place, str(_place(names, page, start)))
            links.append(f'<{address(request, f"{request.path}?{urlencode([*kept, place])}")}>; rel="{rel}"')
        return ", ".join(links)


def _names(route: Route, request: Request) -> _Names:
    """The names that the request in the file has, or else those that were sent, or else the usual ones."""
    in_file = {name: value for name, value in (*route.query_in_file, *route.query) if _may_count(value)}
    sent = {name: value for name, value in request.query if _may_count(value)}
    known = {**sent, **in_file}
    place, size, offset = (_first_of(kinds, known) for kinds in (_PAGES, _SIZES, _OFFSETS))
    if offset and not place:
        return _Names(offset, size or "limit", None)
    return _Names(place or "page", size or "per_page", 0 if in_file.get(place) == "0" else 1)


def _may_count(value: str | None) -> bool:
    """Whether a value of a query is a number, or stands for one: ``{{page}}``, ``<integer>``."""
    return not value or value.isdecimal() or value[0] in "{<"


def _first_of(kinds: Iterable[str], names: Iterable[str]) -> str:
    plain = {"".join(filter(str.isalnum, name)).lower(): name for name in names}
    return next((plain[kind] for kind in kinds if kind in plain), "")


def _whole(request: Request, name: str, usual: int, least: int) -> int:
    """A number of the query. Raises ``ValueError`` with a sentence."""
    text = dict(request.query).get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) >= least):
        raise ValueError(f"{name} must be a whole number, {least} or more.")
    return int(text)


def _without(request: Request, names: _Names) -> Request:
    """The request for the whole list."""
    pairs = [pair for pair in request.query if pair[0] not in (names.place, names.size, _CURSOR)]
    return replace(request, query_string=urlencode(pairs)) if len(pairs) < len(request.query) else request


def _json(response: Response) -> Any:
    return Request("GET", "/", body=response.body).json


def _path_of_list(value: Any) -> Path | None:
    """Where the list of an answer is; None if the answer is no list, such as a thing that has a list."""
    if isinstance(value, list):
        return ()
    if not isinstance(value, dict) or any(name in value for name in _IDS):
        return None
    path = path_of_rows(value)
    return path if isinstance(at(value, path), list) else None


def _with_list(value: Any, path: Path, rows: list[Any]) -> Any:
    if not path:
        return rows
    return {**value, path[0]: _with_list(value[path[0]], path[1:], rows)}


def _number(value: Any, path: Path, request: Request, names: _Names, page: _Page) -> None:
    """Write into the envelope which page it is, where it has a number under the name of a parameter."""
    for holder in (at(value, path[:-1]), value) if path else ():
        for name, number in ((names.place, _place(names, page, page.start)), (names.size, page.size)):
            if is_count(holder.get(name)):
                holder[name] = number


def _count(value: Any, path: Path, page: _Page) -> bool:
    """Write into the envelope how many entries and pages there are, where it says something else. Gives whether it did."""
    around = [at(value, path[:length]) for length in range(len(path))]
    beside = [one for holder in around for one in holder.values() if isinstance(one, dict)]
    numbers = dict.fromkeys(TOTALS, page.total) | dict.fromkeys(ALL_PAGES, page.pages)
    is_changed = False
    for holder in (*around, *beside):
        for name, old in holder.items():
            number = numbers.get("".join(filter(str.isalnum, name)).lower(), old)
            if is_count(old) and number != old:
                holder[name], is_changed = number, True
    return is_changed


def _place(names: _Names, page: _Page, start: int) -> int:
    """The value of the parameter for the page that starts there."""
    return start if names.first is None else start // page.size + names.first


def _sealed(start: int) -> str:
    """The text that stands for a place in the list."""
    return urlsafe_b64encode(f"from {start}".encode()).decode()


def _unsealed(text: str) -> int:
    """The place that a text stands for. Raises ``ValueError`` with a sentence."""
    try:
        start = urlsafe_b64decode(text).decode().removeprefix("from ")
    except ValueError:
        start = ""
    if not (start.isascii() and start.isdecimal() and len(start) <= _MOST_DIGITS):
        raise ValueError(f"{_CURSOR} must be one that stood in Link.")
    return int(start)
