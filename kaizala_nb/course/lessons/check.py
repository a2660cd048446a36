"""A check's answer: a line a thing, "done" or "not yet", with hints that show where to look and never give the line away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.display.checklist import Checklist, Line, line

__all__ = ["RESULT", "Check", "Line", "line", "quotation"]

RESULT = "application/vnd.kaizala.check+json"
"""The media type under which a check gives its result to programs: ``{"check": "00", "done": 2, "of": 3}``."""


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
