"""What services call the counts of a list, without signs and in lower case."""

from typing import Any, TypeGuard

TOTALS = (
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalelements",
    "totalrecords",
    "recordstotal",
    "odatacount",
)
"""How many entries there are on all pages."""
ALL_PAGES = ("totalpages", "lastpage", "pagecount", "pages")
"""How many pages there are."""


def is_count(value: Any) -> TypeGuard[int | float]:
    """Whether a value of an envelope is a count: a whole number, or one made by chance, such as 1804.9594817573477.

    A number with two decimals at most may be an amount of money, so it is none.
    """
    if isinstance(value, float):
        return value != round(value, 2)
    return isinstance(value, int) and not isinstance(value, bool)
