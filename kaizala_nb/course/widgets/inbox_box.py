"""The box of an inbox: its events, the newest last, and what it answers.

Events arrive in a thread of the receiver, but widgets must be changed on the kernel's loop. So the box polls, as that of a phone.
"""

from html import escape

from kaizala_nb.course.inbox.attempts import Attempt
from kaizala_nb.course.inbox.inbox import Inbox
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.style import html

_MOST_SHOWN = 100


class InboxBox(LiveBox):
    """The box of an inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self._state: object = None
        super().__init__()

    def refresh(self) -> None:
        """Show the events that have come by now."""
        attempts = self.inbox.all_attempts
        state = self.inbox.state, len(attempts), id(attempts[-1]) if attempts else 0, faces.zone()
        if state != self._state:
            self._state = state
            self._screen.value = html(screen(self.inbox, attempts))

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        return "\n".join(["Inbox", self.inbox.state, *(self.inbox.lines() or ["Nothing yet."])])


def screen(inbox: Inbox, attempts: list[Attempt]) -> str:
    """The inbox as HTML: a box with a name, and in it a log. A screen reader reads each new entry of a log."""
    newest = attempts[-_MOST_SHOWN:]
    before = len(attempts) - len(newest)
    entries = "".join(
        f"<li>{faces.element('span', faces.moment(attempt.at), 'kz-quiet')}<br>{escape(inbox.in_words(attempt))}</li>"
        for attempt in newest
    )
    note = faces.element("p", f"And {before:,} before these: see inbox.df.", "kz-quiet") if before else ""
    log = f'<ol class="kz-chat">{entries}</ol>' if entries else faces.element("p", "Nothing yet.", "kz-quiet")
    return faces.box(
        faces.element("p", "Inbox", "kz-title"),
        faces.element("p", inbox.state, "kz-quiet kz-note"),
        note,
        f'<div role="log" aria-label="Inbox">{log}</div>',
        faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if attempts else "",
        label="Inbox",
    )
