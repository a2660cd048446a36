"""Who may do what in a group, and what happens when they do. Each function is called inside a transaction."""

import sqlite3
from collections.abc import Iterable, Sequence

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import GROUP_UNKNOWN, MEMBER_UNKNOWN, NOT_ADMIN, NUMBER_INVALID, Refusal
from kaizala_nb.emulator.identifiers import new_id

ADMIN, MEMBER = "Admin", "Member"


def reach(emulator: Emulator, user_id: str, group_id: str) -> tuple[sqlite3.Row, str]:
    """The group and the caller's role in it. Raises Refusal (404) for a group that is not there, or not the caller's."""
    groups = emulator.store.groups
    group = groups.find(group_id.strip())
    role = group and groups.role(group["id"], user_id)
    if not role:
        raise Refusal(GROUP_UNKNOWN)
    return group, role


def create(
    emulator: Emulator,
    user_id: str,
    *,
    name: str,
    welcome: str,
    kind: str,
    photo: str,
    members: Sequence[str],
    member_ids: Sequence[str],
    admins: Sequence[str],
) -> tuple[str, bool]:
    """A new group whose admin is the caller. Gives its id, and whether everybody named could be added."""
    group_id, store, now = new_id(), emulator.store, emulator.clock.now()
    store.groups.put(group_id, name, welcome, kind, photo)
    first = store.groups.happen(group_id, "created", now, actor_id=user_id)
    store.groups.add(group_id, user_id, ADMIN, first)
    chosen = [(numbers.normalise(number), MEMBER) for number in members]
    chosen += [(numbers.normalise(number), ADMIN) for number in admins]
    wanted = [(store.users.of_number(number)["id"] if number else None, role) for number, role in chosen]
    wanted += [(member_id if store.users.find(member_id) else None, MEMBER) for member_id in member_ids]
    for member_id, role in wanted:
        if member_id:
            _join(emulator, group_id, user_id, member_id, role)
    return group_id, all(member_id for member_id, _ in wanted)


def add_members(emulator: Emulator, user_id: str, group_id: str, members: Iterable[str]) -> None:
    """Add people by number; who is there already stays. All of them or, when a number is impossible, none."""
    group, role = reach(emulator, user_id, group_id)
    _require_admin(role)
    for number in members:
        possible = numbers.normalise(number)
        if possible is None:
            raise Refusal(NUMBER_INVALID, number=number)
        _join(emulator, group["id"], user_id, emulator.store.users.of_number(possible)["id"], MEMBER)


def remove_member(emulator: Emulator, user_id: str, group_id: str, member_id: str) -> None:
    """Remove a member. Only an admin may, but anybody may leave."""
    group, role = reach(emulator, user_id, group_id)
    member_id = member_id.strip()
    if member_id != user_id:
        _require_admin(role)
    groups = emulator.store.groups
    if groups.role(group["id"], member_id) is None:
        raise Refusal(MEMBER_UNKNOWN)
    last = groups.happen(group["id"], "removed", emulator.clock.now(), actor_id=user_id, member_id=member_id)
    groups.remove(group["id"], member_id, last)


def _join(emulator: Emulator, group_id: str, user_id: str, member_id: str, role: str) -> None:
    groups = emulator.store.groups
    if groups.role(group_id, member_id) is None:
        first = groups.happen(group_id, "added", emulator.clock.now(), actor_id=user_id, member_id=member_id)
        groups.add(group_id, member_id, role, first)


def _require_admin(role: str) -> None:
    if role != ADMIN:
        raise Refusal(NOT_ADMIN)
