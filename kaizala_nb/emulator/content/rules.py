"""Sending a message: anybody in a group may, to everybody in it."""

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import MESSAGE_UNKNOWN, NO_SUBSCRIBERS, Refusal
from kaizala_nb.emulator.groups.rules import reach
from kaizala_nb.emulator.identifiers import new_id


def send(emulator: Emulator, user_id: str, group_id: str, text: str, *, to_subscribers: bool, reply_to: str) -> str:
    """A message to a group; gives its reference id. Called inside a transaction.

    Raises Refusal: 404 for a group, or a message to reply to, that is not there; 400 for subscribers where there are none.
    """
    group, _ = reach(emulator, user_id, group_id)
    groups = emulator.store.groups
    if to_subscribers:
        raise Refusal(NO_SUBSCRIBERS)
    if reply_to and not groups.has_message(group["id"], reply_to):
        raise Refusal(MESSAGE_UNKNOWN)
    reference_id = new_id()
    groups.happen(
        group["id"],
        "message",
        emulator.clock.now(),
        actor_id=user_id,
        text=text,
        reference_id=reference_id,
        reply_to=reply_to or None,
    )
    return reference_id
