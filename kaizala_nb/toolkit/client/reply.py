"""The reply: a table to read, JSON for code, and how a notebook shows both, in HTML and in text."""

import builtins  # bytes is the name of an attribute here
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from requests.structures import CaseInsensitiveDict

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import excerpts, media, refusals, saving
from kaizala_nb.toolkit.client.all_pages import Pages, gathered
from kaizala_nb.toolkit.client.arrival import Arrival
from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.code import OTHERS_IN_WORDS, code_of
from kaizala_nb.toolkit.client.contents.body import Body
from kaizala_nb.toolkit.client.differences import Pair, table_of
from kaizala_nb.toolkit.client.errors import NoPartsError, not_pickled, not_sent
from kaizala_nb.toolkit.client.interrupts import stoppable
from kaizala_nb.toolkit.client.long_values import Content, Program
from kaizala_nb.toolkit.client.masking import Hidden, secretive
from kaizala_nb.toolkit.client.next_page import NextPage, Origin, address_of
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.snippets import LANGUAGES, OTHERS
from kaizala_nb.toolkit.display import badges, faces

if TYPE_CHECKING:
    import pandas as pd

_MADE_UP = "Made up: the collection has no saved reply for this."
_MOST_TABLE, _MOST_JSON, _MOST_CODE, _MOST_PROGRAM, _MOST_NOTE = 25_000, 35_000, 8_000, 6_000, 1_000
"""Bytes of each part in an output. The whole output of a reply, with its plain text and the style sheet, has less than 200 kB."""


