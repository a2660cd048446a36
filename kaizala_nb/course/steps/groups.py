"""[2.0] Group management: everything in Kaizala happens in a group."""

from typing import Literal

from kaizala_nb.course.kinds import MobileNumber
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import variable

groups = folder("groups", "[2.0] Group management")
added_groups = folder("groups", "[2.0] Group management, added later")
other_groups = folder("groups", "Beyond the collection: groups")

_GROUP = "5fe5b80a-52d1-4d8a-8086-cf8f34259de2"
_PUBLIC = "c6f0ef63-6f9c-4d7b-9d0a-0f4b8a3e5d21"
_SUB = "9d1c7a52-3b0e-4c55-8a56-1f2e3d4c5b6a"
_DONE = {"result": "true"}
_LISTED = {
    "groupName": "Kaizala Test group",
    "groupId": _GROUP,
    "groupImageUrl": "",
    "hasSubGroups": False,
    "hasParentGroups": False,
    "isMappedToTenant": False,
    "groupType": "Group",
    "isDuplicate": False,
    "welcomeMessage": "Welcome to group created programmatically via Postman",
}
_DETAILED = _LISTED | {
    "callerRole": "Admin",
    "currentLevelSubGroupCount": 0,
    "currentLevelParentGroupCount": 0,
    "userCount": 2,
    "uniqueUserCount": 2,
    "currentLevelUserCount": 2,
    "currentLevelUnProvisionedUserCount": 1,
    "unProvisionedUserCount": 1,
    "isEditable": True,
    "isDetailsReadable": True,
}


