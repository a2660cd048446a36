"""Cards that were sent: they are changed, and people are reminded of them."""

from kaizala_nb.course.kinds import MobileNumber, Properties
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

sent_cards = folder("content")


@sent_cards.step(
    "Update the properties of an action",
    "PUT /v1/groups/{groupId}/actions/{actionId}/properties",
    body={"version": -1},
    wires={"properties": "updateProperties"},
    example={"properties": [{"name": "ticketstatus", "value": "STATUS: RESOLVED", "type": "Text"}]},
    reply=samples.CARD_REPLY,
)
def update_properties(
    properties: Properties,
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Give the properties of a card that was sent new values.

    Args:
        properties: Names and values, each with its type.
        action_id: Which card, by its action id.
        group_id: The id of the group.

    Source: row 29 of docs/evidence.md. The request is documented, the answer is inferred.
    """


@sent_cards.step(
    "Send a reminder of an action",
    "POST /v1/groups/{groupId}/actions/{actionId}/reminder",
    reply=samples.MESSAGE_REPLY,
)
def send_reminder(
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
    subscribers: ListOf[MobileNumber] | None = None,
    send_to_all_subscribers: bool | None = None,
) -> None:
    """Remind people of a card.

    Args:
        action_id: Which card, by its action id.
        group_id: The id of the group.
        subscribers: In a public group: only these subscribers.
        send_to_all_subscribers: In a public group: every subscriber.

    Source: row 30 of docs/evidence.md. The request is documented, the answer is inferred.
    """
