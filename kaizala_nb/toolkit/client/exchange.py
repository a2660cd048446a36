"""One exchange over HTTP: a request goes out and a whole answer comes back. Time and size have a limit. Every client here uses it.

``requests`` does the work, without some of its habits. It follows no redirect: the caller checks each address first. It uses no
proxy for addresses of this computer, no ``.netrc`` and no cookies. It never waits for ever.
"""

import http.client
import re
import ssl
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
from kaizala_nb.toolkit.client.streams import Following, is_stream, read_stream

Why = Literal["refused", "unknown host", "no HTTP", "no TLS", "TLS", "broken"]

_PIECE = 65_536
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")
"""What OpenSSL calls an answer that is not encrypted. Which of them it is depends on its version."""


@dataclass(frozen=True, repr=False, slots=True)
class Answer:
    """The answer as it came, whether it is a success or not. ``seconds`` is how long the exchange took; ``cookies`` are the cookies
    that it sets, a header each; ``cut`` says why its reading ended, if that was before its end."""

    status: int
    reason: str
    headers: CaseInsensitiveDict
    content: bytes
    seconds: float
    cookies: tuple[str, ...] = ()
    cut: str = ""

    @property
    def now(self) -> int | None:
        """When the service answered, by its own clock, in epoch milliseconds: the ``Date`` header. None without one."""
        return _milliseconds(self.headers.get("date", ""))

    @property
    def retry_after(self) -> int | None:
        """How many seconds the service asks us to wait: the ``Retry-After`` header, None without one.

        The header may hold a date. It is compared with the service's own clock.
        """
        wait = self.headers.get("retry-after", "").strip()
        if re.fullmatch("[0-9]{1,9}", wait):
            return int(wait)
        until, now = _milliseconds(wait), self.now
        return None if until is None or now is None else max(0, (until - now) // 1000)

    @property
    def content_type(self) -> str:
        """The media type of the content, without parameters: "application/json". "" if the answer names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def _milliseconds(date: str) -> int | None:
    """A date of HTTP in epoch milliseconds; None if it is no date."""
    try:
        return int(parsedate_to_datetime(date).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return None


class NoAnswer(Exception):
    """No whole answer came, though there was time. ``why`` is one of the words above, ``details`` what TLS said."""

    def __init__(self, why: Why, details: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.details = details


class TooLarge(Exception):
    """The answer has too many bytes. ``status`` and ``reason`` are those of its head, if that came."""

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
        """None, for any response. Otherwise requests would read the body of a redirect without a limit, and parse its address."""

    def exchange(
        self,
        method: str,
        url: str,
        *,
        timeout: float,
        most_bytes: int,
        following: Following | None = None,
        **content: Any,
    ) -> Answer:
        """Send a request and read the whole answer. ``timeout``: the seconds for both. ``most_bytes``: the limit for the content.
        ``following`` says how far a stream of events is read; without it, to its end.

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
                    body, cut = _read(response, limits, most_bytes, following)
            except TooMuch:
                head = () if response is None else (response.status_code, response.reason or "")
                raise TooLarge(*head) from None
            except (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError):
                raise TimeoutError from None
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as trouble:
                if limits.is_over:  # a timeout while sending looks like a broken connection
                    raise TimeoutError from None
                raise NoAnswer(_why(trouble), _tls_details(trouble)) from None
        seconds = time.monotonic() - started
        return Answer(
            response.status_code, response.reason or "", response.headers, body, seconds, _cookies(response.raw), cut
        )


def _read(
    response: requests.Response, limits: Limits, most_bytes: int, following: Following | None
) -> tuple[bytes, str]:
    """The body, and why its reading ended before it. A step reads what has arrived, and does not wait for more as ``read`` does."""

    def arrived() -> bytes:
        piece: bytes = response.raw.read1(_PIECE, decode_content=True)
        return piece

    if following is not None and is_stream(response):
        return read_stream(arrived, limits, most_bytes, following)
    body = bytearray()
    while piece := arrived():
        body += piece
        if len(body) > most_bytes:
            raise TooMuch
        limits.seconds_left()
    return bytes(body), ""


def _cookies(raw: Any) -> tuple[str, ...]:
    """The headers that set cookies, one by one: requests would join them. A service in the same process may have none."""
    several = getattr(getattr(raw, "headers", None), "getlist", None)
    return tuple(several("set-cookie")) if several else ()


def _why(trouble: Exception) -> Why:
    causes = list(_causes(trouble))
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "refused"
    if any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in causes):
        return "unknown host"
    if any(isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS for cause in causes):
        return "no TLS"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "TLS"
    cut_off = (http.client.RemoteDisconnected, http.client.IncompleteRead)
    if any(isinstance(cause, http.client.HTTPException) and not isinstance(cause, cut_off) for cause in causes):
        return "no HTTP"
    return "broken"


def _tls_details(trouble: Exception) -> str:
    """What is wrong with a certificate, in OpenSSL's words; "" if nothing is."""
    found = (one for one in _causes(trouble) if isinstance(one, ssl.SSLCertVerificationError))
    return next((one.verify_message.rstrip(".") for one in found), "")


def _causes(trouble: BaseException) -> Iterator[BaseException]:
    """An exception and all exceptions inside it: requests and urllib3 wrap one exception into another."""
    to_do, ids = [trouble], set[int]()
    while to_do:
        cause = to_do.pop()
        if id(cause) in ids:
            continue
        ids.add(id(cause))
        yield cause
        inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *getattr(cause, "args", ()))
        to_do += [one for one in inner if isinstance(one, BaseException)]
