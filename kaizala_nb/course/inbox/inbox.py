"""The inbox: where webhooks arrive in a notebook.

A service that calls back needs somebody who answers, at an address that it reaches. This is the smallest receiver that does it
well: it shakes hands, answers at once, refuses what does not bring the token that was agreed, and sees when an event comes twice.
It can be made to fail, since how a service behaves then is half of what there is to learn.
"""

import hashlib
import hmac
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.errors import NoInboxError, NotArrivedError
from kaizala_nb.course.inbox.receiver import Receiver
from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.masking import Masker, Secret
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

USUAL_TOKEN = "tokenToBeVerifiedByCallback"  # noqa: S105  (the collection's own, in every copy of it)
_MOST_KEPT = 5_000
_MOST_BYTES_KEPT = 10_000_000
_MOST_SEEN = 50_000
_LONGEST = 2_000
_MOST_LINES, _MOST_LINE = 100, 500  # in an output; bytes of a line
_COLUMNS = {
    "at": "time",
    "eventType": "string",
    "fromUser": "string",
    "fromUserName": "string",
    "text": "string",
    "duplicate": "boolean",
    "groupId": "string",
    "eventId": "string",
    "subscriptionId": "string",
    "context": "string",
    "data": "object",
}
_ATTEMPTS = {"at": "time", "eventType": "string", "answered": "integer", "note": "string", "eventId": "string"}


@dataclass
class Attempt:
    """One delivery: what was in it, when it came (epoch ms), what it was answered, and why, if that was a refusal.

    Of one that was no event, or did not bring the agreed token, nothing is kept: its ``event`` is empty. ``size`` is in bytes.
    """

    event: dict[str, Any]
    at: int
    status: int
    note: str = ""
    duplicate: bool = False
    size: int = 0

    @property
    def accepted(self) -> bool:
        """Whether it was answered that it has arrived."""
        return 200 <= self.status < 300


