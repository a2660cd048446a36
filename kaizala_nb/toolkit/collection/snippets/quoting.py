"""A text as a language writes it. Whatever the text holds, it stays one text."""

import json
import re

_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
"""Control characters, unusual ends of lines, and half characters."""


def javascript_text(text: str) -> str:
    """A text in JavaScript. It may stand in HTML too: it holds no end of a line, no ``</script>`` and no ``<!--``."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _STRANGE.sub(_escaped, quoted).replace("</", "<\\/").replace("<!--", "<\\u0021--")


def csharp_text(text: str) -> str:
    """A text in C#."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    quoted = quoted.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    return f'"{_STRANGE.sub(_escaped, quoted)}"'


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
