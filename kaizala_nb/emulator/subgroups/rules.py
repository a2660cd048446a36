"""How groups come to hang under one another, and not in a circle. Each function is called inside a transaction."""

import sqlite3
from collections.abc import Sequence

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import CIRCLE, SUBGROUP_UNKNOWN, Refusal
from kaizala_nb.emulator.groups.access import reach_as_admin
from kaizala_nb.emulator.inferred import group_event
from kaizala_nb.emulator.webhooks.announce import announce


def add(emulator: Emulator, user_id: str, group_id: str, subgroup_ids: Sequence[str]) -> None:
    """Hang groups under a group; whoever does it is an admin of them all. All of them or none.

    Raises Refusal: 404 and 403 as for any group; 400 where a group would come to stand under itself.
    """
    parent = reach_as_admin(emulator, user_id, group_id)
    hierarchy = emulator.store.hierarchy
    for subgroup_id in subgroup_ids:
        child = reach_as_admin(emulator, user_id, subgroup_id)
        over = {parent["id"], *(group["id"] for group in hierarchy.above(parent["id"]))}
        if child["id"] in over:
            raise Refusal(CIRCLE)
        link(emulator, user_id, parent["id"], child)


def remove(emulator: Emulator, user_id: str, group_id: str, subgroup_id: str) -> None:
    """Take a group from under a group. It goes on by itself."""
    parent = reach_as_admin(emulator, user_id, group_id)
    child = emulator.store.groups.find(subgroup_id.strip())
    if child is None or not emulator.store.hierarchy.unlink(parent["id"], child["id"]):
        raise Refusal(SUBGROUP_UNKNOWN)
    announce(
        emulator,
        "GroupRemoved",
        parent["id"],
        user_id,
        _event(child),
    )


def link(emulator: Emulator, user_id: str, parent_id: str, child: sqlite3.Row) -> None:
    """A group becomes a sub-group; nothing happens if it is one already."""
    if emulator.store.hierarchy.link(parent_id, child["id"]):
        announce(
            emulator,
            "GroupAdded",
            parent_id,
            user_id,
            _event(child),
        )


def _event(child: sqlite3.Row) -> dict[str, object]:
    return group_event(child["id"], child["name"], child["photo"], child["type"])
