"""What is around a practice service, seen from a notebook: its journal, its memory, its faults, its manners, its clock."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.control_plane import ControlPlane, Kind, Snapshot, seconds_of, segment
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.notebook.bound import BoundStep

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.toolkit.tables.timeline import Timeline

_JOURNAL = {
    "request": "string",
    "method": "string",
    "path": "string",
    "status": "integer",
    "source": "string",
    "example": "string",
    "at": "time",
}
_DELIVERIES = {
    "event": "string",
    "tries": "integer",
    "status": "integer",
    "state": "string",
    "at": "time",
    "url": "string",
    "said": "string",
    "body": "string",
    "id": "string",
}
_MANNERS = {"name": "string", "text": "string", "taught": "object"}


def _refusal(body: dict[str, Any]) -> str | None:
    error = body.get("error")
    return str(error.get("message", "")) if isinstance(error, dict) else None


def _not_there(meaning: str, todo: str) -> errors.ApiError:
    return errors.not_sent(meaning, todo)


_STAND_IN = Kind(
    name="stand-in",
    prefix="/_stand_in/",
    header="X-Stand-In-Key",
    todo_without_key='Give it: Api.from_postman(..., stand_in="http://127.0.0.1:8601", key="...").',
    todo_if_large="Ask for less, or begin again with sandbox.reset().",
    refusal=_refusal,
    not_there=_not_there,
)


class Sandbox(ControlPlane):
    """What is around the practice service of a collection. Every method makes a call to its control plane.

    A request is named as in Postman, with as many of its folders as are needed, or given itself: ``api.books.list_books``.

    Raises:
        ApiError: as :meth:`call` says.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__(_STAND_IN, practice.url, practice.key, practice.adapter)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The journal for code, the oldest call first; see :attr:`journal`. ``at`` is in milliseconds since 1970."""
        calls: list[dict[str, Any]] = self.call("GET", "journal")["calls"]
        return calls

    @property
    def journal(self) -> "Timeline":
        """The requests that the practice service received, one a row, the oldest first. It holds no secret.

        ``source`` is "example" with its name in ``example``, "memory", "made up", or "refusal". It shows itself as a timeline.
        """
        from kaizala_nb.toolkit.tables.timeline import Timeline

        return Timeline(tables.rows(self.calls, _JOURNAL, if_empty="Nothing was received yet."))

    def reset(self) -> Sentence:
        """Begin again: what was sent, taught, chosen and asked to fail is forgotten."""
        self.call("POST", "reset", {})
        return Sentence("The practice service is as it was at its start.")

    def snapshot(self) -> Snapshot:
        """What the practice service remembers, for :meth:`restore`."""
        return Snapshot(self.call("GET", "snapshot"))

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Bring back what a :meth:`snapshot` holds."""
        if not isinstance(snapshot, dict):
            raise errors.not_sent("This is not a snapshot.", "Give the result of sandbox.snapshot().")
        self.call("PUT", "snapshot", Snapshot(snapshot))

    def fail_next(
        self,
        status: int | None = None,
        *,
        times: int = 1,
        request: "str | BoundStep[...]" = "",
        method: str = "",
        path: str = "",
        delay: float = 0,
        reset: bool = False,
        body: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Let the next calls fail. Nothing of them is carried out.

        Args:
            status: Answer with this status, such as 503.
            times: How many calls fail.
            request: Only calls of this request fail.
            method: Only calls of this method fail.
            path: Only calls whose path contains this text fail.
            delay: Seconds before the answer.
            reset: Close the connection without an answer.
            body: Answer with this text.
            retry_after: Seconds in ``Retry-After``.
        """
        fault: dict[str, Any] = {"status": status, "times": times, "request": _name(request), "method": method}
        fault |= {"path": path, "delay": delay, "reset": reset, "body": body, "retryAfter": retry_after}
        self.call("POST", "faults", fault)

    def clear_faults(self) -> None:
        """Let no call fail any more."""
        self.call("DELETE", "faults")

    def choose(self, request: "str | BoundStep[...]", example: str | int, *, times: int | None = None) -> None:
        """Let a saved example answer a request, whatever is sent.

        Args:
            request: The request.
            example: The name of the example, or its status: ``sandbox.choose("Log in", 401)``.
            times: For how many calls. Left out, until :meth:`choose_none`.
        """
        which = {"example": example} if isinstance(example, str) else {"code": arguments.number(example, "The example")}
        self.call("POST", "choices", {"request": _name(request), **which, "times": times})

    def choose_none(self, request: "str | BoundStep[...]" = "") -> None:
        """Take back the choice for a request; or all choices."""
        name = _name(request)
        for chosen in (one["request"] for one in self.call("GET", "choices")["choices"]):
            if not name or f" / {chosen}".endswith(f" / {name}"):
                self.call("DELETE", f"choices?request={quote(chosen, safe='')}")

    @property
    def manners(self) -> "pd.DataFrame":
        """What can be taught: name, a line about it, and its options where it is taught."""
        return tables.rows(self.call("GET", "manners")["manners"], _MANNERS)

    def teach(self, name: str, **options: Any) -> None:
        """Let the practice service do something that services do: ``sandbox.teach("paging", size=2)``; see :attr:`manners`."""
        self.call("PUT", f"manners/{segment(name, 'The name')}", options)

    def forget(self, name: str) -> None:
        """Let it do that no more."""
        self.call("DELETE", f"manners/{segment(name, 'The name')}")

    @property
    def deliveries(self) -> "pd.DataFrame":
        """What its webhook delivers, one a row, the oldest first. ``state`` is "waits", "delivered" or "given up"."""
        deliveries = self.call("GET", "deliveries")["deliveries"]
        return tables.rows([one | {"at": round(one["at"] * 1000)} for one in deliveries], _DELIVERIES)

    def advance(
        self, *unnamed: Any, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> Sentence:
        """Turn the clock of the practice service ahead. Gives a sentence that says what it shows then."""
        total = seconds_of(*unnamed, days=days, hours=hours, minutes=minutes, seconds=seconds)
        now = self.call("POST", "clock", {"advance": total})["now"]
        return Sentence(f"The clock of the practice service shows {faces.moment(now)}.")

    def __repr__(self) -> str:
        return f"<Sandbox of the practice service at {self.url}>"


def _name(request: "str | BoundStep[...]") -> str:
    return request.step.name if isinstance(request, BoundStep) else arguments.text(request, "The request")
