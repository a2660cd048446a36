"""What happens when groups and their members change."""

import sqlite3
from collections.abc import Iterable, Sequence

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.access import ADMIN, MEMBER, reach, reach_as_admin
from kaizala_nb.emulator.announce import announce
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import MEMBER_UNKNOWN, Refusal
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.resource import url_of


def create(
    transaction: Transaction,
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
    group_id, now = new_id(), transaction.now
    transaction.groups.put(group_id, name, welcome, kind, url_of(photo, "groupPhoto"))
    first = transaction.events.happen(group_id, "created", now, actor_id=user_id)
    if with_caller:
        transaction.groups.add(group_id, user_id, ADMIN, first)
    people = [(_person_of_number(transaction, number), MEMBER) for number in members]
    people += [(_person_of_number(transaction, number), ADMIN) for number in admins]
    people += [(transaction.users.find(member_id), MEMBER) for member_id in member_ids]
    for person, role in people:
        if person:
            join(transaction, group_id, user_id, person["id"], role)
    return group_id, all(person for person, _ in people)


def _person_of_number(transaction: Transaction, number: str) -> sqlite3.Row | None:
    """The person of a number, who exists from now on; None where no country could have given out the number."""
    possible = numbers.normalise(number)
    return transaction.users.of_number(possible) if possible else None


def add_members(transaction: Transaction, user_id: str, group_id: str, members: Iterable[str]) -> None:
    """Add people by number. Whoever is there already stays. Where one number is impossible nobody is added."""
    group = reach_as_admin(transaction, user_id, group_id)
    for number in members:
        person = transaction.users.of_number(numbers.required(number))
        join(transaction, group["id"], user_id, person["id"], MEMBER)


def remove_member(transaction: Transaction, user_id: str, group_id: str, member_id: str) -> None:
    """Remove a member. Only an admin may, but anybody may leave."""
    member_id = member_id.strip()
    if member_id == user_id:
        group, _ = reach(transaction, user_id, group_id)
    else:
        group = reach_as_admin(transaction, user_id, group_id)
    if transaction.groups.role(group["id"], member_id) is None:
        raise Refusal(MEMBER_UNKNOWN)
    leave(transaction, group["id"], user_id, member_id)


def change_role(transaction: Transaction, user_id: str, group_id: str, member_id: str, role: str) -> None:
    """Make a member an admin, or an admin a member."""
    group, member_id = reach_as_admin(transaction, user_id, group_id), member_id.strip()
    before = transaction.groups.role(group["id"], member_id)
    if before is None:
        raise Refusal(MEMBER_UNKNOWN)
    if before != role:
        now = transaction.now
        transaction.events.happen(group["id"], "role", now, actor_id=user_id, member_id=member_id, text=role)
        transaction.groups.set_role(group["id"], member_id, role)


def join(transaction: Transaction, group_id: str, user_id: str, member_id: str, role: str) -> None:
    """``member_id`` comes into a group, because ``user_id`` did something. Nothing happens if they are there already."""
    if transaction.groups.role(group_id, member_id) is None:
        first = transaction.events.happen(group_id, "added", transaction.now, actor_id=user_id, member_id=member_id)
        transaction.groups.add(group_id, member_id, role, first)
        announce(transaction, "MemberAdded", group_id, user_id, _member(transaction, member_id))


def leave(transaction: Transaction, group_id: str, user_id: str, member_id: str) -> None:
    """``member_id`` leaves a group, because ``user_id`` did something: left, or removed them."""
    now = transaction.now
    last = transaction.events.happen(group_id, "removed", now, actor_id=user_id, member_id=member_id)
    transaction.groups.remove(group_id, member_id, last)
    announce(transaction, "MemberRemoved", group_id, user_id, _member(transaction, member_id))


def _member(transaction: Transaction, member_id: str) -> dict[str, str]:
    """A member, as a webhook names them."""
    person = transaction.users.get(member_id)
    return {
        "member": person["number"],
        "memberId": member_id,
        "memberName": person["name"],
        "memberProfilePic": "",
        "type": "Member",
    }
