"""Sends a step: to allowed addresses only, with the tokens of the environment. It keeps what comes back.

When the service refuses a token, the session gets a new one and sends the request again, once. When the service is busy or the
connection breaks, it sends the request again where that is safe (:mod:`~kaizala_nb.toolkit.client.waiting`). The reply says so.
Whatever the service, the network or a value causes, the error is one of the family of
:class:`~kaizala_nb.toolkit.client.errors.ApiError`.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urljoin

from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client import errors, refusals, success
from kaizala_nb.toolkit.client.advice import Advisor
from kaizala_nb.toolkit.client.arrival import Arrival
from kaizala_nb.toolkit.client.authorisation import Authorisation, Sender
from kaizala_nb.toolkit.client.consent import Consent
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.following import Cookies, follow
from kaizala_nb.toolkit.client.gate import Gate
from kaizala_nb.toolkit.client.hosts import AllowedHosts, NamedHosts, origin_of
from kaizala_nb.toolkit.client.next_page import Origin
from kaizala_nb.toolkit.client.oauth2 import FetchedTokens
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.scripting import Scripting, Turns, said_of
from kaizala_nb.toolkit.client.sending import UNWATCHED, Exchanged, Sending, Watch
from kaizala_nb.toolkit.client.streams import Following
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.client.transport import Answer, Transport
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience
from kaizala_nb.toolkit.collection import Call, InvalidInput, Step, templates
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.service import Service

_MOST_REDIRECTS = 3
_READ_ONLY = ("GET", "HEAD", "OPTIONS")


def _nothing_to_learn(call: Call, reply: Mapping[str, Any]) -> None:
    """The replies of most services tell no names."""


class Session:
    """Sends the steps of one notebook to one service.

    Args:
        environment: The variables.
        url: The address of the service. None for the requests of somebody else's file: each goes where the file says; but one that
            holds a secret of the user's goes only to a host that the user has named.
        allow_hosts: More hosts that requests may go to; see :class:`~kaizala_nb.toolkit.client.hosts.AllowedHosts`.
        adapter: Replaces the sockets: a service in the same process.
        base: The variable with the address for a step that names no address.
        authorisation: What lets the requests in: by default the token that a step names, or one that is fetched for it.
        learn: Called after each success, with the call and the JSON object of the reply ({} if there is none).
        advisor: Knows what the refusals of this service mean.
        scripts: How the scripts of somebody else's collection are taken. If they run, requests go only to hosts that the user has
            named, whatever they hold.

    Attributes:
        scripting: Gives the scripts their turns.
        consent: Knows what cells may change by running.
        allowed: The origins that requests may go to: that of ``url``, and the ``allow_hosts``.
        renew_tokens: Get a new token when one is refused, if the authorisation can (True).
        timeout: Seconds for one request with its whole answer (60). A redirect or a repeat is another request.
        max_reply_bytes: A larger answer is an error (20 MB).
        stream_events: How many events of a stream are read (100). A stream has no end.
        stream_seconds: How many seconds a stream of events is read (10).
        wait_when_throttled: After too many requests, wait as long as the service asks, a minute at most, and send again (True).
        retry_trouble: Send again when the service is unavailable or the connection fails, if that is safe (True). A request is
            repeated three times at most, for whatever reason.
        on_wait: Called with a sentence before each wait (``print``).
        on_progress: Called with two numbers while an upload goes: the bytes that are sent, and all bytes.
        recorders: Each is called with every call that was sent, and what came of it.
        find_arrivals: Called after each success of a request that may change something. It finds what came to somebody else.
    """

    def __init__(
        self,
        environment: Environment,
        url: str | None,
        *,
        allow_hosts: str | Iterable[str] = (),
        adapter: BaseAdapter | None = None,
        base: str = "",
        authorisation: Authorisation | None = None,
        learn: Callable[[Call, Mapping[str, Any]], None] = _nothing_to_learn,
        advisor: Advisor = lambda refusal: None,
        scripts: Way = "read",
    ) -> None:
        self.environment = environment
        self.allowed = (
            NamedHosts(allow_hosts, only_these=scripts == "run") if url is None else AllowedHosts(url, allow_hosts)
        )
        self.consent = Consent(in_process=adapter is not None)
        self.scripting = Scripting(environment, scripts, self._send_for_script)
        self._by_cell = ContextVar("by_cell", default=False)
        self.renew_tokens = True
        self.wait_when_throttled = True
        self.retry_trouble = True
        self.on_wait: Callable[[str], None] = print
        self.on_progress: Progress = lambda sent, size: None
        self.find_arrivals: Callable[[], Sequence[Arrival]] = tuple
        self.timeout = 60.0
        self.max_reply_bytes = 20_000_000
        self.stream_events = 100
        self.stream_seconds = 10.0
        self.listeners: list[Callable[[], None]] = []  # called after every exchange, also after one that failed
        self.recorders: list[Callable[[Exchanged], None]] = []
        self._gate = Gate(self.allowed, environment)
        self._transport = Transport(adapter)
        self._cookies = Cookies()
        self._base = base
        self._learn = learn
        self._advisor = advisor
        # one for each thread: two forms that send at the same time may carry different tokens
        self._authorisation = ContextVar("authorisation", default=authorisation or FetchedTokens())

    @without_frames
    def send(
        self,
        step: Step,
        values: dict[str, Any],
        checked: Mapping[str, Any] | None = None,
        *,
        watch: Watch = UNWATCHED,
    ) -> Reply:
        """Send a step with these values. A value that is left out comes from the environment. ``watch`` follows this sending.

        ``checked`` has the value of every parameter, if all of them were checked before. Scripts of somebody else's collection have
        their turns.
        """
        turns = self.scripting.turns_of(step, values)
        by_cell = self._by_cell.set(watch.by_cell)
        try:
            turns.before()
            call = self.prepare(turns.step, turns.values, checked)
            self._check_consent(call)
            return self._send_call(call, turns, watch)
        finally:
            self._by_cell.reset(by_cell)
            if watch.scripts:
                watch.scripts(turns)

    @without_frames
    def send_call(self, call: Call, *, watch: Watch = UNWATCHED) -> Reply:
        """Send a call whose values were checked."""
        return self._send_call(call, self.scripting.turns_of(call.step, {}), watch)

    def _send_call(self, call: Call, turns: Turns, watch: Watch) -> Reply:
        step = call.step
        sending = Sending(
            Patience(
                step, throttled=self.wait_when_throttled, trouble=self.retry_trouble, say=watch.wait or self.on_wait
            ),
            watch,
            self._authorisation.get(),
        )
        with self._recorded(sending.exchanged, turns):
            return self._carry_out(call, turns, sending)

    def _carry_out(self, call: Call, turns: Turns, sending: Sending) -> Reply:
        sender = self._sender(sending.watch)
        authorised, notes = sending.authorisation.authorised(call, sender)
        outgoing, answer = self._exchange(authorised, sending)
        if self.renew_tokens:
            try:
                renewed = sending.authorisation.renew(call, authorised, answer, sender)
            except errors.RefusedError:
                raise self._refused(outgoing, answer, sending.patience, turns, renewal_failed=True) from None
            if renewed is not None:
                notes = renewed.notes
                sending.exchanged.outgoing = None
                outgoing, answer = self._exchange(renewed.call, sending)
        turns.after(outgoing, answer)
        if not success.is_success(outgoing.call, answer) and not turns.want_status:
            raise self._refused(outgoing, answer, sending.patience, turns)
        first_url = call.message.url if call.message else ""
        origin = Origin(self.send, turns.first_step, call.arguments, first_url)
        return self._reply(outgoing, answer, [*notes, *sending.patience.notes], turns, origin)

    @contextmanager
    def _recorded(self, exchanged: Exchanged, turns: Turns | None = None) -> Iterator[None]:
        """Inside the block a call is sent. At its end the recorders are told of it, unless nothing went out."""
        try:
            yield
        except errors.ApiError as trouble:
            exchanged.problem = str(trouble)
            raise
        except KeyboardInterrupt:
            exchanged.problem = "Interrupted."
            raise
        finally:
            exchanged.seconds = time.time() - exchanged.started
            exchanged.checks = turns.checks if turns else exchanged.checks
            for record in self.recorders if exchanged.outgoing else ():
                record(exchanged)

    def _send_for_script(self, request: Mapping[str, Any]) -> Said:
        """Send a request that a script makes, as a request of its collection is sent: to the same hosts alone."""
        step = ForeignStep.of(
            Item("A request of a script", (), dict(request), auth=request.get("auth")), "", "", Service()
        )
        patience = Patience(step, throttled=False, trouble=False, say=self.on_wait)
        sending = Sending(patience, UNWATCHED, self._authorisation.get())
        call = self.prepare(step, {})
        self._check_consent(call)
        call, _ = sending.authorisation.authorised(call, self._sender(UNWATCHED))
        with self._recorded(sending.exchanged):
            return said_of(self._exchange(call, sending)[1])

    def _check_consent(self, call: Call) -> None:
        """Raise :class:`HeldBack` if only a cell that runs asks for a call, and must not."""
        if self._by_cell.get():
            method = call.message.method if call.message else call.step.method
            self.consent.check(method, self._address(call), call.step)

    def prepare(self, step: Step, values: dict[str, Any], checked: Mapping[str, Any] | None = None) -> Call:
        """The call for these values. ``checked`` has the value of every parameter, if all of them were checked before.

        Raises :class:`InputError` with a sentence for each value that is missing or wrong.
        """
        try:
            if checked is not None:
                return step.checked_call(checked, values, self.environment)
            return step.call(values, self.environment)
        except InvalidInput as trouble:
            raise refusals.invalid(step, trouble, self.environment) from None
        except CannotSend as trouble:
            raise refusals.cannot_send(step, trouble) from None

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

    @contextmanager
    def using(self, variable: str) -> Iterator[None]:
        """Inside the block, requests of this thread carry the token of another variable: ``with session.using("admin-token"):``.

        A refused token is not renewed then: a new token would be yours, and not that of the other person.

        Raises :class:`UnknownVariableError` if there is no such variable.
        """
        self.environment[variable]  # raises the error now, and not with the first request
        before = self._authorisation.set(Authorisation(variable))
        try:
            yield
        finally:
            self._authorisation.reset(before)

    def preview(self, step: Step, values: dict[str, Any]) -> SentRequest:
        """The request for these values, masked. It is not sent. Raises :class:`InputError`; see :meth:`prepare`."""
        return self.outgoing(step, values).masked_request

    def outgoing(self, step: Step, values: dict[str, Any]) -> Outgoing:
        """The request for these values, as it would go out. It is not sent. Raises :class:`InputError`; see :meth:`prepare`."""
        return self.outgoing_of(self.prepare(step, values))

    def outgoing_of(self, call: Call) -> Outgoing:
        """A call whose values were checked, as it would go out. It is not sent."""
        authorisation = self._authorisation.get()
        call = authorisation.shown(call, self.environment)
        return Outgoing(call, self._address(call), self._headers(call, authorisation), self.environment.masker)

    def planned(self, call: Call) -> list[Call]:
        """The calls that would be sent for this one, itself the last: an access token may have to be fetched first.

        Raises :class:`InputError` if a value for them is missing.
        """
        return self._authorisation.get().planned(call, self._sender(UNWATCHED))

    def tell(self) -> None:
        """Tell the listeners that something was sent."""
        for listener in self.listeners:
            listener()

    def forget(self) -> None:
        """Forget the cookies, and the tokens that were fetched."""
        self._cookies = Cookies()
        self._authorisation.get().forget()

    def close(self) -> None:
        """Close the connections, and end what runs scripts."""
        self._transport.close()
        self.scripting.close()

    def __repr__(self) -> str:
        return f"<Session with {self.allowed.home}>"

    def _sender(self, watch: Watch) -> Sender:
        return Sender(self.environment, self.prepare, lambda call: self.send_call(call, watch=watch))

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

    def check_host(self, call: Call) -> None:
        """Raise :class:`UntrustedHostError` if a call of somebody else's file must not go where it would go."""
        self._gate.check_call(call)

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
                    raise
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

    def _refused(
        self, outgoing: Outgoing, answer: Answer, patience: Patience, turns: Turns, *, renewal_failed: bool = False
    ) -> errors.RefusedError:
        return refusals.refused(
            outgoing,
            answer,
            self.environment,
            renew_tokens=self.renew_tokens,
            renewal_failed=renewal_failed,
            advisor=self._advisor,
            trouble=patience.trouble,
        ).but(checks=turns.checks)

    def _reply(self, outgoing: Outgoing, answer: Answer, notes: list[str], turns: Turns, origin: Origin) -> Reply:
        """The reply to a success, or to an answer that the scripts want."""
        step = outgoing.call.step
        content = success.json_of(outgoing, answer)
        saved, more = success.fill(outgoing, answer, content, self.environment, self._gate, self._learn)
        notes = [*notes, *more, *turns.notes]
        arrivals = () if step.method in _READ_ONLY else self.find_arrivals()
        return Reply(
            outgoing,
            answer,
            content.value,
            is_json=content.is_json,
            notes=notes,
            saved=(*saved, *turns.saved),
            arrivals=arrivals,
            checks=turns.checks,
            log=turns.log,
            origin=origin,
        )
