"""The door to the local Kaizala: starts it, reads its phones, turns its clock, shows its journal.

It speaks to the control plane over HTTP, with the emulator's key, and so works alike on the Kaizala that it started in this
kernel and on one that ``kaizala-nb serve`` runs. What it is asked to show is masked by whoever keeps it.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kaizala_nb.course.errors import NoSandboxError
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.exchange import Answer, Http, NoAnswer, TooLarge
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.masking import MASK, Secret, secretive
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_MOST_BYTES = 20_000_000
_MOST_SNAPSHOT_BYTES, _SNAPSHOT_SECONDS = 500_000_000, 120.0  # which holds the files too
_JOURNAL = {
    "request": "string",
    "method": "string",
    "path": "string",
    "status": "integer",
    "errorCode": "string",
    "at": "time",
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
_CONNECTORS = {
    "applicationId": "string",
    "applicationSecret": "string",
    "name": "string",
    "permissions": "object",
    "scope": "string",
    "redirectUrl": "string",
}


class Sandbox:
    """The people and things around a local Kaizala: phones, clock, journal.

    ``url`` is its address and ``key`` its control plane's key. Without a key every call raises :class:`NoSandboxError`.
    ``name_request`` gives a request's Postman name from its method, its path and the kind of thing that it makes, for the journal.
    ``timeout`` (10): seconds for a call and its whole answer.

    Every call raises :class:`TimedOut`, :class:`ReplyTooLarge` (20 MB) or :class:`UnreadableReplyError` where that is so.
    """

    def __init__(
        self, url: str, key: str | None, *, name_request: Callable[[str, str, str], str] | None = None
    ) -> None:
        self.url = url.rstrip("/")
        self.application_id = ""
        self.application_secret = ""
        self._key = Secret(key or "")
        self._name_request = name_request or (lambda method, path, kind: "")
        self.timeout = 10.0
        self._http = Http()
        origin_of(url)  # what is no address is said at once
        self._close_server: Callable[[], None] = _nothing

    @classmethod
    def start(cls, *, throttle: bool = False, name_request: Callable[[str, str, str], str] | None = None) -> "Sandbox":
        """Start a local Kaizala in a thread of this process, on a free port of this computer; nobody else reaches it."""
        from kaizala_nb.emulator import Emulator
        from kaizala_nb.emulator.doors import in_thread

        emulator = Emulator(throttle=throttle)
        server = in_thread(emulator)
        sandbox = cls(server.url, emulator.key, name_request=name_request)
        sandbox.application_id = emulator.application_id
        sandbox.application_secret = Secret(emulator.application_secret)

        def close() -> None:
            server.close()
            emulator.close()

        sandbox._close_server = close
        return sandbox

    def close(self) -> None:
        """Stop the local Kaizala, if this is the one who started it."""
        close_server, self._close_server = (
            self._close_server,
            _nothing,
        )  # the widgets that know a sandbox outlive its server
        close_server()
        self._http.close()

    def read_phone(self, number: str) -> dict[str, list[dict[str, Any]]]:
        """What a phone holds: ``{"sms": [...], "chats": [...]}``, oldest first. Used PINs are masked; one that is good still is a
        text whose repr is a mask.
        """
        held = self.call("GET", f"phones/{_segment(number, 'The number')}")
        return held | {"sms": [sms | {"text": _quiet(sms)} for sms in held["sms"]]}

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> str:
        """Turn the clock of the local Kaizala ahead; tokens run out by it. Returns what it shows then.

        Whatever was to be delivered to webhooks meanwhile has been tried when this returns.
        """
        named = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
        units = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
        ahead = sum(arguments.number(value, name.capitalize()) * units[name] for name, value in named.items())
        now = self.call("POST", "clock", {"advance": ahead})["now"]
        self.settle()
        return f"The local Kaizala's clock shows {faces.moment(now)}."

    @property
    def now(self) -> int:
        """The clock of the local Kaizala, in epoch milliseconds."""
        return self.call("GET", "clock")["now"]

    @property
    def is_there(self) -> bool:
        """Whether there is a key to reach a local Kaizala with."""
        return bool(self._key)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The journal as JSON: ``method``, ``path``, ``status``, ``at``, and ``errorCode`` of what was refused; oldest first."""
        return self.call("GET", "journal")["calls"]

    @property
    def journal(self) -> "pd.DataFrame":
        """The service's own record of the requests it received, oldest first; it holds no secret."""
        lines = [
            call
            | {
                "request": self._name_request(call["method"], call["path"], call.get("kind", "")),
                "errorCode": call.get("errorCode") or "",
            }
            for call in self.calls
        ]
        return tables.rows(lines, _JOURNAL)

    @property
    def deliveries(self) -> "pd.DataFrame":
        """What is delivered to webhooks, oldest first: how often it was tried, what was answered last, when it is due again.

        ``answered`` is 0 where nobody answered. ``state`` is ``delivered``, ``waiting``, or ``held`` while its webhook is off.
        """
        return tables.rows(self.call("GET", "deliveries")["deliveries"], _DELIVERIES)

    def deliver_again(self, event_id: str = "") -> str:
        """Let an event be delivered to its webhooks once more, as can happen at any time: the newest one, or that of an id."""
        self.settle()  # a receiver has an event a moment before the service has written down that it has
        made = self.call("POST", "deliveries/again", {"eventId": event_id})
        self.settle()
        return f"Delivered once more: {made['eventType']}, to {faces.count(made['deliveries'], 'webhook')}."

    def settle(self, seconds: float = 5) -> bool:
        """Wait until everything that is due was delivered to its webhook, or put off. False if that takes longer."""
        waits = seconds if isinstance(seconds, int | float) and seconds > 0 else 0
        return self.call("POST", "deliveries/settle", {"seconds": seconds}, timeout=self.timeout + waits)["settled"]

    def tap(self, number: str, **done: Any) -> dict[str, Any]:
        """What a person does on their phone; see :class:`kaizala_nb.course.sandbox.phone.Phone`."""
        return self.call("POST", f"phones/{_segment(number, 'The number')}/answers", done)

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
        """Let the next calls go wrong.

        Args:
            status: The status that they are answered with, such as 503.
            times: How many calls.
            path: Only those whose path holds this.
            method: Only those of this method.
            delay: Seconds before the answer.
            reset: Close the connection with no answer.
            truncate: Send half of the answer.
            body: Answer this text.
            retry_after: Seconds in ``Retry-After``.
            moved: Answer 308 to this address.
            carried_out: The service does what was asked; only the answer goes wrong.
        """
        wanted = {"status": status, "times": times, "path": path, "method": method, "delay": delay, "reset": reset}
        wanted |= {
            "truncate": truncate,
            "body": body,
            "retryAfter": retry_after,
            "moved": moved,
            "carriedOut": carried_out,
        }
        self.call("POST", "faults", wanted)

    def clear_faults(self) -> None:
        """Nothing goes wrong on purpose any more."""
        self.call("DELETE", "faults")

    @property
    def connectors(self) -> "pd.DataFrame":
        """The connectors, as the portal lists them: id, name, permissions, scope, redirect URL. Secrets are masked."""
        return tables.rows([row | {"applicationSecret": MASK} for row in self.registered()], _CONNECTORS)

    def registered(self) -> list[dict[str, Any]]:
        """The same for code: each with its ``applicationSecret``, whose repr is a mask."""
        rows = self.call("GET", "connectors")["connectors"]
        return [row | {"applicationSecret": Secret(row["applicationSecret"])} for row in rows]

    def new_connector(
        self, name: str, permissions: dict[str, list[str]] | None = None, redirect_url: str = ""
    ) -> dict[str, Any]:
        """Register a connector, as on the portal; gives its ``applicationId`` and ``applicationSecret``, whose repr is a mask.

        Args:
            name: What it is called.
            permissions: A grid, such as ``{"Group Information": ["Get", "Add"]}``; every permission if left out.
            redirect_url: Where signing in by OAuth leads back to.
        """
        made = self.call("POST", "connectors", {"name": name, "permissions": permissions, "redirectUrl": redirect_url})
        return made | {"applicationSecret": Secret(made["applicationSecret"])}

    def grant(self, permissions: dict[str, list[str]], application_id: str = "") -> None:
        """Change what a connector may do, the ready-made one if none is named. Tokens that were given keep what they had.

        Args:
            permissions: The whole grid, such as ``{"Group Information": ["Get", "Add"]}``.
            application_id: Which connector.
        """
        connector = _segment(arguments.text(application_id, "The connector") or self.application_id, "The connector")
        self.call("PUT", f"connectors/{connector}", {"permissions": permissions})

    def delete_connector(self, application_id: str) -> None:
        """Delete a connector; its tokens are good no longer."""
        self.call("DELETE", f"connectors/{_segment(application_id, 'The connector')}")

    def new_token(
        self, kind: str = "user", mobile_number: str = "", group_id: str = "", application_id: str = ""
    ) -> str:
        """A refresh token of the portal, whose repr is a mask; the connector's earlier one for the same is good no longer.

        Args:
            kind: ``user``: all groups of a person; ``group``: one group, with its admin's rights; ``tenant``: the organisation's.
            mobile_number: Whose it is; the organisation's admin, or the group's first, if left out.
            group_id: Which group, for ``group``.
            application_id: Which connector; the ready-made one if left out.
        """
        wanted = {"kind": kind, "mobileNumber": mobile_number, "groupId": group_id}
        connector = _segment(arguments.text(application_id, "The connector") or self.application_id, "The connector")
        return Secret(self.call("POST", f"connectors/{connector}/tokens", wanted)["refreshToken"])

    def snapshot(self) -> dict[str, Any]:
        """All of its state, for :meth:`restore`. It holds tokens and secrets: keep it out of outputs and files that you share."""
        held = self.call("GET", "snapshot", timeout=_SNAPSHOT_SECONDS, most_bytes=_MOST_SNAPSHOT_BYTES)
        return _Snapshot(held)

    def restore(self, snapshot: dict[str, Any]) -> None:
        """The state as it was when the snapshot was taken."""
        if not isinstance(snapshot, dict):
            raise errors.not_sent("This is no snapshot.", "Give what kaizala.sandbox.snapshot() gave.")
        self.call("PUT", "snapshot", _Snapshot(snapshot), timeout=_SNAPSHOT_SECONDS)

    def reset(self) -> None:
        """An empty Kaizala: no groups, no tokens, no messages, its clock back to now."""
        self.call("POST", "reset", {})

    def seed(self, **objects: list[dict[str, Any]]) -> dict[str, Any]:
        """Put objects with given ids into it: ``users``, ``groups`` with members, ``connectors``. All of them or none."""
        return self.call("POST", "seed", objects)

    @without_frames
    def call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        timeout: float | None = None,
        most_bytes: int = _MOST_BYTES,
    ) -> dict[str, Any]:
        """One call of the control plane. Raises :class:`NoSandboxError` where there is none; ``timeout`` else is the sandbox's."""
        if not self._key:
            raise _no_sandbox(
                "No key is known.", "Give it: Kaizala(url=..., key=...), or the variable KAIZALA_EMULATOR_KEY."
            )
        body = arguments.json_value(body, "What was given")
        content = (
            {} if body is None else {"data": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}
        )
        answer = self._ask(method, f"/_emulator/{path}", timeout, most_bytes, **content)
        try:
            value = read_json(answer.content)
        except ValueError:
            value = None
        if answer.status == 200:
            if isinstance(value, dict):
                return secretive(value)
            raise _no_sandbox(f"What answers at {self.url} is no local Kaizala.", "Check the address.")
        value = value if isinstance(value, dict) else {}
        said = str(value.get("message", ""))
        if answer.status == 401 or "errorCode" not in value:
            raise _no_sandbox(said or "It was refused.", "Check the address and the key of the local Kaizala.")
        raise errors.InputError(said or f"The local Kaizala answered {answer.status}.")

    def look_on(self, path: str, headers: dict[str, str]) -> Answer | None:
        """What the service answers to a GET, neither counted nor journaled; None where it does not answer."""
        try:
            return self._ask("GET", path, headers=headers)
        except errors.ApiError:
            return None

    def _ask(
        self,
        method: str,
        path: str,
        timeout: float | None = None,
        most_bytes: int = _MOST_BYTES,
        headers: dict[str, str] | None = None,
        **content: Any,
    ) -> Answer:
        headers = (headers or {}) | {"X-Emulator-Key": str(self._key)}
        seconds = self.timeout if timeout is None else timeout
        return ask(self._http, method, self.url + path, seconds, most_bytes, headers=headers, **content)

    def __repr__(self) -> str:
        return f"<Sandbox at {self.url}>"


