"""Custom cards: what an action package shows and asks."""

from kaizala_nb.course import advice
from kaizala_nb.course.kinds import Answer, MobileNumber, Properties
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Hours, ListOf, variable

custom_cards = folder("content")

_BIRTHDAY = "com.microsoft.kaizala.miniapps.BdayMessage.12"


@custom_cards.step(
    "Post custom action on a group",
    "POST /v1/groups/{groupId}/actions",
    saves={"test-action-id": "actionId"},
    wires={"package_id": "id"},
    inside="actionBody",
    outside=("package_id",),
    example={"package_id": samples.PACKAGE, "title": "override title", "validity": 24},
    reply=samples.CARD_REPLY,
)
def post_custom_action(
    package_id: str = samples.PACKAGE,
    title: str | None = None,
    validity: Hours | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a custom card: one of an action package.

    Args:
        package_id: The id of the action package.
        title: What it is called; the package's own title if left out.
        validity: For how many hours it takes responses; 24 if left out.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@custom_cards.step(
    "Post custom action to a group [with properties]",
    "POST /v1/groups/{groupId}/actions",
    wires={"package_id": "id"},
    inside="actionBody",
    outside=("package_id",),
    example={
        "package_id": _BIRTHDAY,
        "properties": [
            {"name": "name", "value": "TestTitle", "type": "Text"},
            {"name": "occasion", "value": "birthday", "type": "Text"},
            {"name": "message", "value": "Test message", "type": "Text"},
        ],
    },
    reply=samples.CARD_REPLY,
)
def post_custom_action_with_properties(
    properties: Properties,
    package_id: str = _BIRTHDAY,
    title: str | None = None,
    validity: Hours | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a custom card with properties, which its package shows.

    Args:
        properties: Names and values, each with its type.
        package_id: The id of the action package.
        title: What it is called; the package's own title if left out.
        validity: For how many hours it takes responses; 24 if left out.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@custom_cards.step(
    "Post custom action to subscriber(s) in a public group",
    "POST /v1/groups/{groupId}/actions",
    rows="failedResult",
    wires={"package_id": "id"},
    inside="actionBody",
    outside=("package_id", "subscribers", "send_to_all_subscribers"),
    example={
        "package_id": samples.PACKAGE,
        "title": "override title",
        "validity": 24,
        "subscribers": [variable("mobile-number-3")],
        "send_to_all_subscribers": False,
    },
    reply=samples.CARD_REPLY | samples.FAILURES,
)
def post_custom_action_to_subscribers(
    package_id: str = samples.PACKAGE,
    subscribers: ListOf[MobileNumber] | None = variable("mobile-number-3"),
    send_to_all_subscribers: bool | None = None,
    title: str | None = None,
    validity: Hours | None = None,
    group_id: str = variable("test-public-group-id"),
) -> None:
    """Send a custom card to some subscribers of a public group, or to all of them.

    Args:
        package_id: The id of the action package.
        subscribers: The mobile numbers of those who get it.
        send_to_all_subscribers: To every subscriber. Only its admins may.
        title: What it is called; the package's own title if left out.
        validity: For how many hours it takes responses; 24 if left out.
        group_id: The id of the public group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@custom_cards.step(
    "Posting a response to an action",
    "POST /v1/groups/{groupId}/actions/{actionId}/responses",
    wires={"package_id": "id"},
    inside="actionBody",
    outside=("package_id", "response_id"),
    example={"package_id": samples.PACKAGE, "answers": ["test text"]},
    reply=samples.RESPONSE_REPLY,
    refusals={400: advice.no_answer_taken},
)
def respond_to_action(
    answers: ListOf[Answer],
    package_id: str = samples.PACKAGE,
    response_id: str | None = None,
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Answer a custom card.

    Args:
        answers: One answer for each question, in their order.
        package_id: The action package of the card.
        response_id: The id of a response of yours that this one replaces.
        action_id: Which card, by its action id.
        group_id: The id of the group.

    Source: row 28 of docs/evidence.md. The request is documented, the answer is documented.
    """
