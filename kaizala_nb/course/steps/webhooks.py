"""[5.0] Subscription APIs: the service calls you when something happens."""

from typing import Literal, get_args

from kaizala_nb.course import advice
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import EpochMilliseconds, ListOf, SecretText, variable

webhooks = folder("webhooks", "[5.0] Subscription APIs (webhooks)")
other_webhooks = folder("webhooks", "Beyond the collection: webhooks")

EventType = Literal[
    "TextMessageCreated",
    "AttachmentCreated",
    "Announcement",
    "JobCreated",
    "JobResponse",
    "SurveyCreated",
    "SurveyResponse",
    "ActionCreated",
    "ActionResponse",
    "MemberAdded",
    "MemberRemoved",
    "GroupAdded",
    "GroupRemoved",
    "PollCreated",
    "PollResponse",
    "LetsMeetCreated",
    "LetsMeetResponse",
]
"""What may happen."""

EVENTS: tuple[EventType, ...] = get_args(EventType)

_WIRES = {"callback_url": "callBackUrl", "callback_token": "callBackToken", "callback_context": "callBackContext"}
_WEBHOOK = "4b7e1f66-9a0c-4d8e-8b1d-2c3d4e5f6a7b"
_WEBHOOK_REPLY = {"webhookId": _WEBHOOK}
_CONTEXT = "Any data which is required to be returned in callback"


@webhooks.step(
    "Subscribe to all events at group level",
    "POST /v1/webhook",
    saves={"test-webhook-id": "webhookId"},
    body={"objectType": "Group"},
    wires=_WIRES,
    titles={"object_id": "Group"},
    example={"callback_context": _CONTEXT},
    reply=_WEBHOOK_REPLY,
    refusals={400: advice.not_called},
)
def subscribe_to_group(
    object_id: str = variable("test-group-id"),
    callback_url: str = variable("callback-url"),
    event_types: ListOf[EventType] = EVENTS,
    callback_token: SecretText | None = variable("callback-token"),
    callback_context: str | None = None,
    validity: EpochMilliseconds | None = None,
) -> None:
    """Let the service call you whenever something happens in a group.

    Before it does, it asks the address a question, which has to be answered.

    Args:
        object_id: The id of the group.
        callback_url: The address that is called.
        event_types: The events that you are called for.
        callback_token: Comes back with every call, in its header kz-callback-token, so that you know who calls.
        callback_context: Comes back with every call, in its body.
        validity: When it ends; two years from now if left out.

    Source: row 33 of docs/evidence.md. The request is documented, the answer is documented.
    """


@webhooks.step(
    "Subscribe to all events at action level",
    "POST /v1/webhook",
    saves={"action-webhook-id": "webhookId"},
    body={"objectType": "Action"},
    wires=_WIRES,
    titles={"object_id": "Card"},
    example={"callback_context": _CONTEXT},
    reply=_WEBHOOK_REPLY,
    refusals={400: advice.not_called},
)
def subscribe_to_action(
    object_id: str = variable("test-action-id"),
    callback_url: str = variable("callback-url"),
    event_types: ListOf[EventType] = ("ActionCreated", "ActionResponse"),
    callback_token: SecretText | None = variable("callback-token"),
    callback_context: str | None = None,
    validity: EpochMilliseconds | None = None,
) -> None:
    """Let the service call you whenever somebody responds to one card.

    Args:
        object_id: Which card, by its action id.
        callback_url: The address that is called.
        event_types: The events that you are called for.
        callback_token: Comes back with every call, in its header kz-callback-token, so that you know who calls.
        callback_context: Comes back with every call, in its body.
        validity: When it ends; two years from now if left out.

    Source: row 33 of docs/evidence.md. The request is documented, the answer is documented.
    """


@webhooks.step(
    "Subscribe to all events at action level with action package id",
    "POST /v1/webhook",
    saves={"package-webhook-id": "webhookId"},
    body={"objectType": "ActionPackage"},
    wires=_WIRES,
    titles={"object_id": "Package"},
    example={"callback_context": _CONTEXT},
    reply=_WEBHOOK_REPLY,
    refusals={400: advice.not_called},
)
def subscribe_to_package(
    object_id: str = samples.PACKAGE,
    callback_url: str = variable("callback-url"),
    event_types: ListOf[EventType] = ("ActionCreated", "ActionResponse"),
    callback_token: SecretText | None = variable("callback-token"),
    callback_context: str | None = None,
    validity: EpochMilliseconds | None = None,
) -> None:
    """Let the service call you for every card of a package, in all groups that you reach.

    Args:
        object_id: The id of the action package.
        callback_url: The address that is called.
        event_types: The events that you are called for.
        callback_token: Comes back with every call, in its header kz-callback-token, so that you know who calls.
        callback_context: Comes back with every call, in its body.
        validity: When it ends; two years from now if left out.

    Source: row 33 of docs/evidence.md. The request is documented, the answer is documented.
    """


@webhooks.step(
    "Get all webhooks on a group",
    "GET /v1/webhook",
    rows="webhooks",
    titles={"object_id": "Group, card or package", "object_type": "Which of these"},
    example={"object_id": variable("test-group-id"), "object_type": "Group"},
    reply={
        "webhooks": [
            {
                "id": _WEBHOOK,
                "objectId": "5fe5b80a-52d1-4d8a-8086-cf8f34259de2",
                "objectType": "Group",
                "events": ["TextMessageCreated"],
                "filters": [],
                "callbackUrl": "http://127.0.0.1:8700/",
                "callbackToken": "••••••",
                "ts": 1510000000000,
                "validity": 1573113852000,
                "active": True,
                "callbackContext": _CONTEXT,
            }
        ]
    },
)
def get_webhooks(
    object_id: str = variable("test-group-id"),
    object_type: Literal["Group", "Action", "ActionPackage"] = "Group",
) -> None:
    """The webhooks that you have on something, and whether they are active.

    Args:
        object_id: The id of the group, the card or the action package.
        object_type: Whether it is a group, a card (Action) or a package.

    Source: row 34 of docs/evidence.md. The request is documented, the answer is documented.
    """


@webhooks.step("Unsubscribing awebhook", "DELETE /v1/webhook/{webhookId}")
def unsubscribe(webhook_id: str = variable("test-webhook-id")) -> None:
    """End a webhook: the service does not call you any more.

    Args:
        webhook_id: The id of the webhook.

    Source: row 36 of docs/evidence.md. The request is documented, the answer is inferred.
    """


@other_webhooks.step(
    "Update a webhook",
    "PUT /v1/webhook/{webhookId}",
    wires=_WIRES | {"active": "Active"},
    example={"active": True, "webhook_id": variable("action-webhook-id")},
    reply=_WEBHOOK_REPLY,
    refusals={400: advice.not_called},
)
def update_webhook(
    active: bool | None = None,
    callback_url: str | None = None,
    event_types: ListOf[EventType] | None = None,
    callback_token: SecretText | None = None,
    callback_context: str | None = None,
    validity: EpochMilliseconds | None = None,
    webhook_id: str = variable("test-webhook-id"),
) -> None:
    """Change a webhook. One that the service gave up, after six tries in two days, is switched on again by ``active=True``.

    Args:
        active: Whether the service calls it.
        callback_url: Another address; it has to answer the service's question first.
        event_types: The events that you are called for from now on.
        callback_token: Comes back with every call from now on.
        callback_context: Comes back with every call from now on.
        validity: When it ends.
        webhook_id: The id of the webhook.

    Source: row 35 of docs/evidence.md. The request is documented, the answer is inferred.
    """
