"""The next page of a list that is counted: by the number of the page, or by how many entries come before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OFFSETS = ("offset", "skip", "startIndex", "startAt")
PAGES = ("page", "current_page", "currentPage", "page_number", "pageNumber")
_SIZES = ("limit", "per_page", "perPage", "page_size", "pageSize", "pagelen", "size", "maxResults", "top", "take")
_TOTALS = (
    "total",
    "total_count",
    "totalCount",
    "total_results",
    "totalResults",
    "total_items",
    "totalItems",
    "totalElements",
)


@dataclass(frozen=True)
class Sent:
    """What of a request tells the page that it asks for.

    Attributes:
        names: The names of the parameters that its query can have.
        values: The values of its query, as they were sent.
    """

    names: list[str]
    values: Mapping[str, str]

    def spelled(self, wanted: Iterable[str]) -> str:
        """The first wanted name, as the request spells it; "" if it has none of them."""
        plain = {_plain(name): name for name in reversed(self.names)}
        found = (plain.get(_plain(one), "") for one in wanted)
        return next(filter(None, found), "")

    def number(self, wanted: Iterable[str]) -> int | None:
        """The whole number that was sent under the first of these names that the request has."""
        text = self.values.get(self.spelled(wanted), "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def next_counted(holders: Iterable[Mapping[str, Any]], sent: Sent, rows: int) -> tuple[str, int] | None:
    """The parameter of the next page, and its value; None after the last page, or where nothing tells whether there is one more.

    ``holders`` are the objects of the reply that speak of its pages, ``rows`` is how many entries it has.

    A next page is there if the reply counts more entries than have come. Without such a count it is there if the page is as long
    as was asked for: then the last one may be empty.
    """
    objects = list(holders)
    total, size = _told(objects, _TOTALS), _told(objects, _SIZES) or sent.number(_SIZES)
    parameter = sent.spelled(OFFSETS)
    if parameter and rows:
        at = _told(objects, OFFSETS)
        before = (sent.number(OFFSETS) or 0) if at is None else at
        return (parameter, before + rows) if _has_more(before + rows, total, rows, size) else None
    parameter, page = sent.spelled(PAGES), _told(objects, PAGES)
    number = sent.number(PAGES) if page is None else page
    if parameter and rows and number is not None and size:
        return (parameter, number + 1) if _has_more(number * size, total, rows, size) else None
    return None


def _has_more(come: int, total: int | None, rows: int, size: int | None) -> bool:
    if total is None:
        return size is not None and rows >= size
    return come < total


def _told(objects: Iterable[Mapping[str, Any]], names: Iterable[str]) -> int | None:
    """The first whole number under one of these names."""
    values = (holder.get(name) for holder in objects for name in names)
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace("$", "").lower()
