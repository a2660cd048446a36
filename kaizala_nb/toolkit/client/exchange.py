"""One exchange over HTTP: a request out, a whole answer back, within a time and a size. Every client here goes through it.

``requests`` does the work. What it is kept from: following redirects, or reading what they lead to (whoever asked looks at each
address first), the user's proxies for this computer's own addresses, ``.netrc`` and cookies, and waiting for ever.
"""

import http.client
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Literal

import requests
import urllib3
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.limits import LimitedAdapter, Limits, TooMuch, limited

_PIECE = 65_536


@dataclass(frozen=True, repr=False, slots=True)
class Answer:
    """What came back, before anybody judged it. ``seconds`` is how long it took."""

    status: int
    reason: str
    headers: CaseInsensitiveDict
    content: bytes
    seconds: float

    @property
    def now(self) -> int | None:
        """The service's clock when it answered, in epoch milliseconds: its ``Date`` header."""
        return _milliseconds(self.headers.get("date", ""))

    @property
    def retry_after(self) -> int | None:
        """How many seconds the service asks to wait: its ``Retry-After`` header. A date there is measured by its own clock."""
        asked = self.headers.get("retry-after", "").strip()
        if re.fullmatch("[0-9]{1,9}", asked):
            return int(asked)
        until, now = _milliseconds(asked), self.now
        return None if until is None or now is None else max(0, (until - now) // 1000)

    @property
    def content_type(self) -> str:
        """What its content says it is, without parameters: "application/json", "" where it says nothing."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def _milliseconds(date: str) -> int | None:
    """One of HTTP's dates in epoch milliseconds."""
    try:
        return int(parsedate_to_datetime(date).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return None


class NoAnswer(Exception):
    """No whole answer came, and not for want of time. ``why`` is one of the words below."""

    def __init__(self, why: Literal["refused", "unknown host", "no HTTP", "broken"]) -> None:
        super().__init__(why)
        self.why = why


class TooLarge(Exception):
    """The answer has more bytes than are taken. ``status`` and ``reason`` are those of its head, if that came."""

    def __init__(self, status: int | None = None, reason: str = "") -> None:
        super().__init__()
        self.status, self.reason = status, reason


class Http(requests.Session):
    """A pool of connections. ``adapter`` replaces the sockets: a service in the same process."""

    def __init__(self, adapter: BaseAdapter | None = None) -> None:
        super().__init__()
        self.auth = lambda request: request  # or requests would look for a password in .netrc
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = adapter or LimitedAdapter()
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, response: requests.Response) -> None:
        """Nowhere: else requests reads the body of a redirect without a limit, and parses its address, to have them at hand."""

    def exchange(self, method: str, url: str, *, timeout: float, most_bytes: int, **content: Any) -> Answer:
        """Send a request and read the whole answer. ``timeout`` is in seconds, for all of it; ``most_bytes`` for the content.

        Raises ``TimeoutError``, :class:`NoAnswer` or :class:`TooLarge`.
        """
        started = time.monotonic()
        self.trust_env = not origin_of(url).is_loopback
        response = None
        with limited(timeout, most_bytes) as limits:
            try:
                with self.request(
                    method, url, timeout=timeout, allow_redirects=False, stream=True, **content
                ) as response:
                    body = _read(response, limits, most_bytes)
            except TooMuch:
                head = () if response is None else (response.status_code, response.reason or "")
                raise TooLarge(*head) from None
            except (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError):
                raise TimeoutError from None
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as trouble:
                if limits.is_over:  # what is sent in vain comes back as a broken line
                    raise TimeoutError from None
                raise NoAnswer(_why(trouble)) from None
        return Answer(response.status_code, response.reason or "", response.headers, body, time.monotonic() - started)


def _read(response: requests.Response, limits: Limits, most_bytes: int) -> bytes:
    pieces, size = [], 0
    while piece := response.raw.read1(
        _PIECE, decode_content=True
    ):  # what has arrived, where read() would wait for more
        pieces.append(piece)
        size += len(piece)
        if size > most_bytes:
            raise TooMuch
        limits.seconds_left()
    return b"".join(pieces)


def _why(trouble: Exception) -> Literal["refused", "unknown host", "no HTTP", "broken"]:
    causes = list(_causes(trouble))
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "refused"
    if any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in causes):
        return "unknown host"
    cut_off = (http.client.RemoteDisconnected, http.client.IncompleteRead)
    if any(isinstance(cause, http.client.HTTPException) and not isinstance(cause, cut_off) for cause in causes):
        return "no HTTP"
    return "broken"


def _causes(trouble: BaseException) -> Iterator[BaseException]:
    """An exception and all that it was made from: requests and urllib3 wrap each other's."""
    waiting, seen = [trouble], set[int]()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *getattr(cause, "args", ()))
        waiting += [one for one in inner if isinstance(one, BaseException)]
