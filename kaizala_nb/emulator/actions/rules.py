"""Sending actions, responding to them, changing them, and who may. Each function is called inside a transaction."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from kaizala_nb.emulator.actions.kind import Kind, Shown
from kaizala_nb.emulator.actions.kinds import KINDS, may_be_called
from kaizala_nb.emulator.actions.package import Property, merged
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.core import Emulator
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
from kaizala_nb.emulator.groups.access import ADMIN, SUBSCRIBER, reach, reach_as_member
from kaizala_nb.emulator.identifiers import new_id, unversioned
from kaizala_nb.emulator.subscribers.rules import recipients
from kaizala_nb.emulator.webhooks import payloads
from kaizala_nb.emulator.webhooks.announce import announce


class Sent(NamedTuple):
    """What became of an action that was sent."""

    reference_id: str
    action_id: str
    failed: list[dict[str, Any]]


def send(
    emulator: Emulator,
    user_id: str,
    group_id: str,
    kind: Kind,
    package_id: str,
    body: dict[str, Any],
    *,
    subscribers: Sequence[str] = (),
    to_all: bool = False,
) -> Sent:
    """Send an action to a group. ``body`` is its ``actionBody``; for what only phones send it is kept as it is."""
    group, role = reach_as_member(emulator, user_id, group_id)
    to = recipients(emulator, group, role, subscribers, to_all)
    kept = kind.keep(emulator, as_model(kind.body, body, at=("actionBody",)) if kind.body else body)
    action_id, reference_id, now = new_id(), new_id(), emulator.clock.now()
    seq = emulator.store.events.happen(
        group["id"],
        "action",
        now,
        actor_id=user_id,
        reference_id=reference_id,
        audience=to.audience,
        targets=to.people,
    )
    emulator.store.actions.put(
        seq,
        action_id,
        reference_id,
        group["id"],
        kind=kind.name,
        package_id=package_id,
        sender_id=user_id,
        at=now,
        expires=kept.expires,
        body=kept.body,
        properties=kept.properties,
    )
    event = payloads.created(Shown(emulator, emulator.store.actions.named(action_id)))
    if event:
        ids = {"action_id": action_id, "package_id": package_id}
        announce(emulator, event[0], group["id"], user_id, event[1], event_id=reference_id, **ids)
    return Sent(reference_id, action_id, to.failed)


def find(emulator: Emulator, user_id: str, group_id: str, action_id: str) -> tuple[sqlite3.Row, str]:
    """An action that the caller may see, and their role in its group. Raises Refusal (404)."""
    group, role = reach(emulator, user_id, group_id)
    row = emulator.store.actions.find(group["id"], action_id.strip())
    if row is None or not sees(emulator, user_id, role, row):
        raise Refusal(ACTION_UNKNOWN)
    return row, role


def respond(
    emulator: Emulator,
    user_id: str,
    group_id: str,
    action_id: str,
    body: dict[str, Any],
    *,
    kind: Kind | None,
    package_id: str,
    response_id: str,
) -> str:
    """Respond to an action, or change a response; gives its id. ``kind`` and ``package_id`` are what the caller takes the action
    for, if they said. The service's own description asks for both: then one of them that fits is enough."""
    row, _ = find(emulator, user_id, group_id, action_id)
    shown, now, actions = Shown(emulator, row), emulator.clock.now(), emulator.store.actions
    its_kind = KINDS[row["kind"]]
    named = [may_be_called(its_kind, kind)] if kind else []
    named += [_same_package(package_id, row["package_id"])] if package_id else []
    if named and not any(named):
        raise Refusal(KIND_DIFFERS)
    if its_kind.answer is None:
        raise Refusal(NO_RESPONSES)
    if row["expires"] is not None and now >= row["expires"]:
        raise Refusal(EXPIRED)
    if "assignedTo" in shown.body and user_id not in shown.body["assignedTo"]:
        raise Refusal(NOT_ASSIGNED)
    before = actions.response(row["id"], response_id) if response_id else None
    if response_id and (before is None or before["user_id"] != user_id):
        raise Refusal(RESPONSE_UNKNOWN)
    answer = its_kind.answer(shown, body)
    if not before and not its_kind.many(shown):
        before = actions.response_of(row["id"], user_id)
        if before and not its_kind.replaces:
            raise Refusal(RESPONDED_ALREADY)
    if before:
        actions.change_response(before["id"], now, answer)
    else:
        actions.respond(new := new_id(), row["id"], user_id, now, answer)
    responded = actions.response(row["id"], before["id"] if before else new)
    event_type, data = payloads.responded(shown, responded, answer)
    ids = {"action_id": row["id"], "package_id": row["package_id"]}
    announce(emulator, event_type, row["group_id"], user_id, data, event_id=responded["id"], **ids)
    return responded["id"]


def set_properties(
    emulator: Emulator, user_id: str, group_id: str, action_id: str, changes: list[Property]
) -> sqlite3.Row:
    """Set properties of an action, by name; whoever sent it may, and the group's admins. Gives the action."""
    row = _own(emulator, user_id, group_id, action_id)
    emulator.store.actions.set_properties(row["id"], merged(Shown(emulator, row).properties, changes))
    return row


def remind(
    emulator: Emulator, user_id: str, group_id: str, action_id: str, subscribers: Sequence[str], to_all: bool
) -> str:
    """Remind people of an action; gives the reference id of the reminder."""
    row = _own(emulator, user_id, group_id, action_id)
    group, role = reach_as_member(emulator, user_id, group_id)
    to = recipients(emulator, group, role, subscribers, to_all)
    reference_id = new_id()
    emulator.store.events.happen(
        group["id"],
        "reminder",
        emulator.clock.now(),
        actor_id=user_id,
        text=row["reference_id"],
        reference_id=reference_id,
        audience=to.audience,
        targets=to.people,
    )
    return reference_id


def may_see_responses(row: sqlite3.Row, user_id: str, role: str, body: dict[str, Any]) -> bool:
    """Whether somebody may see who answered what: the sender always, others unless the card says it is for the sender only."""
    if row["sender_id"] == user_id:
        return True
    return not body.get("isSenderOnly") and (role == ADMIN or not body.get("isAdminOnly"))


def _own(emulator: Emulator, user_id: str, group_id: str, action_id: str) -> sqlite3.Row:
    row, role = find(emulator, user_id, group_id, action_id)
    if row["sender_id"] != user_id and role != ADMIN:
        raise Refusal(NOT_SENDER)
    return row


def sees(emulator: Emulator, user_id: str, role: str, row: sqlite3.Row) -> bool:
    """Whether an action reached somebody: members always, subscribers if it was sent to them."""
    if role != SUBSCRIBER:
        return True
    event = emulator.store.events.of_reference(row["group_id"], row["reference_id"])
    return emulator.store.events.reached(event["seq"], event["audience"], user_id)


def _same_package(named: str, kept: str) -> bool:
    """A package's id with or without its version: ``com.example.form.2`` is ``com.example.form``."""
    return named.lower() in (kept.lower(), unversioned(kept.lower()))
