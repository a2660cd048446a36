"""Values as a file in YAML 1.2: the same values give the same text, and no text looks like something else.

What a reader of any version might take for a number, a date or a yes is in quotes. Text of several lines stands as a block.
"""

import io
import re
import sys
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

_WORD = re.compile(r"[^\W\d]|[/$]")
_UNPLAIN = re.compile(r": |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\s$")
_LOOKS_LIKE = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_UNBLOCKED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\A\s|[ \t]$", re.M)
_HALF = re.compile("[\ud800-\udfff]")


def yaml_of(value: dict[str, Any]) -> str:
    """The text of a file with these values. Half a character becomes the sign for a character that is unknown."""
    text = io.StringIO()
    _writer().dump(_styled(value), text)
    return text.getvalue()


def _writer() -> YAML:
    yaml = YAML()
    yaml.width = sys.maxsize  # no line is broken
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.ignore_aliases = lambda *_: True
    return yaml


def _styled(value: Any) -> Any:
    """A value with each text in the style in which it is written."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(key): _styled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_styled(one) for one in value]
    return value


def _text(text: str) -> str:
    text = _HALF.sub("\ufffd", text)
    if "\n" in text and not _UNBLOCKED.search(text):
        return LiteralScalarString(text)
    if _WORD.match(text) and not _UNPLAIN.search(text) and text.lower() not in _LOOKS_LIKE:
        return PlainScalarString(text)
    return DoubleQuotedScalarString(text)
