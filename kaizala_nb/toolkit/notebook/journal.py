"""What a notebook sent, and what came: as a table that shows no secret, and as it went out, for a program that sends it again."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.sending import Exchanged
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_MOST_BYTES = 20_000_000  # of all requests and answers that are kept
_MOST_CONTENT = 2_000_000  # of one of them
_LONGEST = 300  # characters of an address or a sentence
_USUAL = 500  # bytes that an entry takes beside its contents
_COLUMNS = {
    "time": "time",
    "request": "string",
    "method": "string",
    "address": "string",
    "status": "integer",
    "seconds": "floating",
    "checks": "string",
    "problem": "string",
}


@dataclass(frozen=True, repr=False, slots=True)
class Entry:
    """A request that was sent, and what came. ``row`` is masked; the others are not.

    Attributes:
        row: What the table says of it.
        outgoing: The request; None if it is too large to be kept.
        content: The body of the answer; None if there is none, or if it is too large to be kept.
        cookies: What the answer set: ``name=value``.
        sent_on: The addresses that the service sent the request on to, in their order.
        is_stopped: Whether it sent the request on to a host that the user has not named. It did not go there.
    """

    row: dict[str, Any]
    outgoing: Outgoing | None
    content: bytes | None
    cookies: tuple[str, ...] = ()
    sent_on: tuple[str, ...] = ()
    is_stopped: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether the service answered that the request is wrong: 400 to 499."""
        status = self.row["status"]
        return status is not None and 400 <= status < 500

    @property
    def is_in_vain(self) -> bool:
        """Whether a program has it only for a later request that holds what its reply gave."""
        return self.is_refused or self.is_stopped

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        sent = 0 if self.outgoing is None else _size_of(self.outgoing)
        texts = (*self.row.values(), *self.cookies, *self.sent_on)
        return _USUAL + sent + len(self.content or b"") + sum(len(str(one)) for one in texts)


class Journal:
    """What one session sent. It is bounded in bytes: what was sent first is forgotten first.

    Attributes:
        forgotten: How many requests were forgotten.
    """

    def __init__(self) -> None:
        self.forgotten = 0
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self._lock = Lock()  # forms send in threads

    def record(self, exchanged: Exchanged) -> None:
        """Note a call that was sent."""
        outgoing, answer = exchanged.outgoing, exchanged.answer
        if outgoing is None:
            return
        request, mask = outgoing.masked_request, outgoing.masker
        row = {
            "time": int(exchanged.started * 1000),
            "request": mask(outgoing.call.step.name)[:_LONGEST],
            "method": outgoing.call.message.method if outgoing.call.message else request.method,
            "address": request.url[:_LONGEST],
            "status": answer.status if answer else None,
            "seconds": round(exchanged.seconds, 3),
            "checks": f"{exchanged.checks.summary}." if exchanged.checks else "",
            "problem": mask(exchanged.problem)[:_LONGEST],
        }
        content = answer.content if answer and len(answer.content) <= _MOST_CONTENT else None
        cookies = tuple(one.partition(";")[0].strip() for one in answer.cookies) if answer else ()
        is_stopped = exchanged.is_stopped and answer is not None and 300 <= answer.status < 400
        kept = outgoing if _size_of(outgoing) <= _MOST_CONTENT else None
        entry = Entry(row, kept, content, cookies, tuple(exchanged.sent_on), is_stopped)
        with self._lock:
            self._entries.append(entry)
            self._bytes += entry.size
            while self._bytes > _MOST_BYTES:
                self._bytes -= self._entries.popleft().size
                self.forgotten += 1

    def __iter__(self) -> Iterator[Entry]:
        with self._lock:
            return iter(list(self._entries))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
            self._bytes = self.forgotten = 0

    @property
    def df(self) -> "pd.DataFrame":
        """A row for each request, in the order in which they were sent: ``time``, ``request``, ``method``, ``address``, ``status``
        (missing if no answer came), ``seconds``, ``checks``, ``problem``. All texts are masked."""
        words = f"{faces.count(self.forgotten, 'earlier request')} forgotten." if self.forgotten else ""
        below = (f'<p class="kz-quiet kz-note">{escape(words)}</p>' if words else "", words)
        return tables.rows((one.row for one in self), _COLUMNS, if_empty="Nothing was sent yet.", below=below)

    def __repr__(self) -> str:
        return f"<Journal of {faces.count(len(self._entries), 'request')}>"


def _size_of(outgoing: Outgoing) -> int:
    """How many bytes a request has."""
    call = outgoing.call
    if call.message is not None:
        return len(call.message.url) + len(call.message.body or b"")
    return len(outgoing.url) + len(call.body_text or "") + sum(len(file.content) for _, file in call.files)
