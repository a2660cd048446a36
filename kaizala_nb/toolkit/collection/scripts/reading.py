"""Carries out what is understood of scripts. The scripts themselves are not run."""

from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts.outcome import Outcome, Scene, Script


class ReadScripts:
    """An engine: what is certain of scripts is done, what is not is in the notes.

    Args:
        random_value: Gives a new value for a dynamic variable such as ``$guid``; None for a name that there is not.
    """

    def __init__(self, random_value: Callable[[str], str | None] = lambda _: None) -> None:
        self._random_value = random_value

    def carry_out(self, scripts: Sequence[Script], scene: Scene) -> Outcome:
        """See :class:`~kaizala_nb.toolkit.collection.scripts.outcome.Engine`."""
        return Outcome()
