"""Who may listen to what, and whether the receiver agrees to be called."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any
from urllib.parse import urldefrag, urlsplit

from kaizala_nb.emulator.access import reach, role_of
from kaizala_nb.emulator.announce import ACTION, GROUP
from kaizala_nb.emulator.answers import header_names
from kaizala_nb.emulator.caller import Caller, stay_inside
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import ACTION_UNKNOWN, CALLBACK_REFUSED, WEBHOOK_UNKNOWN, Plain, Refusal
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.outgoing import call
from kaizala_nb.emulator.values import HANDSHAKE_SECONDS, MOST_ANSWER_BYTES
from kaizala_nb.emulator.webhooks.models import Change, Subscribe
from kaizala_nb.serving.outgoing import NotAllowed, is_loopback

USUAL_VALIDITY_MS = 63_113_852_000  # two years, as a sample of the documentation has it to the millisecond


def check_object(transaction: Transaction, caller: Caller, object_id: str, object_type: str) -> str:
    """The object's id. Raises Refusal (404) for a group or an action that the caller does not reach; packages need no group."""
    object_id = object_id.strip()
    if object_type == GROUP:
        stay_inside(transaction, caller, object_id)
        return reach(transaction, caller.user_id, object_id)[0]["id"]
    if object_type == ACTION:
        row = transaction.actions.find_anywhere(object_id)
        if row is None or not role_of(transaction, caller.user_id, row["group_id"]):
            raise Refusal(ACTION_UNKNOWN)
        stay_inside(transaction, caller, row["group_id"])
        return row["id"]
    return object_id


def shake_hands(emulator: Emulator, caller: Caller, url: str) -> None:
    """Ask the receiver whether it wants to be called: its answer is the token that it is asked with. No lock is held meanwhile.

    Raises Refusal (400) for an address that is not called, and for a receiver that answers too late or anything else; 429 when too
    many wait for theirs.
    """
    token = new_id()
    try:
        if urlsplit(url.strip()).scheme.lower() == "http" and not is_loopback(url):
            raise NotAllowed("it must be https, unless it is on this computer")
        address = urldefrag(url.strip()).url
        address += ("&" if urlsplit(address).query else "?") + f"validationToken={token}"
        with emulator.waiting.of(caller.user_id):
            answer = call(
                "GET", address, emulator.allow_outgoing, most_bytes=MOST_ANSWER_BYTES, seconds=HANDSHAKE_SECONDS
            )
    except ValueError as trouble:
        reason = str(trouble) if isinstance(trouble, NotAllowed) else "it is no URL"
        raise Refusal(CALLBACK_REFUSED, reason=Plain(reason)) from None
    if answer.status != 200 or answer.content.strip() != token.encode():
        reason = "asked with a validationToken, it must answer 200 with that token and nothing else"
        raise Refusal(CALLBACK_REFUSED, reason=Plain(reason))


def subscribe(transaction: Transaction, caller: Caller, body: Subscribe, within: str = "") -> str:
    """Add a webhook, for one group alone if ``within`` names it. Gives its id. The handshake must be done before."""
    webhook_id, now = new_id(), transaction.now
    transaction.webhooks.put(
        {
            "id": webhook_id,
            "object_id": check_object(transaction, caller, body.object_id, body.object_type),
            "object_type": body.object_type,
            "events": _json_of_events(body.event_types),
            "url": body.call_back_url.strip(),
            "token": body.call_back_token,
            "context": body.call_back_context,
            "headers": json.dumps(body.call_back_headers),
            "at": now,
            "validity": now + USUAL_VALIDITY_MS if body.validity is None else body.validity,
            "active": 1,
            "owner_id": caller.user_id,
            "application_id": caller.application_id,
            "group_id": within or caller.group_id,
        }
    )
    return webhook_id


def change(
    transaction: Transaction, webhook: sqlite3.Row, body: Change, *, object_id: str, object_type: str, url: str
) -> None:
    """Change what the body has of a webhook, and its object and URL. A handshake that is needed must be done before."""
    changes = {
        "object_id": object_id,
        "object_type": object_type,
        "url": url,
        "events": None if body.event_types is None else _json_of_events(body.event_types),
        "token": body.call_back_token,
        "context": body.call_back_context,
        "headers": None if body.call_back_headers is None else json.dumps(body.call_back_headers),
        "validity": body.validity,
    }
    transaction.webhooks.put(dict(webhook) | {name: value for name, value in changes.items() if value is not None})
    if body.active is not None:
        transaction.webhooks.set_active(webhook["id"], body.active)
        if body.active and not webhook["active"]:
            transaction.webhooks.afresh(webhook["id"], transaction.now)
    transaction.outbox.wake()


def _json_of_events(event_types: Sequence[str]) -> str:
    """Each type once."""
    return json.dumps(list(dict.fromkeys(event_types)))


def own(transaction: Transaction, caller: Caller, webhook_id: str) -> sqlite3.Row:
    """The caller's webhook of an id. Raises Refusal (404)."""
    webhook = transaction.webhooks.find(webhook_id.strip())
    if webhook is None or webhook["owner_id"] != caller.user_id:
        raise Refusal(WEBHOOK_UNKNOWN)
    return webhook


def entry(webhook: sqlite3.Row) -> dict[str, Any]:
    """A webhook as it stands in a list."""
    context = {} if webhook["context"] is None else {"callbackContext": webhook["context"]}
    return {
        "id": webhook["id"],
        "objectId": webhook["object_id"],
        "objectType": webhook["object_type"],
        "events": json.loads(webhook["events"]),
        "filters": [],
        "callbackUrl": webhook["url"],
        "callbackToken": webhook["token"],
        **context,
        **header_names(list(json.loads(webhook["headers"]))),
        "ts": webhook["at"],
        "validity": webhook["validity"],
        "active": bool(webhook["active"]),
    }
