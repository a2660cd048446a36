"""The calls for actions: send, answer, change, remind, fetch."""

import sqlite3
from typing import Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.access import SUBSCRIBER, reach
from kaizala_nb.emulator.actions import kinds, rules
from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.actions.package import PACKAGE, Properties
from kaizala_nb.emulator.answers import action_answer, action_entry, properties_answer, reminder_answer
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import FIELD_MISSING, Plain, Refusal
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.permissions import ACTIONS, ADD, GET, UPDATE, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.values import MOST_ACTIONS
from kaizala_nb.emulator.wire import Flag, Id, Text, Wire, iso

USUAL_COUNT = 30  # documented
_PATH = "/v1/groups/<group_id>/actions"
_PACKAGE_BY_FLOW = "action package"
"""The flow connector's ``actionType`` of a package, whose id then stands in the ``actionBody``."""


class Send(Wire):
    """``actionType`` or ``id``, and the card."""

    action_type: Id = ""
    id: Id = ""
    action_body: dict[str, Any] | None = None
    subscribers: list[Text] = []
    send_to_all_subscribers: Flag = False


class Respond(Wire):
    """``actionType`` or ``id``, and the answers; ``responseId`` changes a response."""

    action_type: Id = ""
    id: Id = ""
    response_id: Id = ""
    action_body: dict[str, Any]


class Update(Wire):
    """Properties: an article has one name for the list, a client another."""

    update_properties: Properties = []
    action_properties: Properties = []


class Remind(Wire):
    """Whom to remind, where that is not everybody."""

    subscribers: list[Text] = []
    send_to_all_subscribers: Flag = False


routes = Routes()


@routes.route("POST", _PATH, Permission(ACTIONS, ADD))
def send_action(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Send a card to a group, or to subscribers of it. Evidence: 27."""
    message = bodies.read(Send)
    action_type = message.action_type or queries.text("actionType")
    package_id, body = message.id or queries.text("id"), message.action_body
    if action_type.lower() == _PACKAGE_BY_FLOW:
        inner = bodies.as_model(Send, body or {}, at=("actionBody",))
        action_type = ""
        package_id = package_id or inner.id
        body = inner.action_body
    kind = kinds.kind_of(action_type, package_id)
    note_kind(kind.name)
    if body is None and kind is not PACKAGE:
        raise Refusal(FIELD_MISSING, field=Plain("actionBody"))
    receipt = rules.send(
        transaction,
        caller.user_id,
        group_id,
        kind,
        package_id,
        body or {},
        subscribers=message.subscribers,
        to_all=message.send_to_all_subscribers or queries.flag("sendToAll"),
    )
    return {
        "referenceId": receipt.reference_id,
        "actionId": receipt.action_id if kind.has_action_id else None,
        "failedResult": receipt.failed or None,
    }


@routes.route("POST", f"{_PATH}/<action_id>/responses", Permission(ACTIONS, ADD | UPDATE))
def respond(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Answer a card, or change an answer. Evidence: 28."""
    body = bodies.read(Respond)
    caller.require(Permission(ACTIONS, UPDATE if body.response_id else ADD))
    if not (body.action_type or body.id):
        raise Refusal(FIELD_MISSING, field=Plain("actionType"))
    kind = kinds.kind_to_answer(body.action_type) if body.action_type else None
    note_kind(kind.name if kind else PACKAGE.name)
    response_id = rules.respond(
        transaction,
        caller.user_id,
        group_id,
        action_id,
        body.action_body,
        kind=kind,
        package_id=body.id,
        response_id=body.response_id,
    )
    return {"responseId": response_id}


@routes.route("PUT", f"{_PATH}/<action_id>/properties", Permission(ACTIONS, UPDATE))
@routes.route("PUT", f"{_PATH}/<action_id>", Permission(ACTIONS, UPDATE))
def update(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Set properties of a card. Evidence: 29, v3."""
    body = bodies.read(Update)
    if not (body.update_properties or body.action_properties):
        raise Refusal(FIELD_MISSING, field=Plain("updateProperties (or actionProperties)"))
    changes = [*body.update_properties, *body.action_properties]
    row = rules.set_properties(transaction, caller.user_id, group_id, action_id, changes)
    return properties_answer(row["reference_id"], row["id"])


@routes.route("POST", f"{_PATH}/<action_id>/reminder", Permission(ACTIONS, ADD))
def remind(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Remind people of a card. Evidence: 30."""
    body = bodies.read_optional(Remind)
    to_all = body.send_to_all_subscribers or queries.flag("sendToAll")
    return reminder_answer(rules.remind(transaction, caller.user_id, group_id, action_id, body.subscribers, to_all))


@routes.route("GET", _PATH, Permission(ACTIONS, GET))
def query_actions(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """List the cards of a kind or a package, oldest first. Evidence: 31."""
    package_id, action_type = queries.text("id"), queries.text("actionType")
    count = queries.whole("count", USUAL_COUNT, 1, MOST_ACTIONS)
    since, full = queries.epoch("fromDate"), queries.flag("getDetails")
    queries.flag("GroupScope")  # taken, without effect
    group, role = reach(transaction, caller.user_id, group_id)
    if not package_id and not action_type:
        raise Refusal(FIELD_MISSING, field=Plain("actionType"))
    subscriber = caller.user_id if role == SUBSCRIBER else None
    if package_id:
        rows = transaction.actions.of_package(group["id"], package_id, since, count, subscriber=subscriber)
    else:
        kind = kinds.kind_to_query(action_type)
        rows = transaction.actions.of_kind(group["id"], kind.name, since, count, subscriber=subscriber)
    return {"actions": [_entry(transaction, row, caller, role, full) for row in rows], "hasMore": len(rows) == count}


@routes.route("GET", f"{_PATH}/<action_id>", Permission(ACTIONS, GET))
def fetch_action(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Tell all of one card. Evidence: 32."""
    full = queries.flag("getDetails")
    row, role = rules.find(transaction, caller.user_id, group_id, action_id)
    card = _card(transaction, row, caller, role, full)
    return action_answer(_package(row) | _head(row), kinds.KINDS[row["kind"]].details(card))


def _card(transaction: Transaction, row: sqlite3.Row, caller: Caller, role: str, full: bool) -> Card:
    card = Card(transaction, row)
    card.full = full and rules.may_see_responses(row, caller.user_id, role, card.body)
    return card


def _entry(transaction: Transaction, row: sqlite3.Row, caller: Caller, role: str, full: bool) -> dict[str, Any]:
    card, kind = _card(transaction, row, caller, role, full), kinds.KINDS[row["kind"]]
    return action_entry(_package(row), _head(row), kind.details(card) if full else kind.summary(card))


def _package(row: sqlite3.Row) -> dict[str, Any]:
    return {"id": row["package_id"], "packageId": row["package_id"]} if row["package_id"] else {}


def _head(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "referenceId": row["reference_id"],
        "actionType": row["kind"],
        "sender": row["sender_number"],
        "sentAt": iso(row["at"]),
        "creationTime": row["at"] // 1000,
    }
