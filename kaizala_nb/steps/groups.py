"""[2.0] Group management: everything in Kaizala happens in a group."""

from typing import Literal

from kaizala_nb.collection import Folder, MobileNumber, variable

groups = Folder("groups", "[2.0] Group management")


@groups.step("Step1 - Create a group", "POST /v1/groups", saves={"test-group-id": "groupId"})
def create_group(
    name: str,
    welcome_message: str = "",
    members: list[MobileNumber] | None = variable("mobile-number-2"),
    group_type: Literal["Group", "ConnectGroup"] = "Group",
):
    """Create a group. Whoever the access token belongs to becomes its admin.

    Args:
        name: What the group is called.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people to add, 100 at most.
        group_type: Group, or ConnectGroup for a managed public group with subscribers.
    """


@groups.step("Step3 - Fetch groups - direct", "GET /v1/groups", rows="groups")
def fetch_groups(show_details: bool | None = None):
    """The groups that you are a member of yourself.

    Args:
        show_details: With your role and the number of members.
    """


@groups.step("Step4 - Fetch groups - all", "GET /v1/groups?fetchAllGroups=true", rows="groups")
def fetch_all_groups(show_details: bool = True):
    """All groups that you reach: your own, those above them and those below.

    Args:
        show_details: With your role and the number of members.
    """


@groups.step("Step5 - Fetch group details", "GET /v1/groups/{groupId}", rows="groups")
def fetch_group_details(group_id: str = variable("test-group-id")):
    """One group with every detail.

    Args:
        group_id: Which group.
    """


@groups.step("Step10 - Add members to a group", "PUT /v1/groups/{groupId}/members")
def add_members(
    members: list[MobileNumber] = variable("mobile-number-2"),
    group_id: str = variable("test-group-id"),
):
    """Add people to a group. Only its admins may. Who is in it already stays in it.

    Args:
        members: Mobile numbers of the people to add.
        group_id: Which group.
    """


@groups.step("Step11 - Query members of a group", "GET /v1/groups/{groupId}/members", rows="members")
def query_members(group_id: str = variable("test-group-id")):
    """Who is in a group, with role and number.

    Args:
        group_id: Which group.
    """


@groups.step("Step12 - Remove members from a group", "DELETE /v1/groups/{groupId}/members/{memberId}")
def remove_member(member_id: str, group_id: str = variable("test-group-id")):
    """Remove one person from a group. Only its admins may; anybody may remove themselves.

    Args:
        member_id: The member's id (not the number): the first column of Step11's reply.
        group_id: Which group.
    """
