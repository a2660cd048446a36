"""How a request is authorised: an object that adds what the request needs. It may answer one refusal with a new token.

It is built as httpx's ``Auth`` is: the session asks it before a request goes out, and once more after a refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kaizala_nb.toolkit.client import refusals
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep


@dataclass(frozen=True)
class Sender:
    """What an authorisation sends requests of its own with. Whoever follows the sending of a request follows these too.

    ``prepare`` makes the call of a step with these values; a value that is left out comes from the environment.
    """

    environment: Environment
    prepare: Callable[[Step, dict[str, Any]], Call]
    send: Callable[[Call], Reply]


class Authorised(NamedTuple):
    """A call as it goes out, and the sentences that its reply says about that."""

    call: Call
    notes: list[str]


def wanting(call: Call) -> ForeignStep | None:
    """The step of a call that wants a token of OAuth 2; None if it wants none."""
    wants = call.message is not None and call.message.wants_token
    return call.step if wants and isinstance(call.step, ForeignStep) else None


def with_token(step: ForeignStep, call: Call, token: str, used: frozenset[str] = frozenset()) -> Call:
    """See :meth:`ForeignStep.with_token`. Raises :class:`InputError` if no request can carry the token as the file wants it."""
    try:
        return step.with_token(call, token, used)
    except CannotSend as trouble:
        raise refusals.cannot_send(step, trouble) from None


class Authorisation:
    """A request carries the token that its step names. A refusal stands.

    ``variable`` holds the token in place of the variable that the step names.
    """

    def __init__(self, variable: str | None = None) -> None:
        self._variable = variable

    def headers(self, step: Step, variables: Mapping[str, str]) -> dict[str, str]:
        """The headers that let this request in; none where there is no token yet."""
        if step.token is None:
            return {}
        token = variables.get(self._variable or step.token.variable, "").strip()
        return {step.token.header: token} if token else {}

    def authorised(self, call: Call, sender: Sender) -> Authorised:
        """The call with what it lacks: a request of somebody's file may want a token.

        Raises:
            ApiError: There is no such token.
        """
        step = wanting(call)
        if step is not None and self._variable:
            call = with_token(step, call, sender.environment[self._variable], frozenset({self._variable}))
        return Authorised(call, [])

    def forget(self) -> None:
        """Keep nothing of what was fetched so far."""

    def planned(self, call: Call, sender: Sender) -> list[Call]:
        """The calls that would be sent for this one, itself the last, with a stand-in for a token that is not there yet.

        Raises :class:`InputError` if a value for them is missing.
        """
        return [call]

    def shown(self, call: Call, environment: Environment) -> Call:
        """The call as it is shown before it is sent: with a stand-in for a token that is not there yet."""
        return call

    def renew(self, call: Call, sent: Call, answer: Answer, sender: Sender) -> Authorised | None:
        """Get a new token after this answer to a call; None where the answer stands. ``sent`` is the call as it went out.

        Raises:
            RefusedError: The service refused to give a new token.
        """
        return None
