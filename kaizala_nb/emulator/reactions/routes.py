"""The calls for reactions: react, count, list."""

import sqlite3
from typing import Annotated, Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.access import SUBSCRIBER, reach
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import FIELD_MISSING, MESSAGE_UNKNOWN, Plain, Refusal
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.permissions import ADD, GET, REACTIONS, Permission
from kaizala_nb.emulator.reactions import rules
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.values import LONGEST_TEXT
from kaizala_nb.emulator.wire import FilledId, Text, Wire, at_most, one_of

KINDS = ("Like", "Comment")
_PATH = "/v1/groups/<group_id>/reaction"
_LATEST_CURSOR = 2**63 - 1


class React(Wire):
    """What is reacted to, in which group it was sent, and how; a comment has a text."""

    reference_id: FilledId
    source_group_id: FilledId
    reaction_type: Annotated[str, one_of(*KINDS)]
    comment: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""


routes = Routes()


def find_message(
    transaction: Transaction, caller: Caller, group_id: str, source_group_id: str, reference_id: str
) -> sqlite3.Row:
    """The event by which something was sent, in the group or in the one that it came from. Raises Refusal (404)."""
    reach(transaction, caller.user_id, group_id)
    group, role = reach(transaction, caller.user_id, source_group_id or group_id)
    event = transaction.events.of_reference(group["id"], reference_id.strip())
    if event is None:
        raise Refusal(MESSAGE_UNKNOWN)
    if role == SUBSCRIBER and not transaction.events.went_to(event["seq"], event["audience"], caller.user_id):
        raise Refusal(MESSAGE_UNKNOWN)
    return event


def since() -> int:
    return queries.whole("cursor", 0, 0, _LATEST_CURSOR)


@routes.route("POST", _PATH, Permission(REACTIONS, ADD))
def react(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Like or comment on what was sent. Evidence: 37."""
    body = bodies.read(React)
    note_kind(body.reaction_type)
    event = find_message(transaction, caller, group_id, body.source_group_id, body.reference_id)
    if body.reaction_type == "Comment" and not body.comment.strip():
        raise Refusal(FIELD_MISSING, field=Plain("comment"))
    text = body.comment if body.reaction_type == "Comment" else ""
    return {"reactionId": rules.react(transaction, caller.user_id, event["reference_id"], body.reaction_type, text)}


@routes.route("GET", f"{_PATH}/summary", Permission(REACTIONS, GET))
def summary_of_group(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Count the reactions to whatever somebody reacted to of late. Evidence: 39."""
    reach(transaction, caller.user_id, group_id)
    group, role = reach(transaction, caller.user_id, queries.text("sourceGroupId") or group_id)
    references = transaction.reactions.references_since(group["id"], since())
    if role == SUBSCRIBER:
        seen = transaction.events.references_seen_by(caller.user_id)
        references = [reference_id for reference_id in references if reference_id in seen]
    return {
        "cursor": rules.cursor(transaction),
        "summary": [_summary(transaction, reference_id) for reference_id in references],
    }


@routes.route("GET", f"{_PATH}/<reference_id>/summary", Permission(REACTIONS, GET))
def summary(transaction: Transaction, caller: Caller, group_id: str, reference_id: str) -> dict[str, Any]:
    """Count the reactions to what was sent. Evidence: 38."""
    event = find_message(transaction, caller, group_id, queries.text("sourceGroupId"), reference_id)
    return {"summary": [_summary(transaction, event["reference_id"])]}


@routes.route("GET", f"{_PATH}/<reference_id>", Permission(REACTIONS, GET))
def details(transaction: Transaction, caller: Caller, group_id: str, reference_id: str) -> dict[str, Any]:
    """List the reactions to what was sent. Evidence: 40."""
    kind = queries.choice("reactionType", KINDS)
    event = find_message(transaction, caller, group_id, queries.text("sourceGroupId"), reference_id)
    rows = transaction.reactions.of(event["reference_id"], kind, since())
    return {"cursor": rules.cursor(transaction), "reactionDetails": [_detail(row) for row in rows]}


def _summary(transaction: Transaction, reference_id: str) -> dict[str, Any]:
    counts = transaction.reactions.counts(reference_id)
    return {
        "referenceId": reference_id,
        "reactionsCountMap": {kind.lower(): counts[kind] for kind in KINDS if kind in counts},
    }


def _detail(row: sqlite3.Row) -> dict[str, Any]:
    detail = {"lastModifiedTime": row["at"], "reactionId": row["id"], "userId": row["user_id"]}
    return detail | ({"comment": row["text"]} if row["kind"] == "Comment" else {})
