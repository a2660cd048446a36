"""Webhooks: subscribed to, listed, changed, ended. And the two paths by which the flow connector subscribed."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.announce import ACTION, EVENT_TYPES, GROUP, PACKAGE
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import CALL_UNKNOWN, FIELD_MISSING, Plain, Refusal
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.permissions import ADD, GET, REMOVE, UPDATE, WEBHOOKS, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.values import LONGEST_CONTEXT, LONGEST_TOKEN, LONGEST_URL
from kaizala_nb.emulator.webhooks import rules
from kaizala_nb.emulator.webhooks.headers import Headers
from kaizala_nb.emulator.wire import (
    Filled,
    FilledId,
    Flag,
    Text,
    Whole,
    Wire,
    as_header,
    at_most,
    between,
    not_empty,
    one_of,
)

ObjectType = Annotated[str, one_of(GROUP, ACTION, PACKAGE)]
ANY_EVENT = (*EVENT_TYPES, "UserJoined")
EventType = Annotated[str, one_of(*ANY_EVENT)]
Events = Annotated[list[EventType], at_most(100, "event types"), not_empty]
Url = Annotated[Filled, at_most(LONGEST_URL, "characters")]
Context = Annotated[Text, at_most(LONGEST_CONTEXT, "characters")]
Token = Annotated[Text, at_most(LONGEST_TOKEN, "characters"), AfterValidator(as_header)]
Validity = Annotated[Whole, between(0, 10**15)]


class Subscribe(Wire):
    """What to listen to, and where to call."""

    object_id: FilledId
    object_type: ObjectType
    event_types: Events
    call_back_url: Url
    call_back_token: Token = ""
    call_back_context: Context | None = None
    call_back_headers: Headers = Field({}, repr=False)
    validity: Validity | None = None


class Change(Wire):
    """Any of it, and whether it is active."""

    object_id: FilledId | None = None
    object_type: ObjectType | None = None
    event_types: Events | None = None
    call_back_url: Url | None = None
    call_back_token: Token | None = None
    call_back_context: Context | None = None
    call_back_headers: Headers | None = Field(None, repr=False)
    validity: Validity | None = None
    active: Flag | None = None


class FlowSubscribe(Wire):
    """``{"CallbackUrl": "…"}``; the rest stands in path and query."""

    callback_url: Url


routes = Routes()


def subscribed(emulator: Emulator, caller: Caller, body: Subscribe, within: str = "") -> dict[str, Any]:
    """A new webhook. ``within`` is the group that a package is listened to in; else all that the token reaches."""
    note_kind(body.object_type)
    with emulator.transaction() as transaction:
        rules.check_object(transaction, caller, body.object_id, body.object_type)
        if within:
            within = rules.check_object(transaction, caller, within, GROUP)
    rules.shake_hands(emulator, caller, body.call_back_url)
    with emulator.transaction() as transaction:
        webhook_id = rules.subscribe(
            transaction,
            caller,
            body.object_id,
            body.object_type,
            body.event_types,
            body.call_back_url,
            body.call_back_token,
            body.call_back_context,
            body.call_back_headers,
            body.validity,
            within,
        )
    return {"webhookId": webhook_id}


def by_flow(
    emulator: Emulator, caller: Caller, object_type: str, events: list[str], group_id: str = ""
) -> dict[str, Any]:
    """As the flow connector subscribes: the callback in the body, the rest in path and query. A package named there is
    what is listened to, in that group."""
    package_id, object_id = queries.text("actionPackageId"), queries.text("objectId")
    url = bodies.read(FlowSubscribe).callback_url
    if package_id:
        object_id, object_type, within = package_id, PACKAGE, group_id or object_id
    else:
        within = ""
    if not object_id:
        raise Refusal(FIELD_MISSING, field=Plain("objectId"))
    wanted = {"objectId": object_id, "objectType": object_type, "eventTypes": events, "callBackUrl": url}
    return subscribed(emulator, caller, bodies.as_model(Subscribe, wanted), within)


@routes.waiting_route("POST", "/v1/webhook", Permission(WEBHOOKS, ADD))
def subscribe(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Make a webhook, after the handshake with its receiver. Evidence: 33."""
    if queries.text("actionPackageId"):
        return by_flow(emulator, caller, PACKAGE, ["ActionCreated", "ActionResponse"], queries.text("groupId"))
    return subscribed(emulator, caller, bodies.read(Subscribe))


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
    for name, given in (("objectId", object_id), ("objectType", object_type)):
        if not given:
            raise Refusal(FIELD_MISSING, field=Plain(name))
    object_id = rules.check_object(transaction, caller, object_id, object_type)
    rows = transaction.webhooks.of_object(object_id, object_type)
    return {"webhooks": [rules.shown(row) for row in rows if row["owner_id"] == caller.user_id]}


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
        rules.change(
            transaction,
            rules.own(transaction, caller, webhook_id),
            object_id=object_id,
            object_type=object_type,
            url=url,
            events=body.event_types,
            token=body.call_back_token,
            context=body.call_back_context,
            headers=body.call_back_headers,
            validity=body.validity,
            active=body.active,
        )
    return {"webhookId": webhook["id"]}


@routes.route("DELETE", "/v1/webhook/<webhook_id>", Permission(WEBHOOKS, REMOVE))
def unsubscribe(transaction: Transaction, caller: Caller, webhook_id: str) -> dict[str, Any]:
    """Delete a webhook, and what was still to be delivered to it. Evidence: 36."""
    transaction.webhooks.delete(rules.own(transaction, caller, webhook_id)["id"])
    return {}
