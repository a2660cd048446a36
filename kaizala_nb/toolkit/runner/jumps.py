"""Which request comes next, if a script of a collection says so (``setNextRequest``)."""

from collections.abc import Mapping, Sequence
from typing import Any

from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

MOST_TIMES = 100
"""How often a run sends one request, for each row of data. So a loop of requests ends."""


class Jumps:
    """The ways from each of some steps to the next. As in Postman, an id counts before a name, and of one name the last step."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._end = len(steps)
        self._by_name = {step.name: number for number, step in enumerate(steps)}
        foreign = [(number, step) for number, step in enumerate(steps) if isinstance(step, ForeignStep)]
        self._by_id = {str(step.item.written["id"]): number for number, step in foreign if "id" in step.item.written}

    def after(self, at: int, wanted: Any, times: Mapping[int, int]) -> tuple[int, str]:
        """The number of the step after that of number ``at``, and a sentence if there is a problem; then it is the end.

        Args:
            at: The number of the step that was sent.
            wanted: What its scripts say: a name, None for the end, ``...`` for nothing.
            times: How often each step was sent.
        """
        if wanted is ...:
            return at + 1, ""
        if wanted is None:
            return self._end, ""
        name = str(wanted)
        found = self._by_id.get(name, self._by_name.get(name))
        if found is None:
            return self._end, f"A script names {name!r} as the next request, and no request of this run is called so."
        if times[found] >= MOST_TIMES:
            return (
                self._end,
                f"A script asks for {name!r} again, which was sent {MOST_TIMES} times. So the loop ends here.",
            )
        return found, ""
