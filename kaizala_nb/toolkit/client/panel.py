"""The panel of an error: what the service said, what that means, what to do, and what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from kaizala_nb.toolkit.client import excerpts
from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.display import badges, faces

MOST_ROW = 4_000
"""Bytes of a row in an output."""
_MOST_REPLY = 30_000  # bytes in an output


@dataclass(frozen=True)
class Advice:
    """What a panel says: what the service said, what that means, what to do, and what changed.

    ``todo_in_form`` is what somebody who fills in a form has to do, if that is something else than in a call. Without
    ``is_of_request`` nothing was to be sent: neither a service nor a change has a row. ``headline`` says what went wrong, where
    that is more than the kind of the error says.
    """

    said: str
    meaning: str
    todo: str
    changed: str = "Nothing."
    todo_in_form: str = ""
    is_of_request: bool = True
    headline: str = ""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The four rows, always in this order; or the two in the middle."""
        rows = (
            ("The service said", self.said),
            ("What it means", self.meaning),
            ("What to do", self.todo),
            ("What changed", self.changed),
        )
        return rows if self.is_of_request else rows[1:3]


@dataclass(frozen=True)
class Panel:
    """The panel. ``step`` is the name of the request; ``request`` and ``reply_text`` (the body of the answer) are masked.

    ``status`` is that of a refusal, and stands in the title. ``checks`` are those of the collection. ``labels``: see
    :class:`~kaizala_nb.toolkit.client.reply.Reply`.
    """

    title: str
    step: str
    advice: Advice
    request: Any
    reply_text: str
    status: int | None = None
    checks: Checks = field(default_factory=Checks)
    labels: Sequence[str] = ()

    def as_text(self) -> str:
        """The panel in plain text."""
        step = "   ".join(filter(None, (self._method, *self.labels, self._short_step)))
        parts = [self.title, step, faces.text_rows(self._short_rows())]
        parts += [self.checks.as_text()] if self.checks else []
        parts += [f"{title}:\n{content}" for title, content in self._folds()]
        return "\n".join(part for part in parts if part)

    def as_html(self) -> str:
        """The panel as HTML without the style sheet. All texts from outside are escaped."""
        checks = [self.checks.as_fold()] if self.checks else []
        return faces.box(
            f'<p class="kz-title">{self._title_html()}</p>',
            f'<div class="kz-quiet">{self._step_html()}</div>' if self.step else "",
            faces.rows(self._short_rows()),
            faces.folds(*checks, *(faces.fold(title, faces.code(content)) for title, content in self._folds())),
            kind="kz-refused",
            label=self.title,
        )

    def _title_html(self) -> str:
        """The title, with a badge in place of its status."""
        if self.status is None:
            return escape(self.title)
        before, _, after = self.title.partition(str(self.status))
        return f"{escape(before)}{badges.status(self.status)}{escape(after)}"

    def _step_html(self) -> str:
        shown = [badges.method(self._method)] if self._method else []
        return " ".join([*shown, *map(badges.label, self.labels), escape(self._short_step)])

    @property
    def _method(self) -> str:
        return self.request.method if self.request else ""

    @property
    def _short_step(self) -> str:
        return faces.cut(self.step, MOST_ROW)  # a name from somebody else's file may be long

    def _short_rows(self) -> list[tuple[str, str]]:
        return [(name, faces.cut(words, MOST_ROW)) for name, words in self.advice.rows]

    def _folds(self) -> list[tuple[str, str]]:
        request = str(self.request) if self.request else ""
        reply = excerpts.body(self.reply_text, _MOST_REPLY, "error.reply_text", indent=2)
        return [(title, content) for title, content in (("Request", request), ("Reply", reply)) if content]