@groups.step(
    "Step1 - Create a group",
    "POST /v1/groups",
    saves={"test-group-id": "groupId"},
    example={
        "name": "Kaizala Test group",
        "welcome_message": "Welcome to group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={"groupId": _GROUP, "groupName": "Kaizala Test group", "membersAdded": True},
)
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


@groups.step(
    "Step2 - Create a managed public group",
    "POST /v1/groups",
    saves={"test-public-group-id": "groupId"},
    body={"groupType": "ConnectGroup"},
    example={
        "name": "Kaizala Test Public Group",
        "welcome_message": "Welcome to public group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={"groupId": _PUBLIC, "groupName": "Kaizala Test Public Group", "membersAdded": True},
)
def create_public_group(
    name: str,
    welcome_message: str = "",
    members: list[MobileNumber] | None = variable("mobile-number-2"),
):
    """Create a managed public group: beside members it has subscribers, who read and answer, and do not see each other.

    Args:
        name: What the group is called.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people who run it with you, 100 at most.
    """


@groups.step("Step3 - Fetch groups - direct", "GET /v1/groups", rows="groups", reply={"groups": [_LISTED]})
def fetch_groups(show_details: bool | None = None):
    """The groups that you are a member of yourself.

    Args:
        show_details: With your role and the number of members.
    """


@groups.step(
    "Step4 - Fetch groups - all",
    "GET /v1/groups?fetchAllGroups=true",
    rows="groups",
    reply={"groups": [_DETAILED | {"subscriberCount": 0}]},
)
def fetch_all_groups(show_details: bool = True):
    """All groups that you reach: your own, those above them and those below. Each says how many people subscribe to it.

    Args:
        show_details: With your role and the number of members.
    """


@groups.step("Step5 - Fetch group details", "GET /v1/groups/{groupId}", rows="groups", reply={"groups": [_DETAILED]})
def fetch_group_details(group_id: str = variable("test-group-id")):
    """One group with every detail.

    Args:
        group_id: Which group.
    """


@groups.step(
    "Step6- Create a  sub group",
    "POST /v1/groups/{groupId}/subgroups",
    saves={"test-sub-group-id": "groupId"},
    example={
        "name": "Kaizala Test sub group",
        "welcome_message": "Welcome to sub group created programmatically via Postman",
        "members": [variable("mobile-number-2")],
    },
    reply={"groupId": _SUB, "groupName": "Kaizala Test sub group", "membersAdded": True},
)
def create_sub_group(
    name: str,
    group_id: str = variable("test-group-id"),
    welcome_message: str = "",
    members: list[MobileNumber] | None = variable("mobile-number-2"),
    group_type: Literal["Group", "ConnectGroup"] = "Group",
    add_user_to_group: bool | None = None,
):
    """Create a group below another one. What is sent to the upper group reaches the lower one.

    Args:
        name: What the new group is called.
        group_id: The group above it.
        welcome_message: Shown to everybody who joins.
        members: Mobile numbers of the people to add, 100 at most.
        group_type: Group, or ConnectGroup for a managed public group with subscribers.
        add_user_to_group: Whether you are in it yourself; you are if this is left out.
    """


@groups.step(
    "Step7 - Add group as a sub-group to another group",
    "PUT /v1/groups/{groupId}/subGroups",
    example={"sub_groups": [variable("test-sub-group-id")]},
    reply=_DONE,
)
def add_sub_group(
    sub_groups: list[str] = variable("test-sub-group-id"),
    group_id: str = variable("test-group-id"),
):
    """Put groups that there are already below another one. You have to be an admin of both.

    Args:
        sub_groups: The ids of the groups that go below.
        group_id: The group above them.
    """


@groups.step(
    "Step8 - Fetch sub-group of a group",
    "GET /v1/groups/{groupId}/subGroups",
    rows="subGroups",
    reply={
        **{name: value for name, value in _LISTED.items() if name not in ("isDuplicate", "welcomeMessage")},
        "hasSubGroups": True,
        "subGroups": [_LISTED | {"groupName": "Kaizala Test sub group", "groupId": _SUB, "hasParentGroups": True}],
        "welcomeMessage": "Welcome to group created programmatically via Postman",
    },
)
def fetch_sub_groups(group_id: str = variable("test-group-id"), fetch_all_groups: bool | None = None):
    """The groups below a group.

    Args:
        group_id: The group above.
        fetch_all_groups: All levels below it, not only the next one.
    """


@groups.step(
    "Step9 - Remove group as a sub-group to another group",
    "DELETE /v1/groups/{groupId}/subGroups/{subGroupId}",
    reply=_DONE,
)
def remove_sub_group(
    sub_group_id: str = variable("test-sub-group-id"),
    group_id: str = variable("test-group-id"),
):
    """Take a group out from below another one. The group itself stays.

    Args:
        sub_group_id: The group that goes.
        group_id: The group above it.
    """


@groups.step(
    "Step10 - Add members to a group",
    "PUT /v1/groups/{groupId}/members",
    example={"members": [variable("mobile-number-2")]},
    reply=_DONE,
)
def add_members(
    members: list[MobileNumber] = variable("mobile-number-2"),
    group_id: str = variable("test-group-id"),
):
    """Add people to a group. Only its admins may. Who is in it already stays in it.

    Args:
        members: Mobile numbers of the people to add.
        group_id: Which group.
    """


@groups.step(
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
def query_members(group_id: str = variable("test-group-id")):
    """Who is in a group, with role and number. The first who is no admin is kept as {{test-member-id}}.

    Args:
        group_id: Which group.
    """


@groups.step("Step12 - Remove members from a group", "DELETE /v1/groups/{groupId}/members/{memberId}", reply=_DONE)
def remove_member(member_id: str = variable("test-member-id"), group_id: str = variable("test-group-id")):
    """Remove one person from a group. Only its admins may; anybody may remove themselves.

    Args:
        member_id: The member's id (not the number): the first column of Step11's reply.
        group_id: Which group.
    """


@groups.step(
    "Step13 - Add Subscribers to a public group",
    "PUT /v1/groups/{groupId}/subscribers/add",
    rows="result",
    example={"subscribers": [variable("mobile-number-3")]},
    reply={"result": {"+91109999999": {"isAdded": True}}},
)
def add_subscribers(
    subscribers: list[MobileNumber] = variable("mobile-number-3"),
    group_id: str = variable("test-public-group-id"),
):
    """Let people subscribe to a public group.

    Args:
        subscribers: Their mobile numbers.
        group_id: Which public group.
    """


@groups.step(
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
):
    """A page of the subscribers of a public group, by a POST that only reads. ``kaizala.groups.subscribers()`` gathers all pages.

    Args:
        group_id: Which public group.
        count: How many on the page, 50 at most.
        cursor: Where the page before ended, from its reply.
    """


@groups.step(
    "Step15 - Remove Subscribers from a public group",
    "PUT /v1/groups/{groupId}/subscribers/remove",
    rows="result",
    example={"subscribers": [variable("mobile-number-3")]},
    reply={"result": {"+91109999999": {"isRemoved": True}}},
)
def remove_subscribers(
    subscribers: list[MobileNumber] = variable("mobile-number-3"),
    group_id: str = variable("test-public-group-id"),
):
    """End people's subscription to a public group.

    Args:
        subscribers: Their mobile numbers.
        group_id: Which public group.
    """


@added_groups.step(
    "Fetch groups with details", "GET /v1/groups?showDetails=true", rows="groups", reply={"groups": [_DETAILED]}
)
def fetch_groups_with_details():
    """The groups that you are a member of yourself, with your role and the number of members."""


@added_groups.step(
    "Find groups by query",
    "GET /v1/tenant/findGroupsByQuery",
    rows="groups",
    example={"query": "Kaizala", "results_offset": 0, "page_size": 10},
    reply={"groups": [_LISTED]},
)
def find_groups(query: str, results_offset: int | None = None, page_size: int | None = None):
    """The groups of the organisation whose names hold a text. What the collection called this request is not known.

    Args:
        query: Part of a name.
        results_offset: How many to leave out at the start.
        page_size: How many to give.
    """


@other_groups.step(
    "Change the role of a member",
    "PUT /v1/groups/{groupId}/members/{memberId}",
    example={"member_id": variable("my-user-id"), "role": "Admin"},
    reply=_DONE,
)
def change_role(
    role: Literal["Admin", "Member"],
    member_id: str = variable("test-member-id"),
    group_id: str = variable("test-group-id"),
):
    """Make somebody an admin of a group, or no longer. Only its admins may.

    Args:
        role: What they are from now on.
        member_id: The member's id (not the number): the first column of Step11's reply.
        group_id: Which group.
    """
