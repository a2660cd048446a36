"""Jobs: something to do, for some people, until a time."""

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Hours, ListOf, variable

jobs = folder("content")


@jobs.step(
    "Post a job on a group",
    "POST /v1/groups/{groupId}/actions",
    saves={"test-action-id": "actionId"},
    body={"actionType": "Job"},
    inside="actionBody",
    example={"title": "test job", "assigned_to": [variable("mobile-number")], "due_date": 10},
    reply=samples.CARD_REPLY,
)
def post_job(
    title: str,
    assigned_to: ListOf[MobileNumber] = variable("mobile-number"),
    due_date: Hours | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Give people something to do.

    Args:
        title: The thing to be done.
        assigned_to: Mobile numbers of those who are to do it.
        due_date: How many hours there are for it; 24 if left out.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@jobs.step(
    "Posting a response to a job",
    "POST /v1/groups/{groupId}/actions/{actionId}/responses",
    body={"actionType": "Job"},
    inside="actionBody",
    example={"is_completed": True},
    reply=samples.RESPONSE_REPLY,
)
def respond_to_job(
    is_completed: bool = True,
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Say that you have done a job, or not.

    Args:
        is_completed: Whether it is done.
        action_id: Which job, by its action id.
        group_id: The id of the group.

    Source: row 28 of docs/evidence.md. The request is documented, the answer is documented.
    """
