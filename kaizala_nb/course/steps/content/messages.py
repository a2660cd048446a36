"""Messages: texts that are said in a group."""

from typing import Annotated

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, Longest, variable

messages = folder("content")


@messages.step(
    "Send message on a group",
    "POST /v1/groups/{groupId}/messages",
    rows="failedResult",
    saves={"test-reference-id": "referenceId"},
    example={"message": "Test message via API"},
    reply=samples.MESSAGE_REPLY,
    undone="The message was not sent.",
)
def send_message(
    message: Annotated[str, Longest(4000)],
    group_id: str = variable("test-group-id"),
    subscribers: ListOf[MobileNumber] | None = None,
    send_to_all_subscribers: bool | None = None,
    reply_to_reference_id: str | None = None,
) -> None:
    """Send a text to everybody in a group.

    Args:
        message: The text, 4,000 characters at most.
        group_id: The id of the group.
        subscribers: In a public group: only to these subscribers.
        send_to_all_subscribers: In a public group: to every subscriber. Only its admins may.
        reply_to_reference_id: The reference id of the message that this one answers.

    Source: row 26 of docs/evidence.md. The request is documented, the answer is documented.
    """


@messages.step(
    "Send message to subscriber(s) in a public group",
    "POST /v1/groups/{groupId}/messages",
    rows="failedResult",
    example={
        "message": "message to subscribers",
        "subscribers": [variable("mobile-number-3")],
        "send_to_all_subscribers": False,
    },
    reply=samples.MESSAGE_REPLY | samples.FAILURES,
)
def send_message_to_subscribers(
    message: Annotated[str, Longest(4000)],
    subscribers: ListOf[MobileNumber] | None = variable("mobile-number-3"),
    send_to_all_subscribers: bool | None = None,
    group_id: str = variable("test-public-group-id"),
) -> None:
    """Send a text to some subscribers of a public group, or to all of them. The reply names those whom it did not reach.

    Args:
        message: The text, 4,000 characters at most.
        subscribers: The mobile numbers of those who get it.
        send_to_all_subscribers: To every subscriber. Only its admins may.
        group_id: The id of the public group.

    Source: row 26 of docs/evidence.md. The request is documented, the answer is documented.
    """
