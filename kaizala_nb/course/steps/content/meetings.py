"""Meetings (let's meet): a time and a place."""

from kaizala_nb.course.kinds import Location
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Minutes, Moment, variable

meetings = folder("content")


@meetings.step(
    "Post a let's meet on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "LetsMeet"},
    wires={"duration": "DurationInMins"},
    inside="actionBody",
    example={
        "title": "Review",
        "starting_time": "2030-01-01T09:00:00Z",
        "duration": 45,
        "place": samples.HYDERABAD,
        "agenda": "All of it",
    },
    reply=samples.CARD_REPLY,
)
def post_meeting(
    title: str,
    starting_time: Moment,
    duration: Minutes | None = None,
    place: Location | None = None,
    agenda: str | None = None,
    is_sender_only: bool | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Ask people to meet.

    Args:
        title: What it is about.
        starting_time: When it begins.
        duration: How many minutes it takes; 30 if left out.
        place: Where it is.
        agenda: What is to be talked about.
        is_sender_only: Whether only you see who comes.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """
