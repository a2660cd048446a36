"""Groups and people as answers have them. The fields have the order of captured answers."""

import sqlite3
from typing import Any

from kaizala_nb.emulator.access import ADMIN, NONE, role_of
from kaizala_nb.emulator.core import Transaction


def brief(transaction: Transaction, group: sqlite3.Row) -> dict[str, Any]:
    """What every list of groups says of one."""
    children, parents = transaction.hierarchy.levels(group["id"])
    return {
        "groupName": group["name"],
        "groupId": group["id"],
        "groupImageUrl": group["photo"],
        "hasSubGroups": children > 0,
        "hasParentGroups": parents > 0,
        "isMappedToTenant": False,
        "groupType": group["type"],
        "isDuplicate": False,
        "welcomeMessage": group["welcome"],
    }


def detailed(transaction: Transaction, user_id: str, group: sqlite3.Row) -> dict[str, Any]:
    """The same, with the caller's role and with counts of people: of this level, and of all levels under it too."""
    role = role_of(transaction, user_id, group["id"]) or NONE
    here, strangers_here = transaction.groups.counts(group["id"])
    children, parents = transaction.hierarchy.levels(group["id"])
    tree = transaction.hierarchy.people(group["id"])
    return brief(transaction, group) | {
        "callerRole": role,
        "currentLevelSubGroupCount": children,
        "currentLevelParentGroupCount": parents,
        "userCount": tree["memberships"],
        "uniqueUserCount": tree["people"],
        "currentLevelUserCount": here,
        "currentLevelUnProvisionedUserCount": strangers_here,
        "unProvisionedUserCount": tree["strangers"],
        "isEditable": role == ADMIN,
        "isDetailsReadable": True,
    }


def member(row: sqlite3.Row) -> dict[str, Any]:
    """A member of a group."""
    return {
        "id": row["id"],
        "role": row["role"],
        "mobileNumber": row["number"],
        "name": row["name"],
        "isProvisioned": bool(row["provisioned"]),
    }


def subscriber(row: sqlite3.Row) -> dict[str, Any]:
    """A subscriber of a public group."""
    return {
        "id": row["id"],
        "mobileNumber": row["number"],
        "name": row["name"],
        "profilePic": "",
        "isProvisioned": bool(row["provisioned"]),
    }
