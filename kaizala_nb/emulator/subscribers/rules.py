"""Who subscribes, and to whom something is sent."""

import logging
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.access import ADMIN, reach_as_admin
from kaizala_nb.emulator.answers import failed_addition, failed_recipient, failed_removal
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import NOT_ADMIN, NOT_PUBLIC, SUBSCRIBER_UNKNOWN, Refusal
from kaizala_nb.emulator.store.events import CHOSEN, EVERYONE, MEMBERS
from kaizala_nb.emulator.values import MANY_SUBSCRIBERS, PUBLIC

log = logging.getLogger("kaizala_nb.emulator")


def add(transaction: Transaction, user_id: str, group_id: str, subscribers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Add subscribers by number; who subscribes already stays. Gives the result for each number, as it was written."""
    group = public(reach_as_admin(transaction, user_id, group_id))
    first = transaction.events.happen(group["id"], "subscribed", transaction.now, actor_id=user_id)
    result: dict[str, dict[str, Any]] = {}
    for number in subscribers:
        possible = numbers.normalise(number)
        if possible is None:
            result[number] = failed_addition()
            continue
        person = transaction.users.of_number(possible)
        if not transaction.subscriptions.has(group["id"], person["id"]):
            transaction.subscriptions.add(group["id"], person["id"], first)
        result[number] = {"isAdded": True}
    return result


def remove(
    transaction: Transaction, user_id: str, group_id: str, subscribers: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Remove subscribers by number. Raises Refusal (404) when none of the numbers is a subscriber's."""
    group = public(reach_as_admin(transaction, user_id, group_id))
    people = {number: _subscriber(transaction, group["id"], number) for number in subscribers}
    if subscribers and not any(people.values()):
        raise Refusal(SUBSCRIBER_UNKNOWN)
    last = transaction.events.happen(group["id"], "unsubscribed", transaction.now, actor_id=user_id)
    for person in people.values():
        if person:
            transaction.subscriptions.remove(group["id"], person["id"], last)
    return {number: {"isRemoved": True} if person else failed_removal() for number, person in people.items()}


def public(group: sqlite3.Row) -> sqlite3.Row:
    """The group. Raises Refusal (400) where it is not a public one."""
    if group["type"] != PUBLIC:
        raise Refusal(NOT_PUBLIC)
    return group


class Recipients(NamedTuple):
    """To whom something goes beside the members: the audience, its people where some are chosen, and whom it cannot reach."""

    audience: str
    people: list[str]
    failed: list[dict[str, Any]]


def recipients(
    transaction: Transaction, group: sqlite3.Row, role: str, subscribers: Sequence[str], to_all: bool
) -> Recipients:
    """The recipients that ``subscribers`` and ``sendToAllSubscribers`` mean.

    Raises Refusal: 400 where a group has no subscribers, 403 for all of them by anybody but an admin.
    """
    if not subscribers and not to_all:
        return Recipients(MEMBERS, [], [])
    public(group)
    if len(subscribers) > MANY_SUBSCRIBERS:
        log.warning(
            "A request names %d subscribers; a client of the time sent %d at most.", len(subscribers), MANY_SUBSCRIBERS
        )
    if to_all:
        if role != ADMIN:
            raise Refusal(NOT_ADMIN)
        return Recipients(EVERYONE, [], [])
    people, failed = [], []
    for number in subscribers:
        person = _subscriber(transaction, group["id"], number)
        if person:
            people.append(person["id"])
        else:
            failed.append(failed_recipient(number))
    return Recipients(CHOSEN, people, failed)


def _subscriber(transaction: Transaction, group_id: str, number: str) -> sqlite3.Row | None:
    possible = numbers.normalise(number)
    person = transaction.users.find_by_number(possible) if possible else None
    return person if person and transaction.subscriptions.has(group_id, person["id"]) else None
