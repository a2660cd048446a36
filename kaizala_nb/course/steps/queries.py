"""[4.0] Content Query APIs: what was sent as a card, and what people answered."""

from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import EpochSeconds, variable

queries = folder("queries", "[4.0] Content Query APIs")

_ENDS = "2018-07-17T18:33:51Z"
_WIRES = {"package_id": "Id", "group_scope": "GroupScope"}


def _list_reply(kind: str, **body: object) -> dict[str, object]:
    """The reply that lists one card of a kind."""
    head = {"referenceId": samples.REFERENCE, "actionType": kind, "sender": "+447700900001"}
    return {"actions": [head | {"sentAt": "2018-07-17T08:33:51Z", "actionBody": body}], "hasMore": False}


@queries.step(
    "Fetch surveys in a group",
    "GET /v1/groups/{groupId}/actions?actionType=survey",
    rows="actions",
    reply=_list_reply("Survey", actionId=samples.ACTION, title="A test survey!!", responseCount=1, expiryDate=_ENDS),
)
def fetch_surveys(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The surveys in a group, with the number of responses.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch jobs in a group",
    "GET /v1/groups/{groupId}/actions?actionType=job",
    rows="actions",
    reply=_list_reply(
        "Job", actionId=samples.ACTION, title="test job", assigneeCount=1, responseCount=1, isCompleted=True
    ),
)
def fetch_jobs(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The jobs in a group, and whether they are done.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch images / photos in a group",
    "GET /v1/groups/{groupId}/actions?actionType=image",
    rows="actions",
    reply=_list_reply("Image", imageUrl="https://cdn.example/att/picture.png", caption="Image caption"),
)
def fetch_images(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The pictures in a group, with their addresses.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch photo check-ins in a group",
    "GET /v1/groups/{groupId}/actions?actionType=photoWithLocation",
    rows="actions",
    reply=_list_reply("PhotoWithLocation", **samples.LONDON, imageUrl="https://cdn.example/att/picture.jpg"),
)
def fetch_photo_check_ins(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """Pictures with the place where they were taken. Only phones send them.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch shared locations in a group",
    "GET /v1/groups/{groupId}/actions?actionType=shareLocation",
    rows="actions",
    reply=_list_reply("ShareLocation", **samples.LONDON),
)
def fetch_shared_locations(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """Places that people shared. Only phones send them.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch polls in a group",
    "GET /v1/groups/{groupId}/actions?actionType=poll",
    rows="actions",
    reply=_list_reply(
        "Poll",
        actionId=samples.ACTION,
        question="Lunch?",
        isSenderOnly=False,
        expiryDate=_ENDS,
        choices=[{"title": "Yes"}, {"title": "No"}],
    ),
)
def fetch_polls(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The polls in a group, with their choices.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch let's meets in a group",
    "GET /v1/groups/{groupId}/actions?actionType=letsmeet",
    rows="actions",
    reply=_list_reply(
        "LetsMeet",
        actionId=samples.ACTION,
        title="Review",
        startingTime="2030-01-01T09:00:00Z",
        agenda="All of it",
        duration=45,
        isSenderOnly=False,
        place=samples.LONDON,
    ),
)
def fetch_meetings(
    group_id: str = variable("test-group-id"),
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The meetings in a group, with time and place.

    Args:
        group_id: The id of the group.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetching survey responses",
    "GET /v1/groups/{groupId}/actions/{actionId}",
    rows="responses",
    example={"action_id": variable("test-survey-id"), "get_details": True},
    reply={
        "referenceId": samples.REFERENCE,
        "actionType": "Survey",
        "sender": "+447700900001",
        "sentAt": "2018-07-17T08:33:51Z",
        "actionDetails": {
            "actionId": samples.ACTION,
            "title": "A test survey!!",
            "responseCount": 0,
            "expiryDate": "2018-07-17T18:33:51Z",
        },
    },
)
def fetch_survey_responses(
    action_id: str = variable("test-survey-id"),
    group_id: str = variable("test-group-id"),
    get_details: bool = True,
) -> None:
    """One card with every response to it: a survey, a poll, a job, a meeting or a custom card.

    Args:
        action_id: Which card, by its action id.
        group_id: The id of the group it was sent to.
        get_details: Whether the responses come too, not only their number.

    Source: row 32 of docs/evidence.md. The request is documented, the answer is documented.
    """


@queries.step(
    "Fetch action responses in a group",
    "GET /v1/groups/{groupId}/actions",
    rows="responses",
    wires=_WIRES,
    example={"package_id": samples.PACKAGE, "get_details": True, "group_scope": True},
    reply={
        "actions": [
            {
                "id": samples.PACKAGE,
                "packageId": samples.PACKAGE,
                "actionBody": {
                    "actionId": samples.ACTION,
                    "title": "override title",
                    "isSenderOnly": False,
                    "isAnonymous": False,
                    "acceptMultipleResponses": True,
                    "questions": [],
                },
            }
        ],
        "hasMore": False,
    },
)
def fetch_action_responses(
    package_id: str = samples.PACKAGE,
    group_id: str = variable("test-group-id"),
    get_details: bool = True,
    group_scope: bool = True,
    from_date: EpochSeconds | None = None,
    count: int | None = None,
) -> None:
    """The cards of a package in a group, with the responses to them.

    Args:
        package_id: The id of the action package.
        group_id: The id of the group.
        get_details: Whether the responses come too, not only their number.
        group_scope: The collection sends it. What it means is not known.
        from_date: Only cards that were sent at this time or later.
        count: How many cards come at most; 30 if left out.

    Source: row 31 of docs/evidence.md. The request is documented, the answer is documented.
    """
