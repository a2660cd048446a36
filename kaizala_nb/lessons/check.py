"""A check's answer: a line a thing, "done" or "not yet", with hints that show where to look and never give the line away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaizala_nb import faces


@dataclass(frozen=True)
class Line:
    """One thing that is there or not, in words; ``hints`` say where to look, then which request."""

    done: bool
    said: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """The lines of a check. ``passed`` when all are done."""

    title: str
    lines: Sequence[Line]

    @property
    def passed(self) -> bool:
        """Whether everything is there."""
        return bool(self.lines) and all(line.done for line in self.lines)

    @property
    def _headline(self) -> str:
        done = sum(line.done for line in self.lines)
        return f"{self.title}: {done} of {len(self.lines)} done" if self.lines else self.title

    def __repr__(self) -> str:
        shown = [self._headline]
        for line in self.lines:
            shown.append(f"{_word(line)}{line.said}")
            if not line.done:
                shown += [f"           Hint {number}: {hint}" for number, hint in enumerate(line.hints, 1)]
        return "\n".join(shown)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
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
        return {"text/html": faces.page(faces.box(*parts, label=self.title)), "text/plain": repr(self)}


def _word(line: Line) -> str:
    return ("done" if line.done else "not yet").ljust(11)
