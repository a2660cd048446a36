"""A list of things that are there or not yet, each with hints that show where to look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.display import faces


@dataclass(frozen=True)
class Line:
    """One thing that is there or not, in a sentence; ``hints`` say where to look, then which request. ``code`` can be pasted."""

    done: bool
    sentence: str
    hints: tuple[str, ...] = ()
    code: str = ""


def line(done: object, yes: str, no: str, *hints: str, code: str = "") -> Line:
    """The line that says ``yes`` when the thing is done, and ``no`` when it is not."""
    return Line(bool(done), yes if done else no, hints, code)


@dataclass(frozen=True)
class Checklist:
    """The lines of a check. ``passed`` when all are done. ``word`` says of a line that its thing is there."""

    title: str
    lines: Sequence[Line]
    word: str = "done"

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
            rows += [f"           {name}: {hint}" for name, hint, _ in _hints(line)]
        return "\n".join(rows)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        parts = [faces.element("p", self._headline, "kz-title")]
        for line in self.lines:
            parts.append(
                f"<div>{faces.element('strong', self._word(line))} {faces.element('span', line.sentence)}</div>"
            )
            parts += [faces.fold(name, html) for name, _, html in _hints(line)]
        return {"text/html": faces.output(faces.box(*parts, label=self.title)), "text/plain": repr(self)}


def _hints(line: Line) -> list[tuple[str, str, str]]:
    """The names of the hints of a line that is not done, and each as text and as HTML."""
    if line.done:
        return []
    hints = [(f"Hint {number}", hint, faces.element("p", hint, "kz-note")) for number, hint in enumerate(line.hints, 1)]
    name = f"Hint {len(hints) + 1}" if hints else "Hint"
    return [*hints, (name, line.code, faces.code(line.code))] if line.code else hints
