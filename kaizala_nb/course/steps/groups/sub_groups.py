"""Sub-groups: groups that stand below another one."""

from typing import Literal

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

sub_groups = folder("groups")

_SUB_GROUP = "9d1c7a52-3b0e-4c55-8a56-1f2e3d4c5b6a"


@sub_groups.step(
    "Step6- Create a  sub group",
    "POST /v1/groups/{groupId}/subgroups",
    saves={"test-sub-group-id": "groupId"},
    example={
        "name": "Kaizala Test sub group",
        "welcome_message": "Welcome to sub group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={"groupId": _SUB_GROUP, "groupName": "Kaizala Test sub group", "membersAdded": True},
)
def create_sub_group(
    name: str,
    group_id: str = variable("test-group-id"),
    welcome_message: str = "",
    members: ListOf[MobileNumber] | None = None,
    group_type: Literal["Group", "ConnectGroup"] = "Group",
    add_user_to_group: bool | None = None,
) -> None:
    """Create a group below another one. What is sent to the upper group reaches the lower one.

    Args:
        name: What the new group is called.
        group_id: The group above it.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people to add, 100 at most.
        group_type: Group, or ConnectGroup for a managed public group with subscribers.
        add_user_to_group: Whether you become a member of it; yes if left out.

    Source: row 10 of docs/evidence.md. The request is documented, the answer is documented.
    """


@sub_groups.step(
    "Step7 - Add group as a sub-group to another group",
    "PUT /v1/groups/{groupId}/subGroups",
    example={"sub_groups": [variable("test-sub-group-id")]},
    reply=samples.RESULT,
)
def add_sub_group(
    sub_groups: ListOf[str] = variable("test-sub-group-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Put groups that exist below another one. You have to be an admin of both.

    Args:
        sub_groups: The ids of the groups that go below.
        group_id: The group above them.

    Source: row 11 of docs/evidence.md. The request is documented, the answer is inferred.
    """


@sub_groups.step(
    "Step8 - Fetch sub-group of a group",
    "GET /v1/groups/{groupId}/subGroups",
    rows="subGroups",
    reply={
        **{
            name: value
            for name, value in samples.GROUP_IN_LIST.items()
            if name not in ("isDuplicate", "welcomeMessage")
        },
        "hasSubGroups": True,
        "subGroups": [
            samples.GROUP_IN_LIST
            | {"groupName": "Kaizala Test sub group", "groupId": _SUB_GROUP, "hasParentGroups": True}
        ],
        "welcomeMessage": "Welcome to group created programmatically via Postman",
    },
)
def fetch_sub_groups(group_id: str = variable("test-group-id"), fetch_all_groups: bool | None = None) -> None:
    """The groups below a group.

    Args:
        group_id: The group above.
        fetch_all_groups: Whether the groups of all levels below come, not only of the next one.

    Source: row 12 of docs/evidence.md. The request is documented, the answer is captured.
    """


@sub_groups.step(
    "Step9 - Remove group as a sub-group to another group",
    "DELETE /v1/groups/{groupId}/subGroups/{subGroupId}",
    reply=samples.RESULT,
)
def remove_sub_group(
    sub_group_id: str = variable("test-sub-group-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Take a group out from below another one. The group itself stays.

    Args:
        sub_group_id: The group that goes.
        group_id: The group above it.

    Source: row 13 of docs/evidence.md. The request is documented, the answer is inferred.
    """
