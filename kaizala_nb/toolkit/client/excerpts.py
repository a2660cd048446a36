"""Excerpts: the part of something long that an output shows, such as the beginning of a text.

A notebook keeps every output, and a browser draws it, so an excerpt has a limit in bytes. The data itself stays whole. Words below
the excerpt say what is left out.
"""

import json
from typing import Any

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.display import faces

_LONGEST_JSON = 200  # characters of a text in JSON that is shortened
_MOST_ENTRIES = 20  # of a list or an object in JSON that is shortened


def json_text(value: Any, most: int, whole: str = "", indent: int | None = 2) -> str:
    """JSON as text of at most ``most`` bytes; ``whole`` says where the whole JSON is.

    Long texts and lists in it are shortened first, so that the reader sees what comes after them.
    """
    # without indentation first, because to indent long JSON takes long
    if len(json.dumps(value, ensure_ascii=False)) <= most:
        words = json.dumps(value, indent=indent, ensure_ascii=False)
        if faces.size(words) <= most:
            return words
    words = json.dumps(_shorter(value), indent=indent, ensure_ascii=False)
    if faces.size(words) <= most:
        return words + (f"\n… Shortened here: {whole}" if whole else "")
    return faces.cut(words, most, whole)


def indented(value: Any) -> str:
    """The whole of a JSON value as text."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def body(content: str, most: int, whole: str = "", indent: int | None = None) -> str:
    """A body as text of at most ``most`` bytes. If it is JSON, it is shortened as JSON."""
    if len(content) <= most and faces.size(content) <= most:
        return content
    try:
        return json_text(read_json(content), most, whole, indent)
    except ValueError:
        return faces.cut(content, most, whole)


def _first(words: str, longest: int) -> str:
    return f"{words[:longest]}… {faces.count(len(words) - longest, 'character')} more"


def _shorter(value: Any) -> Any:
    """JSON that keeps only the beginning of each long text, list and object in it."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_JSON else _first(value, _LONGEST_JSON)
    more = f"… {len(value) - _MOST_ENTRIES:,} more" if isinstance(value, list | dict) else ""
    if isinstance(value, list):
        first = [_shorter(entry) for entry in value[:_MOST_ENTRIES]]
        return [*first, more] if len(value) > _MOST_ENTRIES else first
    if isinstance(value, dict):
        entries = list(value.items())[:_MOST_ENTRIES]
        some = {_shorter(name): _shorter(entry) for name, entry in entries}
        return {**some, "…": more} if len(value) > _MOST_ENTRIES else some
    return value
