"""Subscribers of a public group: people who read and answer, and do not see each other."""

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

subscribers = folder("groups")


@subscribers.step(
    "Step13 - Add Subscribers to a public group",
    "PUT /v1/groups/{groupId}/subscribers/add",
    rows="result",
    example={"subscribers": [variable("mobile-number-3")]},
    reply={"result": {"+91109999999": {"isAdded": True}}},
)
def add_subscribers(
    subscribers: ListOf[MobileNumber] = variable("mobile-number-3"),
    group_id: str = variable("test-public-group-id"),
) -> None:
    """Make people subscribers of a public group.

    Args:
        subscribers: The mobile numbers of these people.
        group_id: The id of the public group.

    Source: row 18 of docs/evidence.md. The request is documented, the answer is documented.
    """


@subscribers.step(
    "Step14 - Get Subscribers of a public group",
    "POST /v1/groups/{groupId}/subscribers",
    rows="subscribers",
    only_reads=True,
    example={"count": 50},
    reply={
        "subscribers": [
            {
                "id": "0b7a4f0e-1c57-4f7a-8a51-6d5d0c2f9e33",
                "mobileNumber": "+91109999999",
                "name": "",
                "profilePic": "",
                "isProvisioned": False,
            }
        ]
    },
)
def get_subscribers(
    group_id: str = variable("test-public-group-id"),
    count: int | None = None,
    cursor: str | None = None,
) -> None:
    """One page of the subscribers of a public group. It is a POST that only reads.

    ``kaizala.groups.subscribers()`` gathers all pages.

    Args:
        group_id: The id of the public group.
        count: How many people are on the page, 50 at most.
        cursor: The cursor in the reply with the page before.

    Source: row 19 of docs/evidence.md. The request is documented, the answer is documented.
    """


@subscribers.step(
    "Step15 - Remove Subscribers from a public group",
    "PUT /v1/groups/{groupId}/subscribers/remove",
    rows="result",
    example={"subscribers": [variable("mobile-number-3")]},
    reply={"result": {"+91109999999": {"isRemoved": True}}},
)
def remove_subscribers(
    subscribers: ListOf[MobileNumber] = variable("mobile-number-3"),
    group_id: str = variable("test-public-group-id"),
) -> None:
    """Take people out of the subscribers of a public group.

    Args:
        subscribers: The mobile numbers of these people.
        group_id: The id of the public group.

    Source: row 20 of docs/evidence.md. The request is documented, the answer is documented.
    """
