"""The door to the local Kaizala: starts it, reads its phones, turns its clock, shows its journal.

It speaks to the control plane over HTTP, with the emulator's key, and so works alike on the Kaizala that it started in this
kernel and on one that ``kaizala-nb serve`` runs. What it is asked to show is masked by whoever keeps it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests

from kaizala_nb import faces
from kaizala_nb.client import errors
from kaizala_nb.client.hosts import origin_of
from kaizala_nb.client.masking import MASK, Secret
from kaizala_nb.collection.mobile_number import mask_mobile_number, parse_mobile_number

if TYPE_CHECKING:
    import pandas as pd

_TIMEOUT = 10.0


class Sandbox:
    """The people and things around a local Kaizala: phones, clock, journal.

    ``url`` is its address and ``key`` its control plane's key. Without a key every call raises :class:`NoSandboxError`.
    ``name_request`` gives a request's Postman name from its method and path, for the journal.
    """

    def __init__(self, url: str, key: str | None, *, name_request: Callable[[str, str], str] | None = None) -> None:
        self.url = url.rstrip("/")
        self.application_id = ""
        self.application_secret = ""
        self._key = Secret(key or "")
        self._name_request = name_request or (lambda method, path: "")
        self._http = requests.Session()
        self._http.trust_env = not origin_of(url).is_loopback
        self._close_server: Callable[[], None] = lambda: None

    @classmethod
    def start(cls, *, throttle: bool = False, name_request: Callable[[str, str], str] | None = None) -> "Sandbox":
        """Start a local Kaizala in a thread of this process, on a free port of this computer; nobody else reaches it."""
        from kaizala_nb.emulator import Emulator
        from kaizala_nb.emulator.thread import ServerThread

        emulator = Emulator(throttle=throttle)
        server = ServerThread(emulator)
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
        self._close_server()
        self._http.close()

    def phone(self, number: str, name: str = "", you: str = "") -> "Phone":
        """The phone of a mobile number. Any possible number is somebody's. ``you`` is the number that is "you" on it."""
        return Phone(self, possible(number), name, you)

    def read_phone(self, number: str) -> dict[str, list[dict[str, Any]]]:
        """What a phone holds: ``{"sms": [...], "chats": [...]}``, oldest first. Used PINs are masked."""
        return self.call("GET", f"phones/{quote(number)}")

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> str:
        """Turn the clock of the local Kaizala ahead; tokens run out by it. Returns what it shows then."""
        ahead = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        return (
            "The local Kaizala's clock shows "
            + faces.moment(self.call("POST", "clock", {"advance": ahead})["now"])
            + "."
        )

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
        import pandas as pd

        lines = [
            {
                "request": self._name_request(call["method"], call["path"]),
                "method": call["method"],
                "path": call["path"],
                "status": call["status"],
                "errorCode": call.get("errorCode") or "",
                "at": pd.to_datetime(call["at"], unit="ms", utc=True),
            }
            for call in self.calls
        ]
        return pd.DataFrame(lines, columns=["request", "method", "path", "status", "errorCode", "at"])

    def reset(self) -> None:
        """An empty Kaizala: no groups, no tokens, no messages, its clock back to now."""
        self.call("POST", "reset", {})

    def seed(self, **objects: list[dict[str, Any]]) -> dict[str, Any]:
        """Put objects with given ids into it: ``users``, ``groups`` with members, ``connectors``. All of them or none."""
        return self.call("POST", "seed", objects)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One call of the control plane. Raises :class:`NoSandboxError` where there is none."""
        if not self._key:
            raise _no_sandbox(
                "No key is known.", "Give it: Kaizala(url=..., key=...), or the variable KAIZALA_EMULATOR_KEY."
            )
        try:
            response = self._http.request(
                method,
                f"{self.url}/_emulator/{path}",
                json=body,
                headers={"X-Emulator-Key": str(self._key)},
                timeout=_TIMEOUT,
                allow_redirects=False,
            )
            value = response.json()
        except requests.RequestException:
            raise _no_sandbox(f"No local Kaizala answers at {self.url}.", "Check that it is running.") from None
        if response.status_code == 200 and isinstance(value, dict):
            return value
        said = value.get("message", "") if isinstance(value, dict) else ""
        if response.status_code in (401, 403, 404):
            raise _no_sandbox(said or "It was refused.", "Check the address and the key of the local Kaizala.")
        raise errors.InputError(said or f"The local Kaizala answered {response.status_code}.")

    def __repr__(self) -> str:
        return f"<Sandbox at {self.url}>"


class Phone:
    """Somebody's phone: its SMS and its chats, as they are now.

    ``name`` is what it is shown under; ``you`` the number of whoever sits at the notebook, who is "you" on every phone.
    """

    def __init__(self, sandbox: Sandbox, number: str, name: str = "", you: str = "") -> None:
        self.number = number
        self.name = name
        self.you = you
        self._sandbox = sandbox

    def read(self) -> dict[str, list[dict[str, Any]]]:
        """``{"sms": [...], "chats": [...]}``, oldest first; see :meth:`Sandbox.read_phone`."""
        return self._sandbox.read_phone(self.number)

    @property
    def sms(self) -> "pd.DataFrame":
        """The SMS on it: text and time. PINs are masked here; see :attr:`pin`."""
        return _frame([{"text": mask_pin(sms), "at": sms["at"]} for sms in self.read()["sms"]], ["text", "at"])

    @property
    def chats(self) -> "pd.DataFrame":
        """The messages on it: group, sender, text and time, newest last."""
        columns = ["groupName", "from", "text", "at"]
        return _frame([{column: chat.get(column, "") for column in columns} for chat in self.read()["chats"]], columns)

    @property
    def pin(self) -> str:
        """The PIN of the newest SMS, if nobody has used it. Its repr is a mask."""
        sms = self.read()["sms"]
        if not sms or sms[-1]["pin"] == MASK:
            raise errors.InputError(
                "There is no unused PIN on this phone.",
                advice=errors.Advice(
                    "Nothing: no request was sent.",
                    "There is no unused PIN on this phone. A PIN works once, for ten minutes.",
                    "Run Step1 - Generate Pin: a new one comes by SMS.",
                ),
            )
        return Secret(sms[-1]["pin"])

    @property
    def title(self) -> str:
        """ "Asha's phone …0002"."""
        whose = f"{self.name}'s phone" if self.name else "Your phone" if self.number == self.you else "Phone"
        return f"{whose} …{self.number[-4:]}"

    def lines(self) -> list[str]:
        """What is on it, a line each, as it is read aloud."""
        held = self.read()
        sms = [f"SMS from Kaizala, {faces.moment(entry['at'])}: {entry['text']}" for entry in held["sms"]]
        return sms + [f"{chat['groupName']}, {faces.moment(chat['at'])}, {self.said(chat)}" for chat in held["chats"]]

    def who(self, number: str | None, name: str | None) -> str:
        """How somebody is called on this phone: "you", the name of its owner, their own name, or their number, masked."""
        if number == self.you:
            return "you"
        return (self.name if number == self.number else "") or name or mask_mobile_number(number or "")

    def said(self, chat: dict[str, Any]) -> str:
        """An entry of a chat in words: "you: Hello", "Asha was added"."""
        if chat["kind"] == "message":
            return f"{self.who(chat['from'], chat.get('fromName'))}: {chat['text']}"
        if chat["kind"] == "welcome":
            return f"welcome message: {chat['text']}"
        if chat["event"] == "created":
            return f"the group was created by {self.who(chat['from'], chat.get('fromName'))}"
        member = self.who(chat.get("member"), chat.get("memberName"))
        return f"{member} {'were' if member == 'you' else 'was'} {chat['event']}"

    def __repr__(self) -> str:
        return f"<Phone {mask_mobile_number(self.number)}>"


def possible(number: str) -> str:
    """A number in E.164. Raises :class:`InputError` with a sentence when it is none."""
    try:
        return parse_mobile_number(number)
    except ValueError as trouble:
        raise errors.InputError(str(trouble)) from None


def mask_pin(sms: dict[str, Any]) -> str:
    """The text of an SMS without its PIN."""
    return sms["text"].replace(str(sms["pin"]), MASK)


def _frame(lines: list[dict[str, Any]], columns: list[str]) -> "pd.DataFrame":
    import pandas as pd

    table = pd.DataFrame(lines, columns=columns)
    table["at"] = pd.to_datetime(table["at"], unit="ms", utc=True)
    return table


def _no_sandbox(meaning: str, todo: str) -> errors.NoSandboxError:
    return errors.NoSandboxError(
        meaning,
        advice=errors.Advice(
            "Nothing of the service was called.",
            f"Phones, clock and journal belong to a local Kaizala. {meaning}",
            f"{todo} Or start one in this notebook: Kaizala().",
        ),
    )
