"""The inbox in the page: the events as they arrive, newest last, and how it answers. It follows by itself while it is shown.

Events arrive in a thread of the listener; widgets live on the kernel's loop. So the box polls, as the phone does, and nothing of
it is touched from elsewhere.
"""

from html import escape
from typing import Any, Protocol

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.following import Following
from kaizala_nb.toolkit.widgets.style import html

_MOST_SHOWN = 100


class InboxContent(Protocol):
    """What an inbox is asked for; see ``kaizala_nb.course.inbox.inbox.Inbox``."""

    state: str
    attempted: list[Any]

    def said(self, attempt: Any) -> str: ...
    def lines(self) -> list[str]: ...


class InboxBox(Following):
    """The box that shows an inbox."""

    def __init__(self, inbox: InboxContent) -> None:
        self.inbox = inbox
        self._seen: object = None
        super().__init__()

    def refresh(self) -> None:
        """Show what has come by now."""
        attempts = self.inbox.attempted
        seen = self.inbox.state, len(attempts), id(attempts[-1]) if attempts else 0, faces.zone()
        if seen != self._seen:
            self._seen = seen
            self._screen.value = html(screen(self.inbox, attempts))

    def as_text(self) -> str:
        """The same in plain text."""
        return "\n".join(["Inbox", self.inbox.state, *(self.inbox.lines() or ["Nothing yet."])])


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
        faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if attempts else "",
        label="Inbox",
    )
