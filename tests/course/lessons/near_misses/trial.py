"""What learners might write for a check: ways that are right, and programs that are nearly right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Trial:
    """The programs for one check.

    Attributes:
        check: Its name.
        right: Right ways beside the lesson's own, by what is special about them. Each turns the check.
        wrong: Near misses, by what is wrong with them. None turns the check.
        at: A text in the cell before which they are tried. Left out, it is the cell that the learner writes into. In a part it is
            the first cell of the lesson that has this text.
        with_cell_above: Whether the cell above runs before each of them, such as the one that sends the messages to be answered.
        is_alone: Whether each needs a lesson of its own, since what it leaves behind cannot be taken back.
        given: The names of variables that are given to the check, by the names of its arguments.
    """

    check: str
    right: Mapping[str, str]
    wrong: Mapping[str, str]
    at: str = ""
    with_cell_above: bool = False
    is_alone: bool = False
    given: Mapping[str, str] = field(default_factory=dict)

    def arguments(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """What is given to the check."""
        return {argument: names.get(name) for argument, name in self.given.items()}
