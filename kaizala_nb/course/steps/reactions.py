"""Reactions: likes and comments on what was sent. The collection never had them; the service's documentation did."""

from typing import Literal

from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import variable

reactions = folder("reactions", "Beyond the collection: reactions")

_REACTION = "6a1f0c7e-2b3d-4e5f-8a9b-0c1d2e3f4a5b"
_SUMMARY = {"referenceId": samples.REFERENCE, "reactionsCountMap": {"like": 1, "comment": 4}}


@reactions.step(
    "Send a reaction",
    "POST /v1/groups/{groupId}/reaction",
    example={"reaction_type": "Like", "source_group_id": variable("test-group-id")},
    reply={"reactionId": _REACTION},
)
def send_reaction(
    reaction_type: Literal["Like", "Comment"],
    comment: str | None = None,
    reference_id: str = variable("test-reference-id"),
    source_group_id: str = variable("test-group-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Like something that was sent, or comment on it.

    Args:
        reaction_type: Like or Comment.
        comment: The text of a comment.
        reference_id: The reference id of what was sent, from the reply to its sending.
        source_group_id: The group that it was sent to first; another one than yours if it came down from a group above.
        group_id: Your group.

    Source: row 37 of docs/evidence.md. The request is documented, the answer is documented.
    """


@reactions.step(
    "Fetch the reactions to a message",
    "GET /v1/groups/{groupId}/reaction/{referenceId}",
    rows="reactionDetails",
    example={"reaction_type": "Like", "source_group_id": variable("test-group-id")},
    reply={
        "cursor": 636674054802000000,
        "reactionDetails": [
            {
                "lastModifiedTime": 1529573303063,
                "reactionId": _REACTION,
                "userId": "b2f5c1de-0d5c-4f57-9b0f-3a1f7e0d9c11",
            }
        ],
    },
)
def fetch_reactions(
    reaction_type: Literal["Like", "Comment"] | None = None,
    reference_id: str = variable("test-reference-id"),
    source_group_id: str | None = variable("test-group-id"),
    cursor: int | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Who liked something, or what was said of it.

    Args:
        reaction_type: Like or Comment: only these.
        reference_id: The reference id of what was sent.
        source_group_id: The group that it was sent to first.
        cursor: The cursor of an earlier reply, for only what has changed since.
        group_id: Your group.

    Source: row 40 of docs/evidence.md. The request is documented, the answer is documented.
    """


@reactions.step(
    "Fetch the summary of a message",
    "GET /v1/groups/{groupId}/reaction/{referenceId}/summary",
    rows="summary",
    example={"source_group_id": variable("test-group-id")},
    reply={"summary": [_SUMMARY]},
)
def fetch_summary(
    reference_id: str = variable("test-reference-id"),
    source_group_id: str | None = variable("test-group-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """How many likes and comments something has.

    Args:
        reference_id: The reference id of what was sent.
        source_group_id: The group that it was sent to first.
        group_id: Your group.

    Source: row 38 of docs/evidence.md. The request is documented, the answer is documented.
    """


@reactions.step(
    "Fetch the summaries of a group",
    "GET /v1/groups/{groupId}/reaction/summary",
    rows="summary",
    example={"source_group_id": variable("test-group-id")},
    reply={"cursor": 636674054802000000, "summary": [_SUMMARY]},
)
def fetch_group_summary(
    cursor: int | None = None,
    source_group_id: str | None = variable("test-group-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """How many likes and comments there are on whatever has changed since the cursor. The reply has the cursor for the next time.

    Args:
        cursor: The cursor of the reply before; everything if left out.
        source_group_id: The group that it was sent to first.
        group_id: Your group.

    Source: row 39 of docs/evidence.md. The request is documented, the answer is documented.
    """
