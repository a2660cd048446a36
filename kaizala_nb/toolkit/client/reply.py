"""What comes back: a table to read, the JSON for code, and both faces of it, in HTML and in text."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from requests.structures import CaseInsensitiveDict

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import excerpts, media, saving
from kaizala_nb.toolkit.client.code import code_of
from kaizala_nb.toolkit.client.errors import not_pickled
from kaizala_nb.toolkit.client.masking import Hidden, secretive
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection.snippets import LANGUAGES, OTHERS
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_MOST_TABLE, _MOST_JSON, _MOST_CODE, _MOST_PROGRAM, _MOST_NOTE = 25_000, 35_000, 8_000, 6_000, 1_000
"""Bytes in an output. With the request, the same in plain text and the style sheet a reply takes less than 200 kB."""


class Reply:
    """The answer to a request that the service carried out.

    ``status`` is the HTTP status and ``reason`` its word; ``seconds`` is how long it took, ``bytes`` how much came; ``headers`` are
    those of the answer, the repr of a cookie being a mask; ``notes`` say what the session did beside sending it; ``saved`` are the
    variables that it filled.
    """

    def __init__(
        self,
        outgoing: Outgoing,
        answer: Answer,
        value: Any,
        *,
        is_json: bool = True,
        notes: Sequence[str] = (),
        saved: Sequence[str] = (),
    ) -> None:
        self.step = outgoing.call.step
        self.status = answer.status
        self.reason = answer.reason
        self.headers = CaseInsensitiveDict(secretive(dict(answer.headers)))
        self.seconds = answer.seconds
        self.bytes = len(answer.content)
        self.notes = notes
        self.saved = saved
        self._outgoing = outgoing
        self._answer = answer
        self._raw = Hidden(value)
        self._is_json = is_json

    @cached_property
    def content(self) -> bytes:
        """The body as it came. Its repr says how long it is, and no more."""
        return _Content(self._answer.content)

    @cached_property
    def json(self) -> Any:
        """The body with its real values, for code; None where it is no JSON. Its repr masks tokens and other secrets."""
        return self._outgoing.masker.secretive(self._raw.value)

    @cached_property
    def df(self) -> "pd.DataFrame":
        """The body as a typed table; secrets are masked."""
        return tables.frame(self.masked, self.step.rows, self.step.reply, self.step.service.readers)

    @cached_property
    def request(self) -> SentRequest:
        """The request as it was sent; secrets are masked."""
        return self._outgoing.shown

    def code(self, language: str = "python") -> str:
        """The same request as code: ``"python"``, the call that makes it here, or a program in ``"requests"``, ``"curl"``,
        ``"csharp"`` or ``"javascript"``.

        Secrets are named, not shown: a program takes them from environment variables such as ``LIBRARY_ACCESS_TOKEN``. Raises
        ``ValueError`` for a language that there is not.
        """
        return _Code(code_of(self._outgoing, language))

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the body to a file, and give its path. Of JSON and other text that holds a secret, with a mask in its place.

        Raises :class:`InputError` where it cannot be written, and where there is such a file already, unless ``overwrite``.
        """
        return saving.write(path, self._content_to_save(), overwrite=overwrite)

    def _content_to_save(self) -> bytes:
        if self._is_json:
            whole = excerpts.indented(self.masked).encode("utf-8", "surrogatepass")
            return self._answer.content if self.masked == self._raw.value else whole
        if media.is_text(self._answer):
            words = self._answer.content.decode("utf-8", "surrogateescape")
            return self._outgoing.masker(words).encode("utf-8", "surrogateescape")
        return self._answer.content

    def _code_shown(self, language: str, most: int) -> str:
        return faces.cut(self.code(language), most, f'reply.code("{language}")')

    def _other_code(self) -> str:
        return "".join(
            faces.fold(LANGUAGES[language], faces.code(self._code_shown(language, _MOST_PROGRAM)))
            for language in OTHERS
        )

    @cached_property
    def masked(self) -> Any:
        """The body as JSON with a mask, or a name, in place of every secret."""
        return self._outgoing.masker.json(self._raw.value)

    @property
    def status_line(self) -> str:
        """ "200 OK   12 ms   54 bytes   saved book-id"."""
        parts = [
            faces.cut(self._outgoing.masker(f"{self.status} {self.reason}".rstrip()), _MOST_NOTE),
            f"{self.seconds * 1000:.0f} ms",
            faces.count(self.bytes, "byte"),
        ]
        saved = [faces.cut(f"saved {', '.join(self.saved)}", _MOST_NOTE)] if self.saved else []
        return "   ".join(parts + saved)

    @property
    def _notes_shown(self) -> list[str]:
        return [faces.cut(note, _MOST_NOTE) for note in self.notes]

    def _table_text(self) -> str:
        return excerpts.text(self.df, _MOST_TABLE // 2) if len(self.df) else "No rows."

    def _table_html(self) -> str:
        return excerpts.html(self.df, _MOST_TABLE) if len(self.df) else faces.element("p", "No rows.", "kz-quiet")

    def _json_text(self, most: int) -> str:
        whole = 'reply.json has all of it, reply.save("reply.json") writes it to a file.'
        return excerpts.json_text(self.masked, most, whole)

    def _body_html(self) -> list[str]:
        if self._is_json:
            body = faces.code(self._json_text(_MOST_JSON))
            return [faces.fold("Table", self._table_html(), shown=True), faces.fold("JSON", body)]
        return [faces.fold("Body", media.html(self._answer, self._outgoing, _MOST_JSON), shown=True)]

    def _body_text(self) -> list[str]:
        if self._is_json:
            return [self._table_text(), f"JSON:\n{self._json_text(_MOST_JSON // 2)}"]
        return [f"Body:\n{media.text(self._answer, self._outgoing, _MOST_JSON // 2)}"]

    def as_html(self) -> str:
        """Status line, notes, the folds Table (open), JSON, Request, Python and Other languages; Body for what is no JSON."""
        return faces.page(*self.parts())

    def parts(self) -> list[str]:
        """The pieces of :meth:`as_html`, for a form that shows them in its own box."""
        return [
            faces.element("div", self.status_line, "kz-status"),
            *(faces.element("p", note, "kz-note") for note in self._notes_shown),
            *self._body_html(),
            faces.fold("Request", faces.code(str(self.request))),
            faces.fold("Python", faces.code(self._code_shown("python", _MOST_CODE))),
            faces.fold("Other languages", self._other_code()),
        ]

    def as_text(self) -> str:
        """The same in plain text; the other languages by name."""
        parts = [self.status_line, *self._notes_shown, *self._body_text()]
        parts += [f"Request:\n{self.request}", f"Python:\n{self._code_shown('python', _MOST_CODE)}"]
        parts.append("Other languages: " + ", ".join(f'.code("{language}")' for language in OTHERS))
        return "\n".join(parts)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise not_pickled("A reply")

    def __repr__(self) -> str:
        words = f"<Reply {self.status} {self.reason} to {self.step.name!r}>"
        return faces.cut(self._outgoing.masker(words), _MOST_NOTE)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}


class _Content(bytes):
    """Bytes, which do not show what is in them: it may be much, and a secret."""

    def __repr__(self) -> str:
        return f"<{faces.count(len(self), 'byte')}>"

    __str__ = __repr__


class _Code(str):
    """A program. It is a ``str``; only its repr, which an output keeps, leaves out the rest of a long one."""

    def __repr__(self) -> str:
        return repr(faces.cut(str(self), _MOST_JSON, "print(...) shows all of it"))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """IPython's own way of showing strings would show all of it."""
        printer.text(repr(self))
