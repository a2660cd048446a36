"""The headers of an answer, on their way out: those of the file as far as they are safe, and those that keep a browser safe.

A file is somebody else's text. A header that would break HTTP is left out, and so is one that would change more in a browser than
this answer: a cookie or a policy of 127.0.0.1 counts for the notebook server too, since neither knows a port.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from kaizala_nb.toolkit.stand_in.bases import Bases
from kaizala_nb.toolkit.stand_in.cookies import renamed
from kaizala_nb.toolkit.stand_in.response import Response

Headers = list[tuple[str, str]]

_CONNECTION = (
    "connection content-encoding content-length date keep-alive proxy-connection server te trailer transfer-encoding"
    " upgrade"
)
_BROWSER = (
    "alt-svc clear-site-data content-security-policy content-security-policy-report-only nel report-to"
    " reporting-endpoints service-worker-allowed set-cookie2 strict-transport-security"
)
_OURS = "x-content-type-options x-stand-in"
_LEFT_OUT = frozenset(f"{_CONNECTION} {_BROWSER} {_OURS}".split())
"""Those that are made anew for the connection, those that change more than this answer, and those that only we may say."""
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]{0,8000}")
_MOST = 100
_MOST_COOKIES = 8
_SAFE = [("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "sandbox")]
_SHARED = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "*")]


def headers_of(response: Response, bases: Bases, stand_in: str) -> Headers:
    """The headers of an answer of the service.

    Args:
        response: The answer.
        bases: Where the addresses of the service stand at the stand-in.
        stand_in: Scheme, host and port of the stand-in, as the client calls it.
    """
    return [*_of_the_file(response, bases, stand_in), *_SAFE, *_SHARED, ("X-Stand-In", source_of(response))]


def own_headers(response: Response) -> Headers:
    """The headers of an answer of the control plane. No page of another origin may read it."""
    return [*response.headers, *_SAFE, ("Cache-Control", "no-store")]


def preflight(asked: str) -> Headers:
    """The headers for a browser that asks whether a page may send a request with the headers that it names in ``asked``."""
    methods = ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    names = [("Access-Control-Allow-Headers", asked)] if asked and _VALUE.fullmatch(asked) else []
    return [*_SAFE, *_SHARED, methods, *names, ("Access-Control-Max-Age", "600"), ("Vary", "Origin")]


def source_of(response: Response) -> str:
    """The value of ``X-Stand-In``: ``example; name="200%20OK"``, ``memory``, ``made up`` or ``refusal``.

    ``; invented`` at its end says that a part of the answer was made up.
    """
    name = f'; name="{quote(response.example, safe="", errors="replace")[:1000]}"' if response.example else ""
    invented = "; invented" if response.made_up and response.source != "made up" else ""
    return f"{response.source}{name}{invented}"


def _of_the_file(response: Response, bases: Bases, stand_in: str) -> Iterator[tuple[str, str]]:
    cookies = 0
    for name, value in response.headers[:_MOST]:
        folded, value = name.lower(), value.strip()
        if folded in _LEFT_OUT or folded.startswith("access-control-") or not _NAME.fullmatch(name):
            continue
        if folded == "set-cookie":
            cookies += 1
            value = renamed(value) if cookies <= _MOST_COOKIES else ""
            if not value:
                continue
        if folded == "location":
            value = _led_back(value, bases, stand_in)
        if _VALUE.fullmatch(value):
            yield name, value


def _led_back(location: str, bases: Bases, stand_in: str) -> str:
    """An address of the service as one of the stand-in. Any other address stays."""
    scheme, mark, rest = location.partition("://")
    origin = scheme + mark + re.split("[/?#]", rest, maxsplit=1)[0]
    if mark and any(base.origin == origin for base in bases.bases):
        return bases.address_at(stand_in, location)
    return location
