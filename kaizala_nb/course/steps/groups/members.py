"""Members of a group, and their roles."""

from typing import Literal

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import ListOf, variable

members = folder("groups")
other_groups = folder("groups", "Beyond the collection: groups")


@members.step(
    "Step10 - Add members to a group",
    "PUT /v1/groups/{groupId}/members",
    example={"members": [variable("mobile-number-2")]},
    reply=samples.RESULT,
)
def add_members(
    members: ListOf[MobileNumber] = variable("mobile-number-2"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Add people to a group. Only its admins may. Whoever is in it already stays in it.

    Args:
        members: Mobile numbers of the people to add.
        group_id: The id of the group.

    Source: row 14 of docs/evidence.md. The request is documented, the answer is documented.
    """


@members.step(
    "Step11 - Query members of a group",
    "GET /v1/groups/{groupId}/members",
    rows="members",
    saves={"test-member-id": "members[role=Member].id"},
    reply={
        "members": [
            {
                "id": "364388bc-5b7f-4857-a58c-31eba18e962e",
                "role": "Member",
                "mobileNumber": "+911199999999",
                "name": "",
                "isProvisioned": False,
            }
        ]
    },
)
def query_members(group_id: str = variable("test-group-id")) -> None:
    """Who is in a group, with role and number. The first who is no admin is kept as {{test-member-id}}.

    Args:
        group_id: The id of the group.

    Source: row 15 of docs/evidence.md. The request is documented, the answer is captured.
    """


@members.step(
    "Step12 - Remove members from a group", "DELETE /v1/groups/{groupId}/members/{memberId}", reply=samples.RESULT
)
def remove_member(member_id: str = variable("test-member-id"), group_id: str = variable("test-group-id")) -> None:
    """Remove one person from a group. Only its admins may; anybody may remove themselves.

    Args:
        member_id: The member's id (not the number): the first column of Step11's reply.
        group_id: The id of the group.

    Source: row 16 of docs/evidence.md. The request is documented, the answer is documented.
    """


@other_groups.step(
    "Change the role of a member",
    "PUT /v1/groups/{groupId}/members/{memberId}",
    example={"member_id": variable("my-user-id"), "role": "Admin"},
    reply=samples.RESULT,
)
def change_role(
    role: Literal["Admin", "Member"],
    member_id: str = variable("test-member-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Make a member of a group an admin, or an admin a plain member. Only its admins may.

    Args:
        role: The role from now on.
        member_id: The member's id (not the number): the first column of Step11's reply.
        group_id: The id of the group.

    Source: row 17 of docs/evidence.md. The request is documented, the answer is inferred.
    """
