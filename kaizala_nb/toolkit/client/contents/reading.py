"""What a body is. Its type says so; where that says little, its content does."""

import re
from typing import Literal, NamedTuple

from kaizala_nb.toolkit.client import media
from kaizala_nb.toolkit.client.contents.delimited import csv_rows, json_lines
from kaizala_nb.toolkit.client.contents.events import event_rows
from kaizala_nb.toolkit.client.contents.markup import NotRead, xml_rows
from kaizala_nb.toolkit.client.contents.page import html_rows
from kaizala_nb.toolkit.client.contents.rows import Rows
from kaizala_nb.toolkit.client.contents.words import words_of
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.transport import Answer

Kind = Literal["Nothing", "Picture", "Drawing", "File", "Text", "CSV", "JSON lines", "XML", "HTML", "Events"]

_CSV = ("text/csv", "text/tab-separated-values", "application/csv")
_LINES = (
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/json-seq",
)
_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream")
_DRAWING = re.compile(r"\s*(<\?xml[^>]*\?>\s*)?(<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]*>\s*){0,5}<svg[\s>]", re.DOTALL)
_PAGE = re.compile(r"\s*<(!doctype html|html)\b", re.IGNORECASE)


class Reading(NamedTuple):
    """A body that is no JSON, as it was read.

    Attributes:
        kind: What it is.
        words: Its text, with its secrets; None for bytes.
        rows: Its rows, if it has some.
        note: Why it has none; "" where nothing is to be said.
    """

    kind: Kind
    words: str | None = None
    rows: Rows | None = None
    note: str = ""


def read(answer: Answer) -> Reading:
    """What the body of an answer is, which is no JSON."""
    if not answer.content.strip():
        return Reading("Nothing")
    if media.picture(answer.content):
        return Reading("Picture")
    if not _is_text(answer):
        return Reading("File")
    words = words_of(answer)
    kind = answer.content_type
    if kind == "text/event-stream":
        return Reading("Events", words, event_rows(words))
    if kind == "image/svg+xml" or _DRAWING.match(words[:10_000]):
        return Reading("Drawing", words)
    if "html" in kind or _PAGE.match(words[:10_000]):
        return Reading("HTML", words, html_rows(words))
    if kind.endswith(("/xml", "+xml")) or words[:100].lstrip().startswith("<?xml"):
        return _markup(words)
    return _lines(kind, words)


def _is_text(answer: Answer) -> bool:
    kind = answer.content_type
    if media.is_text(answer) or kind in (*_CSV, *_LINES) or kind.endswith(("/json", "+json", "yaml")):
        return True
    if kind not in _SAYS_NOTHING:
        return False
    try:
        answer.content[:4_000].decode()
    except UnicodeDecodeError as trouble:
        if trouble.end < len(answer.content[:4_000]) or trouble.reason != "unexpected end of data":
            return False
    return b"\0" not in answer.content[:4_000] and not answer.content.startswith(b"%PDF-")


def _markup(words: str) -> Reading:
    try:
        return Reading("XML", words, xml_rows(words))
    except NotRead as trouble:
        return Reading("XML", words, note=str(trouble))


def _lines(kind: str, words: str) -> Reading:
    if kind not in _CSV and (kind in _LINES or words.lstrip()[:1] in ("{", "[", "\x1e")):
        rows = json_lines(words)
        return Reading("JSON lines", words, rows) if rows else Reading("Text", words, note=_why_no_json(kind, words))
    rows = csv_rows(words, is_sure=kind in _CSV)
    return Reading("CSV" if rows else "Text", words, rows, "" if rows else _why_no_json(kind, words))


def _why_no_json(kind: str, words: str) -> str:
    """Why a body that says that it is JSON is none."""
    if not kind.endswith(("/json", "+json", "json-seq", "jsonl", "jsonlines")):
        return ""
    try:
        read_json(words)
    except TooDeep as trouble:
        return str(trouble)
    except ValueError:
        return "Its type says JSON, and it is none that can be read."
    return ""