class Inbox:
    """Where webhooks arrive. It listens from the moment it is made, on this computer alone.

    It keeps the newest 5,000 deliveries, as far as they have 10 MB in all.

    Args:
        token: What an event must bring as ``kz-callback-token``, agreed on when subscribing; "" takes any.
        masker: Masks the secrets that it knows, wherever an event is shown.
        you: Gives the number of whoever sits at the notebook, who is "you".

    Raises:
        NoInboxError: nothing can listen where this notebook runs.
    """

    def __init__(
        self, token: str = USUAL_TOKEN, *, masker: Masker | None = None, you: Callable[[], str] = lambda: ""
    ) -> None:
        self.token = token
        self._masker = masker or Masker()
        self._you = you
        self._answer = 200
        self._changed = threading.Condition()
        self._attempts: deque[Attempt] = deque()
        self._bytes_kept = 0
        self._seen: dict[bytes, None] = {}  # which events have come, the oldest first
        self._handshakes = 0
        try:
            self._receiver = Receiver(self._arrived, self._shaken)
        except (OSError, RuntimeError) as trouble:
            raise _no_inbox(str(trouble)) from None

    @property
    def url(self) -> str:
        """The address to subscribe with: ``callBackUrl``."""
        return self._receiver.url

    @property
    def token(self) -> str:
        """What an event must bring as ``kz-callback-token``. Its repr is a mask."""
        return self._token

    @token.setter
    def token(self, token: str) -> None:
        self._token = Secret(arguments.text(token, "The token"))

    # -- what has come -----------------------------------------------------------------------------------------------

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events that were taken, as the service sent them, oldest first. One that came twice is there twice."""
        return [attempt.event for attempt in self.taken]

    @property
    def taken(self) -> list[Attempt]:
        """The same, each with when it came and whether it had come before."""
        return [attempt for attempt in self.attempted if attempt.accepted]

    @property
    def attempted(self) -> list[Attempt]:
        """Every delivery, those that were refused too, oldest first."""
        with self._changed:
            return list(self._attempts)

    @property
    def df(self) -> "pd.DataFrame":
        """The events that were taken, one a row, oldest first.

        ``at`` is when it came, by the service's clock where the service said so; ``text`` what it is about, in words; ``duplicate``
        whether this subscription had brought the same event before.
        """
        rows = [
            {name: attempt.event.get(name) for name in _COLUMNS}
            | {"at": attempt.at, "text": text_of(attempt.event), "duplicate": attempt.duplicate}
            for attempt in self.taken
        ]
        return tables.rows([self._masker.json(row) for row in rows], _COLUMNS)

    @property
    def attempts(self) -> "pd.DataFrame":
        """Every delivery, one a row, oldest first: what it was answered, and a note on why."""
        rows = [
            {
                "eventId": attempt.event.get("eventId"),
                "at": attempt.at,
                "eventType": attempt.event.get("eventType"),
                "answered": attempt.status,
                "note": attempt.note,
            }
            for attempt in self.attempted
        ]
        return tables.rows([self._masker.json(row) for row in rows], _ATTEMPTS)

    def wait(
        self, number: int = 1, timeout: float = 10, *, event_type: str = "", duplicates: bool = False
    ) -> "pd.DataFrame":
        """Wait until so many events have come since the beginning, or since :meth:`clear`; gives :attr:`df`.

        Args:
            number: How many.
            timeout: Seconds to wait, at most.
            event_type: Count only those of this type.
            duplicates: Count an event that comes twice as two.

        Raises:
            NotArrivedError: the time is up. It says how many have come, and what may keep the others.
        """
        number, timeout = arguments.number(number, "Number", 1), arguments.number(timeout, "Timeout", 10)
        event_type = arguments.text(event_type, "The type of event")
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self._counted(event_type, duplicates)) >= number, timeout)
            come = self._counted(event_type, duplicates)
        if not enough:
            raise self._not_arrived(number, timeout, event_type, come)
        return self.df

    def clear(self) -> None:
        """Forget what has come; the address stays."""
        with self._changed:
            self._attempts.clear()
            self._bytes_kept = 0
            self._seen.clear()

    # -- making it fail ----------------------------------------------------------------------------------------------

    @property
    def answer(self) -> int:
        """The status that events are answered with: 200. Set it to 500 to see what the service does about it."""
        return self._answer

    @answer.setter
    def answer(self, status: int) -> None:
        status = plain(status)
        if isinstance(status, bool) or not isinstance(status, int) or not 200 <= status <= 599:
            raise errors.InputError(
                f"{status!r} is no status to answer with. Give one from 200 to 599, such as 200 or 500."
            )
        self._answer = status

    @property
    def paused(self) -> bool:
        """Whether nobody answers at the address."""
        return not self._receiver.listens

    def pause(self) -> None:
        """Be down: from now on nobody answers at the address."""
        self._receiver.pause()

    def resume(self) -> None:
        """Be there again, at the same address, and answer 200."""
        self.answer = 200
        self._receiver.resume()

    def close(self) -> None:
        """Stop listening for good."""
        self._receiver.close()

    # -- in words ----------------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """Where it listens, and how it answers."""
        if self.paused:
            return f"Paused: nobody answers at {self.url}"
        return f"Listens at {self.url}" + ("" if self.answer == 200 else f", and answers {self.answer}")

    def said(self, attempt: Attempt) -> str:
        """A delivery in words: "TextMessageCreated, from you: Hello"."""
        kind, text = _short(attempt.event.get("eventType")) or "Something", text_of(attempt.event)
        words = f"{kind}, from {self._who(attempt.event)}" if attempt.event.get("fromUser") else kind
        words += f": {faces.isolated(text)}" if text else ""
        if not attempt.accepted:
            words += f" (answered {attempt.status}: {attempt.note})"
        return faces.cut(self._masker(words + (" (came before)" if attempt.duplicate else "")), _MOST_LINE)

    def lines(self) -> list[str]:
        """What has come lately, a line each, as it is read aloud."""
        attempts = self.attempted
        before = len(attempts) - _MOST_LINES
        earlier = [f"And {before:,} before these: see inbox.df."] if before > 0 else []
        return earlier + [f"{faces.moment(one.at)}, {self.said(one)}" for one in attempts[-_MOST_LINES:]]

    def __repr__(self) -> str:
        return f"<Inbox at {self.url}: {faces.count(len(self.taken), 'event')}>"

    def _who(self, event: dict[str, Any]) -> str:
        number = _short(event.get("fromUser"))
        if number == self._you():
            return "you"
        return faces.isolated(_short(event.get("fromUserName"))) or mask_mobile_number(number)

    # -- what arrives ------------------------------------------------------------------------------------------------

    def _arrived(self, headers: Mapping[str, str], body: bytes) -> int:
        event, problem = _event(body)
        attempt = Attempt({}, _when(headers), self._answer, "as it was told to")
        if event is None:
            attempt.status, attempt.note = 400, problem
        elif self._token and not _same(headers.get("kz-callback-token", ""), self._token):
            attempt.status, attempt.note = 401, "its kz-callback-token is not the one agreed on"
        else:
            attempt.event, attempt.size = event, len(body)
            attempt.note = "" if attempt.accepted else attempt.note
        with self._changed:
            if attempt.accepted:
                attempt.duplicate = self._came_before(attempt.event)
            self._keep(attempt)
            self._changed.notify_all()
        return attempt.status

    def _came_before(self, event: dict[str, Any]) -> bool:
        name = json.dumps([event.get("subscriptionId"), event.get("eventId")]).encode()
        digest = hashlib.blake2b(name, digest_size=16).digest()
        came = digest in self._seen
        self._seen[digest] = None
        if len(self._seen) > _MOST_SEEN:
            del self._seen[next(iter(self._seen))]
        return came

    def _keep(self, attempt: Attempt) -> None:
        self._attempts.append(attempt)
        self._bytes_kept += attempt.size
        while len(self._attempts) > _MOST_KEPT or self._bytes_kept > _MOST_BYTES_KEPT:
            self._bytes_kept -= self._attempts.popleft().size

    def _shaken(self) -> None:
        with self._changed:
            self._handshakes += 1

    def _counted(self, event_type: str, duplicates: bool) -> list[Attempt]:
        return [
            attempt
            for attempt in self.taken
            if (duplicates or not attempt.duplicate)
            and (not event_type or str(attempt.event.get("eventType")).casefold() == event_type.casefold())
        ]

    def _not_arrived(self, number: int, timeout: float, event_type: str, come: list[Attempt]) -> NotArrivedError:
        what = f"{event_type} events" if event_type else "events"
        summary = f"{len(come)} of {number} {what} have come in {timeout:g} seconds."
        meaning, todo = self._why()
        advice = errors.Advice("Nothing: it calls you.", f"{summary} {meaning}", todo, "Nothing. What has come stays.")
        return NotArrivedError(summary, advice=advice, wanted=number, arrived=len(come))

    def _why(self) -> tuple[str, str]:
        """What may keep the others, and what to do about it."""
        refused = [attempt for attempt in self.attempted if not attempt.accepted]
        again = "Within two days the service tries again by its clock: kaizala.sandbox.advance(minutes=45)."
        if self.paused:
            return "The inbox is paused: nobody answers there.", f"inbox.resume(). {again}"
        if self.answer != 200:
            return f"The inbox answers {self.answer}, so nothing is taken.", f"inbox.answer = 200. {again}"
        if refused and refused[-1].status == 401:
            return (
                f"Refused so far: {len(refused)}, since the kz-callback-token was not the inbox's.",
                "Subscribe with callback_token=inbox.token, which stands in {{callback-token}}.",
            )
        if refused:
            return f"{faces.count(len(refused), 'attempt')} failed before, and will be made again.", again
        if not self._handshakes:
            todo = (
                "Subscribe to all events at group level, with callback_url=inbox.url, which stands in {{callback-url}}."
            )
            return "No webhook leads to this inbox: nobody has asked it for a handshake.", todo
        return (
            "The others have not happened, or are not among the events that you subscribed to.",
            "Look at Get all webhooks on a group: is it active, and which events does it list?",
        )


def text_of(event: Mapping[str, Any]) -> str:
    """What an event is about, in words: the text of a message, the title of a card, the answers given, who was added."""
    data = event.get("data")
    if not isinstance(data, Mapping):
        return ""
    details = data.get("responseDetails")
    if isinstance(details, Mapping):
        return _answers(details)
    title, text = _short(data.get("title")), _short(data.get("text"))
    if text or title:
        return ": ".join(part for part in (title, text) if part)
    for name in ("memberName", "member", "groupName", "caption"):
        if data.get(name):
            return _short(data[name])
    media = data.get("media")
    files = [one for one in media if isinstance(one, Mapping)] if isinstance(media, list) else []
    return ", ".join(_short(one.get("mediaFileName")) for one in files)


def _answers(details: Mapping[str, Any]) -> str:
    job = details.get("response")
    if isinstance(job, Mapping):
        return "done" if job.get("isCompleted") else "not done"
    asked = details.get("responseWithQuestions")
    said = []
    for one in asked if isinstance(asked, list) else []:
        if isinstance(one, Mapping):
            answer = one.get("answer")
            parts = answer if isinstance(answer, list) else [answer]
            words = ", ".join("–" if part is None else _short(part) for part in parts)
            said.append(": ".join(part for part in (_short(one.get("title")), words) if part))
    return "; ".join(said)[:_LONGEST]


def _short(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _event(body: bytes) -> tuple[dict[str, Any] | None, str]:
    """The event in a body, or None and why there is none."""
    try:
        value = read_json(body)
    except TooDeep:
        return None, "it is nested too deep"
    except ValueError:
        value = None
    return (value, "") if isinstance(value, dict) else (None, "it is no JSON object")


def _when(headers: Mapping[str, str]) -> int:
    """When a delivery came, in epoch milliseconds: by the service's clock, which may have been turned, if it said so."""
    try:
        return int(parsedate_to_datetime(headers.get("Date", "")).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return int(time.time() * 1000)


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode("utf-8", "surrogatepass"))


def _no_inbox(reason: str) -> errors.ApiError:
    meaning = f"Nothing can listen for webhooks where this notebook runs ({reason})."
    todo = "Run the notebook on a computer of your own, or on Binder: a kernel in the browser cannot listen."
    return errors.not_sent(meaning, todo, kind=NoInboxError)
