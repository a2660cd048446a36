"""Actions: sent, answered, changed, asked for again."""

import sqlite3
from typing import Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.access import SUBSCRIBER, reach
from kaizala_nb.emulator.actions import kinds, rules
from kaizala_nb.emulator.actions.kind import Shown
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
_BY_FLOW = "action package"  # what the flow connector calls a package, which it then names in the body


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
    """Properties, under the name that an article or that a client had for them."""

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
    sent = bodies.read(Send)
    action_type = sent.action_type or queries.text("actionType")
    package_id, body = sent.id or queries.text("id"), sent.action_body
    if action_type.lower() == _BY_FLOW:
        inner = bodies.as_model(Send, body or {}, at=("actionBody",))
        action_type, package_id, body = "", package_id or inner.id, inner.action_body
    kind = kinds.chosen(action_type, package_id)
    note_kind(kind.name)
    if body is None and kind is not PACKAGE:
        raise Refusal(FIELD_MISSING, field=Plain("actionBody"))
    done = rules.send(
        transaction,
        caller.user_id,
        group_id,
        kind,
        package_id,
        body or {},
        subscribers=sent.subscribers,
        to_all=sent.send_to_all_subscribers or queries.flag("sendToAll"),
    )
    action_id = done.action_id if kind.has_action_id else None
    return {"referenceId": done.reference_id, "actionId": action_id, "failedResult": done.failed or None}


@routes.route("POST", f"{_PATH}/<action_id>/responses", Permission(ACTIONS, ADD | UPDATE))
def respond(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Answer a card, or change an answer. Evidence: 28."""
    body = bodies.read(Respond)
    caller.require(Permission(ACTIONS, UPDATE if body.response_id else ADD))
    if not (body.action_type or body.id):
        raise Refusal(FIELD_MISSING, field=Plain("actionType"))
    kind = kinds.answered(body.action_type) if body.action_type else None
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
    listed = transaction.actions.of_package if package_id else transaction.actions.of_kind
    named = package_id or kinds.queried(action_type).name
    reached = caller.user_id if role == SUBSCRIBER else None
    rows = listed(group["id"], named, since, count, reached=reached)
    return {"actions": [_item(transaction, row, caller, role, full) for row in rows], "hasMore": len(rows) == count}


@routes.route("GET", f"{_PATH}/<action_id>", Permission(ACTIONS, GET))
def fetch_action(transaction: Transaction, caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
    """Tell all of one card. Evidence: 32."""
    full = queries.flag("getDetails")
    row, role = rules.find(transaction, caller.user_id, group_id, action_id)
    shown = _shown(transaction, row, caller, role, full)
    return action_answer(_package(row) | _head(row), kinds.KINDS[row["kind"]].details(shown))


def _shown(transaction: Transaction, row: sqlite3.Row, caller: Caller, role: str, full: bool) -> Shown:
    shown = Shown(transaction, row)
    shown.full = full and rules.may_see_responses(row, caller.user_id, role, shown.body)
    return shown


def _item(transaction: Transaction, row: sqlite3.Row, caller: Caller, role: str, full: bool) -> dict[str, Any]:
    shown, kind = _shown(transaction, row, caller, role, full), kinds.KINDS[row["kind"]]
    return action_entry(_package(row), _head(row), kind.details(shown) if full else kind.listed(shown))


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
