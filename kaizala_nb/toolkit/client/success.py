"""What a success brings: its JSON, the values that later requests need, and until when its tokens are good."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.gate import Gate
from kaizala_nb.toolkit.client.given import secrets_in
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.collection.paths import find

_ASKS_FOR_CHANGES = ("If-None-Match", "If-Modified-Since")
_END_OF_TIME = 253_402_300_800_000 - 86_400_000
"""Epoch milliseconds. The day before the end of the year 9999: so no time zone leads beyond that year."""


class Content(NamedTuple):
    """The JSON value of a body; None where the body is no JSON."""

    value: Any
    is_json: bool


def is_success(call: Call, answer: Answer) -> bool:
    """Whether an answer is a success. A redirect is one if the file says that it is not to be followed, and 304, "nothing has
    changed", if the request asks whether something has."""
    message = call.message
    if message is not None and answer.status == 304 and any(map(message.header, _ASKS_FOR_CHANGES)):
        return True
    stops = message is not None and (message.behavior or {}).get("followRedirects") is False
    return 200 <= answer.status < (400 if stops else 300)


def json_of(outgoing: Outgoing, answer: Answer) -> Content:
    """The JSON of a success. A success may have no body, or a body that says itself that it is no JSON.

    Raises :class:`NotJSON` if the body should be JSON and cannot be read.
    """
    if not answer.content.strip():
        return Content(None, is_json=False)
    if outgoing.call.message is not None:  # to a request of somebody else's file, any body is an answer
        return _any_body(answer)
    try:
        return Content(read_json(answer.content), is_json=True)
    except TooDeep as trouble:
        raise refusals.unreadable(errors.NotJSON, outgoing, answer, str(trouble)) from None
    except ValueError:
        if refusals.may_be_no_json(outgoing.call.step, answer):
            return Content(None, is_json=False)
        meaning = "The answer is not JSON, or was cut off."
        raise refusals.unreadable(errors.NotJSON, outgoing, answer, meaning) from None


def _any_body(answer: Answer) -> Content:
    try:
        return Content(read_json(answer.content), is_json=True)
    except ValueError:
        return Content(None, is_json=False)


def expiries_of(outgoing: Outgoing, answer: Answer, fields: dict[str, Any]) -> dict[str, int]:
    """Until when the tokens of a reply are good, by variable, in epoch milliseconds. ``fields`` are those of the reply.

    Raises :class:`UnreadableReplyError` for a number that is no time.
    """
    expiries = {}
    for variable, name in outgoing.call.step.expiries.items():
        expiry = fields.get(name)
        if isinstance(expiry, int):
            if not 0 <= expiry < _END_OF_TIME:
                meaning = f"Its {name} is no time between the years 1970 and 9999."
                raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning)
            expiries[variable] = expiry
    return expiries


def fill(
    outgoing: Outgoing,
    answer: Answer,
    content: Content,
    environment: Environment,
    gate: Gate,
    learn: Callable[[Call, Mapping[str, Any]], None],
) -> tuple[tuple[str, ...], list[str]]:
    """Put the tokens and ids of a success into the environment, as its step declares it. An address among them is checked before.

    Returns:
        The variables that were filled, and what to say about them.

    Raises:
        UntrustedHostError: The reply names an address that the user has not allowed.
        UnreadableReplyError: A number in it is no time.
    """
    call, step = outgoing.call, outgoing.call.step
    fields = content.value if isinstance(content.value, dict) else {}
    for name in step.addresses:
        if fields.get(name):
            gate.check_origin(str(fields[name]), step, "The reply of the service names an address,")
    expiries = expiries_of(outgoing, answer, fields)
    values = {variable: find(fields, path) for variable, path in step.saves.items()}
    saved = {variable: str(value) for variable, value in values.items() if value}
    learn(call, fields)
    if step.keeps:
        environment.fill(_values_to_keep(call), source="you")
    if saved:
        derived = bool(secrets_in(call, environment))
        environment.fill(saved, source=step.name, expiries=expiries, derived=derived)
    return tuple(saved), [words for variable, words in step.notes.items() if variable in saved]


def _values_to_keep(call: Call) -> dict[str, str]:
    """The values that the caller gave and that later steps begin with, by variable."""
    return {
        name: str(call.arguments[parameter])
        for name, parameter in call.step.keeps.items()
        if parameter in call.arguments
    }