class Reply(Suggesting):
    """The answer to a request that the service carried out.

    Attributes:
        step: The request of the collection.
        status: The HTTP status.
        reason: The words after the status: "OK".
        headers: The headers of the answer. The repr of a secret one, such as a cookie, is a mask.
        seconds: How long the exchange took.
        bytes: How many bytes the body has.
        notes: Sentences on what the session did beside sending the request.
        saved: The variables that the reply filled.
        arrivals: What came to somebody else because of the request.
        checks: What came of the checks in the scripts of the collection, masked.
        log: The lines that the scripts of the collection have printed, masked.
        labels: "practice" if a practice service has answered, and "made up" if no saved example stood behind that.
    """

    step: Step
    status: int
    reason: str
    headers: CaseInsensitiveDict[Any]
    seconds: float
    bytes: int
    notes: Sequence[str]
    saved: Sequence[str]
    arrivals: Sequence[Arrival]
    checks: Checks
    log: Sequence[str]
    labels: Sequence[str]

    def __init__(
        self,
        outgoing: Outgoing,
        answer: Answer,
        value: Any,
        *,
        is_json: bool = True,
        notes: Sequence[str] = (),
        saved: Sequence[str] = (),
        arrivals: Sequence[Arrival] = (),
        checks: Checks | None = None,
        log: Sequence[str] = (),
        origin: Origin | None = None,
        labels: Sequence[str] = (),
    ) -> None:
        self.step = outgoing.call.step
        self.status = answer.status
        self.reason = answer.reason
        self.headers = CaseInsensitiveDict(secretive(dict(answer.headers)))
        self.seconds = answer.seconds
        self.bytes = len(answer.content)
        self.notes = notes
        self.saved = saved
        self.arrivals = arrivals
        self.checks = checks or Checks()
        self.log = log
        self.labels = labels
        self._outgoing = outgoing
        self._answer = answer
        self._origin = origin
        self._raw = Hidden(value)
        self._is_json = is_json
        self._body = None  # that of a declared request has a table as its step says
        if outgoing.call.message is not None:
            self._body = Body(outgoing, answer, lambda: self.masked, is_json=is_json)

    if not TYPE_CHECKING:  # a checker of types finds it without running it
        __iter__ = None  # with brackets alone, Python would take a reply for a list

        def __getitem__(self, name: Any) -> Any:
            todo = f"Take it out of the JSON: reply.json[{name!r}]\nThe table is reply.df."
            value = self._raw.value
            if isinstance(name, str) and not (isinstance(value, dict) and name in value) and name in self.df.columns:
                todo = f"Take it out of the table: reply.df[{name!r}]\nThe JSON is reply.json."
            raise not_sent("Brackets take nothing out of a reply: it has a JSON and a table.", todo, kind=NoPartsError)

    @cached_property
    def content(self) -> builtins.bytes:
        """The body as it came. Its repr says only how long it is."""
        return Content(self._answer.content)

    @cached_property
    def json(self) -> Any:
        """The JSON of the body with its real values, for code; None if it is no JSON. Its repr masks tokens and other secrets."""
        return self._outgoing.masker.secretive(self._raw.value)

    @cached_property
    def df(self) -> "pd.DataFrame":
        """The body as a typed table, with masked secrets. Shown as it is, it has :attr:`arrivals` below it, and
        how many :attr:`checks` hold.

        In the reply to a request of somebody else's file, the rows may be a list inside the JSON: ``data``, ``items``, ``results``,
        ``value`` or ``_embedded``, or the only list of objects. What is beside them stands below. Rows are also read from CSV, JSON
        lines, XML (an element that is repeated), the largest table of an HTML page, and a stream of events. Any other body has no
        rows.
        """
        html, words = self._below()
        below = html + "".join(one.html for one in self.arrivals), "\n".join([*words, *map(str, self.arrivals)])
        if self._body is not None:
            is_table = self._body.rows is not None
            return tables.frame(self._body.records, below=self._body.below(*below), is_table=is_table)
        return tables.frame(self.masked, self.step.rows, self.step.reply, self.step.service.readers, below=below)

    def _below(self) -> tuple[str, list[str]]:
        """What a table says of its reply, in HTML and in lines of text: that it is made up, and how the checks went."""
        words = [_MADE_UP] if "made up" in self.labels else []
        html = "".join(faces.element("p", one, "kz-note") for one in words)
        if self.checks:
            html += (
                self.checks.as_html()
                if self.checks.failed
                else faces.element("p", f"{self.checks.summary}.", "kz-note")
            )
            words += self.checks.as_text().split("\n") if self.checks.failed else [f"{self.checks.summary}."]
        return html, words

    @cached_property
    def request(self) -> SentRequest:
        """The request as it was sent, with masked secrets."""
        return self._outgoing.masked_request

    def code(self, language: str = "python") -> str:
        """The same request as code: ``"python"``, the call that makes it here, or a program in ``"requests"``, ``"curl"``,
        ``"csharp"`` or ``"javascript"``.

        A program takes its secrets from environment variables such as ``LIBRARY_ACCESS_TOKEN``. Raises ``ValueError`` for an
        unknown language.
        """
        return Program(code_of(self._outgoing, language))

    @property
    def body_text(self) -> str:
        """The body as an error shows it, with masked secrets."""
        return refusals.masked_body(self._outgoing, self._answer)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the body to a file, and give its path. In JSON and other text, each secret is masked.

        Raises :class:`InputError` if the file cannot be written, or if it exists and ``overwrite`` is False.
        """
        return saving.write(path, self._content_to_save(), overwrite=overwrite)

    def diff(self, other: Any) -> "pd.DataFrame":
        """What differs between this reply and another one, or any JSON value: a row for each path.

        Its columns are ``path``, ``change`` ("added", "gone" or "changed"), ``before`` (what this reply has) and ``after``. A body
        that is no JSON is compared by its rows, or else as a whole. Secrets are compared, and stay masked. The table has at most
        1,000 rows.
        """
        value = other._pair if isinstance(other, Reply) else Pair(other, self._outgoing.masker.json(other))
        return table_of(self._pair, value)

    @property
    def _pair(self) -> Pair:
        if self._is_json:
            return Pair(self._raw.value, self.masked)
        if self._body is not None and self._body.rows:
            return Pair(self._body.records, self._body.records)
        content = self._content_to_save()
        words = content.decode("utf-8", "replace") if self._body is None or self._body.is_text else repr(content)
        return Pair(self._answer.content, words if len(words) <= _MOST_NOTE else repr(self.content))

    @cached_property
    def _next_page(self) -> NextPage | None:
        value, rows = self._raw.value, len(self._records)
        return None if self._origin is None else self._origin.next_page(self._outgoing.url, self._answer, value, rows)

    @property
    def _next_address(self) -> str:
        return address_of(self._next_page.step) if self._next_page else ""

    @property
    def _records(self) -> list[Any]:
        return self._body.records if self._body else tables.records_of(self.masked, self.step.rows)

    def next(self) -> "Reply | None":
        """Send the request for the page that comes after this one, and give its reply. None after the last page.

        The reply says where that page is: in a header ``Link``, in an address such as ``next`` or ``@odata.nextLink``, in a cursor
        such as ``nextPageToken``, or in ``page`` and ``total_pages``. Or the request has an ``offset`` or a ``page``, and the reply
        has a ``total``, or as many entries as were asked for. None, too, if nothing says so in such a way, or if the request is no
        GET of somebody else's file. An address on another host is asked without headers and secrets of the request.

        Raises :class:`~kaizala_nb.toolkit.client.errors.ApiError` as a call does.
        """
        page = self._next_page
        if page is None or self._origin is None:
            return None
        with stoppable(page.step):
            reply: Reply = self._origin.send(page.step, page.arguments)
        return reply

    def all_pages(self, most: int = 20) -> Pages:
        """This page and those after it, at most ``most`` of them: ``reply.all_pages().df`` is their rows as one table.

        It ends where an address comes a second time, and says so.

        Raises :class:`~kaizala_nb.toolkit.client.errors.ApiError` if a page fails; its ``gathered`` is the table of those before.
        """
        return gathered(self, address_of(self._origin.step) if self._origin else "", most)

    def _content_to_save(self) -> builtins.bytes:
        if self._is_json:
            whole = excerpts.indented(self.masked).encode("utf-8", "surrogatepass")
            return self._answer.content if self.masked == self._raw.value else whole
        if self._body is not None:
            return self._body.to_save()
        if media.is_text(self._answer):
            words = self._answer.content.decode("utf-8", "surrogateescape")
            return self._outgoing.masker(words).encode("utf-8", "surrogateescape")
        return self._answer.content

    @cached_property
    def masked(self) -> Any:
        """The body as JSON with a mask, or a name, in place of every secret."""
        return self._outgoing.masker.json(self._raw.value)

    @property
    def status_line(self) -> str:
        """ "POST   200 OK   12 ms   saved book-id"."""
        return "   ".join([self.step.method, self._status_shown, *self.labels, *self._facts])

    @property
    def _status_shown(self) -> str:
        return faces.cut(self._outgoing.masker(f"{self.status} {self.reason}".rstrip()), _MOST_NOTE)

    @property
    def _facts(self) -> list[str]:
        saved = [faces.cut(f"saved {', '.join(self.saved)}", _MOST_NOTE)] if self.saved else []
        return [f"{self.seconds * 1000:.0f} ms", *saved]

    @property
    def _notes_shown(self) -> list[str]:
        return [faces.cut(note, _MOST_NOTE) for note in self.notes]

    @property
    def has_table(self) -> bool:
        """Whether the body has rows for a table."""
        if self._body is not None:
            return bool(self._body.records)
        return self._is_json and len(self.df) > 0

    def _table_text(self) -> str:
        return tables.text(self.df, _MOST_TABLE // 2)

    def _table_html(self) -> str:
        return tables.html(self.df, _MOST_TABLE)

    def _json_text(self, most: int) -> str:
        whole = 'reply.json has all of it, reply.save("reply.json") writes it to a file.'
        return excerpts.json_text(self.masked, most, whole)

    def _code_shown(self, language: str, most: int) -> str:
        return faces.cut(self.code(language), most, f'reply.code("{language}")')

    def _body_html(self, *, unfolded: bool) -> list[str]:
        if self._body is not None:
            json = [faces.fold("JSON", faces.code(self._json_text(_MOST_JSON)))] if self._is_json else []
            return [*self._body.html(self.df, unfolded=unfolded), *json]
        if self._is_json:
            body = faces.code(self._json_text(_MOST_JSON))
            return [faces.fold("Table", self._table_html(), unfolded=unfolded), faces.fold("JSON", body)]
        return [faces.fold("Body", media.html(self._answer, self._outgoing, _MOST_JSON), unfolded=unfolded)]

    def _body_text(self) -> list[str]:
        if self._body is not None:
            json = [f"JSON:\n{self._json_text(_MOST_JSON // 2)}"] if self._is_json else []
            return [*self._body.text(self.df), *json]
        if self._is_json:
            return [self._table_text(), f"JSON:\n{self._json_text(_MOST_JSON // 2)}"]
        return [f"Body:\n{media.text(self._answer, self._outgoing, _MOST_JSON // 2)}"]

    def as_html(self) -> str:
        """The status line, the notes, the checks, folds, and the arrivals.

        The folds are Table (open), JSON, Request, Python, Other languages. A body that is no JSON has a fold Body in place of Table
        and JSON.
        """
        others = faces.fold("Other languages", self.other_languages())
        arrived = "".join(arrival.html for arrival in self.arrivals)
        return faces.output(self.head(), faces.folds(self.folds(unfolded=True), others), arrived)

    def head(self) -> str:
        """The status line, the notes and the checks as HTML: what of the reply is read first."""
        status = badges.status(self.status, self._status_shown.partition(" ")[2])
        badge = " ".join([badges.method(self.step.method), status, *map(badges.label, self.labels)])
        line = f'<div class="kz-status kz-line">{badge} {"".join(faces.element("span", fact) for fact in self._facts)}</div>'
        notes = "".join(faces.element("p", note, "kz-note") for note in self._notes_shown)
        return line + notes + (self.checks.as_html() if self.checks else "")

    def arrived(self) -> str:
        """The arrivals as HTML, each in a line of words."""
        return "".join(faces.element("p", faces.cut(str(one), _MOST_NOTE), "kz-note") for one in self.arrivals)

    def folds(self, *, unfolded: bool = False) -> str:
        """The folds as HTML, without the other languages. ``unfolded`` says whether the table is shown at first."""
        request = faces.fold("Request", faces.code(str(self.request)))
        python = faces.fold("Python", faces.code(self._code_shown("python", _MOST_CODE)))
        log = faces.fold("Printed by scripts", faces.code(self._log_text())) if self.log else ""
        return "".join([*self._body_html(unfolded=unfolded), log, request, python])

    def _log_text(self) -> str:
        return faces.cut("\n".join(self.log), _MOST_CODE, "reply.log")

    def other_languages(self) -> str:
        """The request as a program in each other language, as HTML with a fold for each."""
        programs = {language: self._code_shown(language, _MOST_PROGRAM) for language in OTHERS}
        return "".join(faces.fold(LANGUAGES[language], faces.code(program)) for language, program in programs.items())

    def as_text(self) -> str:
        """The same in plain text. It only names the other languages."""
        parts = [self.status_line, *self._notes_shown]
        parts += [self.checks.as_text()] if self.checks else []
        parts += [*self._body_text(), *map(str, self.arrivals)]
        parts += [f"Printed by scripts:\n{self._log_text()}"] if self.log else []
        parts += [f"Request:\n{self.request}", f"Python:\n{self._code_shown('python', _MOST_CODE)}", OTHERS_IN_WORDS]
        return "\n".join(parts)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise not_pickled("A reply")

    def __repr__(self) -> str:
        words = f"<Reply {self.status} {self.reason} to {self.step.name!r}>"
        return faces.cut(self._outgoing.masker(words), _MOST_NOTE)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}
