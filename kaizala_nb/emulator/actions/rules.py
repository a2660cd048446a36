"""Who may send actions, respond to them and change them, and what then happens."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from kaizala_nb.emulator.access import ADMIN, SUBSCRIBER, reach, reach_as_member
from kaizala_nb.emulator.actions import events
from kaizala_nb.emulator.actions.kind import Card, Kind
from kaizala_nb.emulator.actions.kinds import KINDS, may_be_called
from kaizala_nb.emulator.actions.package import Property, merge_properties
from kaizala_nb.emulator.announce import announce
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import (
    ACTION_UNKNOWN,
    EXPIRED,
    KIND_DIFFERS,
    NO_RESPONSES,
    NOT_ASSIGNED,
    NOT_SENDER,
    RESPONDED_ALREADY,
    RESPONSE_UNKNOWN,
    Refusal,
)
from kaizala_nb.emulator.identifiers import new_id, unversioned
from kaizala_nb.emulator.subscribers.rules import recipients


class Receipt(NamedTuple):
    """What the sender of an action is told: its ids, and the subscribers whom it did not reach."""

    reference_id: str
    action_id: str
    failed: list[dict[str, Any]]


def send(
    transaction: Transaction,
    user_id: str,
    group_id: str,
    kind: Kind,
    package_id: str,
    body: dict[str, Any],
    *,
    subscribers: Sequence[str] = (),
    to_all: bool = False,
) -> Receipt:
    """Send an action to a group. ``body`` is its ``actionBody``; for what only phones send it is stored as it is."""
    group, role = reach_as_member(transaction, user_id, group_id)
    to = recipients(transaction, group, role, subscribers, to_all)
    model = as_model(kind.body, body, at=("actionBody",)) if kind.body else body
    stored = kind.store(transaction, model)
    action_id, reference_id, now = new_id(), new_id(), transaction.now
    seq = transaction.events.happen(
        group["id"],
        "action",
        now,
        actor_id=user_id,
        reference_id=reference_id,
        audience=to.audience,
        targets=to.people,
    )
    transaction.actions.put(
        seq,
        action_id,
        reference_id,
        group["id"],
        kind=kind.name,
        package_id=package_id,
        sender_id=user_id,
        at=now,
        expires=stored.expires,
        body=stored.body,
        properties=stored.properties,
    )
    event = events.creation(Card(transaction, transaction.actions.get(action_id)))
    if event:
        event_type, data = event
        ids = {"action_id": action_id, "package_id": package_id}
        announce(transaction, event_type, group["id"], user_id, data, event_id=reference_id, **ids)
    return Receipt(reference_id, action_id, to.failed)


def find(transaction: Transaction, user_id: str, group_id: str, action_id: str) -> tuple[sqlite3.Row, str]:
    """An action that the caller may see, and their role in its group. Raises Refusal (404)."""
    group, role = reach(transaction, user_id, group_id)
    row = transaction.actions.find(group["id"], action_id.strip())
    if row is None or not sees(transaction, user_id, role, row):
        raise Refusal(ACTION_UNKNOWN)
    return row, role


def respond(
    transaction: Transaction,
    user_id: str,
    group_id: str,
    action_id: str,
    body: dict[str, Any],
    *,
    kind: Kind | None,
    package_id: str,
    response_id: str,
) -> str:
    """Respond to an action, or change a response; gives the id of the response.

    ``kind`` and ``package_id`` are what the caller says that the action is. The service's own description asks for both, so it is
    enough if one of them fits.
    """
    row, _ = find(transaction, user_id, group_id, action_id)
    card, now, actions = Card(transaction, row), transaction.now, transaction.actions
    its_kind = KINDS[row["kind"]]
    kind_fits = kind is not None and may_be_called(its_kind, kind)
    package_fits = package_id != "" and _same_package(package_id, row["package_id"])
    if (kind or package_id) and not (kind_fits or package_fits):
        raise Refusal(KIND_DIFFERS)
    if its_kind.answer is None:
        raise Refusal(NO_RESPONSES)
    if row["expires"] is not None and now >= row["expires"]:
        raise Refusal(EXPIRED)
    if "assignedTo" in card.body and user_id not in card.body["assignedTo"]:
        raise Refusal(NOT_ASSIGNED)
    before = actions.response(row["id"], response_id) if response_id else None
    if response_id and (before is None or before["user_id"] != user_id):
        raise Refusal(RESPONSE_UNKNOWN)
    answer = its_kind.answer(card, body)
    if not before and not its_kind.many(card):
        before = actions.response_of(row["id"], user_id)
        if before and not its_kind.replaces:
            raise Refusal(RESPONDED_ALREADY)
    if before:
        response_id = before["id"]
        actions.change_response(response_id, now, answer)
    else:
        response_id = new_id()
        actions.respond(response_id, row["id"], user_id, now, answer)
    event_type, data = events.response(card, actions.get_response(row["id"], response_id), answer)
    ids = {"action_id": row["id"], "package_id": row["package_id"]}
    announce(transaction, event_type, row["group_id"], user_id, data, event_id=response_id, **ids)
    return response_id


def set_properties(
    transaction: Transaction, user_id: str, group_id: str, action_id: str, changes: list[Property]
) -> sqlite3.Row:
    """Set properties of an action, by name; whoever sent it may, and the group's admins. Gives the action."""
    row = _own(transaction, user_id, group_id, action_id)
    transaction.actions.set_properties(row["id"], merge_properties(Card(transaction, row).properties, changes))
    return row


def remind(
    transaction: Transaction, user_id: str, group_id: str, action_id: str, subscribers: Sequence[str], to_all: bool
) -> str:
    """Remind people of an action; gives the reference id of the reminder."""
    row = _own(transaction, user_id, group_id, action_id)
    group, role = reach_as_member(transaction, user_id, group_id)
    to = recipients(transaction, group, role, subscribers, to_all)
    reference_id = new_id()
    transaction.events.happen(
        group["id"],
        "reminder",
        transaction.now,
        actor_id=user_id,
        text=row["reference_id"],
        reference_id=reference_id,
        audience=to.audience,
        targets=to.people,
    )
    return reference_id


def may_see_responses(row: sqlite3.Row, user_id: str, role: str, body: dict[str, Any]) -> bool:
    """Whether somebody may see who answered what: the sender always; others as the card says."""
    if row["sender_id"] == user_id:
        return True
    if body.get("isSenderOnly"):
        return False
    return role == ADMIN or not body.get("isAdminOnly")


def _own(transaction: Transaction, user_id: str, group_id: str, action_id: str) -> sqlite3.Row:
    row, role = find(transaction, user_id, group_id, action_id)
    if row["sender_id"] != user_id and role != ADMIN:
        raise Refusal(NOT_SENDER)
    return row


def sees(transaction: Transaction, user_id: str, role: str, row: sqlite3.Row) -> bool:
    """Whether somebody may see an action: members always, subscribers if it was sent to them."""
    if role != SUBSCRIBER:
        return True
    event = transaction.events.get(row["reference_id"])
    return transaction.events.went_to(event["seq"], event["audience"], user_id)


def _same_package(name: str, package_id: str) -> bool:
    """A package's id with or without its version: ``com.example.form.2`` is ``com.example.form``."""
    return name.lower() in (package_id.lower(), unversioned(package_id.lower()))
