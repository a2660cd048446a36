"""Questions to the page in the browser: has everything come that was typed there, and how far is its clock from UTC?

A page answers no question by itself. But a date field that knows no zone, tied in the page to one that does, does: whatever time is
put into the first comes back from the second as the page's clock has it, in UTC. The page sends things in their order, so what was
typed before it heard of the question has come when the answer is there, however slow the page is.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol
from weakref import WeakSet

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook

_QUESTIONS = 60_000
"""How many are told apart: by the seconds and milliseconds of the time asked about, which no zone changes."""

_HALF_A_YEAR = timedelta(weeks=26)


class Watcher(Protocol):
    """Shows times."""

    def refresh(self) -> None: ...


class PageZone(tzinfo):
    """The zone of the page's clock: by the offsets that it told for some times. At another time, that of the nearest one counts."""

    def __init__(self) -> None:
        self.offsets: dict[datetime, timedelta] = {}

    def utcoffset(self, when: datetime | None) -> timedelta:
        when = (when or datetime.now()).replace(tzinfo=None)
        return self.offsets[min(self.offsets, key=lambda told: abs(told - when))]

    def dst(self, when: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        return faces.offset(self.utcoffset(when))


class Page:
    """The page, wherever one is. Nobody answers where there is none."""

    def __init__(self) -> None:
        self._asked, self._answer = widgets.NaiveDatetimePicker(), widgets.DatetimePicker()
        self._tie = widgets.jsdlink((self._asked, "value"), (self._answer, "value"))
        self._number = 0
        self._open: dict[int, Callable[[], object]] = {}
        self._answer.observe(self._answered, "value")
        self.zone = PageZone()
        self.watchers: WeakSet[Watcher] = WeakSet()  # told when more is known of its zone

    @property
    def is_there(self) -> bool:
        """Whether a page can still hear of it: somebody may have closed all widgets."""
        return self._asked.comm is not None

    def ask(self, then: Callable[[], object], at: datetime | None = None) -> None:
        """Call ``then`` once everything that was typed before has come. ``zone`` knows the offset of the time ``at`` by then."""
        self._number = (self._number + 1) % _QUESTIONS
        self._open[self._number] = then
        minute = (at or datetime.now()).replace(second=0, microsecond=0)
        self._asked.value = minute + timedelta(milliseconds=self._number)

    def ask_zone(self, at: datetime | None = None) -> None:
        """Learn its zone at a time; now, and half a year from now, if none is said."""
        if at is None:
            self.ask(lambda: self.ask_zone(datetime.now() + _HALF_A_YEAR))
        elif at.replace(second=0, microsecond=0) not in self.zone.offsets:
            self.ask(lambda: None, at)

    def _answered(self, change: dict) -> None:
        """An answer is to its question and to all before it: a page that is slow leaves some out."""
        asked, answer = self._asked.value, change["new"]
        number = answer.second * 1000 + answer.microsecond // 1000
        if number not in self._open:
            return
        if number == self._number:
            minute = asked.replace(second=0, microsecond=0)
            self.zone.offsets[minute] = minute.replace(tzinfo=UTC) - answer.replace(second=0, microsecond=0)
            faces.read_in(self.zone)
        while self._open:
            first = next(iter(self._open))
            self._open.pop(first)()
            if first == number:
                break
        for watcher in list(self.watchers):
            watcher.refresh()


_pages: list[Page] = []


def the_page() -> Page | None:
    """The page of this notebook; None outside one."""
    if not in_notebook():
        return None
    if not _pages or not _pages[-1].is_there:
        _pages[:] = [Page()]
        _pages[-1].ask_zone()
    return _pages[-1]


def page_zone() -> PageZone | None:
    """The zone of its clock, where it is known by now."""
    page = the_page()
    return page.zone if page is not None and page.zone.offsets else None
