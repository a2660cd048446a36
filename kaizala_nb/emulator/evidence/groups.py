"""Groups, sub-groups, members and subscribers."""

from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED, Row

GROUPS = [
    Row(
        "7",
        "POST",
        "/v1/groups",
        DOCUMENTED,
        CAPTURED,
        ours=(
            "Only `name` is needed, as clients had it. Anybody may create a public group, as until June 2018; with "
            "`--strict` it wants a token of the organisation's admin. Descriptions are taken and not kept."
        ),
        names=(
            "MOST_MEMBERS",
            "GROUP_TYPES",
        ),
    ),
    Row(
        "8",
        "GET",
        "/v1/groups",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "Which fields come only with `showDetails` (or `showDetail`). With `fetchAllGroups` each group has a "
            "`subscriberCount`, which is our name for it. Flags of a query are read as true, yes and 1, false, no and 0."
        ),
        names=("with_subscriber_count",),
    ),
    Row(
        "9",
        "GET",
        "/v1/groups/{groupId}",
        DOCUMENTED,
        DOCUMENTED,
        ours="All details, in a list of one.",
        names=("one_group",),
    ),
    Row(
        "10",
        "POST",
        "/v1/groups/{groupId}/subGroups",
        DOCUMENTED,
        DOCUMENTED,
        ours="`membersAdded` is answered too. The name is read as `name` and as `groupName`.",
    ),
    Row(
        "11",
        "PUT",
        "/v1/groups/{groupId}/subGroups",
        DOCUMENTED,
        INFERRED,
        ours="The answer, and what the event GroupAdded delivers. A group cannot come to stand under itself: 400.",
        names=(
            "RESULT",
            "group_event",
        ),
    ),
    Row(
        "12",
        "GET",
        "/v1/groups/{groupId}/subGroups",
        DOCUMENTED,
        CAPTURED,
        ours="The captured object, and the documentation's `groups` around it: both in one answer.",
        names=("subgroups_of",),
    ),
    Row(
        "13",
        "DELETE",
        "/v1/groups/{groupId}/subGroups/{subGroupId}",
        DOCUMENTED,
        INFERRED,
        ours="The answer.",
        names=("RESULT",),
    ),
    Row(
        "14",
        "PUT",
        "/v1/groups/{groupId}/members",
        DOCUMENTED,
        DOCUMENTED,
        ours="At most 100 at once, as when a group is created.",
    ),
    Row("15", "GET", "/v1/groups/{groupId}/members", DOCUMENTED, CAPTURED),
    Row(
        "16",
        "DELETE",
        "/v1/groups/{groupId}/members/{memberId}",
        DOCUMENTED,
        DOCUMENTED,
        ours="Anybody may remove themselves.",
    ),
    Row(
        "17",
        "PUT",
        "/v1/groups/{groupId}/members/{memberId}",
        DOCUMENTED,
        INFERRED,
        ours="The answer, and that `Member` makes an admin a member again.",
        names=(
            "RESULT",
            "ROLES",
        ),
    ),
    Row(
        "18",
        "PUT",
        "/v1/groups/{groupId}/subscribers/add",
        DOCUMENTED,
        DOCUMENTED,
        ours="The name of the reason. As many numbers as a body holds; above 30 the log warns.",
        names=(
            "failed_addition",
            "MANY_SUBSCRIBERS",
        ),
    ),
    Row("19", "POST", "/v1/groups/{groupId}/subscribers", DOCUMENTED, DOCUMENTED),
    Row(
        "20",
        "PUT",
        "/v1/groups/{groupId}/subscribers/remove",
        DOCUMENTED,
        DOCUMENTED,
        ours="The name of the reason. 404 if nobody named is a subscriber.",
        names=("failed_removal",),
    ),
    Row("21", "POST", "/v1/groups/{groupId}/bot", CAPTURED, CAPTURED),
    Row(
        "22",
        "GET",
        "/v1/tenant/findGroupsByQuery",
        CAPTURED,
        INFERRED,
        ours=("The answer, and that all groups of this Kaizala are the organisation's, for whoever holds Tenant Data."),
        names=(
            "search_result",
            "USUAL_RESULTS",
            "MOST_RESULTS",
        ),
    ),
]
