"""One request over the wire: with a deadline, a limit on the answer's size, and no surprises.

``requests`` does the work. What it is kept from: following redirects (the session looks at each address first), the user's
proxies for this computer's own addresses, ``.netrc`` and cookies, and waiting for ever for an answer that drips.
"""

import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from kaizala_nb.client import errors
from kaizala_nb.client.hosts import origin_of
from kaizala_nb.client.request import Outgoing
from kaizala_nb.client.upload import Form, Progress

_PIECE = 65_536


@dataclass(frozen=True, repr=False)
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


def _milliseconds(date: str) -> int | None:
    """One of HTTP's dates in epoch milliseconds."""
    try:
        return int(parsedate_to_datetime(date).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return None


class Transport:
    """A pool of connections. ``adapter`` replaces the sockets: a Kaizala in the same process."""

    def __init__(self, adapter: BaseAdapter | None = None) -> None:
        self._http = requests.Session()
        self._http.auth = lambda request: request  # or requests would look for a password in .netrc
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        if adapter is not None:
            self._http.mount("http://", adapter)
            self._http.mount("https://", adapter)

    def send(self, outgoing: Outgoing, *, timeout: float, most_bytes: int, progress: Progress) -> Answer:
        """Send it and read the whole answer. ``timeout`` is in seconds, for the answer as a whole; ``progress`` is told how much of
        an upload has gone.

        Raises :class:`ConnectionTrouble`, :class:`TimedOut` or :class:`ReplyTooLarge`.
        """
        _check_headers(outgoing)
        started = time.monotonic()
        self._http.trust_env = not origin_of(outgoing.url).is_loopback
        headers, data = _content(outgoing, progress)
        try:
            with self._http.request(
                outgoing.call.step.method,
                outgoing.url,
                headers=headers,
                data=data,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                content = self._read(response, outgoing, started + timeout, most_bytes)
        except (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError):
            raise _timed_out(outgoing, timeout) from None
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as trouble:
            raise _connection_trouble(outgoing, trouble) from None
        return Answer(
            response.status_code, response.reason or "", response.headers, content, time.monotonic() - started
        )

    def _read(self, response: requests.Response, outgoing: Outgoing, deadline: float, most_bytes: int) -> bytes:
        pieces, size = [], 0
        while piece := response.raw.read1(
            _PIECE, decode_content=True
        ):  # what has arrived, where read() would wait for more
            pieces.append(piece)
            size += len(piece)
            if size > most_bytes:
                raise _too_large(outgoing, response, most_bytes)
            if time.monotonic() > deadline:
                raise TimeoutError
        return b"".join(pieces)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _content(outgoing: Outgoing, progress: Progress) -> tuple[dict[str, str], bytes | Form | None]:
    """What goes out: the headers, and the body, if there is one."""
    if outgoing.call.is_form:
        form = Form(outgoing.call, progress)
        return outgoing.headers | {"Content-Type": form.content_type}, form
    body = outgoing.call.body_text
    return outgoing.headers, None if body is None else body.encode()


def _check_headers(outgoing: Outgoing) -> None:
    """HTTP's headers take printable ASCII; a token that was pasted with something else would travel as something else."""
    for name, value in outgoing.headers.items():
        if not (value.isascii() and value.isprintable()):
            summary = f"The header {name} cannot be sent: it holds a line break, or a character beyond ASCII."
            todo = "Look at the variable or the value that it comes from, and set it again without."
            advice = errors.Advice("Nothing: no request was sent.", summary, todo)
            raise errors.InputError(summary, step=outgoing.call.step.name, advice=advice)


def _maybe_done(outgoing: Outgoing) -> str:
    if outgoing.call.step.safe_to_repeat:
        return "Not known. It is safe to send it again."
    return "Not known: it may have arrived. Look before you send it again: POST makes another one."


def _timed_out(outgoing: Outgoing, timeout: float) -> errors.TimedOut:
    host = origin_of(outgoing.url)
    return errors.TimedOut(
        f"No complete answer from {host} within {timeout:g} seconds.",
        step=outgoing.call.step.name,
        request=outgoing.shown,
        advice=errors.Advice(
            "Nothing.",
            f"{host} took longer than {timeout:g} seconds, which is as long as this session waits.",
            "Try again, or wait longer: kaizala.session.timeout = 120.",
            _maybe_done(outgoing),
        ),
    )


def _connection_trouble(outgoing: Outgoing, trouble: Exception) -> errors.ConnectionTrouble:
    host = origin_of(outgoing.url)
    refused = isinstance(trouble, requests.ConnectionError) and "refused" in str(trouble).lower()
    unknown = "resolve" in str(trouble).lower() or "name or service" in str(trouble).lower()
    if refused or unknown:
        meaning = f"Nobody listens at {host}." if refused else f"No computer is called {host.host}."
        changed = "Nothing: the request did not arrive."
    else:
        meaning, changed = f"The connection to {host} broke before the answer was complete.", _maybe_done(outgoing)
    error = errors.ConnectionTrouble(
        meaning,
        step=outgoing.call.step.name,
        request=outgoing.shown,
        advice=errors.Advice(
            "Nothing.", meaning, "Check the address, and that the service is running. Then send again.", changed
        ),
    )
    error.nobody_listens = refused
    return error


def _too_large(outgoing: Outgoing, response: requests.Response, most_bytes: int) -> errors.ReplyTooLarge:
    return errors.ReplyTooLarge(
        f"The answer has more than {most_bytes:,} bytes.",
        step=outgoing.call.step.name,
        request=outgoing.shown,
        advice=errors.Advice(
            f"{response.status_code} {response.reason or ''}, and more than {most_bytes:,} bytes.",
            "The answer is larger than this session takes; it was not read to its end.",
            "Ask for less, or take more: kaizala.session.max_reply_bytes = 100_000_000.",
            "Not known: the request did arrive.",
        ),
    )
