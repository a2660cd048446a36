"""Actions: sent, answered, changed, asked for again."""

import sqlite3
from typing import TYPE_CHECKING, Annotated, Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.actions import kinds, rules
from kaizala_nb.emulator.actions.kind import Shown
from kaizala_nb.emulator.actions.package import PACKAGE, Properties
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.errors import FIELD_MISSING, Plain, Refusal
from kaizala_nb.emulator.groups.access import SUBSCRIBER, reach
from kaizala_nb.emulator.inferred import MOST_ACTIONS, MOST_SUBSCRIBERS, details
from kaizala_nb.emulator.permissions import ACTIONS, ADD, GET, UPDATE, Permission
from kaizala_nb.emulator.wire import Flag, Id, Text, Wire, at_most, iso

if TYPE_CHECKING:
    from kaizala_nb.emulator.app import Service

USUAL_COUNT = 30  # documented
_PATH = "/v1/groups/<group_id>/actions"
_BY_FLOW = "action package"  # what the flow connector calls a package, which it then names in the body

Numbers = Annotated[list[Text], at_most(MOST_SUBSCRIBERS, "numbers")]


class Send(Wire):
    """``actionType`` or ``id``, and the card."""

    action_type: Id = ""
    id: Id = ""
    action_body: dict[str, Any] = {}
    subscribers: Numbers = []
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

    subscribers: Numbers = []
    send_to_all_subscribers: Flag = False


def declare(service: "Service") -> None:
    """The routes."""
    emulator = service.emulator

    @service.route("POST", _PATH, Permission(ACTIONS, ADD))
    def send_action(caller: Caller, group_id: str) -> dict[str, Any]:
        sent = bodies.read(Send)
        action_type = sent.action_type or queries.text("actionType")
        package_id, body = sent.id or queries.text("id"), sent.action_body
        if action_type.lower() == _BY_FLOW:
            inner = bodies.as_model(Send, body, at=("actionBody",))
            action_type, package_id, body = "", package_id or inner.id, inner.action_body
        kind = kinds.chosen(action_type, package_id)
        if not body and kind is not PACKAGE:
            raise Refusal(FIELD_MISSING, field=Plain("actionBody"))
        done = rules.send(
            emulator,
            caller.user_id,
            group_id,
            kind,
            package_id,
            body,
            subscribers=sent.subscribers,
            to_all=sent.send_to_all_subscribers or queries.flag("sendToAll"),
        )
        action_id = done.action_id if kind.has_action_id else None
        return {"referenceId": done.reference_id, "actionId": action_id, "failedResult": done.failed or None}

    @service.route("POST", f"{_PATH}/<action_id>/responses", Permission(ACTIONS, ADD | UPDATE))
    def respond(caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
        body = bodies.read(Respond)
        caller.require(Permission(ACTIONS, UPDATE if body.response_id else ADD))
        both = bool(body.action_type and body.id)  # the service's own description asks for both
        kind = kinds.chosen("" if both else body.action_type, body.id)
        response_id = rules.respond(
            emulator,
            caller.user_id,
            group_id,
            action_id,
            body.action_body,
            kind=kind,
            package_id=body.id,
            response_id=body.response_id,
        )
        return {"responseId": response_id}

    def update(caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
        body = bodies.read(Update)
        if not (body.update_properties or body.action_properties):
            raise Refusal(FIELD_MISSING, field=Plain("updateProperties"))
        changes = [*body.update_properties, *body.action_properties]
        row = rules.set_properties(emulator, caller.user_id, group_id, action_id, changes)
        return {"referenceId": row["reference_id"], "actionId": row["id"]}

    service.route("PUT", f"{_PATH}/<action_id>/properties", Permission(ACTIONS, UPDATE))(update)
    service.route("PUT", f"{_PATH}/<action_id>", Permission(ACTIONS, UPDATE))(update)

    @service.route("POST", f"{_PATH}/<action_id>/reminder", Permission(ACTIONS, ADD))
    def remind(caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
        body = bodies.read_optional(Remind)
        to_all = body.send_to_all_subscribers or queries.flag("sendToAll")
        return {"referenceId": rules.remind(emulator, caller.user_id, group_id, action_id, body.subscribers, to_all)}

    @service.route("GET", _PATH, Permission(ACTIONS, GET))
    def query_actions(caller: Caller, group_id: str) -> dict[str, Any]:
        package_id, action_type = queries.text("id"), queries.text("actionType")
        count = queries.whole("count", USUAL_COUNT, 1, MOST_ACTIONS)
        since, full = queries.epoch("fromDate"), queries.flag("getDetails")
        queries.flag("GroupScope")  # taken, without effect
        group, role = reach(emulator, caller.user_id, group_id)
        if not package_id and not action_type:
            raise Refusal(FIELD_MISSING, field=Plain("actionType"))
        column, value = ("package_id", package_id) if package_id else ("kind", kinds.queried(action_type).name)
        rows = emulator.store.actions.listed(group["id"], column, value, since, count)
        if role == SUBSCRIBER:
            rows = [row for row in rows if rules.sees(emulator, caller.user_id, role, row)]
        return {"actions": [_item(row, caller, role, full) for row in rows], "hasMore": len(rows) == count}

    @service.route("GET", f"{_PATH}/<action_id>", Permission(ACTIONS, GET))
    def fetch_action(caller: Caller, group_id: str, action_id: str) -> dict[str, Any]:
        full = queries.flag("getDetails")
        row, role = rules.find(emulator, caller.user_id, group_id, action_id)
        shown = _shown(row, caller, role, full)
        return details(_head(row), kinds.KINDS[row["kind"]].details(shown))

    def _shown(row: sqlite3.Row, caller: Caller, role: str, full: bool) -> Shown:
        shown = Shown(emulator, row)
        shown.full = full and rules.may_see_responses(row, caller.user_id, role, shown.body)
        return shown

    def _item(row: sqlite3.Row, caller: Caller, role: str, full: bool) -> dict[str, Any]:
        shown, kind = _shown(row, caller, role, full), kinds.KINDS[row["kind"]]
        body = kind.details(shown) if full else kind.listed(shown)
        return _head(row) | {"actionBody": body}


def _head(row: sqlite3.Row) -> dict[str, Any]:
    package = {"id": row["package_id"], "packageId": row["package_id"]} if row["package_id"] else {}
    return package | {
        "referenceId": row["reference_id"],
        "actionType": row["kind"],
        "sender": row["sender_number"],
        "sentAt": iso(row["at"]),
        "creationTime": row["at"] // 1000,
    }
