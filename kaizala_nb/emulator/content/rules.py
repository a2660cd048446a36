"""Send a message. Members may, to everybody in a group, and in a public one to subscribers too."""

from collections.abc import Sequence
from typing import Any

from kaizala_nb.emulator.access import reach_as_member
from kaizala_nb.emulator.announce import announce
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import MESSAGE_UNKNOWN, REPLY_NEEDS_SUBSCRIBERS, Refusal
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.store.events import MEMBERS
from kaizala_nb.emulator.subscribers.rules import recipients


def send(
    transaction: Transaction,
    user_id: str,
    group_id: str,
    text: str,
    *,
    subscribers: Sequence[str],
    to_all: bool,
    reply_to: str,
) -> tuple[str, list[dict[str, Any]]]:
    """A message to a group. Gives its reference id, and the subscribers whom it did not reach.

    Raises Refusal: 404 for a group, or a message to reply to, that is not there; 403 and 400 as :func:`recipients`; 400 for
    a reply that names no subscribers, to a message that went to some.
    """
    group, role = reach_as_member(transaction, user_id, group_id)
    to = recipients(transaction, group, role, subscribers, to_all)
    events = transaction.events
    if reply_to:
        before = events.of_reference(group["id"], reply_to)
        if before is None:
            raise Refusal(MESSAGE_UNKNOWN)
        if before["audience"] != MEMBERS and to.audience == MEMBERS:
            raise Refusal(REPLY_NEEDS_SUBSCRIBERS)
    reference_id = new_id()
    events.happen(
        group["id"],
        "message",
        transaction.now,
        actor_id=user_id,
        text=text,
        reference_id=reference_id,
        reply_to=reply_to or None,
        audience=to.audience,
        targets=to.people,
    )
    announce(transaction, "TextMessageCreated", group["id"], user_id, {"text": text}, event_id=reference_id)
    return reference_id, to.failed
