"""Exchanges one call: it goes to an allowed address, on to where a redirect sends it, and again where that is safe."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urljoin

from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.authorisation import Authorisation
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.following import Cookies, follow
from kaizala_nb.toolkit.client.gate import Gate
from kaizala_nb.toolkit.client.hosts import AllowedHosts, NamedHosts, origin_of
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.scripting import Turns
from kaizala_nb.toolkit.client.sending import Exchanged, Sending, Watch
from kaizala_nb.toolkit.client.streams import Following
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.client.transport import Answer, Transport
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.collection import Call, InvalidInput, Step, templates

_MOST_REDIRECTS = 3


class Exchanger(Suggesting):
    """Exchanges the calls of a session. It knows addresses, redirects, cookies and limits; what is sent is made elsewhere.

    Args:
        environment: The variables.
        allowed: The origins that requests may go to.
        adapter: Replaces the sockets: a service in the same process.
        base: The variable with the address for a step that names no address.
        practice: The practice service that all requests go to, if there is one.

    Attributes:
        allowed: The origins that requests may go to.
        practice: The practice service; None if requests go to the real ones.
        timeout: Seconds for one request with its whole answer (60). A redirect or a repeat is another request.
        max_reply_bytes: A larger answer is an error (20 MB).
        stream_events: How many events of a stream are read (100). A stream has no end.
        stream_seconds: How many seconds a stream of events is read (10).
        on_progress: Called with two numbers while an upload goes: the bytes that are sent, and all bytes.
        listeners: Each is called after every exchange, also after one that failed.
        recorders: Each is called with every call that was sent, and what came of it.
    """

    environment: Environment
    allowed: AllowedHosts | NamedHosts
    practice: Practice | None
    timeout: float
    max_reply_bytes: int
    stream_events: int
    stream_seconds: float
    on_progress: Progress
    listeners: list[Callable[[], None]]
    recorders: list[Callable[[Exchanged], None]]

    def __init__(
        self,
        environment: Environment,
        allowed: AllowedHosts | NamedHosts,
        *,
        adapter: BaseAdapter | None = None,
        base: str = "",
        practice: Practice | None = None,
    ) -> None:
        self.environment = environment
        self.practice = practice
        self.allowed = allowed
        self.on_progress = lambda sent, size: None
        self.timeout = 60.0
        self.max_reply_bytes = 20_000_000
        self.stream_events = 100
        self.stream_seconds = 10.0
        self.listeners = []
        self.recorders = []
        self._gate = Gate(allowed, environment)
        self._transport = Transport(adapter, practice)
        self._cookies = Cookies()
        self._base = base

    def _in_code(self) -> str:
        return f"{self.environment.owner}.session"

    def trust(
        self, *, insecure: bool = False, ca_file: str = "", certificate: str | tuple[str, str] | None = None
    ) -> None:
        """Set how services are trusted by TLS.

        Args:
            insecure: Take any certificate.
            ca_file: A file with certificates of authorities that are taken too, in place of the usual ones.
            certificate: The file of the certificate that is shown to services, or the files of certificate and key.

        Raises :class:`InputError` if a file cannot be used.
        """
        self._transport.trust(not insecure and (ca_file or os.environ.get("REQUESTS_CA_BUNDLE") or True), certificate)

    def base_of(self, step: Step) -> str:
        """The address that a step goes to, without its path. A variable may hold it; it is not checked here."""
        if "://" in step.base:
            return templates.fill(step.base, self.environment).strip().rstrip("/")
        home = str(self.allowed.home) if self.allowed.home else "{{" + step.base + "}}"
        base = self.environment.get(step.base) or self.environment.get(self._base) or home
        return base.strip().rstrip("/")

    def check_host(self, call: Call) -> None:
        """Raise :class:`UntrustedHostError` if a call of somebody else's file must not go where it would go."""
        self._gate.check_call(call)

    def tell(self) -> None:
        """Tell the listeners that something was sent."""
        for listener in self.listeners:
            listener()

    @contextmanager
    def _recorded(self, exchanged: Exchanged, turns: Turns | None = None) -> Iterator[None]:
        """Inside the block a call is sent. At its end the recorders are told of it, unless nothing went out."""
        try:
            yield
        except errors.ApiError as trouble:
            exchanged.problem = str(trouble)
            exchanged.is_stopped = isinstance(trouble, errors.UntrustedHostError)
            raise
        except KeyboardInterrupt:
            exchanged.problem = "Interrupted."
            raise
        finally:
            exchanged.seconds = time.time() - exchanged.started
            if turns:
                exchanged.step, exchanged.given, exchanged.checks = turns.first_step, turns.first_values, turns.checks
            for record in self.recorders if exchanged.outgoing else ():
                record(exchanged)

    def _exchange(self, call: Call, sending: Sending) -> tuple[Outgoing, Answer]:
        """Send a call, and follow redirects that keep method and body (307 and 308)."""
        if call.message is not None:
            return follow(
                call, self._cookies, self._gate.check_message, lambda one, url: self._send_patiently(one, url, sending)
            )
        url = self._address(call)
        if url.startswith("{{"):
            missing = InvalidInput({call.step.base: f"{{{{{call.step.base}}}}} is not set."})
            raise refusals.invalid(call.step, missing, self.environment)
        self._gate.check_origin(url, call.step, "The request would go to")
        for _ in range(_MOST_REDIRECTS):
            outgoing, answer = self._send_patiently(call, url, sending)
            if not 300 <= answer.status < 400 or "location" not in answer.headers:
                return outgoing, answer
            url = self._redirect(url, outgoing, answer)
            self._gate.check_origin(url, call.step, "The service sent the request on to")
            if answer.status not in (307, 308):
                break
            if call.step.base in self.environment.filled_by:
                self.environment.fill({call.step.base: f"{origin_of(url)}/"}, source="a move of the service")
        raise refusals.unreadable(
            errors.UnreadableReplyError,
            outgoing,
            answer,
            "The request was sent on too often, or in a way that changes it.",
        )

    def _redirect(self, url: str, outgoing: Outgoing, answer: Answer) -> str:
        """The address that a redirect names. The header may hold a whole address, a part of one, or anything else."""
        try:
            return urljoin(url, answer.headers["location"])
        except ValueError:
            meaning = "The request was sent on to something that is no address."
            raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning) from None

    def _address(self, call: Call) -> str:
        if call.message is not None:
            return call.message.url
        return self.base_of(call.step) + call.path

    def _send_patiently(self, call: Call, url: str, sending: Sending) -> tuple[Outgoing, Answer]:
        """Send a call to this address until an answer comes, or until patience ends."""
        while True:
            # made anew each time: during the wait, the environment may have got a new token
            outgoing = Outgoing(call, url, self._headers(call, sending.authorisation), self.environment.masker)
            sending.patience.sending()
            sending.exchanged.goes_out(outgoing)
            try:
                answer = self._send_once(outgoing, sending.watch)
                sending.exchanged.answer = answer
            except errors.ConnectionTrouble as trouble:
                if not sending.patience.outlasts_trouble(trouble):
                    raise _with_tries(trouble, sending.patience.trouble) from trouble.__cause__
            else:
                if not sending.patience.outlasts_answer(answer):
                    return outgoing, answer

    def _send_once(self, outgoing: Outgoing, watch: Watch) -> Answer:
        def progress(sent: int, size: int) -> None:
            self.on_progress(sent, size)
            watch.progress(sent, size)

        try:
            return self._transport.send(
                outgoing,
                timeout=self.timeout,
                most_bytes=self.max_reply_bytes,
                progress=progress,
                following=self._following(outgoing.call),
            )
        finally:
            if watch.heard:
                self.tell()

    def _following(self, call: Call) -> Following | None:
        """How far a stream of events is read, if the call is one of somebody else's file."""
        if call.message is None:
            return None
        session = f"{call.step.service.variable}.session"
        more = f"{session}.stream_events and {session}.stream_seconds say how far it is read."
        return Following(
            self.stream_events, self.stream_seconds, lambda reach: f"This is {reach}; the stream may go on. {more}"
        )

    def _headers(self, call: Call, authorisation: Authorisation) -> dict[str, str]:
        headers = dict(call.headers) | authorisation.headers(call.step, self.environment)
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        return headers


def _with_tries(trouble: errors.ConnectionTrouble, said: str) -> errors.ConnectionTrouble:
    """The error for a broken connection, which says how often the request was sent, if that was more than once."""
    if not said or trouble.nobody_listens:
        return trouble
    return trouble.but(advice=replace(trouble.advice, changed=f"{trouble.advice.changed} {said}"))
