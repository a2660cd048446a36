"""[4.0] Content Query APIs: what was sent as a card, and what people answered."""

from kaizala_nb.course.steps.folder import folder
from kaizala_nb.course.steps.webhooks import PACKAGE
from kaizala_nb.toolkit.collection import EpochSeconds, variable

queries = folder("queries", "[4.0] Content Query APIs")

_ACTION = "9f0e1d2c-3b4a-4596-8778-695a4b3c2d1e"
_ENDS = "2018-07-17T18:33:51Z"
_LONDON = {"latitude": 51.5, "longitude": -0.1, "name": "London"}
_LIST_ARGS = """Args:
    group_id: Which group.
    from_date: Only those sent after this time.
    count: How many at most; 30 if left out."""
_WIRES = {"package_id": "Id", "group_scope": "GroupScope"}


def _listed(kind: str, **body: object) -> dict[str, object]:
    """The reply that lists one card of a kind."""
    head = {"referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b", "actionType": kind, "sender": "+447700900001"}
    return {"actions": [head | {"sentAt": "2018-07-17T08:33:51Z", "actionBody": body}], "hasMore": False}


def _fetch(slug: str, name: str, kind: str, doc: str, reply: dict[str, object]) -> None:
    """The request that lists the cards of a kind: ``fetch_surveys`` and its like."""

    def fetch(
        group_id: str = variable("test-group-id"),
        from_date: EpochSeconds | None = None,
        count: int | None = None,
    ):
        pass

    fetch.__name__, fetch.__doc__ = slug, f"{doc}\n\n{_LIST_ARGS}"
    queries.step(name, f"GET /v1/groups/{{groupId}}/actions?actionType={kind}", rows="actions", reply=reply)(fetch)


_fetch(
    "fetch_surveys",
    "Fetch surveys in a group",
    "survey",
    "The surveys in a group, with the number of responses.",
    _listed("Survey", actionId=_ACTION, title="A test survey!!", responseCount=1, expiryDate=_ENDS),
)
_fetch(
    "fetch_jobs",
    "Fetch jobs in a group",
    "job",
    "The jobs in a group, and whether they are done.",
    _listed("Job", actionId=_ACTION, title="test job", assigneeCount=1, responseCount=1, isCompleted=True),
)
_fetch(
    "fetch_images",
    "Fetch images / photos in a group",
    "image",
    "The pictures in a group, with their addresses.",
    _listed("Image", imageUrl="https://cdn.example/att/picture.png", caption="Image caption"),
)
_fetch(
    "fetch_photo_check_ins",
    "Fetch photo check-ins in a group",
    "photoWithLocation",
    "Pictures with the place where they were taken. Only phones send them.",
    _listed("PhotoWithLocation", **_LONDON, imageUrl="https://cdn.example/att/picture.jpg"),
)
_fetch(
    "fetch_shared_locations",
    "Fetch shared locations in a group",
    "shareLocation",
    "Places that people shared. Only phones send them.",
    _listed("ShareLocation", **_LONDON),
)
_fetch(
    "fetch_polls",
    "Fetch polls in a group",
    "poll",
    "The polls in a group, with their choices.",
    _listed(
        "Poll",
        actionId=_ACTION,
        question="Lunch?",
        isSenderOnly=False,
        expiryDate=_ENDS,
        choices=[{"title": "Yes"}, {"title": "No"}],
    ),
)
_fetch(
    "fetch_meetings",
    "Fetch let's meets in a group",
    "letsmeet",
    "The meetings in a group, with time and place.",
    _listed(
        "LetsMeet",
        actionId=_ACTION,
        title="Review",
        startingTime="2030-01-01T09:00:00Z",
        agenda="All of it",
        duration=45,
        isSenderOnly=False,
        place=_LONDON,
    ),
)


@queries.step(
    "Fetching survey responses",
    "GET /v1/groups/{groupId}/actions/{actionId}",
    rows="responses",
    example={"action_id": variable("test-survey-id"), "get_details": True},
    reply={
        "referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b",
        "actionType": "Survey",
        "sender": "+447700900001",
        "sentAt": "2018-07-17T08:33:51Z",
        "actionDetails": {
            "actionId": _ACTION,
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
):
    """One card with every response to it: a survey, and as well a poll, a job, a meeting or a custom card.

    Args:
        action_id: Which card, by its action id.
        group_id: Which group it was sent to.
        get_details: With the responses, not only their number.
    """


@queries.step(
    "Fetch action responses in a group",
    "GET /v1/groups/{groupId}/actions",
    rows="responses",
    wires=_WIRES,
    example={"package_id": PACKAGE, "get_details": True, "group_scope": True},
    reply={
        "actions": [
            {
                "id": PACKAGE,
                "packageId": PACKAGE,
                "actionBody": {
                    "actionId": _ACTION,
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
    package_id: str = PACKAGE,
    group_id: str = variable("test-group-id"),
    get_details: bool = True,
    group_scope: bool = True,
    from_date: EpochSeconds | None = None,
    count: int | None = None,
):
    """The cards of a package in a group, with the responses to them.

    Args:
        package_id: Which action package.
        group_id: Which group.
        get_details: With the responses, not only their number.
        group_scope: As the collection sends it; what it means is not known.
        from_date: Only those sent after this time.
        count: How many at most; 30 if left out.
    """
