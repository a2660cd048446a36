"""The encodings of a text: as it stands in JSON, in an address, in a form, in HTML and in base64.

Everybody can read an encoded secret, so it must be masked too. For each encoding here there is a program that writes it.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

_SHORTEST_BASE64 = 7  # shorter ones stand in a picture by chance
_UNESCAPED = ("", "/", "@", "!~*'()", "!#$%&'()*+,/:;=?@[]~", ";,/?:@&=+$!~*'()#")
"""The signs that a program leaves as they are in an address: Python, a browser's two functions, ``requests``."""
_ESCAPED_BY_DOTNET = re.compile("[\"&'+<>`\x7f-\U0010ffff]")
"""The signs that .NET escapes in JSON, with capital letters."""
_ESCAPED_BY_ALL = re.compile(r"[\\\x00-\x1f]")
_ESCAPED_IN_HTML = re.compile("[<>&\u2028\u2029]")


def encodings(text: str) -> list[str]:
    """The text itself, then its other encodings, each once."""
    ways = [text, *_json(text), *_percent(text), html.escape(text), html.escape(text).replace("&#x27;", "&#39;")]
    return list(dict.fromkeys([*ways, *_base64(text), *_base64(quoted(text))]))


def _json(text: str) -> Iterator[str]:
    """As the text stands between quotes in JSON, and as it stands there when that JSON is itself a text in JSON."""
    plain, ascii_only = quoted(text), json.dumps(text)[1:-1]
    for way in (plain, ascii_only):
        yield from (way, way.replace("/", "\\/"), way.replace("'", "\\u0027"), _ESCAPED_IN_HTML.sub(_escape_low, way))
        yield quoted(way)
    yield _ESCAPED_BY_DOTNET.sub(_escape, _ESCAPED_BY_ALL.sub(lambda match: quoted(match[0]), text))


def quoted(text: str) -> str:
    """The text as it stands between quotes in JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escape_low(match: re.Match[str]) -> str:
    return _escape(match).lower()


def _percent(text: str) -> Iterator[str]:
    content = text.encode("utf-8", "surrogatepass")
    for way in (*(quote(content, safe=signs) for signs in _UNESCAPED), quote_plus(content)):
        yield way
        yield re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), way)
        yield quote(way, safe="")


def _base64(text: str) -> Iterator[str]:
    """In base64, alone or inside a longer text. Of the second only the letters that the neighbours do not change."""
    content = text.encode("utf-8", "surrogatepass")
    whole = b64encode(content).decode()
    for way in (whole, *(_inside(content, before) for before in range(3))):
        if len(way) >= _SHORTEST_BASE64:
            yield way
            yield way.replace("+", "-").replace("/", "_")


def _inside(content: bytes, before: int) -> str:
    """The letters of base64 that stand for ``content`` alone, with ``before`` bytes of something else ahead of it.

    Three bytes are four letters. So the first letters also hold bits of what is ahead, and the last one bits of what follows.
    """
    encoded = b64encode(b"\0" * before + content).decode().rstrip("=")
    first = (0, 2, 3)[before]
    last_is_shared = (before + len(content)) % 3 != 0
    return encoded[first:-1] if last_is_shared else encoded[first:]
