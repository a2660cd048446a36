"""Sends a step: to allowed addresses only, with the tokens of the environment, and keeps what comes back.

A refused access token is renewed once and the request sent again; so is a request that met a busy service or a broken line, where
that is safe (:mod:`~kaizala_nb.toolkit.client.waiting`). The reply says so. Nothing but the family of
:class:`~kaizala_nb.toolkit.client.errors.ApiError` leaves here for what the service, the network or a value brought about.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urljoin

from requests.adapters import BaseAdapter

from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.advice import Advisor
from kaizala_nb.toolkit.client.authorisation import Authorisation
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import AllowedHosts, origin_of
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.sending import UNWATCHED, Sending, Watch
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.client.transport import Answer, Transport
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience
from kaizala_nb.toolkit.collection import Call, InvalidInput, Parameter, Step, templates
from kaizala_nb.toolkit.collection.paths import find
from kaizala_nb.toolkit.collection.plain import refuse_half_characters

_MOST_MOVES = 3
_END_OF_TIME = 253_402_300_800_000 - 86_400_000  # in epoch ms: the last day of the year 9999, whatever the time zone


def _nothing_to_learn(call: Call, found: Mapping[str, Any]) -> None:
    """The replies of most services tell no names."""


class Session:
    """What sends the steps of one notebook to one service.

    ``base`` is the variable with the address of what names none itself. ``authorisation`` says how requests are let in. ``learn``
    is given each call and the object in the reply to it. ``advisor`` knows what refusals of this service mean.

    ``renew_tokens`` (True): get a new token when one is refused, where the authorisation can. ``timeout`` (60): seconds for a
    request and its whole answer, however it comes; a move or a repeat is another request. ``max_reply_bytes`` (20 MB): larger
    answers are an error. ``allowed``: the origins that anything is sent to, that of ``url`` and the ``allow_hosts``. ``adapter``
    replaces the sockets.

    ``wait_when_throttled`` (True): when there were too many requests, wait as long as the service asks, up to a minute, and send
    again; ``on_wait`` (``print``) is given a sentence before. ``retry_trouble`` (True): send again what is safe to repeat when the
    service is unavailable or the connection fails. Three times at most, both together. ``on_progress`` is told how many bytes of an
    upload have gone, of how many.
    """

    def __init__(
        self,
        environment: Environment,
        url: str,
        *,
        allow_hosts: str | Iterable[str] = (),
        adapter: BaseAdapter | None = None,
        base: str = "",
        authorisation: Authorisation | None = None,
        learn: Callable[[Call, Mapping[str, Any]], None] = _nothing_to_learn,
        advisor: Advisor = lambda refusal: None,
    ) -> None:
        self.environment = environment
        self.allowed = AllowedHosts(url, allow_hosts)
        self.renew_tokens = True
        self.wait_when_throttled = True
        self.retry_trouble = True
        self.on_wait: Callable[[str], None] = print
        self.on_progress: Progress = lambda sent, size: None
        self.timeout = 60.0
        self.max_reply_bytes = 20_000_000
        self.listeners: list[Callable[[], None]] = []  # told after every exchange, whatever came of it
        self._transport = Transport(adapter)
        self._base = base
        self._learn = learn
        self._advisor = advisor
        # of this thread alone: two forms that send at once may carry different tokens
        self._authorisation = ContextVar("authorisation", default=authorisation or Authorisation())

    @without_frames
    def send(self, step: Step, given: dict[str, Any], *, watch: Watch = UNWATCHED) -> Reply:
        """Send a step with these values; what is not given comes from the environment. ``watch`` is who follows this sending."""
        call = self.prepare(step, given)
        sending = Sending(
            Patience(
                step, throttled=self.wait_when_throttled, trouble=self.retry_trouble, say=watch.wait or self.on_wait
            ),
            watch,
            self._authorisation.get(),
        )
        outgoing, answer = self._exchange(call, sending)
        notes: list[str] = []
        if self.renew_tokens:
            try:
                renewed = sending.authorisation.renew(step, answer, self, watch)
            except errors.RefusedError:
                raise self._refused(outgoing, answer, sending.patience, renewal_failed=True) from None
            if renewed is not None:
                notes = renewed
                outgoing, answer = self._exchange(call, sending)
        if not 200 <= answer.status < 300:
            raise self._refused(outgoing, answer, sending.patience)
        return self._kept(outgoing, answer, [*notes, *sending.patience.notes])

    def prepare(self, step: Step, given: dict[str, Any]) -> Call:
        """The call for these values. Raises :class:`InputError` with a sentence for each that is missing or wrong."""
        try:
            return step.call(given, self.environment)
        except InvalidInput as trouble:
            raise refusals.invalid(step, trouble, self.environment) from None

    def base_of(self, step: Step) -> str:
        """The address that a step goes to, without its path. It is what a variable says, and not checked here."""
        if "://" in step.base:
            return templates.fill(step.base, self.environment).strip().rstrip("/")
        base = self.environment.get(step.base) or self.environment.get(self._base) or str(self.allowed.home)
        return base.strip().rstrip("/")

    @contextmanager
    def using(self, variable: str) -> Iterator[None]:
        """Meanwhile requests of this thread go with the token of another variable: ``with session.using("admin-token"):``.

        It is not renewed when it is refused: what renews yours gives tokens that stand for you.
        """
        self.environment[variable]  # a name that there is not is said at once
        before = self._authorisation.set(Authorisation(variable))
        try:
            yield
        finally:
            self._authorisation.reset(before)

    def check_choices(self, step: Step, given: Mapping[str, Any]) -> None:
        """Raises :class:`InputError` for a given value that no field shows: none of those to choose from, half a character."""

        def look(parameter: Parameter, value: Any) -> None:
            refuse_half_characters(value, parameter.label)
            if parameter.kind in ("choice", "choices", "flag"):
                parameter.check(value)

        self._check(step, given, look)

    def check_all(self, step: Step, given: Mapping[str, Any]) -> None:
        """Raises :class:`InputError` for given values that a call would not take."""
        self._check(step, given, lambda parameter, value: parameter.check(value))

    def _check(self, step: Step, given: Mapping[str, Any], look: Callable[[Parameter, Any], object]) -> None:
        problems = {}
        for parameter in step.parameters:
            if parameter.name in given:
                try:
                    look(parameter, given[parameter.name])
                except ValueError as trouble:
                    problems[parameter.name] = str(trouble)
        if problems:
            raise refusals.invalid(step, InvalidInput(problems), self.environment)

    def preview(self, step: Step, given: dict[str, Any]) -> SentRequest:
        """The request that these values make, masked, and nothing is sent. Raises :class:`InputError`; see :meth:`prepare`."""
        return self.outgoing(step, given).shown

    def outgoing(self, step: Step, given: dict[str, Any]) -> Outgoing:
        """The request that these values make, as it would go out. Raises :class:`InputError`; see :meth:`prepare`."""
        call = self.prepare(step, given)
        return Outgoing(
            call, self._address(call), self._headers(call, self._authorisation.get()), self.environment.masker
        )

    def tell(self) -> None:
        """Tell the listeners that something was sent."""
        for listener in self.listeners:
            listener()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __repr__(self) -> str:
        return f"<Session with {self.allowed.home}>"

    def _exchange(self, call: Call, sending: Sending) -> tuple[Outgoing, Answer]:
        """Send a call, and follow the service where it has moved (307, 308: method and body stay as they are)."""
        url, how = self._address(call), "The request would go to"
        for _ in range(_MOST_MOVES):
            self._trust(url, call.step, how)
            outgoing, answer = self._send_patiently(call, url, sending)
            if not 300 <= answer.status < 400 or "location" not in answer.headers:
                return outgoing, answer
            url, how = self._next(url, outgoing, answer), "The service sent the request on to"
            self._trust(url, call.step, how)
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

    def _next(self, url: str, outgoing: Outgoing, answer: Answer) -> str:
        """Where the service has moved: an address, or a part of one, that may be anything."""
        try:
            return urljoin(url, answer.headers["location"])
        except ValueError:
            meaning = "The request was sent on to something that is no address."
            raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning) from None

    def _address(self, call: Call) -> str:
        return self.base_of(call.step) + call.path

    def _send_patiently(self, call: Call, url: str, sending: Sending) -> tuple[Outgoing, Answer]:
        """Send a call to this address until it is answered, or patience ends."""
        while True:
            # made anew each time: the token may have been renewed while this one waited
            outgoing = Outgoing(call, url, self._headers(call, sending.authorisation), self.environment.masker)
            sending.patience.sending()
            try:
                answer = self._send_once(outgoing, sending.watch)
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
                outgoing, timeout=self.timeout, most_bytes=self.max_reply_bytes, progress=progress
            )
        finally:
            if watch.heard:
                self.tell()

    def _headers(self, call: Call, authorisation: Authorisation) -> dict[str, str]:
        headers = dict(call.headers) | authorisation.headers(call.step, self.environment)
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        return headers

    def _trust(self, url: str, step: Step, how: str) -> None:
        """Raise :class:`UntrustedHostError` for an address that is none of the allowed ones."""
        if url in self.allowed:
            return
        try:
            host = str(origin_of(url))
        except ValueError:
            host = in_address(url)
        raise refusals.untrusted(step, self.environment.masker(host), str(self.allowed.home), how)

    def _refused(
        self, outgoing: Outgoing, answer: Answer, patience: Patience, *, renewal_failed: bool = False
    ) -> errors.RefusedError:
        return refusals.refused(
            outgoing,
            answer,
            self.environment,
            renew_tokens=self.renew_tokens,
            renewal_failed=renewal_failed,
            advisor=self._advisor,
            trouble=patience.trouble,
        )

    def _kept(self, outgoing: Outgoing, answer: Answer, notes: list[str]) -> Reply:
        """The reply, and its tokens and ids kept in the environment. An address among them is checked first."""
        step = outgoing.call.step
        value, is_json = self._value(outgoing, answer)
        found = value if isinstance(value, dict) else {}
        for field in step.addresses:
            if found.get(field):
                self._trust(str(found[field]), step, "The reply of the service names an address,")
        expiries = self._expiries(outgoing, answer, found)
        saved = {name: str(held) for name, path in step.saves.items() if (held := find(found, path))}
        notes = [*notes, *(words for name, words in step.notes.items() if name in saved)]
        self._learn(outgoing.call, found)
        if step.keeps:
            self.environment.fill(self._chosen(outgoing.call), source="you")
        if saved:
            self.environment.fill(saved, source=step.name, expiries=expiries)
        return Reply(outgoing, answer, value, is_json=is_json, notes=notes, saved=tuple(saved))

    def _value(self, outgoing: Outgoing, answer: Answer) -> tuple[Any, bool]:
        """The JSON of a success, and whether it has any: without is a success too, unless it should be JSON and cannot be read."""
        if not answer.content.strip():
            return None, False
        try:
            return read_json(answer.content), True
        except TooDeep as trouble:
            raise refusals.unreadable(errors.NotJSON, outgoing, answer, str(trouble)) from None
        except ValueError:
            if refusals.may_be_no_json(outgoing.call.step, answer):
                return None, False
            meaning = "The answer is not JSON, or was cut off."
            raise refusals.unreadable(errors.NotJSON, outgoing, answer, meaning) from None

    def _expiries(self, outgoing: Outgoing, answer: Answer, found: dict[str, Any]) -> dict[str, int]:
        """Until when the tokens of a reply are good, by variable, where it says so."""
        expiries = {}
        for name, field in outgoing.call.step.expiries.items():
            if isinstance(found.get(field), int):
                if not 0 <= found[field] < _END_OF_TIME:
                    meaning = f"Its {field} is no time between the years 1970 and 9999."
                    raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning)
                expiries[name] = found[field]
        return expiries

    def _chosen(self, call: Call) -> dict[str, str]:
        """The values that the caller gave and that later steps start from."""
        return {
            name: str(call.given[parameter]) for name, parameter in call.step.keeps.items() if parameter in call.given
        }
