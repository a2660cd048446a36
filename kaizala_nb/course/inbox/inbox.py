"""The inbox: it receives webhooks in a notebook.

A service that delivers events needs a receiver at an address that it can reach. The inbox is the smallest receiver that does this
well. It answers the handshake, and answers each event at once. It refuses an event without the agreed token, and marks an event
that comes a second time. It can be made to fail: how a service behaves then is half of what there is to learn.
"""

from collections.abc import Callable, Sequence
from email.message import Message
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.errors import NoInboxError, NotArrivedError
from kaizala_nb.course.former_name import FormerName
from kaizala_nb.course.inbox.attempts import Attempt, Attempts
from kaizala_nb.course.inbox.delivery import read_event, same_token, time_of
from kaizala_nb.course.inbox.event_text import short, text_of
from kaizala_nb.course.inbox.headers import Headers, WireText
from kaizala_nb.course.inbox.reasons import Pending, why_not
from kaizala_nb.course.inbox.receiver import Receiver
from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.course.steps.webhooks import EVENTS
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.masking import Masker, Secret
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

USUAL_TOKEN = "tokenToBeVerifiedByCallback"  # noqa: S105  (the collection's own, in every copy of it)
_MOST_LINES, _MOST_LINE_BYTES = 100, 500  # in an output
_COLUMNS = {
    "at": "time",
    "eventType": "string",
    "fromUserName": "string",
    "text": "string",
    "duplicate": "boolean",
    "eventId": "string",
    "subscriptionId": "string",
    "fromUser": "string",
    "groupId": "string",
    "context": "string",
    "data": "object",
}
_SHOWN = 6  # of these columns, where the whole table is shown: more have no room on a small screen
_ATTEMPTS = {"at": "time", "eventType": "string", "answered": "integer", "note": "string", "eventId": "string"}


