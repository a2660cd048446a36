"""``{{variables}}`` in text, and what takes their place.

A value is put in once: ``{{…}}`` inside it stays what it is, text. Where it lands in JSON it stays one value, whatever it holds:
quoted as JSON wants it inside quotes, and outside of them only if it is JSON by itself.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote_plus

_VARIABLE = re.compile(r"{{([^{}]+)}}")
_OUTSIDE = re.compile(r"""(?P<quote>["'])|{{(?P<name>[^{}]+)}}|//[^\r\n]*|/\*.*?(?:\*/|\Z)""", re.S)
_INSIDE = {mark: re.compile(rf"\\.|(?P<quote>{mark})|{{{{(?P<name>[^{{}}]+)}}}}", re.S) for mark in ('"', "'")}


def names(texts: Iterable[str]) -> list[str]:
    """The variables that stand in some texts, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in _VARIABLE.findall(text)))


def fill(text: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """The text with the values in place of their variables, each as ``written``. A variable without a value stays as it is."""
    return _VARIABLE.sub(lambda found: written(values[found[1]]) if found[1] in values else found[0], text)


def fill_body(text: str, values: Mapping[str, str], content_type: str) -> str:
    """The same for a body, by its type: JSON, as loosely as it may be written; a form; or plain text."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return fill(text, values, quote_plus)
    if kind.endswith("json") or (not kind and text.lstrip()[:1] in ("{", "[")):
        return _fill_json(text, values)
    return fill(text, values)


def _fill_json(text: str, values: Mapping[str, str]) -> str:
    pieces, at, mark = [], 0, ""
    while found := (_INSIDE[mark] if mark else _OUTSIDE).search(text, at):
        piece, name = found[0], found["name"]
        if name in values:
            piece = _within(values[name], mark) if mark else _alone(values[name])
        elif found["quote"]:
            mark = "" if mark else found["quote"]
        pieces += [text[at : found.start()], piece]
        at = found.end()
    return "".join([*pieces, text[at:]])


def _within(value: str, mark: str) -> str:
    """A value as it stands between quotes."""
    return json.dumps(value, ensure_ascii=False)[1:-1].replace("'", "\\u0027" if mark == "'" else "'")


def _alone(value: str) -> str:
    """A value as it stands by itself: what is JSON already stays so, anything else is a text."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return json.dumps(value, ensure_ascii=False)
    return value
