"""One sending of a step: who follows it, how patient it is, how it is let in."""

from collections.abc import Callable
from dataclasses import dataclass

from kaizala_nb.toolkit.client.authorisation import Authorisation
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience


def _nobody(sent: int, size: int) -> None:
    """Nobody looks at the progress."""


@dataclass(frozen=True)
class Watch:
    """Who follows a sending.

    ``wait`` is told of each wait, in place of the session's ``on_wait``; ``progress`` how many bytes of an upload have gone, of how
    many; ``heard``: the session's listeners are told of it.
    """

    wait: Callable[[str], None] | None = None
    progress: Progress = _nobody
    heard: bool = True


UNWATCHED = Watch()
"""Nobody but the session follows."""


@dataclass(frozen=True)
class Sending:
    """What belongs to one sending, through repeats and moves."""

    patience: Patience
    watch: Watch
    authorisation: Authorisation
