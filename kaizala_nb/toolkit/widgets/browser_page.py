"""The page in the browser, and two questions to it: has everything come that was typed there, and what is its time zone?

A browser page cannot be asked directly. But its widgets can be linked: what is put into a date field without a zone comes back from
a date field with a zone, as the page's clock understands it. So a time that is put into the first field is a question, and the time
that comes back is the answer. The page sends its messages in order. When the answer is here, everything has come that was typed
before the page heard the question, however slow the page is.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Protocol
from weakref import WeakSet

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook

_QUESTIONS = 60_000
"""How many questions are told apart: by the seconds and milliseconds of their time, which are the same in every zone."""

_HALF_A_YEAR = timedelta(weeks=26)


class Watcher(Protocol):
    """Something that shows times."""

    def refresh(self) -> None: ...


class BrowserZone(tzinfo):
    """The time zone of the browser's clock. It is known at some times only; at another time, the nearest of them counts."""

    def __init__(self) -> None:
        self.offsets: dict[datetime, timedelta] = {}

    def utcoffset(self, when: datetime | None) -> timedelta:
        when = (when or datetime.now()).replace(tzinfo=None)
        return self.offsets[min(self.offsets, key=lambda known: abs(known - when))]

    def dst(self, when: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        return faces.offset(self.utcoffset(when))


class BrowserPage:
    """The page in the browser. Where no page shows this notebook, no question is answered.

    ``zone`` is its time zone; ``watchers`` are refreshed when more is known of the zone.
    """

    def __init__(self) -> None:
        self._question, self._answer = widgets.NaiveDatetimePicker(), widgets.DatetimePicker()
        self._link = widgets.jsdlink((self._question, "value"), (self._answer, "value"))
        self._number = 0
        self._open: dict[int, Callable[[], object]] = {}
        self._answer.observe(self._on_answer, "value")
        self.zone = BrowserZone()
        self.watchers: WeakSet[Watcher] = WeakSet()

    @property
    def is_there(self) -> bool:
        """Whether a question can still reach the page. It cannot after somebody has closed all widgets."""
        return self._question.comm is not None

    def ask(self, then: Callable[[], object], at: datetime | None = None) -> None:
        """Call ``then`` when everything has come that was typed so far. ``zone`` knows the offset at the time ``at`` by then."""
        self._number = (self._number + 1) % _QUESTIONS
        self._open[self._number] = then
        minute = (at or datetime.now()).replace(second=0, microsecond=0)
        self._question.value = minute + timedelta(milliseconds=self._number)

    def ask_zone(self, at: datetime | None = None) -> None:
        """Learn the offset at a time. Without a time, learn it for now and for half a year from now."""
        if at is None:
            self.ask(lambda: self.ask_zone(datetime.now() + _HALF_A_YEAR))
        elif at.replace(second=0, microsecond=0) not in self.zone.offsets:
            self.ask(lambda: None, at)

    def _on_answer(self, change: dict[str, Any]) -> None:
        """Take an answer. It answers its question and all earlier ones, because a slow page leaves some out."""
        question, answer = self._question.value, change["new"]
        number = answer.second * 1000 + answer.microsecond // 1000
        if number not in self._open:
            return
        if number == self._number:
            minute = question.replace(second=0, microsecond=0)
            self.zone.offsets[minute] = minute.replace(tzinfo=UTC) - answer.replace(second=0, microsecond=0)
            faces.show_times_in(self.zone)
        while self._open:
            first = next(iter(self._open))
            self._open.pop(first)()
            if first == number:
                break
        for watcher in list(self.watchers):
            watcher.refresh()


_pages: list[BrowserPage] = []


def browser_page() -> BrowserPage | None:
    """The page of this notebook; None outside a notebook."""
    if not in_notebook():
        return None
    if not _pages or not _pages[-1].is_there:
        _pages[:] = [BrowserPage()]
        _pages[-1].ask_zone()
    return _pages[-1]


def browser_zone() -> BrowserZone | None:
    """The time zone of the browser's clock; None as long as it is not known."""
    page = browser_page()
    return page.zone if page is not None and page.zone.offsets else None
