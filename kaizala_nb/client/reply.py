"""What comes back: a table to read, the JSON for code, and both faces of it, in HTML and in text."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kaizala_nb import faces, tables
from kaizala_nb.client import shown
from kaizala_nb.client.masking import secretive
from kaizala_nb.client.request import Outgoing, SentRequest
from kaizala_nb.client.transport import Answer
from kaizala_nb.collection.snippets import LANGUAGES, OTHERS, snippet

if TYPE_CHECKING:
    import pandas as pd


class Reply:
    """The answer to a request that the service carried out.

    ``status`` is the HTTP status and ``reason`` its word; ``seconds`` is how long it took, ``bytes`` how much came; ``headers`` are
    those of the answer; ``notes`` say what the session did beside sending it; ``saved`` are the variables that it filled.
    """

    def __init__(
        self, outgoing: Outgoing, answer: Answer, value: Any, *, notes: Sequence[str] = (), saved: Sequence[str] = ()
    ) -> None:
        self.step = outgoing.call.step
        self.status = answer.status
        self.reason = answer.reason
        self.headers = answer.headers
        self.seconds = answer.seconds
        self.bytes = len(answer.content)
        self.notes = notes
        self.saved = saved
        self._outgoing = outgoing
        self._value = value

    @cached_property
    def json(self) -> Any:
        """The body with its real values, for code. Its repr masks tokens and other secrets."""
        return secretive(self._value)

    @cached_property
    def df(self) -> "pd.DataFrame":
        """The body as a typed table; secrets are masked."""
        return tables.frame(self.masked, self.step.rows, self.step.reply)

    @cached_property
    def request(self) -> SentRequest:
        """The request as it was sent; secrets are masked."""
        return self._outgoing.shown

    def code(self, language: str = "python") -> str:
        """The same request as code: ``"python"``, the call that makes it here, or a program in ``"requests"``, ``"curl"``,
        ``"csharp"`` or ``"javascript"``.

        Secrets are named, not shown: a program takes them from environment variables such as ``KAIZALA_ACCESS_TOKEN``. Raises
        ``ValueError`` for a language that there is not.
        """
        return snippet(self._outgoing.call, language, self._outgoing.base, self._outgoing.masker)

    def _other_code(self) -> str:
        return "".join(faces.fold(LANGUAGES[language], faces.code(self.code(language))) for language in OTHERS)

    @cached_property
    def masked(self) -> Any:
        """The body as JSON with a mask, or a name, in place of every secret."""
        return self._outgoing.masker.json(self._value)

    @property
    def status_line(self) -> str:
        """ "200 OK   12 ms   54 bytes   saved test-group-id"."""
        parts = [f"{self.status} {self.reason}", f"{self.seconds * 1000:.0f} ms", faces.count(self.bytes, "byte")]
        return "   ".join(parts + ([f"saved {', '.join(self.saved)}"] if self.saved else []))

    def _table_text(self) -> str:
        return "\n".join([shown.text(self.df), *shown.left_out(self.df)]) if len(self.df) else "No rows."

    def _table_html(self) -> str:
        if not len(self.df):
            return faces.element("p", "No rows.", "kz-quiet")
        below = (faces.element("p", line, "kz-quiet") for line in shown.left_out(self.df))
        return shown.html(self.df) + "".join(below)

    def _json_text(self) -> str:
        return json.dumps(self.masked, indent=2, ensure_ascii=False)

    def as_html(self) -> str:
        """Status line, notes, the folds Table (open), JSON, Request, Python and Other languages."""
        return faces.page(*self.parts())

    def parts(self) -> list[str]:
        """The pieces of :meth:`as_html`, for a form that shows them in its own box."""
        return [
            faces.element("div", self.status_line, "kz-status"),
            *(faces.element("p", note, "kz-note") for note in self.notes),
            faces.fold("Table", self._table_html(), shown=True),
            faces.fold("JSON", faces.code(self._json_text())),
            faces.fold("Request", faces.code(str(self.request))),
            faces.fold("Python", faces.code(self.code())),
            faces.fold("Other languages", self._other_code()),
        ]

    def as_text(self) -> str:
        """The same in plain text; the other languages by name."""
        parts = [self.status_line, *self.notes, self._table_text()]
        parts += [f"JSON:\n{self._json_text()}", f"Request:\n{self.request}", f"Python:\n{self.code()}"]
        parts.append("Other languages: " + ", ".join(f'.code("{language}")' for language in OTHERS))
        return "\n".join(parts)

    def __repr__(self) -> str:
        return f"<Reply {self.status} {self.reason} to {self.step.name!r}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}
