"""Only so many calls in so many seconds. The next one gets 429, and ``Retry-After`` says when to come back (RFC 6585, 4).

All callers share the limit. Its window opens with the first call, by the clock of the stand-in. A refused call does not count.
"""

import math
import re
from dataclasses import dataclass

from kaizala_nb.toolkit.stand_in.manners.headers import with_headers
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.manners.options import option
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response

TABLE = "CREATE TABLE IF NOT EXISTS manner_window (opened REAL NOT NULL, calls INTEGER NOT NULL)"

_PREFIX = re.compile("[A-Za-z][A-Za-z-]{0,40}-")


@dataclass(frozen=True)
class Limit(Manner):
    """See the module.

    Attributes:
        calls: How many calls a window lets through.
        seconds: How long a window is.
        prefix: What the headers begin with: ``RateLimit-`` gives ``RateLimit-Limit``, ``RateLimit-Remaining`` and
            ``RateLimit-Reset`` (seconds until the window closes); many services say ``X-RateLimit-``.
    """

    calls: int = option(60, least=1, most=1_000_000)
    seconds: float = option(60.0, least=1, most=86_400)
    prefix: str = "RateLimit-"

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError('"prefix" must be letters and hyphens with a hyphen at its end, such as "X-RateLimit-"')

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        is_let_in, calls, seconds = self._count(around)
        headers = {
            f"{self.prefix}Limit": str(self.calls),
            f"{self.prefix}Remaining": str(self.calls - calls),
            f"{self.prefix}Reset": str(seconds),
        }
        if is_let_in:
            return with_headers(go_on(request), headers)
        allowed = "call is" if self.calls == 1 else "calls are"
        within = "second" if self.seconds == 1 else "seconds"
        message = f"Only {self.calls} {allowed} allowed in {self.seconds:g} {within}. Try again in {seconds} s."
        return with_headers(refusal(429, "tooManyRequests", message), {**headers, "Retry-After": str(seconds)})

    def _count(self, around: Around) -> tuple[bool, int, int]:
        """Whether the call is let in, how many were, and how many seconds are left."""
        with around.state.transaction() as database:
            window = database.execute("SELECT opened, calls FROM manner_window").fetchone()
            opened, calls = (window[0], window[1]) if window else (around.now, 0)
            if not 0 <= around.now - opened < self.seconds:
                opened, calls = around.now, 0
            is_let_in = calls < self.calls
            calls += is_let_in
            database.execute("DELETE FROM manner_window")
            database.execute("INSERT INTO manner_window VALUES (?, ?)", (opened, calls))
        return is_let_in, calls, max(1, math.ceil(opened + self.seconds - around.now))
