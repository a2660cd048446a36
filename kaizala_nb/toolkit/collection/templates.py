"""``{{variables}}`` in a text, and the values that replace them.

A value is not searched again: ``{{…}}`` inside a value stays text. In JSON, a value stays one value, whatever text it holds.
Between quotes it is escaped. Outside quotes it is written as it is if it is JSON by itself; any other value is written as a text.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote_plus

_VARIABLE = re.compile(r"{{([^{}]+)}}")
_OUTSIDE_QUOTES = re.compile(r"""(?P<quote>["'])|{{(?P<name>[^{}]+)}}|//[^\r\n]*|/\*.*?(?:\*/|\Z)""", re.S)
_INSIDE_QUOTES = {mark: re.compile(rf"\\.|(?P<quote>{mark})|{{{{(?P<name>[^{{}}]+)}}}}", re.S) for mark in ('"', "'")}


def names(texts: Iterable[str]) -> list[str]:
    """The names of the variables in some texts, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in _VARIABLE.findall(text)))


def fill(text: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """The text with values in place of variables. ``written`` encodes each value. A variable without a value stays as it is."""
    return _VARIABLE.sub(lambda match: written(values[match[1]]) if match[1] in values else match[0], text)


def fill_body(text: str, values: Mapping[str, str], content_type: str) -> str:
    """The same for a body. Its type decides how values are encoded: for JSON (comments may be in it), a form, or plain text."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return fill(text, values, quote_plus)
    if kind.endswith("json") or (not kind and text.lstrip()[:1] in ("{", "[")):
        return _fill_json(text, values)
    return fill(text, values)


def _fill_json(text: str, values: Mapping[str, str]) -> str:
    pieces, at, mark = [], 0, ""  # mark: the quotation mark of the text that the search is in, "" outside quotes
    while match := (_INSIDE_QUOTES[mark] if mark else _OUTSIDE_QUOTES).search(text, at):
        piece, name = match[0], match["name"]
        if name in values:
            piece = _inside_quotes(values[name], mark) if mark else _outside_quotes(values[name])
        elif match["quote"]:
            mark = "" if mark else match["quote"]
        pieces += [text[at : match.start()], piece]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _inside_quotes(value: str, mark: str) -> str:
    """A value as it stands between quotation marks of this kind."""
    escaped = json.dumps(value, ensure_ascii=False)[1:-1]
    return escaped.replace("'", "\\u0027") if mark == "'" else escaped


def _outside_quotes(value: str) -> str:
    """A value as it stands outside quotes: JSON stays as it is, anything else becomes a text in quotes."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return json.dumps(value, ensure_ascii=False)
    return value
