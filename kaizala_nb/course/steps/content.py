"""[3.0] Content Creation APIs: what is said in a group."""

from typing import Annotated

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import cards, media
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Longest, variable

content = folder("content", "[3.0] Content Creation APIs")


@content.step(
    "Send message on a group",
    "POST /v1/groups/{groupId}/messages",
    rows="failedResult",
    saves={"test-reference-id": "referenceId"},
    example={"message": "Test message via API"},
    reply={"referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b"},
    undone="The message was not sent.",
)
def send_message(
    message: Annotated[str, Longest(4000)],
    group_id: str = variable("test-group-id"),
    subscribers: list[MobileNumber] | None = None,
    send_to_all_subscribers: bool | None = None,
    reply_to_reference_id: str | None = None,
):
    """Send a text to everybody in a group.

    Args:
        message: The text, 4,000 characters at most.
        group_id: Which group.
        subscribers: In a public group: only to these subscribers.
        send_to_all_subscribers: In a public group: to every subscriber. Only its admins may.
        reply_to_reference_id: The reference id of the message that this one answers.
    """


@content.step(
    "Send message to subscriber(s) in a public group",
    "POST /v1/groups/{groupId}/messages",
    rows="failedResult",
    example={
        "message": "message to subscribers",
        "subscribers": [variable("mobile-number-3")],
        "send_to_all_subscribers": False,
    },
    reply={
        "referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b",
        "failedResult": [
            {
                "subscriber": "+91109999999",
                "subscriberId": "",
                "errorReason": "Not a subscriber of this group.",
                "errorCode": "NotFound",
            }
        ],
    },
)
def send_message_to_subscribers(
    message: Annotated[str, Longest(4000)],
    subscribers: list[MobileNumber] | None = variable("mobile-number-3"),
    send_to_all_subscribers: bool | None = None,
    group_id: str = variable("test-public-group-id"),
):
    """Send a text to some subscribers of a public group, or to all of them. The reply names those whom it did not reach.

    Args:
        message: The text, 4,000 characters at most.
        subscribers: The mobile numbers of those who get it.
        send_to_all_subscribers: To every subscriber. Only its admins may.
        group_id: Which public group.
    """


media.declare(content)
cards.declare(content)
