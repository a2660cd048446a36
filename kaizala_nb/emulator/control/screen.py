"""The screen of a phone: its SMS, and what happened in the groups. A PIN that can no longer be used is masked."""

import sqlite3
from typing import Any

from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.actions.kinds import KINDS
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.values import PIN_LIFE_MS

MASKED_PIN = "••••••"


def read(transaction: Transaction, number: str) -> dict[str, Any]:
    """``{"sms": [{"text", "pin", "at"}], "chats": [...]}``, oldest first; ``at`` in epoch milliseconds.

    An entry of ``chats`` has ``kind``, ``groupId``, ``groupName``, ``from`` and ``fromName`` (who did it), ``own`` (whether
    the phone's owner did it), ``text`` and ``at``. The kinds are ``message`` and ``card``, with ``referenceId``, ``likes`` and
    ``comments``; ``welcome``; ``reminder``; and ``event``, whose ``event`` is ``created``, ``added``, ``removed``, ``role`` (all
    but the first with ``member`` and ``memberName``), ``subscribed`` or ``unsubscribed``. What a card has more: see :func:`_card`.
    """
    owner = transaction.users.of_number(number)
    sms = [_sms(row, transaction.now) for row in transaction.sms.to_number(number)]
    chats: list[dict[str, Any]] = []
    for row in transaction.events.seen_by(owner["id"]):
        chats.append(_entry(transaction, row, owner))
        came = row["kind"] == "subscribed" or (row["kind"] == "added" and row["member_id"] == owner["id"])
        if came and row["welcome"]:
            chats.append(_common(row, owner) | {"kind": "welcome", "text": row["welcome"]})
    return {"sms": sms, "chats": chats}


def _sms(row: sqlite3.Row, now: int) -> dict[str, Any]:
    dead = row["dead"] or now - row["at"] >= PIN_LIFE_MS
    pin = MASKED_PIN if dead else row["pin"]
    return {"text": f"Your PIN is {pin}.", "pin": pin, "at": row["at"]}


def _common(row: sqlite3.Row, owner: sqlite3.Row) -> dict[str, Any]:
    return {
        "kind": "event",
        "groupId": row["group_id"],
        "groupName": row["group_name"],
        "from": row["actor_number"],
        "fromName": row["actor_name"],
        "own": row["actor_id"] == owner["id"],
        "at": row["at"],
    }


def _entry(transaction: Transaction, row: sqlite3.Row, owner: sqlite3.Row) -> dict[str, Any]:
    common = _common(row, owner)
    if row["kind"] == "message":
        return common | {"kind": "message", "text": row["text"]} | _reactions(transaction, row["reference_id"])
    if row["kind"] == "action":
        return common | _card(transaction, row, owner) | _reactions(transaction, row["reference_id"])
    if row["kind"] == "reminder":
        card = transaction.actions.get(row["text"])
        return common | {"kind": "reminder", "text": _title(Card(transaction, card)), "referenceId": row["text"]}
    if row["kind"] == "created":
        return common | {"event": "created", "text": "The group was created."}
    if row["kind"] in ("subscribed", "unsubscribed"):
        mine = "You subscribe now." if row["kind"] == "subscribed" else "You subscribe no longer."
        return common | {"event": row["kind"], "text": mine}
    who = row["member_name"] or row["member_number"]
    what = f"is now {row['text']}" if row["kind"] == "role" else f"was {row['kind']}"
    return common | {
        "event": row["kind"],
        "role": row["text"],
        "member": row["member_number"],
        "memberName": row["member_name"],
        "text": f"{who} {what}.",
    }


def _reactions(transaction: Transaction, reference_id: str) -> dict[str, Any]:
    """``referenceId``, how many ``likes``, and the ``comments``: ``[{"from", "fromName", "text"}]``."""
    rows = transaction.reactions.of(reference_id)
    comments = [
        {"from": row["number"], "fromName": row["name"], "text": row["text"]}
        for row in rows
        if row["kind"] == "Comment"
    ]
    return {"referenceId": reference_id, "likes": len(rows) - len(comments), "comments": comments}


def _card(transaction: Transaction, event: sqlite3.Row, owner: sqlite3.Row) -> dict[str, Any]:
    """A card: ``actionType``, ``actionId``, its title as ``text``, ``details`` (its body as the service shows it),
    ``properties``, ``questions`` to answer, ``open`` (whether this person may answer it now) and ``answers`` (what they did)."""
    row = transaction.actions.get(event["reference_id"])
    card, kind = Card(transaction, row), KINDS[row["kind"]]
    response = transaction.actions.response_of(row["id"], owner["id"])
    over = row["expires"] is not None and transaction.now >= row["expires"]
    is_theirs = "assignedTo" not in card.body or owner["id"] in card.body["assignedTo"]
    may_again = kind.replaces or kind.many(card)
    return {
        "kind": "card",
        "actionType": row["package_id"] or row["kind"],
        "actionId": row["id"],
        "text": _title(card),
        "details": kind.summary(card),
        "properties": card.properties,
        "questions": _questions(card),
        "open": bool(kind.answer and is_theirs and not over and (response is None or may_again)),
        "answers": _answers(Card.load(response["body"])) if response else None,
    }


def _answers(body: dict[str, Any]) -> list[Any]:
    if "isCompleted" in body:
        return ["Done" if body["isCompleted"] else "Not done"]
    return body["answers"]


def _title(card: Card) -> str:
    return KINDS[card.row["kind"]].title(card)


def _questions(card: Card) -> list[dict[str, Any]]:
    """The questions of a card: ``[{"title", "type", "options"}]``."""
    return [
        {"title": one["title"], "type": one["type"], "options": [option["title"] for option in one.get("options", ())]}
        for one in KINDS[card.row["kind"]].questions(card)
    ]