class Inbox(Suggesting):
    """A receiver of webhooks. It listens from the moment that it is made, and only on this computer.

    It keeps the newest deliveries: 5,000 at most, and 10 MB in all.

    Args:
        token: What an event must bring as ``kz-callback-token``. You agree on it when you subscribe. "" accepts any event.
        masker: Masks the secrets that it knows, wherever an event is shown.
        you: Gives the mobile number of the person at the notebook, who is called "you".
        pending: Gives what the service has not delivered yet; None where it cannot be asked.

    Raises:
        NoInboxError: nothing can listen where this notebook runs.
    """

    taken = FormerName("accepted_attempts")
    attempted = FormerName("all_attempts")
    said = FormerName("in_words")

    def __init__(
        self,
        token: str = USUAL_TOKEN,
        *,
        masker: Masker | None = None,
        you: Callable[[], str] = lambda: "",
        pending: Callable[[], Sequence[Pending] | None] = lambda: None,
    ) -> None:
        self.token = token
        self._masker = masker or Masker()
        self._you = you
        self._pending = pending
        self._answer = 200
        self._attempts = Attempts()
        self._has_subscription = False
        try:
            self._receiver = Receiver(self._receive, self._note_handshake)
        except (OSError, RuntimeError) as trouble:
            raise _no_inbox(str(trouble)) from None

    @property
    def url(self) -> str:
        """The address to subscribe with: the ``callBackUrl``."""
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
        """The accepted events as the service sent them, the oldest first. An event that came twice is here twice."""
        return [attempt.event for attempt in self.accepted_attempts]

    @property
    def wire(self) -> WireText:
        """The newest accepted event as it came over the wire: headers and body. Secrets are masked.

        Its bytes and the values of its headers are ``inbox.accepted_attempts[-1].body`` and ``.headers["..."]``.

        Raises:
            InputError: None has come.
        """
        accepted = self.accepted_attempts
        if not accepted:
            raise errors.not_sent("No event has come yet.", "inbox.wait(1)")
        newest = accepted[-1]
        body = newest.body.decode("utf-8", "replace")
        return WireText("\n".join(["POST /inbox HTTP/1.1", *newest.headers.lines(), "", self._masker(body)]))

    @property
    def accepted_attempts(self) -> list[Attempt]:
        """The deliveries that were accepted, the oldest first: the event, when it came, whether it had come before."""
        return [attempt for attempt in self.all_attempts if attempt.accepted]

    @property
    def all_attempts(self) -> list[Attempt]:
        """All deliveries, the oldest first; those that were refused too."""
        return self._attempts.all()

    @property
    def df(self) -> "pd.DataFrame":
        """The accepted events, one a row, the oldest first.

        ``at`` is when the event came, by the service's clock if the service said the time. ``text`` is its content in words.
        ``duplicate`` is true if the same subscription had brought the same event before. An output shows the first six columns.
        """
        rows = [
            {name: attempt.event.get(name) for name in _COLUMNS}
            | {"at": attempt.at, "text": text_of(attempt.event), "duplicate": attempt.duplicate}
            for attempt in self.accepted_attempts
        ]
        return tables.rows([self._masker.json(row) for row in rows], _COLUMNS, shown=_SHOWN)

    @property
    def attempts(self) -> "pd.DataFrame":
        """All deliveries, one a row, the oldest first. ``answered`` is the status of the answer, ``note`` the reason for it."""
        rows = [
            {
                "eventId": attempt.event.get("eventId"),
                "at": attempt.at,
                "eventType": attempt.event.get("eventType") or attempt.event_type,
                "answered": attempt.status,
                "note": attempt.note,
            }
            for attempt in self.all_attempts
        ]
        return tables.rows([self._masker.json(row) for row in rows], _ATTEMPTS)

    def wait(
        self, number: int = 1, timeout: float = 10, *, event_type: str = "", duplicates: bool = False
    ) -> "pd.DataFrame":
        """Wait until enough events have come since the beginning, or since :meth:`clear`. Gives :attr:`df`.

        Args:
            number: How many events are enough.
            timeout: The longest time to wait, in seconds.
            event_type: Count only events of this type.
            duplicates: Count an event again when it comes again.

        Raises:
            NotArrivedError: the time is up. It says how many events have come, and what may keep the others.
        """
        wanted, timeout = arguments.number(number, "Number", 1), arguments.number(timeout, "Timeout", 10)
        event_type = arguments.text(event_type, "The type of event")

        def count() -> int:
            return sum(_counts(attempt, event_type, duplicates) for attempt in self.accepted_attempts)

        with self._attempts.changed:
            enough = self._attempts.changed.wait_for(lambda: count() >= wanted, timeout)
            arrived = count()
        if not enough:
            raise self._not_arrived(wanted, timeout, event_type, arrived)
        return self.df

    def clear(self) -> None:
        """Forget what has come. The address stays the same."""
        self._attempts.clear()

    # -- making it fail ----------------------------------------------------------------------------------------------

    @property
    def answer(self) -> int:
        """The status that every event is answered with: 200. Set it to 500 to see what the service does then."""
        return self._answer

    @answer.setter
    def answer(self, status: int) -> None:
        status = plain(status)
        if isinstance(status, bool) or not isinstance(status, int) or not 200 <= status <= 599:
            raise errors.InputError(
                f"An inbox cannot answer {status!r}. Give a status from 200 to 599, such as 200 or 500."
            )
        self._answer = status

    @property
    def paused(self) -> bool:
        """Whether it is paused, so that nobody answers at the address. Setting it is :meth:`pause` or :meth:`resume`."""
        return not self._receiver.listens

    @paused.setter
    def paused(self, paused: bool) -> None:
        if paused:
            self.pause()
        else:
            self.resume()

    def pause(self) -> None:
        """Stop answering at the address, as a receiver that is down."""
        self._receiver.pause()

    def resume(self) -> None:
        """Answer again, at the same address, and with 200."""
        self.answer = 200
        self._receiver.resume()

    def close(self) -> None:
        """Stop listening for good."""
        self._receiver.close()

    # -- in words ----------------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """A sentence that says where the inbox listens, and what it answers."""
        if self.paused:
            return f"Paused: nobody answers at {self.url}"
        return f"Listens at {self.url}" + ("" if self.answer == 200 else f", and answers {self.answer}")

    def in_words(self, attempt: Attempt) -> str:
        """A delivery in words: "TextMessageCreated, from you: Hello"."""
        kind, text = short(attempt.event.get("eventType")) or attempt.event_type or "Something", text_of(attempt.event)
        words = f"{kind}, from {self._sender(attempt.event)}" if attempt.event.get("fromUser") else kind
        words += f": {faces.isolated(text)}" if text else ""
        if not attempt.accepted:
            words += f" (answered {attempt.status}: {attempt.note})"
        return faces.cut(self._masker(words + (" (came before)" if attempt.duplicate else "")), _MOST_LINE_BYTES)

    def lines(self) -> list[str]:
        """The newest deliveries in plain text, a line each."""
        attempts = self.all_attempts
        before = len(attempts) - _MOST_LINES
        note = [f"And {before:,} before these: see inbox.df."] if before > 0 else []
        return note + [f"{faces.moment(one.at)}, {self.in_words(one)}" for one in attempts[-_MOST_LINES:]]

    def __repr__(self) -> str:
        return f"<Inbox at {self.url}: {faces.count(len(self.accepted_attempts), 'event')}>"

    def _sender(self, event: dict[str, Any]) -> str:
        number = short(event.get("fromUser"))
        if number == self._you():
            return "you"
        return faces.isolated(short(event.get("fromUserName"))) or mask_mobile_number(number)

    # -- what arrives ------------------------------------------------------------------------------------------------

    def _receive(self, headers: Message, body: bytes) -> int:
        """Keep a delivery, and give the status to answer. The receiver calls this in a thread of its own."""
        event, problem = read_event(body)
        event_type = _event_type(event)
        attempt = Attempt({}, time_of(headers), self._answer, f"you set inbox.answer = {self._answer}", event_type)
        if event is None:
            attempt.status, attempt.note = 400, problem
        elif self._token and not same_token(headers.get("kz-callback-token", ""), self._token):
            attempt.status, attempt.note = 401, "its kz-callback-token is not the one agreed on"
        else:
            attempt.event, attempt.headers, attempt.body = event, Headers.of(headers), body
            attempt.size = len(body)
            attempt.note = "" if attempt.accepted else attempt.note
        self._attempts.add(attempt)
        return attempt.status

    def _note_handshake(self) -> None:
        self._has_subscription = True

    def _not_arrived(self, wanted: float, timeout: float, event_type: str, arrived: int) -> NotArrivedError:
        events = f"{event_type} events" if event_type else "events"
        summary = f"{arrived} of {wanted} {events} have come in {timeout:g} seconds."
        refused = [attempt.status for attempt in self.all_attempts if not attempt.accepted]
        meaning, todo = why_not(
            is_paused=self.paused,
            answer=self.answer,
            refused=refused,
            has_subscription=self._has_subscription,
            pending=self._pending(),
        )
        advice = errors.Advice("Nothing: it calls you.", f"{summary} {meaning}", todo, "Nothing. What has come stays.")
        return NotArrivedError(summary, advice=advice, wanted=wanted, arrived=arrived)


def _event_type(event: dict[str, Any] | None) -> str:
    """The type of an event if it is one of the service's; "" for any other text of somebody's."""
    event_type = (event or {}).get("eventType")
    return next((known for known in EVENTS if known == event_type), "")


def _counts(attempt: Attempt, event_type: str, duplicates: bool) -> bool:
    """Whether an accepted attempt is one of those that are waited for."""
    if attempt.duplicate and not duplicates:
        return False
    return not event_type or str(attempt.event.get("eventType")).casefold() == event_type.casefold()


def _no_inbox(reason: str) -> errors.ApiError:
    meaning = f"Nothing can listen for webhooks where this notebook runs ({reason})."
    todo = "Run the notebook on a computer of your own, or on Binder: a kernel in the browser cannot listen."
    return errors.not_sent(meaning, todo, kind=NoInboxError)
