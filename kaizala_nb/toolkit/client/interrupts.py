"""Whoever interrupts the kernel while a request is on its way gets words, and no traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Step


@contextmanager
def stoppable(step: Step) -> Iterator[None]:
    """Inside the block, an interrupt is an :class:`~kaizala_nb.toolkit.client.errors.Interrupted`."""
    try:
        yield
    except errors.Interrupted:
        raise
    except KeyboardInterrupt:
        meaning = "You interrupted it, and its answer was not read."
        todo = "Look whether it was done, or send it again: that is safe."
        if not step.safe_to_repeat:
            todo = "Look whether it was done, before you send it again: a second POST makes a second one."
        advice = errors.Advice("Nothing that was read.", meaning, todo, "Not known: it may have arrived.")
        raise errors.Interrupted(meaning, step=step.name, service=step.service, advice=advice) from None
