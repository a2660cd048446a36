"""Sends a step: to allowed addresses only, with the tokens of the environment, and keeps what comes back.

A refused access token is renewed once and the request sent again; so is a request that met a busy service or a broken line, where
that is safe (:mod:`~kaizala_nb.toolkit.client.waiting`). The reply says so. Nothing but the family of
:class:`~kaizala_nb.toolkit.client.errors.KaizalaError` leaves here for what the service, the network or a value brought about.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urljoin

from requests.adapters import BaseAdapter

from kaizala_nb.course.steps.authentication import access_token as renewal
from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client import errors, learning, refusals
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import AllowedHosts, origin_of
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.request import Outgoing, SentRequest
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.client.transport import Answer, Transport
from kaizala_nb.toolkit.client.upload import Progress
from kaizala_nb.toolkit.client.waiting import Patience
from kaizala_nb.toolkit.collection import Call, InvalidInput, Parameter, Step, templates
from kaizala_nb.toolkit.collection.paths import find
from kaizala_nb.toolkit.collection.plain import refuse_half_characters

_MOST_MOVES = 3
_END_OF_TIME = 253_402_300_800_000 - 86_400_000  # in epoch ms: the last day of the year 9999, whatever the time zone
_YOURS = "access-token"
_RENEWED = "The access token {}: a new one was fetched and the request was sent again."
_REPLACED = "A replacement refresh token came with it, and is kept."


class Session:
    """What sends the steps of one notebook to one Kaizala.

    ``renew_tokens`` (True): fetch a new access token when one is refused. ``timeout`` (60, as Microsoft advised): seconds for a
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
        self._token = _YOURS

    @without_frames
    def send(self, step: Step, given: dict[str, Any]) -> Reply:
        """Send a step with these values; what is not given comes from the environment."""
        call = self.prepare(step, given)
        patience = Patience(step, throttled=self.wait_when_throttled, trouble=self.retry_trouble, say=self.on_wait)
        outgoing, answer = self._exchange(call, patience)
        notes: list[str] = []
        if self._can_renew(step, answer):
            what = "had expired" if self._has_expired(answer) else "was refused"
            try:
                renewed = self.send(renewal, {})
            except errors.RefusedError:
                raise self._refused(outgoing, answer, patience, renewal_failed=True) from None
            notes = [_RENEWED.format(what), *renewed.notes]
            outgoing, answer = self._exchange(call, patience)
        if not 200 <= answer.status < 300:
            raise self._refused(outgoing, answer, patience)
        return self._kept(outgoing, answer, [*notes, *patience.notes])

    def prepare(self, step: Step, given: dict[str, Any]) -> Call:
        """The call for these values. Raises :class:`InputError` with a sentence for each that is missing or wrong."""
        try:
            return step.call(given, self.environment)
        except InvalidInput as trouble:
            raise refusals.invalid(step, trouble, self.environment.filled_by) from None

    def base_of(self, step: Step) -> str:
        """The address that a step goes to, without its path. It is what a variable says, and not checked here."""
        if "://" in step.base:
            return templates.fill(step.base, self.environment).strip().rstrip("/")
        base = self.environment.get(step.base) or self.environment.get("api-root") or str(self.allowed.home)
        return base.strip().rstrip("/")

    def using(self, variable: str) -> AbstractContextManager[None]:
        """Meanwhile requests go with the token of another variable: ``with kaizala.session.using("bot-access-token"):``.

        It is not renewed when it is refused: your refresh token gives tokens that stand for you.
        """
        self.environment[variable]  # a name that there is not is said at once
        return self._meanwhile("_token", variable)

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
            raise refusals.invalid(step, InvalidInput(problems), self.environment.filled_by)

    def waits_told(self, say: Callable[[str], None]) -> AbstractContextManager[None]:
        """Meanwhile waits are told to ``say``: a form tells of them itself."""
        return self._meanwhile("on_wait", say)

    def progress_told(self, tell: Progress) -> AbstractContextManager[None]:
        """Meanwhile ``tell`` is told as well how much of an upload has gone."""
        before = self.on_progress

        def both(sent: int, size: int) -> None:
            before(sent, size)
            tell(sent, size)

        return self._meanwhile("on_progress", both)

    @contextmanager
    def _meanwhile(self, name: str, value: Any) -> Iterator[None]:
        """One of our attributes has another value until the end of the ``with``."""
        before = getattr(self, name)
        setattr(self, name, value)
        try:
            yield
        finally:
            setattr(self, name, before)

    def preview(self, step: Step, given: dict[str, Any]) -> SentRequest:
        """The request that these values make, masked, and nothing is sent. Raises :class:`InputError`; see :meth:`prepare`."""
        return self.outgoing(step, given).shown

    def outgoing(self, step: Step, given: dict[str, Any]) -> Outgoing:
        """The request that these values make, as it would go out. Raises :class:`InputError`; see :meth:`prepare`."""
        call = self.prepare(step, given)
        return Outgoing(call, self._address(call), self._headers(call), self.environment.masker)

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Meanwhile the listeners are told of nothing, and once at the end: for many requests that change nothing."""
        listeners, self.listeners = self.listeners, []
        try:
            yield
        finally:
            self.listeners = [*listeners, *self.listeners]
            for listener in self.listeners:
                listener()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __repr__(self) -> str:
        return f"<Session with {self.allowed.home}>"

    def _exchange(self, call: Call, patience: Patience) -> tuple[Outgoing, Answer]:
        """Send a call, and follow the service where it has moved (307, 308: method and body stay as they are)."""
        url, how = self._address(call), "The request would go to"
        for _ in range(_MOST_MOVES):
            self._trust(url, call.step, how)
            outgoing, answer = self._send_patiently(call, url, patience)
            if not 300 <= answer.status < 400 or "location" not in answer.headers:
                return outgoing, answer
            url, how = self._next(url, outgoing, answer), "Kaizala sent the request on to"
            self._trust(url, call.step, how)
            if answer.status not in (307, 308):
                break
            if call.step.base == "endpoint-url":
                self.environment.fill({"endpoint-url": f"{origin_of(url)}/"}, source="a move of the service")
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

    def _send_patiently(self, call: Call, url: str, patience: Patience) -> tuple[Outgoing, Answer]:
        """Send a call to this address until it is answered, or patience ends."""
        while True:
            # made anew each time: the token may have been renewed while this one waited
            outgoing = Outgoing(call, url, self._headers(call), self.environment.masker)
            patience.sending()
            try:
                answer = self._send_once(outgoing)
            except errors.ConnectionTrouble as trouble:
                if not patience.outlasts_trouble(trouble):
                    raise
            else:
                if not patience.outlasts_answer(answer):
                    return outgoing, answer

    def _send_once(self, outgoing: Outgoing) -> Answer:
        try:
            return self._transport.send(
                outgoing, timeout=self.timeout, most_bytes=self.max_reply_bytes, progress=self.on_progress
            )
        finally:
            for listener in self.listeners:
                listener()

    def _headers(self, call: Call) -> dict[str, str]:
        headers = dict(call.headers)
        if call.step.token and (token := self.environment[self._token]):
            headers["accessToken"] = token.strip()
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

    def _can_renew(self, step: Step, answer: Answer) -> bool:
        """Whether a new access token may cure this refusal: the service calls every such case ``InvalidToken``."""
        if not (self.renew_tokens and step.token and self._token == _YOURS and answer.status == 401):
            return False
        wanted = ("access-token", "refresh-token", "application-id", "application-secret")
        return refusals.json_object(answer.content).get("errorCode") == "InvalidToken" and all(
            map(self.environment.get, wanted)
        )

    def _has_expired(self, answer: Answer) -> bool:
        expiry = self.environment.expires("access-token")
        return expiry is not None and answer.now is not None and answer.now >= expiry

    def _refused(
        self, outgoing: Outgoing, answer: Answer, patience: Patience, *, renewal_failed: bool = False
    ) -> errors.RefusedError:
        error = refusals.refused(
            outgoing, answer, self.environment, renew_tokens=self.renew_tokens, renewal_failed=renewal_failed
        )
        if patience.trouble:  # a member removed by the first sending is "not found" by the second
            changed = f"Not known: an earlier sending may have been carried out. {patience.trouble}"
            error.advice = dataclasses.replace(error.advice, changed=changed)
        return error

    def _kept(self, outgoing: Outgoing, answer: Answer, notes: list[str]) -> Reply:
        """The reply, and its tokens and ids kept in the environment. An address among them is checked first."""
        step = outgoing.call.step
        value, is_json = self._value(outgoing, answer)
        found = value if isinstance(value, dict) else {}
        if found.get("endpointUrl"):
            self._trust(str(found["endpointUrl"]), step, "Kaizala's reply names an endpoint,")
        expiries = self._expiries(outgoing, answer, found)
        saved = {name: str(held) for name, path in step.saves.items() if (held := find(found, path))}
        if step is renewal and "refresh-token" in saved:
            notes = [*notes, _REPLACED]
        learning.learn(self.environment, outgoing.call, found)
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
