"""A check's answer: a line a thing, "done" or "not yet", with hints that show where to look and never give the line away.

The check of an exercise says "done": the learner did something that no cell of the lesson does. The check at the end of a part
says "ran": the cells of the part were run, and nothing more is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display.checklist import Checklist, Line, line

__all__ = ["RESULT", "Asked", "Check", "Line", "exercise", "line", "part", "quotation"]

RESULT = "application/vnd.kaizala.check+json"
"""The media type under which a check gives its result to programs: ``{"check": "00", "done": 2, "of": 3}``."""


class Asked(NamedTuple):
    """What a lesson asks for: a title, a function that gives the lines of its check, and the word for what is there."""

    title: str
    look: Callable[[World], list[Line]]
    word: str


def part(title: str, look: Callable[[World], list[Line]]) -> Asked:
    """A part of a lesson, to be run."""
    return Asked(title, look, "ran")


def exercise(title: str, look: Callable[[World], list[Line]]) -> Asked:
    """An exercise, to be done by the learner. An untouched lesson does not pass its check."""
    return Asked(title, look, "done")


def quotation(chat: Mapping[str, Any] | None) -> str:
    """The text of a message or a card, in quotation marks; "" where there is none."""
    return f'"{chat["text"]}"' if chat else ""


@dataclass(frozen=True, repr=False)
class Check(Checklist):
    """The lines of a check. ``name`` is the name that it has in ``kaizala.check(name)``."""

    name: str = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        result = {"check": self.name, "done": self._done, "of": len(self.lines)}
        return super()._repr_mimebundle_(**kwargs) | {RESULT: result}
