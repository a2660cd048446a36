"""Tables of groups, of people in a request for several people, and of the reactions to messages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables.columns import build, records_of

if TYPE_CHECKING:
    import pandas as pd

_GROUP = (
    "groupName",
    "groupType",
    "callerRole",
    "userCount",
    "uniqueUserCount",
    "currentLevelUserCount",
    "subscriberCount",
    "hasSubGroups",
    "currentLevelSubGroupCount",
    "hasParentGroups",
    "currentLevelParentGroupCount",
)
_FAILED = ("subscriber", "errorReason", "errorCode")


def groups(value: Any, rows: str = "groups") -> "pd.DataFrame":
    """A row for each group: its name and type, your role in it, how many people and groups it has; the welcome message last."""
    return build(records_of(value, rows), first=_GROUP, last=("welcomeMessage",))


def sub_groups(value: Any) -> "pd.DataFrame | None":
    """A row for each sub-group of a group. The value is the group, or has a list with the group."""
    if not isinstance(value, Mapping):
        return None
    listed = value.get("groups")
    for group in [value, *(listed if isinstance(listed, list) else [])]:
        if isinstance(group, Mapping) and isinstance(group.get("subGroups"), list):
            return groups(group, "subGroups")
    return None


def result(value: Any) -> "pd.DataFrame | None":
    """A row for each number: whether it was added or removed, or why not. It reads ``{"result": {"+44…": {"isAdded": true}}}``."""
    numbers = value.get("result") if isinstance(value, Mapping) else None
    if not isinstance(numbers, Mapping) or not all(isinstance(entry, Mapping) for entry in numbers.values()):
        return None
    return build([{"mobileNumber": number} | entry for number, entry in numbers.items()])


def sent(value: Any) -> "pd.DataFrame | None":
    """One row for a message or card that reached everybody; else a row for each subscriber that it did not reach, and why."""
    if not isinstance(value, Mapping):
        return None
    head = {name: entry for name, entry in value.items() if name != "failedResult"}
    failed = value.get("failedResult") or []
    if not isinstance(failed, list) or not all(isinstance(entry, Mapping) for entry in failed):
        return None
    return build([head | entry for entry in failed] or ([head] if head else []), first=_FAILED)


def summary(value: Any) -> "pd.DataFrame | None":
    """A row for each message: how many likes and comments it has."""
    records = []
    for entry in records_of(value, "summary"):
        counts = entry.get("reactionsCountMap")
        if not isinstance(counts, Mapping):
            return None
        rest = {name: value for name, value in entry.items() if name != "reactionsCountMap"}
        records.append({"like": 0, "comment": 0, **counts, **rest})
    return build(records)
