"""Where a run takes place: a Kaizala of its own, or one that is named; its variables, its phone, its receiver of webhooks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.course.environment import BEYOND, KaizalaEnvironment
from kaizala_nb.course.picture import NAME, picture
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.course.session import session_of
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import MASK
from kaizala_nb.toolkit.collection import Collection, Folder, Step
from kaizala_nb.toolkit.runner.needs import needed, with_what_they_need

_FICTION = {"mobile-number": "+447700900001", "mobile-number-2": "+447700900002", "mobile-number-3": "+447700900003"}
"""Numbers from a range that is kept for fiction: whom a local Kaizala is called with."""


@dataclass(frozen=True)
class Asked:
    """What the caller said. ``ask_pin`` is asked for a PIN where no phone can be read, with the host that sent it;
    ``secret`` are variables that are secrets, whatever they are called."""

    url: str | None
    application_id: str
    application_secret: str
    key: str
    pin: str
    allow_hosts: Iterable[str]
    variables: Mapping[str, str]
    ask_pin: Callable[[str], str]
    secret: Iterable[str] = ()


class Place:
    """A session with all that its steps need. Close it.

    Raises:
        InputError: The address is none.
    """

    def __init__(self, collection: Collection, asked: Asked, say: Callable[[str], None]) -> None:
        self._asked = asked
        self._collection = collection
        self.uploads = {NAME: picture()}
        self._receiver: Any = None
        if asked.url is None:
            self.sandbox = Sandbox.start()
            connector = (self.sandbox.application_id, str(self.sandbox.application_secret))
        else:
            try:
                self.sandbox = Sandbox(asked.url, asked.key)
            except ValueError as trouble:
                raise errors.InputError(str(trouble)) from None
            connector = (asked.application_id, asked.application_secret)
        environment = KaizalaEnvironment(collection)
        self.environment = environment
        environment.keep_secret(asked.secret)
        known = {name: value for name, value in BEYOND.items() if value} | (_FICTION if self.sandbox.is_there else {})
        known |= {"application-id": connector[0], "application-secret": connector[1]}
        environment.fill(known | dict(asked.variables) | {"api-root": self.sandbox.url}, source="the caller")
        try:
            self.session = session_of(environment, self.sandbox.url, allow_hosts=asked.allow_hosts)
        except ValueError as trouble:
            self.sandbox.close()
            raise errors.InputError(str(trouble)) from None
        self.session.on_wait = say

    def with_what_they_need(self, steps: list[tuple[Folder, Step]]) -> list[tuple[Folder, Step]]:
        """The steps, and those that have to run before them. Where one needs an address for webhooks, something listens there."""
        asks_for_pin = self._collection.match("POST", "/v1/generatePin")
        brought = {"pin": asks_for_pin} if asks_for_pin is not None else {}
        steps = with_what_they_need(self._collection, steps, self.environment, brought)
        if any("callback-url" in needed(step) for _, step in steps):
            self.listen()
        return steps

    def before(self, step: Step) -> None:
        """What has to be done before a step is sent: a PIN is read anew each time, since it is good for one sign-in."""
        if "pin" in needed(step):
            self.environment.fill({"pin": self._read_pin()}, source="the phone")

    def listen(self) -> None:
        """Receive webhooks from now on, at ``{{callback-url}}``, unless the caller named somebody who does."""
        if self.environment.get("callback-url"):
            return
        from kaizala_nb.course.inbox.receiver import Receiver

        self._receiver = Receiver(lambda headers, body: 200, lambda: None)
        self.environment.fill({"callback-url": self._receiver.url}, source="the run")

    def _read_pin(self) -> str:
        """The PIN: the one that was given, the one on the local phone, or one that is asked for."""
        if self._asked.pin and self._asked.url is not None:
            return self._asked.pin
        if not self.sandbox.is_there:
            return self._asked.ask_pin(str(self.session.allowed.home))
        sms = self.sandbox.read_phone(self.environment["mobile-number"])["sms"]
        if not sms or sms[-1]["pin"] == MASK:
            raise errors.InputError("There is no unused PIN on the phone.")
        return str(sms[-1]["pin"])

    def close(self) -> None:
        """Stop what was started."""
        if self._receiver is not None:
            self._receiver.close()
        self.session.close()
        self.sandbox.close()
