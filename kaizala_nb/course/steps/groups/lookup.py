"""The groups that one is in, one group in full, and groups that are found by their names."""

from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import variable

lookup = folder("groups")
added_groups = folder("groups", "[2.0] Group management, added later")


@lookup.step(
    "Step3 - Fetch groups - direct", "GET /v1/groups", rows="groups", reply={"groups": [samples.GROUP_IN_LIST]}
)
def fetch_groups(show_details: bool | None = None) -> None:
    """The groups that you are a member of yourself.

    Args:
        show_details: Whether your role and the number of members come too.

    Source: row 8 of docs/evidence.md. The request is documented, the answer is documented.
    """


@lookup.step(
    "Step4 - Fetch groups - all",
    "GET /v1/groups?fetchAllGroups=true",
    rows="groups",
    reply={"groups": [samples.GROUP_IN_FULL | {"subscriberCount": 0}]},
)
def fetch_all_groups(show_details: bool = True) -> None:
    """All groups that you reach: your own, those above them and those below. Each says how many people subscribe to it.

    Args:
        show_details: Whether your role and the number of members come too.

    Source: row 8 of docs/evidence.md. The request is documented, the answer is documented.
    """


@lookup.step(
    "Step5 - Fetch group details", "GET /v1/groups/{groupId}", rows="groups", reply={"groups": [samples.GROUP_IN_FULL]}
)
def fetch_group_details(group_id: str = variable("test-group-id")) -> None:
    """One group with every detail.

    Args:
        group_id: The id of the group.

    Source: row 9 of docs/evidence.md. The request is documented, the answer is documented.
    """


@added_groups.step(
    "Fetch groups with details",
    "GET /v1/groups?showDetails=true",
    rows="groups",
    reply={"groups": [samples.GROUP_IN_FULL]},
)
def fetch_groups_with_details() -> None:
    """The groups that you are a member of yourself, with your role and the number of members.

    Source: row 8 of docs/evidence.md. The request is documented, the answer is documented.
    """


@added_groups.step(
    "Find groups by query",
    "GET /v1/tenant/findGroupsByQuery",
    rows="groups",
    example={"query": "Kaizala", "results_offset": 0, "page_size": 10},
    reply={"groups": [samples.GROUP_IN_LIST]},
)
def find_groups(query: str, results_offset: int | None = None, page_size: int | None = None) -> None:
    """The groups of the organisation whose names hold a text. What the collection called this request is not known.

    Args:
        query: Part of a name.
        results_offset: How many groups are left out at the start.
        page_size: How many groups come at most.

    Source: row 22 of docs/evidence.md. The request is captured, the answer is inferred.
    """
