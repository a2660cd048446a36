"""What a success brings: its JSON, and until when its tokens are good."""

from typing import Any, NamedTuple

from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.json_text import TooDeep, read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer

_END_OF_TIME = 253_402_300_800_000 - 86_400_000
"""Epoch milliseconds. The day before the end of the year 9999: so no time zone leads beyond that year."""


class Content(NamedTuple):
    """The JSON value of a body; None where the body is no JSON."""

    value: Any
    is_json: bool


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
