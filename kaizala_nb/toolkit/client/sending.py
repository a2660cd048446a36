"""One sending of a step: who follows it, how patient it is, what lets it in."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.client.authorisation import Authorisation
from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.scripting import Turns
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience
from kaizala_nb.toolkit.collection import Step


def _no_progress(sent: int, size: int) -> None:
    """Nobody looks at the progress."""


@dataclass(frozen=True)
class Watch:
    """Follows one sending.

    ``wait`` is called with a sentence before each wait, in place of the session's ``on_wait``. ``progress`` is called while an
    upload goes. ``heard``: the session's listeners are called too. ``scripts`` is called with what came of the scripts of somebody
    else's collection, also if the sending fails. ``by_cell``: nobody has asked for it but a cell that runs; see
    :class:`~kaizala_nb.toolkit.client.consent.Consent`.
    """

    wait: Callable[[str], None] | None = None
    progress: Progress = _no_progress
    heard: bool = True
    scripts: Callable[[Turns], None] | None = None
    by_cell: bool = False


UNWATCHED = Watch()
"""Only the session follows the sending."""


@dataclass(repr=False, slots=True)
class Exchanged:
    """A call that was sent, and what came of it. It holds secrets, so it has no ``vars()`` and no repr of them.

    Attributes:
        started: When it was sent, in seconds of the epoch.
        seconds: How long all of it took.
        outgoing: The request as it went out first, before any redirect; None if nothing went out.
        sent_on: The addresses that it was sent on to, in their order.
        is_stopped: Whether it was not sent on, because the address is not one that the user allowed.
        answer: The answer that counts; None if there is none.
        problem: Why it failed; "" if it did not.
        checks: What came of the checks in scripts.
        step: The step that somebody sent, before scripts changed it; None if it is a request of a script.
        given: The values that it was sent with.
    """

    started: float = field(default_factory=time.time)
    seconds: float = 0.0
    outgoing: Outgoing | None = None
    sent_on: list[str] = field(default_factory=list)
    is_stopped: bool = False
    answer: Answer | None = None
    problem: str = ""
    checks: Checks = field(default_factory=Checks)
    step: Step | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    _last: tuple[str, str] = ("", "")

    def goes_out(self, outgoing: Outgoing) -> None:
        """Note a request that goes out now."""
        if self.outgoing is None:
            self.outgoing, self.sent_on, self._last = outgoing, [], _line_of(outgoing)
        elif _line_of(outgoing) != self._last:  # else it is sent once more
            self.sent_on.append(outgoing.url)
            self._last = _line_of(outgoing)


def _line_of(outgoing: Outgoing) -> tuple[str, str]:
    message = outgoing.call.message
    return message.method if message else outgoing.call.step.method, outgoing.url


@dataclass(frozen=True)
class Sending:
    """What belongs to one sending. It stays the same through repeats and redirects."""

    patience: Patience
    watch: Watch
    authorisation: Authorisation
    exchanged: Exchanged = field(default_factory=Exchanged)
