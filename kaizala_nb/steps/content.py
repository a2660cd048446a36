"""[3.0] Content Creation APIs: what is said in a group."""

from typing import Annotated

from kaizala_nb.collection import Folder, Longest, MobileNumber, variable

content = Folder("content", "[3.0] Content Creation APIs")


@content.step("Send message on a group", "POST /v1/groups/{groupId}/messages")
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
