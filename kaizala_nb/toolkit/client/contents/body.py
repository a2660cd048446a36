"""How a notebook shows what came back from anybody's service: a table with facts beside it, a picture, a text, a file's name."""

import base64
import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import media
from kaizala_nb.toolkit.client.contents.envelope import rows_in
from kaizala_nb.toolkit.client.contents.files import in_words
from kaizala_nb.toolkit.client.contents.reading import Reading, read
from kaizala_nb.toolkit.client.contents.rows import Rows, facts
from kaizala_nb.toolkit.client.contents.words import encoding_of
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

NOTHING = "No content."
_MOST_TABLE, _MOST_WORDS = 25_000, 35_000
_MOST_DRAWING = 500_000  # characters
_MOST_COPIES = 10
"""A drawing draws a part again with ``<use>``. Parts in parts would make a browser draw a billion of them."""
_COPY = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?use\b")


class Body:
    """The body of a reply, as anybody's service sent it. All of it is shown with masked secrets.

    ``value`` is its JSON, masked; None where it is no JSON, as ``is_json`` says.
    """

    def __init__(self, outgoing: Outgoing, answer: Answer, value: Callable[[], Any], *, is_json: bool) -> None:
        self._outgoing = outgoing
        self._answer = answer
        self._value = value
        self._is_json = is_json

    @cached_property
    def _reading(self) -> Reading:
        return read(self._answer)

    @cached_property
    def rows(self) -> Rows | None:
        """The rows for a table, masked; None if the body has none."""
        if self._is_json:
            return rows_in(self._value())
        rows = self._reading.rows
        if rows is None:
            return None
        mask = self._outgoing.masker.json
        return rows._replace(records=mask(rows.records), beside=mask(dict(rows.beside)))

    @property
    def is_text(self) -> bool:
        """Whether it is text."""
        return self._is_json or self._reading.words is not None

    @property
    def records(self) -> list[Any]:
        """The rows, masked; none if the body has none."""
        return self.rows.records if self.rows else []

    def below(self, html: str, text: str) -> tuple[str, str]:
        """What stands below the table where it is shown as it is, in HTML and in text: what is beside the rows, and then these.

        A body without rows stands there itself.
        """
        own = self.facts_html() if self.rows else self._body_html()
        words = self.facts_text() if self.rows else self._body_text(_MOST_WORDS // 2)
        return own + html, "\n".join(part for part in (words, text) if part)

    def facts_html(self) -> str:
        """What stands beside the rows, and what is to be said of them, in HTML."""
        pairs = facts(self.rows.beside) if self.rows else []
        listed = f'<div class="kz-facts">{faces.rows(pairs)}</div>' if pairs else ""
        return listed + "".join(faces.element("p", note, "kz-note kz-quiet") for note in self._notes)

    def facts_text(self) -> str:
        """The same in plain text."""
        pairs = facts(self.rows.beside) if self.rows else []
        return "\n".join([*([faces.text_rows(pairs)] if pairs else []), *self._notes])

    @property
    def _notes(self) -> list[str]:
        notes = [self.rows.note] if self.rows else []
        if not self._is_json:
            notes.append(self._reading.note)
        return [*filter(None, notes), *filter(None, [self._answer.cut])]

    def html(self, table: "pd.DataFrame", *, unfolded: bool) -> list[str]:
        """The folds in HTML, without that of the JSON. ``unfolded`` says whether the first is shown at first."""
        parts = []
        if self.rows:
            content = self.facts_html() + tables.html(table, _MOST_TABLE)
            parts.append(faces.fold("Table", content, unfolded=unfolded))
        if self._is_json:
            return parts
        if self._reading.kind == "Nothing":
            return [faces.element("p", self._nothing, "kz-note kz-quiet")]
        title = "Picture" if self._reading.kind in ("Picture", "Drawing") else "Body"
        return [*parts, faces.fold(title, self._body_html(), unfolded=unfolded and not parts)]

    def text(self, table: "pd.DataFrame") -> list[str]:
        """The parts in plain text."""
        parts = [part for part in (self.facts_text(),) if self.rows and part]
        parts += [tables.text(table, _MOST_TABLE // 2)] if self.rows else []
        return parts if self._is_json else [*parts, self._body_text(_MOST_WORDS // 2)]

    def _body_html(self) -> str:
        """The body itself, in HTML."""
        reading = self._reading
        notes = "" if self.rows else "".join(faces.element("p", note, "kz-note") for note in self._notes)
        if reading.kind == "Picture" and media.fits(self._answer.content):
            kind = media.picture(self._answer.content)
            return media.image(kind, self._answer.content) + faces.element("p", self._file, "kz-quiet")
        if reading.kind == "Drawing" and (drawing := self._drawing()):
            return drawing + faces.element("p", self._file, "kz-quiet")
        if reading.words is None:
            return faces.element("p", self._body_text(_MOST_WORDS))
        return notes + faces.code(self._words(_MOST_WORDS))

    def _body_text(self, most: int) -> str:
        reading = self._reading
        if reading.kind == "Nothing":
            return self._nothing
        if reading.words is None:
            return self._file
        notes = [] if self.rows else self._notes
        return "\n".join([*notes, f"Body:\n{self._words(most)}"])

    @property
    def _nothing(self) -> str:
        return " ".join([NOTHING, *self._notes])

    @property
    def _masked_words(self) -> str:
        return self._outgoing.masker(self._reading.words or "")

    def _words(self, most: int) -> str:
        """The beginning of the text, with masked secrets."""
        whole = f"{media.saving_call(self._answer, self._outgoing)} writes all of it to a file."
        return faces.cut(self._masked_words.replace("\0", "\ufffd"), most, whole)

    @property
    def _file(self) -> str:
        return in_words(self._answer, self._outgoing)

    def _drawing(self) -> str:
        """A drawing (SVG) as a picture: there a browser runs no script and opens no address. "" for one that is too much."""
        words = self._masked_words
        if len(words) > _MOST_DRAWING or "<!ENTITY" in words or len(_COPY.findall(words)) > _MOST_COPIES:
            return ""
        content = base64.b64encode(words.encode("utf-8", "replace")).decode()
        return f'<img src="data:image/svg+xml;base64,{content}" alt="">'

    def to_save(self) -> bytes:
        """What is written to a file: the body, with masked secrets if it is text."""
        words = self._reading.words
        if words is None or self._masked_words == words:
            return self._answer.content
        return self._masked_words.encode(encoding_of(self._answer), "replace")
