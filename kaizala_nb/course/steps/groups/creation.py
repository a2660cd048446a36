"""New groups."""

from typing import Literal

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

creation = folder("groups")


@creation.step(
    "Step1 - Create a group",
    "POST /v1/groups",
    saves={"test-group-id": "groupId"},
    example={
        "name": "Kaizala Test group",
        "welcome_message": "Welcome to group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={"groupId": samples.GROUP, "groupName": "Kaizala Test group", "membersAdded": True},
)
def create_group(
    name: str,
    welcome_message: str = "",
    members: ListOf[MobileNumber] | None = None,
    group_type: Literal["Group", "ConnectGroup"] = "Group",
) -> None:
    """Create a group. Whoever the access token belongs to becomes its admin.

    Args:
        name: What the group is called.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people to add, 100 at most.
        group_type: Group, or ConnectGroup for a managed public group with subscribers.

    Source: row 7 of docs/evidence.md. The request is documented, the answer is captured.
    """


@creation.step(
    "Step2 - Create a managed public group",
    "POST /v1/groups",
    saves={"test-public-group-id": "groupId"},
    body={"groupType": "ConnectGroup"},
    example={
        "name": "Kaizala Test Public Group",
        "welcome_message": "Welcome to public group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={
        "groupId": "c6f0ef63-6f9c-4d7b-9d0a-0f4b8a3e5d21",
        "groupName": "Kaizala Test Public Group",
        "membersAdded": True,
    },
)
def create_public_group(
    name: str,
    welcome_message: str = "",
    members: ListOf[MobileNumber] | None = None,
) -> None:
    """Create a managed public group: beside members it has subscribers, who read and answer, and do not see each other.

    Args:
        name: What the group is called.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people who run it with you, 100 at most.

    Source: row 7 of docs/evidence.md. The request is documented, the answer is captured.
    """
