"""The calls for webhooks: subscribe, list, change, delete. And the two paths by which the flow connector subscribed."""

from typing import Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.announce import ACTION, GROUP, PACKAGE
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import CALL_UNKNOWN, FIELD_MISSING, Plain, Refusal
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.permissions import ADD, GET, REMOVE, UPDATE, WEBHOOKS, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.webhooks import rules
from kaizala_nb.emulator.webhooks.models import ANY_EVENT, Change, FlowSubscribe, Subscribe

routes = Routes()


def make_webhook(emulator: Emulator, caller: Caller, body: Subscribe, within: str = "") -> dict[str, Any]:
    """A new webhook. ``within`` is the group that a package is listened to in; else all that the token reaches."""
    note_kind(body.object_type)
    with emulator.transaction() as transaction:
        rules.check_object(transaction, caller, body.object_id, body.object_type)
        if within:
            within = rules.check_object(transaction, caller, within, GROUP)
    rules.shake_hands(emulator, caller, body.call_back_url)
    with emulator.transaction() as transaction:
        return {"webhookId": rules.subscribe(transaction, caller, body, within)}


def by_flow(
    emulator: Emulator, caller: Caller, object_type: str, events: list[str], group_id: str = ""
) -> dict[str, Any]:
    """A new webhook in the way of the flow connector: the callback stands in the body, the rest in path and query.

    A package that is named there is what the webhook listens to, in the group that is named.
    """
    package_id, object_id = queries.text("actionPackageId"), queries.text("objectId")
    url = bodies.read(FlowSubscribe).callback_url
    within = ""
    if package_id:
        within = group_id or object_id
        object_id, object_type = package_id, PACKAGE
    if not object_id:
        raise Refusal(FIELD_MISSING, field=Plain("objectId"))
    subscription = {"objectId": object_id, "objectType": object_type, "eventTypes": events, "callBackUrl": url}
    return make_webhook(emulator, caller, bodies.as_model(Subscribe, subscription), within)


@routes.waiting_route("POST", "/v1/webhook", Permission(WEBHOOKS, ADD))
def subscribe(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Make a webhook, after the handshake with its receiver. Evidence: 33."""
    if queries.text("actionPackageId"):
        return by_flow(emulator, caller, PACKAGE, ["ActionCreated", "ActionResponse"], queries.text("groupId"))
    return make_webhook(emulator, caller, bodies.read(Subscribe))


@routes.waiting_route("POST", "/v1/webhook/group/<event_type>", Permission(WEBHOOKS, ADD))
def flow_group(emulator: Emulator, caller: Caller, event_type: str) -> dict[str, Any]:
    """Make a webhook on a group, in the flow connector's way. Evidence: f1."""
    if event_type.lower() not in map(str.lower, ANY_EVENT):
        raise Refusal(CALL_UNKNOWN)
    return by_flow(emulator, caller, GROUP, [event_type])


@routes.waiting_route("POST", "/v1/webhook/action/surveyresponse", Permission(WEBHOOKS, ADD))
def flow_survey(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Make a webhook on the answers to a survey, in the flow connector's way. Evidence: f2."""
    return by_flow(emulator, caller, ACTION, ["SurveyResponse"], queries.text("groupId"))


@routes.route("GET", "/v1/webhook", Permission(WEBHOOKS, GET))
def list_webhooks(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """List the caller's webhooks on an object. Evidence: 34."""
    object_id, object_type = queries.text("objectId"), queries.choice("objectType", (GROUP, ACTION, PACKAGE))
    for name, value in (("objectId", object_id), ("objectType", object_type)):
        if not value:
            raise Refusal(FIELD_MISSING, field=Plain(name))
    object_id = rules.check_object(transaction, caller, object_id, object_type)
    rows = transaction.webhooks.of_object(object_id, object_type)
    return {"webhooks": [rules.entry(row) for row in rows if row["owner_id"] == caller.user_id]}


@routes.waiting_route("PUT", "/v1/webhook/<webhook_id>", Permission(WEBHOOKS, UPDATE))
def change(emulator: Emulator, caller: Caller, webhook_id: str) -> dict[str, Any]:
    """Change a webhook, after a handshake where its URL changes. Evidence: 35."""
    body = bodies.read(Change)
    with emulator.transaction() as transaction:
        webhook = rules.own(transaction, caller, webhook_id)
        object_type = body.object_type or webhook["object_type"]
        object_id = rules.check_object(transaction, caller, body.object_id or webhook["object_id"], object_type)
    url = body.call_back_url.strip() if body.call_back_url else webhook["url"]
    if url != webhook["url"]:
        rules.shake_hands(emulator, caller, url)
    with emulator.transaction() as transaction:
        webhook = rules.own(transaction, caller, webhook_id)
        rules.change(transaction, webhook, body, object_id=object_id, object_type=object_type, url=url)
    return {"webhookId": webhook["id"]}


@routes.route("DELETE", "/v1/webhook/<webhook_id>", Permission(WEBHOOKS, REMOVE))
def unsubscribe(transaction: Transaction, caller: Caller, webhook_id: str) -> dict[str, Any]:
    """Delete a webhook, and what was still to be delivered to it. Evidence: 36."""
    transaction.webhooks.delete(rules.own(transaction, caller, webhook_id)["id"])
    return {}
