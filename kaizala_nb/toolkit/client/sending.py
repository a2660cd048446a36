"""One sending of a step: who follows it, how patient it is, what lets it in."""

from collections.abc import Callable
from dataclasses import dataclass

from kaizala_nb.toolkit.client.authorisation import Authorisation
from kaizala_nb.toolkit.client.scripting import Turns
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience


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


@dataclass(frozen=True)
class Sending:
    """What belongs to one sending. It stays the same through repeats and redirects."""

    patience: Patience
    watch: Watch
    authorisation: Authorisation
