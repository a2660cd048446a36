"""What happens when groups and their members change. Each function is called inside a transaction."""

from collections.abc import Iterable, Sequence

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import MEMBER_UNKNOWN, NUMBER_INVALID, Refusal
from kaizala_nb.emulator.groups.access import ADMIN, MEMBER, reach, reach_as_admin
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.media.resource import url_of
from kaizala_nb.emulator.webhooks.announce import announce


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
    with_caller: bool = True,
) -> tuple[str, bool]:
    """A new group whose admin is the caller. Gives its id, and whether everybody named could be added."""
    group_id, store, now = new_id(), emulator.store, emulator.clock.now()
    store.groups.put(group_id, name, welcome, kind, url_of(photo, "groupPhoto"))
    first = store.events.happen(group_id, "created", now, actor_id=user_id)
    if with_caller:
        store.groups.add(group_id, user_id, ADMIN, first)
    chosen = [(numbers.normalise(number), MEMBER) for number in members]
    chosen += [(numbers.normalise(number), ADMIN) for number in admins]
    wanted = [(store.users.of_number(number)["id"] if number else None, role) for number, role in chosen]
    wanted += [(member_id if store.users.find(member_id) else None, MEMBER) for member_id in member_ids]
    for member_id, role in wanted:
        if member_id:
            join(emulator, group_id, user_id, member_id, role)
    return group_id, all(member_id for member_id, _ in wanted)


def add_members(emulator: Emulator, user_id: str, group_id: str, members: Iterable[str]) -> None:
    """Add people by number; who is there already stays. All of them or, when a number is impossible, none."""
    group = reach_as_admin(emulator, user_id, group_id)
    for number in members:
        possible = numbers.normalise(number)
        if possible is None:
            raise Refusal(NUMBER_INVALID, number=number)
        join(emulator, group["id"], user_id, emulator.store.users.of_number(possible)["id"], MEMBER)


def remove_member(emulator: Emulator, user_id: str, group_id: str, member_id: str) -> None:
    """Remove a member. Only an admin may, but anybody may leave."""
    member_id = member_id.strip()
    if member_id == user_id:
        group, _ = reach(emulator, user_id, group_id)
    else:
        group = reach_as_admin(emulator, user_id, group_id)
    if emulator.store.groups.role(group["id"], member_id) is None:
        raise Refusal(MEMBER_UNKNOWN)
    part(emulator, group["id"], user_id, member_id)


def change_role(emulator: Emulator, user_id: str, group_id: str, member_id: str, role: str) -> None:
    """Make a member an admin, or an admin a member."""
    group, member_id = reach_as_admin(emulator, user_id, group_id), member_id.strip()
    store = emulator.store
    before = store.groups.role(group["id"], member_id)
    if before is None:
        raise Refusal(MEMBER_UNKNOWN)
    if before != role:
        now = emulator.clock.now()
        store.events.happen(group["id"], "role", now, actor_id=user_id, member_id=member_id, text=role)
        store.groups.set_role(group["id"], member_id, role)


def join(emulator: Emulator, group_id: str, user_id: str, member_id: str, role: str) -> None:
    """Somebody comes into a group, unless they are there already."""
    store = emulator.store
    if store.groups.role(group_id, member_id) is None:
        first = store.events.happen(group_id, "added", emulator.clock.now(), actor_id=user_id, member_id=member_id)
        store.groups.add(group_id, member_id, role, first)
        announce(emulator, "MemberAdded", group_id, user_id, _member(emulator, member_id))


def part(emulator: Emulator, group_id: str, user_id: str, member_id: str) -> None:
    """A member is out of a group, by what somebody did."""
    now, store = emulator.clock.now(), emulator.store
    last = store.events.happen(group_id, "removed", now, actor_id=user_id, member_id=member_id)
    store.groups.remove(group_id, member_id, last)
    announce(emulator, "MemberRemoved", group_id, user_id, _member(emulator, member_id))


def _member(emulator: Emulator, member_id: str) -> dict[str, str]:
    """A member, as a webhook names them."""
    person = emulator.store.users.find(member_id)
    return {
        "member": person["number"],
        "memberId": member_id,
        "memberName": person["name"],
        "memberProfilePic": "",
        "type": "Member",
    }
