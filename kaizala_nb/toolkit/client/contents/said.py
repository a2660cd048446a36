"""What a refusal says in its body, in a sentence or a few: JSON in any of the usual shapes, XML, a page's title, or plain text."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from kaizala_nb.toolkit.client import media
from kaizala_nb.toolkit.client.contents.markup import NotRead, xml_value
from kaizala_nb.toolkit.client.contents.words import words_of
from kaizala_nb.toolkit.client.exchange import Answer
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.display import faces

_NAMES = ("message", "detail", "error_description", "error", "title", "msg", "description", "reason")
"""The fields that say what is wrong, the more telling ones first."""
_FIELDS = ("field", "loc", "param", "path", "property", "pointer")
"""The fields that say in which value it is wrong."""
_MOST, _LONGEST, _DEEPEST = 5, 500, 4
_MOST_READ = 100_000  # characters
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)


def said_of(answer: Answer, mask: Callable[[str], str] = str) -> str:
    """What the body of a refusal says; "" if nothing. It is masked before it is cut: half a secret is not known."""
    if not answer.content.strip():
        return ""
    try:
        found = _sentences(read_json(answer.content), 0)
    except ValueError:
        return _short(mask(_in_text(answer)))
    sentences = list(dict.fromkeys(filter(None, (_short(mask(one)) for one in found))))[:_MOST]
    if len(sentences) > 1:
        sentences = [one if one[-1] in ".!?" else f"{one}." for one in sentences]
    return _short(" ".join(sentences))


def _in_text(answer: Answer) -> str:
    """What a body says that is no JSON."""
    kind, words = answer.content_type, words_of(answer)[:_MOST_READ]
    if "html" in kind:
        title = _TITLE.search(words)
        return unescape(title[1]) if title else ""
    if kind.endswith(("/xml", "+xml")):
        try:
            root = next(iter(xml_value(words).values()))
        except NotRead:
            return ""
        return next(_sentences(root, 0), "")
    return words if media.is_text(answer) else ""


def _sentences(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for entry in value[:_MOST]:
            yield from _sentences(entry, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield from _of_fields({str(name).lower(): entry for name, entry in value.items()}, depth)


def _of_fields(fields: Mapping[str, Any], depth: int) -> Iterator[str]:
    """What an object says: its first telling field, with the title of a problem (RFC 9457) before it; then its list of errors."""
    said = next((list(_sentences(fields[name], depth + 1)) for name in _NAMES if fields.get(name)), [])
    title, where = fields.get("title"), _place(fields)
    for sentence in said:
        before = [one for one in (title, where) if isinstance(one, str) and one and one != sentence]
        yield ": ".join([*before, sentence])
    errors = fields.get("errors")
    if isinstance(errors, dict):  # the messages of each field
        for name, messages in list(errors.items())[:_MOST]:
            yield from (f"{name}: {one}" for one in _sentences(messages, depth + 1))
    else:
        yield from _sentences(errors, depth + 1)


def _place(fields: Mapping[str, Any]) -> str:
    place = next((fields[name] for name in _FIELDS if fields.get(name)), "")
    return ".".join(map(str, place)) if isinstance(place, list) else str(place)


def _short(words: str) -> str:
    """In one line, and not long."""
    return faces.cut(" ".join(words[: 4 * _LONGEST].split()), _LONGEST)
