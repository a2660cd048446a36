"""What a run of the collection works with: a Kaizala, its variables, its phone, a receiver of webhooks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kaizala_nb.course.environment import BEYOND, KaizalaEnvironment
from kaizala_nb.course.inbox.receiver import Receiver
from kaizala_nb.course.picture import NAME, picture
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.course.session import session_of
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.masking import MASK
from kaizala_nb.toolkit.collection import Collection, Folder, Step
from kaizala_nb.toolkit.runner.needs import variables_needed, with_prerequisites

_YOU = {"mobile-number": "+447700900001"}
"""Who signs in at a local Kaizala: a number that belongs to nobody, from a range that is kept for films and books."""


@dataclass(frozen=True)
class RunOptions:
    """What the caller wants.

    Args:
        url: The address of a Kaizala. Without it, the variable ``api-root`` counts; without that too, a local one is started.
        application_id: The id of a connector there.
        application_secret: The secret of the connector.
        key: The key of the control plane, if the Kaizala is a local one.
        pin: The PIN of every SMS, if that Kaizala has a fixed one.
        allow_hosts: Other hosts that tokens may go to.
        variables: Values of variables.
        ask_pin: Is called with the host that sent the SMS, and gives the PIN, if no phone can be read.
        secret: The names of variables that are secrets.
        scripts: How the scripts of requests are taken that somebody has changed.
    """

    url: str | None
    application_id: str
    application_secret: str
    key: str
    pin: str
    allow_hosts: Iterable[str]
    variables: Mapping[str, str]
    ask_pin: Callable[[str], str]
    secret: Iterable[str] = ()
    scripts: Way = "read"


class KaizalaContext:
    """A Kaizala and a session with it, and all that the steps of a run need. Close it at the end.

    Args:
        collection: The collection that is run.
        options: What the caller wants.
        say: Is called with a sentence when the session waits.

    Raises:
        InputError: the address of the Kaizala, or of another host, is not an address.
    """

    def __init__(self, collection: Collection, options: RunOptions, say: Callable[[str], None]) -> None:
        self._options = options
        self._collection = collection
        self.uploads = {NAME: picture()}
        self._receiver: Receiver | None = None
        given = options.variables.get("api-root", "")
        self._url = options.url or given or None
        if given and options.url is None:
            say(f"The requests go to {given}, as the variable api-root says.")
        elif given.rstrip("/") not in ("", str(options.url).rstrip("/")):
            say(f"The requests go to {options.url}, as --url says. The variable api-root, {given}, does not count.")
        if self._url is None:
            self.sandbox = Sandbox.start()
            application_id, application_secret = self.sandbox.application_id, str(self.sandbox.application_secret)
        else:
            try:
                self.sandbox = Sandbox(self._url, options.key)
            except ValueError as trouble:
                raise errors.InputError(str(trouble)) from None
            application_id, application_secret = options.application_id, options.application_secret
        environment = KaizalaEnvironment(collection)
        self.environment = environment
        environment.keep_secret(options.secret)
        values = {name: value for name, value in BEYOND.items() if value}
        if self.sandbox.is_there:
            values |= _YOU
        values |= {"application-id": application_id, "application-secret": application_secret}
        values |= {"endpoint-url": self.sandbox.url, **options.variables, "api-root": self.sandbox.url}
        environment.fill(values, source="the caller")
        try:
            self.session = session_of(
                environment, self.sandbox.url, allow_hosts=options.allow_hosts, scripts=options.scripts
            )
        except errors.ApiError:
            self.sandbox.close()
            raise
        except ValueError as trouble:
            self.sandbox.close()
            raise errors.InputError(str(trouble)) from None
        self.session.on_wait = say

    def with_prerequisites(self, steps: list[tuple[Folder, Step]]) -> list[tuple[Folder, Step]]:
        """The steps, and the earlier steps that they need. If one needs an address for webhooks, a receiver listens there."""
        generate_pin = self._collection.match("POST", "/v1/generatePin")
        single_use = {} if generate_pin is None else {"pin": generate_pin}
        steps = with_prerequisites(self._collection, steps, self.environment, single_use)
        if any("callback-url" in variables_needed(step) for _, step in steps):
            self.listen()
        return steps

    def before(self, step: Step) -> None:
        """Do what is needed before a step is sent: read a new PIN, because a PIN works for one sign-in only."""
        if "pin" in variables_needed(step):
            self.environment.fill({"pin": self._read_pin()}, source="the phone")

    def listen(self) -> None:
        """Start a receiver of webhooks, and put its address into ``{{callback-url}}``, unless the caller has set that."""
        if self.environment.get("callback-url"):
            return
        self._receiver = Receiver(lambda headers, body: 200, lambda: None)
        self.environment.fill({"callback-url": self._receiver.url}, source="the run")

    def _read_pin(self) -> str:
        """The PIN: from the options, from the local phone, or from the person who runs this."""
        pin = self._options.pin or self._options.variables.get("pin", "")
        if pin and self._url is not None:
            return pin
        if not self.sandbox.is_there:
            return self._options.ask_pin(str(self.session.allowed.home))
        sms = self.sandbox.read_phone(self.environment["mobile-number"])["sms"]
        if not sms or sms[-1]["pin"] == MASK:
            raise errors.InputError("There is no unused PIN on the phone.")
        return str(sms[-1]["pin"])

    def close(self) -> None:
        """Stop the receiver and the local Kaizala, if they were started, and close the connections."""
        if self._receiver is not None:
            self._receiver.close()
        self.session.close()
        self.sandbox.close()
