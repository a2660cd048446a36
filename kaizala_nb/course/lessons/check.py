"""A check's answer: a line a thing, "done" or "not yet", with hints that show where to look and never give the line away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.display import faces

RESULT = "application/vnd.kaizala.check+json"
"""The media type under which a check gives its result to programs: ``{"check": "00", "done": 2, "of": 3}``."""


@dataclass(frozen=True)
class Line:
    """One thing that is there or not, in words; ``hints`` say where to look, then which request."""

    done: bool
    said: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """The lines of a check. ``passed`` when all are done. ``name`` is what it was asked by."""

    title: str
    lines: Sequence[Line]
    name: str = ""

    @property
    def passed(self) -> bool:
        """Whether everything is there."""
        return bool(self.lines) and all(line.done for line in self.lines)

    @property
    def _done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def _headline(self) -> str:
        return f"{self.title}: {self._done} of {len(self.lines)} done" if self.lines else self.title

    def __repr__(self) -> str:
        shown = [self._headline]
        for line in self.lines:
            shown.append(f"{_word(line)}{line.said}")
            if not line.done:
                shown += [f"           Hint {number}: {hint}" for number, hint in enumerate(line.hints, 1)]
        return "\n".join(shown)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        parts = [faces.element("p", self._headline, "kz-title")]
        for line in self.lines:
            parts.append(
                f"<div>{faces.element('strong', _word(line).strip())} {faces.element('span', line.said)}</div>"
            )
            if not line.done:
                parts += [
                    faces.fold(f"Hint {number}", faces.element("p", hint, "kz-note"))
                    for number, hint in enumerate(line.hints, 1)
                ]
        return {
            "text/html": faces.page(faces.box(*parts, label=self.title)),
            "text/plain": repr(self),
            RESULT: {"check": self.name, "done": self._done, "of": len(self.lines)},
        }


def _word(line: Line) -> str:
    return ("done" if line.done else "not yet").ljust(11)
