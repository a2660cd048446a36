"""Put groups under one another, and never in a circle."""

from collections.abc import Sequence

from kaizala_nb.emulator.access import reach_as_admin
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import CIRCLE, SUBGROUP_UNKNOWN, Refusal
from kaizala_nb.emulator.hierarchy import link, unlink


def add(transaction: Transaction, user_id: str, group_id: str, subgroup_ids: Sequence[str]) -> None:
    """Put groups under a group, all of them or none. Whoever does it must be an admin of them all.

    Raises Refusal: 404 and 403 as for any group; 400 where a group would stand under itself.
    """
    parent = reach_as_admin(transaction, user_id, group_id)
    hierarchy = transaction.hierarchy
    for subgroup_id in subgroup_ids:
        child = reach_as_admin(transaction, user_id, subgroup_id)
        over = {parent["id"], *(group["id"] for group in hierarchy.above(parent["id"]))}
        if child["id"] in over:
            raise Refusal(CIRCLE)
        link(transaction, user_id, parent["id"], child)


def remove(transaction: Transaction, user_id: str, group_id: str, subgroup_id: str) -> None:
    """Take a group from under a group. It stays a group."""
    parent = reach_as_admin(transaction, user_id, group_id)
    child = transaction.groups.find(subgroup_id.strip())
    if child is None or not unlink(transaction, user_id, parent["id"], child):
        raise Refusal(SUBGROUP_UNKNOWN)
