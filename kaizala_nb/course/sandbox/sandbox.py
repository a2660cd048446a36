"""The door to the local Kaizala: starts it, reads its phones, turns its clock, shows its journal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kaizala_nb.course.sandbox.connectors import Connectors
from kaizala_nb.course.sandbox.proxy import pass_by_the_proxy
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.control_plane import Snapshot, seconds_of, segment
from kaizala_nb.toolkit.client.masking import MASK, Hidden, Secret
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.toolkit.tables.timeline import Timeline

_MOST_SNAPSHOT_BYTES, _SNAPSHOT_SECONDS = 500_000_000, 120.0
"""A snapshot holds the files too, so it may be larger and take longer than other answers."""

_JOURNAL = {
    "request": "string",
    "method": "string",
    "path": "string",
    "status": "integer",
    "errorCode": "string",
    "at": "time",
    "caller": "string",
}
_DELIVERIES = {
    "eventType": "string",
    "tries": "integer",
    "answered": "integer",
    "state": "string",
    "due": "time",
    "eventId": "string",
    "webhookId": "string",
}


class Sandbox(Connectors):
    """A local Kaizala, and what is around it: phones, clock, journal, connectors.

    Every method makes a call to the control plane; see :meth:`call` for the errors. An answer may have 20 MB.

    Args:
        url: Its address: scheme, host and port.
        key: The key of its control plane. Without one, every call raises :class:`NoSandboxError`.
        name_request: Gives the Postman name of a request, for the journal. It is called with the method, the path, and the kind
            of thing that the request makes.

    Raises:
        ValueError: ``url`` is not an address.
    """

    def __init__(
        self, url: str, key: str | None, *, name_request: Callable[[str, str, str], str] | None = None
    ) -> None:
        super().__init__(url, key)
        self._name_request = name_request or (lambda method, path, kind: "")
        self._close_server: Callable[[], None] = _nothing
        self._after_tap: Callable[[], None] = _nothing
        self._emulator = Hidden(None)  # its variables hold the key

    @classmethod
    def start(cls, *, throttle: bool = False, name_request: Callable[[str, str, str], str] | None = None) -> "Sandbox":
        """Start a local Kaizala in a thread of this process, on a free port of this computer. Other computers cannot reach it.

        ``throttle`` says whether it counts calls as the service did: 100 a minute. Where the environment names a proxy, this
        computer is added to ``no_proxy``: plain requests of a cell reach it.
        """
        from kaizala_nb.emulator import Emulator
        from kaizala_nb.emulator.doors import in_thread

        emulator = Emulator(throttle=throttle)
        server = in_thread(emulator)
        pass_by_the_proxy(str(urlsplit(server.url).hostname))
        sandbox = cls(server.url, emulator.key, name_request=name_request)
        sandbox.application_id = emulator.application_id
        sandbox.application_secret = Secret(emulator.application_secret)

        def close() -> None:
            server.close()
            emulator.close()

        sandbox._close_server = close
        sandbox._emulator = Hidden(emulator)
        return sandbox

    def close(self) -> None:
        """Stop the local Kaizala, if :meth:`start` started it, and close the connections."""
        close_server = self._close_server
        self._close_server, self._emulator = _nothing, Hidden(None)  # widgets may keep this sandbox, but not its server
        close_server()
        super().close()

    def read_phone(self, number: str) -> dict[str, Any]:
        """What is on a phone: ``{"name": "...", "sms": [...], "chats": [...], "groups": [...]}``, the oldest first.

        ``name`` is the name of its owner, "" if the service knows none. ``groups`` says how many ``people`` each group has,
        and how many of them are ``subscribers``. A PIN that was used is masked. A PIN that can still be used is a text whose repr
        is a mask.
        """
        content = self.call("GET", f"phones/{segment(number, 'The number')}")
        return content | {"sms": [sms | {"text": _masked_text(sms)} for sms in content["sms"]]}

    def fetch_file(self, media_id: str) -> bytes | None:
        """The content of a file that somebody uploaded, by the ``mediaId`` on a card; None if it is not given out."""
        answer = self.look_on(f"/att/{segment(media_id, 'The file')}", {})
        return answer.content if answer is not None and answer.status == 200 else None

    def advance(self, *unnamed: Any, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> str:
        """Turn the clock of the local Kaizala ahead. Gives a sentence that says what the clock shows then.

        Tokens expire by this clock. Events for webhooks that become due meanwhile have been sent when this returns.
        """
        total = seconds_of(*unnamed, days=days, hours=hours, minutes=minutes, seconds=seconds)
        now = self.call("POST", "clock", {"advance": total})["now"]
        self.settle()
        return Sentence(f"The local Kaizala's clock shows {faces.moment(now)}.")

    @property
    def now(self) -> int:
        """What the clock of the local Kaizala shows, in milliseconds since 1970."""
        return self.call("GET", "clock")["now"]

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The journal for code, the oldest call first: ``method``, ``path``, ``status``, ``at``; of a refusal ``errorCode`` too."""
        return self.call("GET", "journal")["calls"]

    @property
    def journal(self) -> "Timeline":
        """The service's own record of the requests that it received, one a row, the oldest first. It holds no secret.

        It is a DataFrame that shows itself as a timeline; ``journal.chart()`` draws who called what, when.
        """
        from kaizala_nb.toolkit.tables.timeline import Timeline

        rows = [
            call
            | {
                "request": self._name_request(call["method"], call["path"], call.get("kind", "")),
                "errorCode": call.get("errorCode") or "",
                "caller": call.get("caller") or "",
            }
            for call in self.calls
        ]
        return Timeline(tables.rows(rows, _JOURNAL))

    @property
    def deliveries(self) -> "pd.DataFrame":
        """The events that the service delivers to webhooks, one a row, the oldest first.

        ``tries`` is how often it has tried, ``answered`` the last status (0: nobody answered), ``due`` when it tries again.
        ``state`` is ``delivered``, ``waiting``, or ``held`` while the webhook is off.
        """
        return tables.rows(self.call("GET", "deliveries")["deliveries"], _DELIVERIES)

    def deliver_again(self, event_id: str = "") -> str:
        """Deliver an event to its webhooks a second time: the newest event, or the one with this id. Gives a sentence about it.

        A real service can do that at any time, so a receiver has to expect it.
        """
        self.settle()  # a receiver has an event a moment before the service has noted it
        event = self.call("POST", "deliveries/again", {"eventId": event_id})
        self.settle()
        return Sentence(f"Delivered once more: {event['eventType']}, to {faces.count(event['deliveries'], 'webhook')}.")

    def settle(self, seconds: float = 5) -> bool:
        """Wait until the service has tried to deliver every event that is due. False if ``seconds`` are not enough for that."""
        waits = seconds if isinstance(seconds, int | float) and seconds > 0 else 0
        return self.call("POST", "deliveries/settle", {"seconds": seconds}, timeout=self.timeout + waits)["settled"]

    def tap(self, number: str, **action: Any) -> dict[str, Any]:
        """Do something on a person's phone; see :class:`kaizala_nb.course.sandbox.phone.Phone` for what there is to do."""
        done = self.call("POST", f"phones/{segment(number, 'The number')}/answers", action)
        self._after_tap()
        return done

    def call_after_taps(self, call: Callable[[], None]) -> None:
        """Call this after each :meth:`tap`."""
        self._after_tap = call

    def fail_next(
        self,
        status: int | None = None,
        *,
        times: int = 1,
        path: str = "",
        method: str = "",
        delay: float = 0,
        reset: bool = False,
        truncate: bool = False,
        body: str | None = None,
        retry_after: int | None = None,
        moved: str = "",
        carried_out: bool = False,
    ) -> None:
        """Let the next calls fail.

        Args:
            status: Answer with this status, such as 503.
            times: How many calls fail.
            path: Only calls whose path contains this text fail.
            method: Only calls of this method fail.
            delay: Seconds before the answer.
            reset: Close the connection without an answer.
            truncate: Send half of the answer.
            body: Answer with this text.
            retry_after: Seconds in ``Retry-After``.
            moved: Answer 308, with this address as the new one.
            carried_out: The service does what was asked, and only the answer fails.
        """
        fault: dict[str, Any] = {"status": status, "times": times, "path": path, "method": method, "delay": delay}
        fault |= {"reset": reset, "truncate": truncate, "body": body, "retryAfter": retry_after}
        fault |= {"moved": moved, "carriedOut": carried_out}
        self.call("POST", "faults", fault)

    def clear_faults(self) -> None:
        """Let no call fail any more."""
        self.call("DELETE", "faults")

    def snapshot(self) -> dict[str, Any]:
        """All state of the local Kaizala, for :meth:`restore`.

        It holds tokens and secrets. Keep it out of outputs, and out of files that you share.
        """
        return Snapshot(self.call("GET", "snapshot", timeout=_SNAPSHOT_SECONDS, most_bytes=_MOST_SNAPSHOT_BYTES))

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Bring back the state of a :meth:`snapshot`."""
        if not isinstance(snapshot, dict):
            raise errors.not_sent("This is not a snapshot.", "Give the result of kaizala.sandbox.snapshot().")
        self.call("PUT", "snapshot", Snapshot(snapshot), timeout=_SNAPSHOT_SECONDS)

    def reset(self) -> None:
        """Empty the local Kaizala: no groups, no tokens, no messages, and the clock shows the real time."""
        self.call("POST", "reset", {})

    def seed(self, **objects: list[dict[str, Any]]) -> dict[str, Any]:
        """Add objects with ids of your choice: ``users``, ``groups`` with members, ``connectors``. All are added, or none."""
        return self.call("POST", "seed", objects)

    def __repr__(self) -> str:
        return f"<Sandbox at {self.url}>"


def _nothing() -> None:
    """There is no server to close, and nobody to tell."""


def _masked_text(sms: dict[str, Any]) -> str:
    """The text of an SMS. If its PIN can still be used, the repr of the text is a mask."""
    return sms["text"] if sms["pin"] == MASK else Secret(sms["text"])
