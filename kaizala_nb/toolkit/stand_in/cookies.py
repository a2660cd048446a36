"""Cookies under names of their own.

A cookie knows no port: what a stand-in at 127.0.0.1 sets, a browser would put in the place of a cookie of the notebook server
there, and it sends the cookies of that server to the stand-in. So the names of a service's cookies get a prefix on their way out,
and only cookies with it come in.
"""

import re

_PREFIX = "stand-in-"
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LONGEST = 1000
_KEPT = ("expires", "max-age", "httponly")


def renamed(cookie: str) -> str:
    """The value of a header ``Set-Cookie`` under the other name; "" if it is none, or too long.

    It counts for this host and every path. Where it would go otherwise, and that it wants TLS, is left out.
    """
    pair, *attributes = (part.strip() for part in cookie.split(";"))
    name, mark, value = pair.partition("=")
    if not mark or not _NAME.fullmatch(name.strip()) or len(cookie) > _LONGEST:
        return ""
    kept = [one for one in attributes if one.partition("=")[0].strip().lower() in _KEPT]
    return "; ".join([f"{_PREFIX}{name.strip()}={value.strip()}", *kept, "Path=/", "SameSite=Lax"])


def own_cookies(header: str) -> str:
    """Those cookies of a request that the stand-in set, under the names that the service gave them."""
    pairs = (pair.strip() for pair in header.split(";"))
    return "; ".join(pair.removeprefix(_PREFIX) for pair in pairs if pair.startswith(_PREFIX))
