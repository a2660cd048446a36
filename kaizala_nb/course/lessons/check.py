"""A check's answer: a line a thing, "done" or "not yet", with hints that show where to look and never give the line away.

The check of an exercise says "done": the learner did something that no cell of the lesson does. The check at the end of a part
says "ran": the cells of the part were run, and nothing more is known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

Word = Literal["done", "ran"]

RESULT = "application/vnd.kaizala.check+json"
"""The media type under which a check gives its result to programs: ``{"check": "00", "done": 2, "of": 3}``."""


@dataclass(frozen=True)
class Line:
    """One thing that is there or not, in a sentence; ``hints`` say where to look, then which request."""

    done: bool
    sentence: str
    hints: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a lesson asks for: a title, a function that gives the lines of its check, and the word for what is there."""

    title: str
    look: Callable[[World], list[Line]]
    word: Word


def part(title: str, look: Callable[[World], list[Line]]) -> Asked:
    """A part of a lesson, to be run."""
    return Asked(title, look, "ran")


def exercise(title: str, look: Callable[[World], list[Line]]) -> Asked:
    """An exercise, to be done by the learner. An untouched lesson does not pass its check."""
    return Asked(title, look, "done")


def line(done: object, yes: str, no: str, *hints: str) -> Line:
    """The line that says ``yes`` when the thing is done, and ``no`` when it is not."""
    return Line(bool(done), yes if done else no, hints)


def quotation(chat: Mapping[str, Any] | None) -> str:
    """The text of a message or a card, in quotation marks; "" where there is none."""
    return f'"{chat["text"]}"' if chat else ""


@dataclass(frozen=True)
class Check:
    """The lines of a check. ``passed`` when all are done. ``name`` is the name that it has in ``kaizala.check(name)``.

    ``word`` says of a line that the thing is there.
    """

    title: str
    lines: Sequence[Line]
    name: str = ""
    word: Word = "done"

    @property
    def passed(self) -> bool:
        """Whether everything is there."""
        return bool(self.lines) and self._done == len(self.lines)

    @property
    def _done(self) -> int:
        return sum(line.done for line in self.lines)

    def _word(self, line: Line) -> str:
        return self.word if line.done else "not yet"

    @property
    def _headline(self) -> str:
        return f"{self.title}: {self._done} of {len(self.lines)} {self.word}" if self.lines else self.title

    def __repr__(self) -> str:
        rows = [self._headline]
        for line in self.lines:
            rows.append(f"{self._word(line).ljust(11)}{line.sentence}")
            rows += [f"           {name}: {hint}" for name, hint in _hints(line)]
        return "\n".join(rows)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        parts = [faces.element("p", self._headline, "kz-title")]
        for line in self.lines:
            parts.append(
                f"<div>{faces.element('strong', self._word(line))} {faces.element('span', line.sentence)}</div>"
            )
            parts += [faces.fold(name, faces.element("p", hint, "kz-note")) for name, hint in _hints(line)]
        return {
            "text/html": faces.output(faces.box(*parts, label=self.title)),
            "text/plain": repr(self),
            RESULT: {"check": self.name, "done": self._done, "of": len(self.lines)},
        }


def _hints(line: Line) -> list[tuple[str, str]]:
    """The names and the texts of the hints of a line that is not done."""
    return [] if line.done else [(f"Hint {number}", hint) for number, hint in enumerate(line.hints, 1)]