def _segment(value: str, name: str) -> str:
    """A value as one segment of a path. Raises :class:`~kaizala_nb.toolkit.client.errors.InputError` for one that would be none."""
    value = arguments.text(value, name)
    if value.strip() in ("", ".", ".."):
        raise errors.InputError(f"{value!r} is no id and no number: nothing was called.")
    return quote(value, safe="")


def _nothing() -> None:
    """There is no server to close."""


class _Snapshot(dict[str, Any]):
    """A snapshot, which does not show what is in it."""

    def __repr__(self) -> str:
        rows = sum(len(rows) for rows in self["tables"].values())
        return f"<Snapshot: {faces.count(rows, 'row')}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def ask(http: Http, method: str, url: str, seconds: float, most_bytes: int, **content: Any) -> Answer:
    """One exchange with a local Kaizala, with the errors of the family."""
    home = origin_of(url)
    try:
        return http.exchange(method, url, timeout=seconds, most_bytes=most_bytes, **content)
    except TimeoutError:
        said, meaning = "Nothing.", f"The local Kaizala at {home} gave no complete answer within {seconds:g} seconds."
        raise _failed(errors.TimedOut, said, meaning, "Check that it is running, and try again.") from None
    except TooLarge:
        meaning = f"The answer of the local Kaizala at {home} has more than {most_bytes:,} bytes."
        todo = "Ask for less, or begin again with kaizala.reset()."
        raise _failed(errors.ReplyTooLarge, "More than is taken.", meaning, todo) from None
    except NoAnswer as trouble:
        if trouble.why == "no HTTP":
            raise _no_sandbox(f"What answers at {home} is no local Kaizala.", "Check the address.") from None
        raise _no_sandbox(f"No local Kaizala answers at {home}.", "Check that it is running.") from None


def _failed(kind: type[errors.ApiError], said: str, meaning: str, todo: str) -> errors.ApiError:
    return kind(meaning, advice=errors.Advice(said, meaning, todo, "Not known: it may have been carried out."))


def _quiet(sms: dict[str, Any]) -> str:
    """The text of an SMS; with a PIN in it that is good still, a text whose repr is a mask."""
    return sms["text"] if sms["pin"] == MASK else Secret(sms["text"])


def _no_sandbox(meaning: str, todo: str) -> NoSandboxError:
    return NoSandboxError(
        meaning,
        advice=errors.Advice(
            "Nothing of the service was called.",
            f"Phones, clock and journal belong to a local Kaizala. {meaning}",
            f"{todo} Or start one in this notebook: Kaizala().",
        ),
    )
