"""Who may do what in a group. A group that somebody may not see answers them as one that does not exist: 404."""

import sqlite3

from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import GROUP_UNKNOWN, NOT_ADMIN, NOT_MEMBER, Refusal

ADMIN, MEMBER, SUBSCRIBER, NONE = "Admin", "Member", "Subscriber", "None"


def role_of(transaction: Transaction, user_id: str, group_id: str) -> str | None:
    """A person's role in a group; None for somebody outside.

    An admin of a group over it, or of the organisation, is its admin too, even where they are a plain member.
    """
    role = transaction.groups.role(group_id, user_id)
    if role == ADMIN:
        return role
    if any(transaction.groups.role(parent["id"], user_id) == ADMIN for parent in transaction.hierarchy.above(group_id)):
        return ADMIN
    if is_tenant_admin(transaction, user_id):
        return ADMIN
    if role:
        return role
    return SUBSCRIBER if transaction.subscriptions.has(group_id, user_id) else None


def is_tenant_admin(transaction: Transaction, user_id: str) -> bool:
    """Whether somebody is the organisation's admin, who reaches every group of it."""
    person = transaction.users.find(user_id)
    return person is not None and person["number"] == transaction.tenant_admin


def reach(transaction: Transaction, user_id: str, group_id: str) -> tuple[sqlite3.Row, str]:
    """The group and the caller's role in it, one of ``Admin``, ``Member``, ``Subscriber``. Raises Refusal (404)."""
    group = transaction.groups.find(group_id.strip())
    if group is None:
        raise Refusal(GROUP_UNKNOWN)
    role = role_of(transaction, user_id, group["id"])
    if role is None:
        raise Refusal(GROUP_UNKNOWN)
    return group, role


def reach_as_member(transaction: Transaction, user_id: str, group_id: str) -> tuple[sqlite3.Row, str]:
    """The same for members and admins. Raises Refusal: 404, and 403 for a subscriber."""
    group, role = reach(transaction, user_id, group_id)
    if role == SUBSCRIBER:
        raise Refusal(NOT_MEMBER)
    return group, role


def reach_as_admin(transaction: Transaction, user_id: str, group_id: str) -> sqlite3.Row:
    """The group, for its admin. Raises Refusal: 404, and 403 for anybody else."""
    group, role = reach(transaction, user_id, group_id)
    if role != ADMIN:
        raise Refusal(NOT_ADMIN)
    return group


def look(transaction: Transaction, user_id: str, group_id: str) -> sqlite3.Row:
    """A group that somebody may look at: their own, and those over and under their own. Raises Refusal (404)."""
    group = transaction.groups.find(group_id.strip())
    if group is None:
        raise Refusal(GROUP_UNKNOWN)
    if role_of(transaction, user_id, group["id"]):
        return group
    near = [*transaction.hierarchy.above(group["id"]), *transaction.hierarchy.below(group["id"])]
    if not any(transaction.groups.role(other["id"], user_id) for other in near):
        raise Refusal(GROUP_UNKNOWN)
    return group


def visible_groups(transaction: Transaction, user_id: str) -> list[sqlite3.Row]:
    """One's own groups, then those over and under them, each once; the organisation's admin sees all there are."""
    if is_tenant_admin(transaction, user_id):
        return transaction.groups.all()
    groups = {group["id"]: group for group in transaction.groups.of_member(user_id)}
    for group_id in list(groups):
        for other in (*transaction.hierarchy.above(group_id), *transaction.hierarchy.below(group_id)):
            groups.setdefault(other["id"], other)
    return list(groups.values())
