"""Tell webhooks what happened: put it into the outbox, in the same transaction in which it happened."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.emulator.access import role_of
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.identifiers import new_id, unversioned
from kaizala_nb.emulator.wire import without_nulls

GROUP, ACTION, PACKAGE = "Group", "Action", "ActionPackage"
EVENT_TYPES = (
    "TextMessageCreated",
    "AttachmentCreated",
    "Announcement",
    "JobCreated",
    "JobResponse",
    "SurveyCreated",
    "SurveyResponse",
    "ActionCreated",
    "ActionResponse",
    "MemberAdded",
    "MemberRemoved",
    "GroupAdded",
    "GroupRemoved",
    "PollCreated",
    "PollResponse",
    "LetsMeetCreated",
    "LetsMeetResponse",
)
_OF_ACTIONS = {
    kind + ending: ending
    for kind in ("Job", "Survey", "Action", "Poll", "LetsMeet")
    for ending in ("Created", "Response")
}
"""How a type ends. On an action or a package the types with one ending stand for one another."""


def announce(
    transaction: Transaction,
    event_type: str,
    group_id: str,
    actor_id: str,
    data: Mapping[str, Any],
    *,
    event_id: str = "",
    action_id: str = "",
    package_id: str = "",
) -> None:
    """Tell of something that happened in a group, and of the action that it happened to, if there is one."""
    objects = [(group_id, GROUP)]
    if action_id:
        objects.append((action_id, ACTION))
    if package_id:
        objects += [(name, PACKAGE) for name in dict.fromkeys((package_id, unversioned(package_id)))]
    now = transaction.now
    webhooks = transaction.webhooks.listening(objects, now)
    if not webhooks:
        return
    event_id = event_id or new_id()
    for webhook in webhooks:
        event_types = transaction.webhooks.events_of(webhook)
        is_inside = not webhook["group_id"] or group_id in _tree(transaction, webhook["group_id"])
        is_wanted = _is_wanted(webhook["object_type"], event_types, event_type)
        if is_wanted and is_inside and role_of(transaction, webhook["owner_id"], group_id):
            payload = _envelope(transaction, webhook, event_type, event_id, group_id, actor_id, data)
            transaction.webhooks.enqueue(webhook["id"], without_nulls(payload), now)
    transaction.outbox.wake()


def _is_wanted(object_type: str, event_types: list[str], event_type: str) -> bool:
    """Whether a webhook wants an event.

    On a group it wants the types that it names. On an action or a package ``…Created`` is any creation, ``…Response`` any response.
    """
    if object_type == GROUP or event_type not in _OF_ACTIONS:
        return event_type in event_types
    return any(event_type.endswith(_OF_ACTIONS[other]) for other in event_types if other in _OF_ACTIONS)


def _tree(transaction: Transaction, group_id: str) -> set[str]:
    return {group_id, *(group["id"] for group in transaction.hierarchy.below(group_id))}


def _envelope(
    transaction: Transaction,
    webhook: Any,
    event_type: str,
    event_id: str,
    group_id: str,
    actor_id: str,
    data: Mapping[str, Any],
) -> dict[str, Any]:
    actor, bot = transaction.users.get(actor_id), transaction.bots.find(actor_id)
    return {
        "subscriptionId": webhook["id"],
        "objectId": webhook["object_id"],
        "objectType": webhook["object_type"],
        "eventType": event_type,
        "eventId": event_id,
        "data": dict(data),
        **({} if webhook["context"] is None else {"context": webhook["context"]}),
        "fromUser": actor["number"],
        "fromUserId": actor_id,
        "isBotfromUser": bot is not None,
        "fromUserName": actor["name"],
        "fromUserProfilePic": bot["picture"] if bot else "",
        "groupId": group_id,
        "sourceGroupId": group_id,
    }
