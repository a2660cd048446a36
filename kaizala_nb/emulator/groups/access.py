"""Who may do what in a group. What is not theirs to see is not there: 404, as for a group that does not exist."""

import sqlite3

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import GROUP_UNKNOWN, NOT_ADMIN, NOT_MEMBER, Refusal

ADMIN, MEMBER, SUBSCRIBER, NONE = "Admin", "Member", "Subscriber", "None"


def role_of(emulator: Emulator, user_id: str, group_id: str) -> str | None:
    """A person's role in a group. An admin of a group over it, or of the organisation, is its admin too, even as a plain member;
    None for somebody outside."""
    store = emulator.store
    role = store.groups.role(group_id, user_id)
    if role == ADMIN:
        return role
    if any(store.groups.role(parent["id"], user_id) == ADMIN for parent in store.hierarchy.above(group_id)):
        return ADMIN
    if is_tenant_admin(emulator, user_id):
        return ADMIN
    return role or SUBSCRIBER if role or store.subscribers.has(group_id, user_id) else None


def is_tenant_admin(emulator: Emulator, user_id: str) -> bool:
    """Whether somebody is the organisation's admin, who reaches every group of it."""
    person = emulator.store.users.find(user_id)
    return person is not None and person["number"] == emulator.tenant_admin


def reach(emulator: Emulator, user_id: str, group_id: str) -> tuple[sqlite3.Row, str]:
    """The group and the caller's role in it, one of ``Admin``, ``Member``, ``Subscriber``. Raises Refusal (404)."""
    group = emulator.store.groups.find(group_id.strip())
    role = group and role_of(emulator, user_id, group["id"])
    if not role:
        raise Refusal(GROUP_UNKNOWN)
    return group, role


def reach_as_member(emulator: Emulator, user_id: str, group_id: str) -> tuple[sqlite3.Row, str]:
    """The same for members and admins. Raises Refusal: 404, and 403 for a subscriber."""
    group, role = reach(emulator, user_id, group_id)
    if role == SUBSCRIBER:
        raise Refusal(NOT_MEMBER)
    return group, role


def reach_as_admin(emulator: Emulator, user_id: str, group_id: str) -> sqlite3.Row:
    """The group, for its admin. Raises Refusal: 404, and 403 for anybody else."""
    group, role = reach(emulator, user_id, group_id)
    if role != ADMIN:
        raise Refusal(NOT_ADMIN)
    return group


def look(emulator: Emulator, user_id: str, group_id: str) -> sqlite3.Row:
    """A group to look at: one's own, and those over and under it. Raises Refusal (404)."""
    group = emulator.store.groups.find(group_id.strip())
    if group and role_of(emulator, user_id, group["id"]):
        return group
    store = emulator.store
    near = [*store.hierarchy.above(group["id"]), *store.hierarchy.below(group["id"])] if group else []
    if not any(store.groups.role(other["id"], user_id) for other in near):
        raise Refusal(GROUP_UNKNOWN)
    return group


def visible(emulator: Emulator, user_id: str) -> list[sqlite3.Row]:
    """One's own groups, then those over and under them, each once; the organisation's admin sees all there are."""
    store = emulator.store
    if is_tenant_admin(emulator, user_id):
        return store.groups.all()
    groups = {group["id"]: group for group in store.groups.of_member(user_id)}
    for group_id in list(groups):
        for other in (*store.hierarchy.above(group_id), *store.hierarchy.below(group_id)):
            groups.setdefault(other["id"], other)
    return list(groups.values())
