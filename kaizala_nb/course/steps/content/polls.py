"""Polls: one question, answered by a tap."""

from kaizala_nb.course.kinds import Choice
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Hours, ListOf, variable

polls = folder("content")


@polls.step(
    "Post a poll on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Poll"},
    inside="actionBody",
    example={"question": "Lunch?", "choices": ["Yes", "No"], "expiry_in_hours": 10},
    reply=samples.CARD_REPLY,
)
def post_poll(
    question: str,
    choices: ListOf[Choice],
    expiry_in_hours: Hours | None = None,
    is_sender_only: bool | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Ask one question, to be answered by a tap.

    Args:
        question: The question.
        choices: The answers that one can choose from.
        expiry_in_hours: For how many hours it takes answers; 720 if left out.
        is_sender_only: Whether only you see the answers.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """
