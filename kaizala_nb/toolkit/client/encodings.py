"""The ways in which a text may stand in another: as JSON writes it, an address, a form, a page, base64.

A secret that a service or a file has encoded is as readable as before. Each way here is one that some program writes.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

_SHORTEST_BASE64 = 7  # shorter ones stand in any picture by chance
_LEFT_ALONE = ("", "/", "@", "!~*'()", "!#$%&'()*+,/:;=?@[]~", ";,/?:@&=+$!~*'()#")
"""What programs leave as it is in an address: Python, browsers' ``encodeURIComponent`` and ``encodeURI``, ``requests``."""
_CAREFUL = re.compile("[\"&'+<>`\x7f-\U0010ffff]")
"""What .NET escapes in JSON, in large letters."""
_STEERING = re.compile(r"[\\\x00-\x1f]")
_FOR_PAGES = re.compile("[<>&\u2028\u2029]")


def encodings(text: str) -> list[str]:
    """The text itself, then the other ways to write it, each once."""
    ways = [text, *_json(text), *_percent(text), html.escape(text), html.escape(text).replace("&#x27;", "&#39;")]
    return list(dict.fromkeys([*ways, *_base64(text), *_base64(quoted(text))]))


def _json(text: str) -> Iterator[str]:
    """As it stands between the quotes of JSON; and once more, where that JSON is a text in JSON."""
    plain, ascii_only = quoted(text), json.dumps(text)[1:-1]
    for way in (plain, ascii_only):
        yield from (way, way.replace("/", "\\/"), way.replace("'", "\\u0027"), _FOR_PAGES.sub(_escape_low, way))
        yield quoted(way)
    yield _CAREFUL.sub(_escape, _STEERING.sub(lambda found: quoted(found[0]), text))


def quoted(text: str) -> str:
    """The text as JSON has it between quotes."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escape_low(found: re.Match[str]) -> str:
    return _escape(found).lower()


def _percent(text: str) -> Iterator[str]:
    content = text.encode("utf-8", "surrogatepass")
    for way in (*(quote(content, safe=signs) for signs in _LEFT_ALONE), quote_plus(content)):
        yield way
        yield re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), way)
        yield quote(way, safe="")


def _base64(text: str) -> Iterator[str]:
    """In base64, alone or as a part of something longer: what of it does not depend on what stands before and after."""
    content = text.encode("utf-8", "surrogatepass")
    whole = b64encode(content).decode()
    for way in (whole, *(_inside(content, before) for before in range(3))):
        if len(way) >= _SHORTEST_BASE64:
            yield way
            yield way.replace("+", "-").replace("/", "_")


def _inside(content: bytes, before: int) -> str:
    encoded = b64encode(b"\0" * before + content).decode().rstrip("=")
    return encoded[(0, 2, 3)[before] : len(encoded) - bool((before + len(content)) % 3)]
