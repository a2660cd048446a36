"""The inbox in the page: the events as they arrive, newest last, and how it answers. It follows by itself while it is shown.

Events arrive in a thread of the listener; widgets live on the kernel's loop. So the box polls, as the phone does, and nothing of
it is touched from elsewhere.
"""

import asyncio
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from kaizala_nb import faces
from kaizala_nb.widgets.style import html, sheet

_EVERY = 0.5
"""Seconds between two looks."""
_MOST_SHOWN = 100


class InboxContent(Protocol):
    """What an inbox is asked for; see ``kaizala_nb.inbox.Inbox``."""

    state: str
    attempted: list[Any]

    def said(self, attempt: Any) -> str: ...
    def lines(self) -> list[str]: ...


class InboxBox(widgets.VBox):
    """The box that shows an inbox."""

    def __init__(self, inbox: InboxContent) -> None:
        self.inbox = inbox
        self._screen = widgets.HTML()
        self._screen.add_class("kz-side")
        self._polling: asyncio.Task | None = None
        self._seen: object = None
        super().__init__([sheet(), self._screen])
        self.add_class("kz-side")
        self._screen._view_count = 0  # asks to be told how many views of it are on a page
        self._screen.observe(self._shown, "_view_count")
        self.refresh()

    def refresh(self) -> None:
        """Show what has come by now."""
        attempts = self.inbox.attempted
        seen = self.inbox.state, len(attempts), id(attempts[-1]) if attempts else 0
        if seen != self._seen:
            self._seen = seen
            self._screen.value = html(screen(self.inbox, attempts))

    def _shown(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._stop()
        elif self._polling is None or self._polling.done():
            self._polling = asyncio.get_running_loop().create_task(self._poll())

    async def _poll(self) -> None:
        while True:
            self.refresh()
            await asyncio.sleep(_EVERY)

    def _stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            self._polling = None

    def close(self) -> None:
        """Stop looking, and take it off the page."""
        self._stop()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = "\n".join(["Inbox", self.inbox.state, *(self.inbox.lines() or ["Nothing yet."])])
        return bundle


def screen(inbox: InboxContent, attempts: list[Any]) -> str:
    """The inbox as HTML: a box with a name, and in it a log, which a screen reader reads out as it grows."""
    shown = attempts[-_MOST_SHOWN:]
    before = len(attempts) - len(shown)
    lines = "".join(
        f"<li>{faces.element('span', faces.moment(attempt.at), 'kz-quiet')}<br>{escape(inbox.said(attempt))}</li>"
        for attempt in shown
    )
    earlier = faces.element("p", f"And {before:,} before these: see inbox.df.", "kz-quiet") if before else ""
    log = f'<ol class="kz-chat">{lines}</ol>' if lines else faces.element("p", "Nothing yet.", "kz-quiet")
    return faces.box(
        faces.element("p", "Inbox", "kz-title"),
        faces.element("p", inbox.state, "kz-quiet kz-note"),
        earlier,
        f'<div role="log" aria-label="Inbox">{log}</div>',
        label="Inbox",
    )
