"""Sends a step: to allowed addresses only, with the tokens of the environment. It keeps what comes back.

When the service refuses a token, the session gets a new one and sends the request again, once. When the service is busy or the
connection breaks, it sends the request again where that is safe (:mod:`~kaizala_nb.toolkit.client.waiting`). The reply says so.
Whatever the service, the network or a value causes, the error is one of the family of
:class:`~kaizala_nb.toolkit.client.errors.ApiError`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client import errors, refusals, success
from kaizala_nb.toolkit.client.advice import Advisor
from kaizala_nb.toolkit.client.arrival import Arrival
from kaizala_nb.toolkit.client.authorisation import Authorisation, Sender
from kaizala_nb.toolkit.client.consent import Consent
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.exchanging import Exchanger
from kaizala_nb.toolkit.client.following import Cookies
from kaizala_nb.toolkit.client.hosts import AllowedHosts, EveryHost, NamedHosts
from kaizala_nb.toolkit.client.next_page import Origin
from kaizala_nb.toolkit.client.oauth2 import FetchedTokens
from kaizala_nb.toolkit.client.practice.service import Practice, labels_of
from kaizala_nb.toolkit.client.practice_tokens import PracticeTokens
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.scripting import Scripting, Turns, said_of
from kaizala_nb.toolkit.client.sending import UNWATCHED, Sending, Watch
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.client.waiting import Patience
from kaizala_nb.toolkit.collection import Call, InvalidInput, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.service import Service

_READ_ONLY = ("GET", "HEAD", "OPTIONS")


def _nothing_to_learn(call: Call, reply: Mapping[str, Any]) -> None:
    """The replies of most services tell no names."""


def _is_elsewhere(url: str) -> bool:
    """Without a practice service, no address is one of it."""
    return False


class Session(Exchanger):
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
        practice: A practice service, which all requests go to, whatever ``url`` and their addresses are.
        scripts: How the scripts of somebody else's collection are taken. If they run, requests go only to hosts that the user has
            named, whatever they hold.

    Attributes, beside those of :class:`Exchanger`:
        scripting: Gives the scripts their turns.
        consent: Knows what cells may change by running.
        renew_tokens: Get a new token when one is refused, if the authorisation can (True).
        wait_when_throttled: After too many requests, wait as long as the service asks, a minute at most, and send again (True).
        retry_trouble: Send again when the service is unavailable or the connection fails, if that is safe (True). Both are False at
            a practice service: somebody has asked for its refusals. A request is repeated three times at most.
        on_wait: Called with a sentence before each wait (``print``).
        find_arrivals: Called after each success of a request that may change something. It finds what came to somebody else.
        emptied: How often the service was emptied since. A form does not show a reply from before that.
    """

    scripting: Scripting
    consent: Consent
    renew_tokens: bool
    wait_when_throttled: bool
    retry_trouble: bool
    on_wait: Callable[[str], None]
    find_arrivals: Callable[[], Sequence[Arrival]]
    emptied: int

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
        practice: Practice | None = None,
    ) -> None:
        allowed = (
            NamedHosts(allow_hosts, only_these=scripts == "run") if url is None else AllowedHosts(url, allow_hosts)
        )
        super().__init__(
            environment, EveryHost() if practice else allowed, adapter=adapter, base=base, practice=practice
        )
        self.consent = Consent(harmless=adapter is not None or practice is not None)
        self.scripting = Scripting(environment, scripts, self._send_for_script)
        self._by_cell = ContextVar("by_cell", default=False)
        self.renew_tokens = True
        self.wait_when_throttled = self.retry_trouble = practice is None
        self.on_wait = print
        self.find_arrivals = tuple
        self.emptied = 0
        self._learn = learn
        self._advisor = advisor
        # one for each thread: two forms that send at the same time may carry different tokens
        tokens = PracticeTokens() if practice else FetchedTokens()
        self._authorisation = ContextVar("authorisation", default=authorisation or tokens)

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
        is_home = self.practice.is_at if self.practice else _is_elsewhere
        origin = Origin(self.send, turns.first_step, call.arguments, first_url, is_home)
        return self._reply(outgoing, answer, [*notes, *sending.patience.notes], turns, origin)

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
            raise refusals.invalid(step, trouble, self.environment, values) from None
        except CannotSend as trouble:
            raise refusals.cannot_send(step, trouble) from None

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

    def forget(self) -> None:
        """Forget the cookies, and the tokens that were fetched."""
        self._cookies = Cookies()
        self._authorisation.get().forget()

    def close(self) -> None:
        """Close the connections, and end what runs scripts."""
        self._transport.close()
        self.scripting.close()

    def __repr__(self) -> str:
        practice = self.practice and f"the practice service at {self.practice.url}"
        return f"<Session with {practice or self.allowed.home or 'the services that the file names'}>"

    def _sender(self, watch: Watch) -> Sender:
        return Sender(self.environment, self.prepare, lambda call: self.send_call(call, watch=watch))

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
            offer=patience.offer(answer) if self.practice else "",
        ).but(checks=turns.checks, labels=self._labels(answer))

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
            labels=self._labels(answer),
        )

    def _labels(self, answer: Answer) -> tuple[str, ...]:
        return labels_of(answer) if self.practice else ()
