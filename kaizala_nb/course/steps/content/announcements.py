"""Announcements: messages that stand out."""

from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

announcements = folder("content")


@announcements.step(
    "Post custom announcement to a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Announcement"},
    inside="actionBody",
    example={"message": "Lets test announcement"},
    reply=samples.CARD_REPLY,
)
def post_announcement(
    message: str,
    title: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send an announcement: a message that stands out.

    Args:
        message: The text of it.
        title: Its title; "Sent by ..." if left out.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@announcements.step(
    "Post custom announcement to a group [with images]",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Announcement"},
    inside="actionBody",
    example={"message": "Test announcement via API 2", "media_resources": [variable("media-resource")]},
    reply=samples.CARD_REPLY,
)
def post_announcement_with_images(
    message: str,
    media_resources: ListOf[str] = variable("media-resource"),
    title: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send an announcement with pictures that were uploaded.

    Args:
        message: The text of it.
        media_resources: The media resources that the uploads gave.
        title: Its title; "Sent by ..." if left out.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """
