"""The journal: the calls that the service received, newest last. It is in memory and bounded, and the oldest calls fall out.

It holds no headers and no bodies, and of an address no secret.
"""

import re
from collections import deque
from typing import Any

from flask import g

from kaizala_nb.serving.secrecy import in_journal

MOST_CALLS = 1000
_LONGEST_PATH = 500
_LONGEST_KIND = 100
_LONG_PART = re.compile("([^/?&]{100})[^/?&]+")
"""A part of an address, such as an id, that is longer than those of the service."""


class Journal:
    """The service's own record of the requests that it received; those to the control plane are not among them."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=MOST_CALLS)

    def note(
        self,
        *,
        at: int,
        method: str,
        path: str,
        status: int,
        milliseconds: float,
        error_code: str | None,
        kind: str | None = None,
        caller: str | None = None,
    ) -> None:
        """Remember a call. ``at`` is in epoch milliseconds; ``kind`` tells calls apart that share a path; ``caller`` is the id of
        the person, the bot or the connector whose access token came with it."""
        call = {
            "at": at,
            "method": method,
            "path": _LONG_PART.sub(r"\1…", in_journal(path))[:_LONGEST_PATH],
            "status": status,
            "milliseconds": round(milliseconds, 3),
        }
        more = {"kind": kind and kind[:_LONGEST_KIND], "errorCode": error_code, "caller": caller}
        self._calls.append(call | {name: value for name, value in more.items() if value})

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls, oldest first: ``at``, ``method``, ``path`` as sent, with long parts cut short, ``status``,
        ``milliseconds``; ``kind`` of what was sent where requests share a path, of a refresh token its reach (``user``,
        ``group`` or ``tenant``, and ``user, replaced`` where a new one came with the access token); ``errorCode`` if refused;
        ``caller``, an id, if an access token came with it."""
        return list(self._calls)

    def clear(self) -> None:
        """Forget them."""
        self._calls.clear()


def note_kind(kind: str) -> None:
    """Say what kind of call the current one is, where several kinds share its path: ``Poll``, ``ConnectGroup``."""
    g.kind = kind
