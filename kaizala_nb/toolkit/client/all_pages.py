"""All pages of a list as one table."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_MOST_TABLE = 25_000


class Page(Protocol):
    """A reply, as far as it is a page."""

    @property
    def _records(self) -> list[Any]:
        """Its rows, masked."""

    @property
    def _next_address(self) -> str:
        """The address of the next page, with the names of variables; "" after the last page."""

    def next(self) -> "Page | None":
        """The next page."""


class Pages:
    """Pages, one after the other.

    Attributes:
        replies: The reply of each page.
        note: Why there are no more of them; "" if the last page is the last one.
    """

    def __init__(self, replies: Sequence[Any], note: str = "") -> None:
        self.replies = replies
        self.note = note

    @cached_property
    def df(self) -> "pd.DataFrame":
        """The rows of all pages as one table."""
        records = [record for reply in self.replies for record in reply._records]
        note = faces.element("p", self.note, "kz-note") if self.note else ""
        return tables.frame(records, below=(note, self.note))

    def __len__(self) -> int:
        return len(self.replies)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.replies)

    def _title(self) -> str:
        return f"{faces.count(len(self.replies), 'page')}, {faces.count(len(self.df), 'row')}"

    def __repr__(self) -> str:
        return f"<{self._title()}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        title = " ".join(filter(None, [f"{self._title()}.", self.note]))
        html = faces.output(faces.element("p", title, "kz-note"), tables.html(self.df, _MOST_TABLE))
        return {"text/html": html, "text/plain": f"{title}\n{tables.text(self.df, _MOST_TABLE // 2)}"}


def gathered(first: Page, address: str, most: int) -> Pages:
    """The pages from ``first`` on, at most ``most`` of them. ``address`` is that of the first.

    Raises :class:`~kaizala_nb.toolkit.client.errors.ApiError` if a page fails; its ``gathered`` is the table of those before.
    """
    if most < 1:
        raise errors.not_sent(f"most={most} is no number of pages.", "Give most=1 or more.")
    replies, addresses = [first], {address}
    while replies[-1]._next_address:
        if replies[-1]._next_address in addresses:
            return Pages(replies, "The service gave an address for the second time: its pages would never end.")
        if len(replies) >= most:
            return Pages(replies, f"There are more: all_pages(most={2 * most}).")
        addresses.add(replies[-1]._next_address)
        try:
            page = replies[-1].next()
        except errors.ApiError as trouble:
            raise trouble.but(gathered=Pages(replies).df) from None
        if page is None:
            break
        replies.append(page)
    return Pages(replies)
