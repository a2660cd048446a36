"""Why events have not come to an inbox, and the one step that helps next. After it, whoever waits again hears of the next."""

from collections.abc import Sequence
from typing import NamedTuple

from kaizala_nb.toolkit.display import faces


class Pending(NamedTuple):
    """An event that the service has not delivered, though it has tried, or holds back.

    Attributes:
        webhook_id: The webhook that it is for.
        is_off: Whether this webhook is off: nothing is tried then.
        answered: The status of the answer to the last try; 0 if nobody answered, None if there was none.
        minutes: When the next try follows, by the service's clock.
    """

    webhook_id: str
    is_off: bool
    answered: int | None
    minutes: int


def why_not(
    *, is_paused: bool, answer: int, refused: Sequence[int], has_subscription: bool, pending: Sequence[Pending] | None
) -> tuple[str, str]:
    """A sentence about what keeps the events, and the line of code that helps.

    Args:
        is_paused: Whether nobody answers at the address of the inbox.
        answer: The status that the inbox answers with.
        refused: The statuses of the answers that refused a delivery, the oldest first.
        has_subscription: Whether somebody has asked the inbox for a handshake.
        pending: What the service has not delivered yet; None if nobody can ask it.
    """
    if is_paused:
        return "The inbox is paused: nobody answers there.", "inbox.resume()"
    if answer != 200:
        return f"The inbox answers {answer}, so it accepts nothing.", "inbox.answer = 200"
    if refused and pending is None:
        return _unasked(refused)
    if pending:
        return _next_step(pending)
    if not has_subscription:
        return (
            "No webhook leads to this inbox: nobody has asked it for a handshake.",
            "Subscribe: kaizala.webhooks.subscribe_to_group(callback_url=inbox.url)",
        )
    return (
        "The others have not happened, or are not among the events that you subscribed to.",
        'Is it active, and which events does it list? kaizala.webhooks.get_webhooks().df[["active", "events"]]',
    )


def _next_step(pending: Sequence[Pending]) -> tuple[str, str]:
    with_other_token = [one for one in pending if one.answered == 401]
    if with_other_token:
        return _other_token(len(with_other_token))
    off = next((one for one in pending if one.is_off), None)
    if off:
        return (
            "The inbox answers, but the webhook is off: the service gave up after six tries. It kept the events.",
            f'Switch it on: kaizala.webhooks.update_webhook(active=True, webhook_id="{off.webhook_id}")',
        )
    minutes = min(one.minutes for one in pending)
    return (
        f"The last try failed. The next one follows in {faces.count(minutes, 'minute')}, by the service's clock.",
        f"Turn the clock: kaizala.sandbox.advance(minutes={minutes})",
    )


def _unasked(refused: Sequence[int]) -> tuple[str, str]:
    if refused[-1] == 401:
        return _other_token(len(refused))
    return (
        f"{faces.count(len(refused), 'attempt')} failed before, and will be made again.",
        "After two days the webhook is off. Switch it on: kaizala.webhooks.update_webhook(active=True)",
    )


def _other_token(number: int) -> tuple[str, str]:
    return (
        f"Refused so far: {number}, because the kz-callback-token was not that of the inbox.",
        "Subscribe with its token: kaizala.webhooks.subscribe_to_group(callback_token=inbox.token)",
    )
