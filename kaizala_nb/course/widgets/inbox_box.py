"""The box of an inbox: its events, the newest last, and what it answers.

Events arrive in a thread of the receiver, but widgets must be changed on the kernel's loop. So the box polls, as that of a phone.
"""

from html import escape
from pathlib import Path
from typing import Any

from kaizala_nb.course.inbox.attempts import Attempt
from kaizala_nb.course.inbox.inbox import Inbox
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

_MOST_SHOWN = 100


class InboxBox(LiveBox, PageWidget):
    """The box of an inbox.

    Its content has two sentences, ``state`` and ``before``, and ``entries``. An entry has a ``key``, a time ``at`` in milliseconds
    since 1970, and a ``text``.
    """

    module = Path(__file__).parent / "javascript" / "inbox.mjs"

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self._state: object = None
        super().__init__(content=_content(inbox, inbox.all_attempts))
        self.add_class("kz-side")
        self.start()

    def refresh(self) -> None:
        """Show the events that have come by now."""
        attempts = self.inbox.all_attempts
        state = self.inbox.state, len(attempts), attempts[-1].number if attempts else 0
        if state != self._state:
            self._state = state
            self.content = _content(self.inbox, attempts)

    @staticmethod
    def still(content: dict[str, Any]) -> str:
        """The inbox as HTML: a box with a name, and in it the log."""
        entries = "".join(
            f"<li>{faces.element('span', faces.moment(entry['at']), 'kz-quiet')}<br>{escape(entry['text'])}</li>"
            for entry in content["entries"]
        )
        log = f'<ol class="kz-chat">{entries}</ol>' if entries else faces.element("p", "Nothing yet.", "kz-quiet")
        return faces.box(
            faces.element("p", "Inbox", "kz-title"),
            faces.element("p", content["state"], "kz-quiet kz-note"),
            faces.element("p", content["before"], "kz-quiet") if content["before"] else "",
            f'<div role="log" aria-label="Inbox">{log}</div>',
            faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if entries else "",
            label="Inbox",
        )

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        return "\n".join(["Inbox", self.inbox.state, *(self.inbox.lines() or ["Nothing yet."])])


def _content(inbox: Inbox, attempts: list[Attempt]) -> dict[str, Any]:
    newest = attempts[-_MOST_SHOWN:]
    before = len(attempts) - len(newest)
    return {
        "state": inbox.state,
        "before": f"And {before:,} before these: see inbox.df." if before else "",
        "entries": [{"key": str(one.number), "at": one.at, "text": inbox.in_words(one)} for one in newest],
    }
