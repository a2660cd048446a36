"""The panel of an error: what the service said, what that means, what to do, and what has changed."""

from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.client import excerpts
from kaizala_nb.toolkit.display import faces

MOST_ROW = 4_000
"""Bytes of a row in an output."""
_MOST_REPLY = 30_000  # bytes in an output


@dataclass(frozen=True)
class Advice:
    """What a panel says: what the service said, what that means, what to do, and what changed.

    ``todo_in_form`` is what somebody who fills in a form has to do, if that is something else than in a call.
    """

    said: str
    meaning: str
    todo: str
    changed: str = "Nothing."
    todo_in_form: str = ""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The four rows, always in this order."""
        return (
            ("The service said", self.said),
            ("What it means", self.meaning),
            ("What to do", self.todo),
            ("What changed", self.changed),
        )


@dataclass(frozen=True)
class Panel:
    """The panel. ``step`` is the name of the request; ``request`` and ``reply_text`` (the body of the answer) are masked."""

    title: str
    step: str
    advice: Advice
    request: Any
    reply_text: str

    def as_text(self) -> str:
        """The panel in plain text."""
        parts = [self.title, self._short_step, faces.text_rows(self._short_rows())]
        parts += [f"{title}:\n{content}" for title, content in self._folds()]
        return "\n".join(part for part in parts if part)

    def as_html(self) -> str:
        """The panel as HTML without the style sheet. All texts from outside are escaped."""
        return faces.box(
            faces.element("p", self.title, "kz-title"),
            faces.element("div", self._short_step, "kz-quiet") if self.step else "",
            faces.rows(self._short_rows()),
            *(faces.fold(title, faces.code(content)) for title, content in self._folds()),
            kind="kz-refused",
            label=self.title,
        )

    @property
    def _short_step(self) -> str:
        return faces.cut(self.step, MOST_ROW)  # a name from somebody else's file may be long

    def _short_rows(self) -> list[tuple[str, str]]:
        return [(name, faces.cut(words, MOST_ROW)) for name, words in self.advice.rows]

    def _folds(self) -> list[tuple[str, str]]:
        request = str(self.request) if self.request else ""
        reply = excerpts.body(self.reply_text, _MOST_REPLY, "error.reply_text", indent=2)
        return [(title, content) for title, content in (("Request", request), ("Reply", reply)) if content]
