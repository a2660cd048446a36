"""What is sent to subscribe, and to change a webhook."""

from typing import Annotated

from pydantic import AfterValidator, Field

from kaizala_nb.emulator.announce import ACTION, EVENT_TYPES, GROUP, PACKAGE
from kaizala_nb.emulator.values import LONGEST_CONTEXT, LONGEST_TOKEN, LONGEST_URL
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
    """Any of the same, and whether the webhook is active."""

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
