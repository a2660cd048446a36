"""What a reply says of the page that comes after it: an address, or the value of a parameter of the query."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from requests.utils import parse_header_links

from kaizala_nb.toolkit.client.contents.counted import PAGES, Sent, next_counted

_LINKS = (
    "@odata.nextLink",
    "odata.nextLink",
    "nextLink",
    "next_url",
    "nextUrl",
    "next_page_url",
    "nextPageUrl",
    "next",
)
_CURSORS = (
    "nextPageToken",
    "next_page_token",
    "next_cursor",
    "nextCursor",
    "next_token",
    "nextToken",
    "continuationToken",
    "next",
)
_HOLDERS = ("links", "_links", "paging", "pagination", "meta", "page", "pageInfo", "page_info", "response_metadata")
"""The objects of a reply that speak of its pages."""
_MORE = ("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage")
_ALL_PAGES = ("total_pages", "totalPages", "last_page", "lastPage", "page_count", "pageCount", "pages")
_AROUND = {"prev", "previous", "first", "last"}
_LONGEST, _MOST_LINKS = 8_000, 10_000  # characters of a cursor or an address, and of a header


class Link(NamedTuple):
    """The address of the next page: a whole one, or a part of one."""

    address: str


class Cursor(NamedTuple):
    """The value of a parameter of the query with which the same request gives the next page."""

    parameter: str
    value: str


def next_of(link_header: str, value: Any, sent: Sent, rows: int) -> Link | Cursor | None:
    """Where the next page is; None if there is none, or if nothing says so in one of the usual ways.

    ``value`` is the JSON of the reply, ``rows`` how many entries its list has, and ``sent`` the query of the request.
    """
    links = _in_header(link_header)
    if "next" in links:
        return Link(links["next"])
    if links.keys() & _AROUND:  # it names the pages around this one, and no next one: this is the last
        return None
    if not isinstance(value, dict):
        return _counted([], sent, rows)
    holders = [value, *_holders(value)]
    for holder in holders:
        for name in _LINKS:
            address = _address(holder.get(name))
            if address:
                return Link(address)
    listed = value.get("links")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("rel") == "next" and _address(one):
            return Link(_address(one))
    if any(holder.get(name) is False for holder in holders for name in _MORE):
        return None
    cursors = (_cursor(holder, sent) for holder in holders)
    found = next(filter(None, cursors), None)
    if found or any(name in holder for holder in holders for name in _CURSORS):  # an empty cursor: the last page
        return found
    if any(_whole(holder, _ALL_PAGES) is not None for holder in holders):
        pages = (_page(holder, sent) for holder in holders)
        return next(filter(None, pages), None)
    return _counted(holders, sent, rows)


def _counted(holders: Iterable[Mapping[str, Any]], sent: Sent, rows: int) -> Cursor | None:
    found = next_counted(holders, sent, rows)
    return Cursor(found[0], str(found[1])) if found else None


def _in_header(header: str) -> dict[str, str]:
    """The addresses of a header ``Link``, by what they are to this page; of two, the first."""
    found: dict[str, str] = {}
    for link in parse_header_links(header[:_MOST_LINKS]) if header else []:
        for relation in str(link.get("rel", "")).split():
            if link.get("url"):
                found.setdefault(relation, str(link["url"]))
    return found


def _holders(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The objects that speak of pages, and those in them."""
    for name in _HOLDERS:
        holder = value.get(name)
        if isinstance(holder, dict):
            yield holder
            yield from (holder[inner] for inner in _HOLDERS if isinstance(holder.get(inner), dict))


def _address(entry: Any) -> str:
    """The address that an entry holds, as a text or in its ``href``; "" if it holds none."""
    address = entry.get("href") if isinstance(entry, dict) else entry
    is_one = isinstance(address, str) and len(address) < _LONGEST and re.match(r"https?://|/|\?", address)
    return str(address) if is_one else ""


def _cursor(holder: Mapping[str, Any], sent: Sent) -> Cursor | None:
    for name in _CURSORS:
        value = holder.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value) or len(str(value)) > _LONGEST:
            continue
        own = name.removeprefix("next").lstrip("_")
        wanted = [own, name] if own else ["cursor", "after", "page"]
        parameter = sent.spelled(wanted) or own[:1].lower() + own[1:]
        if parameter:
            return Cursor(parameter, str(value))
    return None


def _page(holder: Mapping[str, Any], sent: Sent) -> Cursor | None:
    """The next page by its number: pages are counted from 1, or from 0 where the number is called ``number``."""
    page, last = _whole(holder, PAGES), _whole(holder, _ALL_PAGES)
    if page is None and _whole(holder, ("number",)) is not None:
        page, last = _whole(holder, ("number",)), None if last is None else last - 1
    if page is None or last is None or page >= last:
        return None
    return Cursor(sent.spelled(PAGES) or "page", str(page + 1))


def _whole(holder: Mapping[str, Any], names: Iterable[str]) -> int | None:
    values = (holder.get(name) for name in names)
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)
