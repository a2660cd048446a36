"""The screen of a phone: its SMS, and what happened in the groups. A PIN that can no longer be used is masked."""

import sqlite3
from collections import Counter
from typing import Any

from kaizala_nb.emulator.access import SUBSCRIBER, role_of
from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Card, Kind
from kaizala_nb.emulator.actions.kinds import KINDS
from kaizala_nb.emulator.actions.rules import may_see_responses
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.resource import id_of
from kaizala_nb.emulator.values import PIN_LIFE_MS

MASKED_PIN = "••••••"


def read(transaction: Transaction, number: str) -> dict[str, Any]:
    """``{"name", "sms": [{"text", "pin", "at"}], "chats": [...], "groups": [{"groupId", "people", "subscribers"}]}``.

    ``name`` is the name of the phone's owner, ``people`` how many members and subscribers a group has now, ``subscribers`` how many
    of them subscribe. SMS and entries of chats are the oldest first; ``at`` is in epoch milliseconds.

    An entry of ``chats`` has ``kind``, ``groupId``, ``groupName``, ``from`` and ``fromName`` (who did it), ``own`` (whether
    the phone's owner did it), ``text``, ``at``, and ``number``, that of its event in the order of all events. The kinds
    are ``message`` and ``card``, with ``referenceId``, ``likes`` and ``comments``; ``welcome``; ``reminder``; and
    ``event``, whose ``event`` is ``created``, ``added``, ``removed``, ``role`` (all but the first with ``member`` and
    ``memberName``), ``subscribed`` or ``unsubscribed``. What a card has more: see :func:`_card`.
    """
    owner = transaction.users.of_number(number)
    sms = [_sms(row, transaction.now) for row in transaction.sms.to_number(number)]
    chats: list[dict[str, Any]] = []
    for row in transaction.events.seen_by(owner["id"]):
        chats.append(_entry(transaction, row, owner))
        came = row["kind"] == "subscribed" or (row["kind"] == "added" and row["member_id"] == owner["id"])
        if came and row["welcome"]:
            chats.append(_common(row, owner) | {"kind": "welcome", "text": row["welcome"]})
    group_ids = dict.fromkeys(chat["groupId"] for chat in chats)
    groups = [{"groupId": one} | _counts(transaction, one) for one in group_ids]
    return {"name": owner["name"], "sms": sms, "chats": chats, "groups": groups}


def _counts(transaction: Transaction, group_id: str) -> dict[str, int]:
    members, _ = transaction.groups.counts(group_id)
    subscribers = transaction.subscriptions.count(group_id)
    return {"people": members + subscribers, "subscribers": subscribers}


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
        "number": row["seq"],
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
    ``properties``, ``questions`` to answer, ``open`` (whether this person may answer it now) and ``answers`` (what they did).

    ``former`` is what their next answer takes the place of, as it would be sent again. It is None where there is nothing to change:
    nobody has answered, or a card takes several answers of a person.

    ``files`` are its files; see :func:`_file`. ``results`` is how many people chose each option of its only question; None
    where this person may not see that. ``people`` are whom a job is for, ``until`` when a card takes no answer any more.
    """
    row = transaction.actions.get(event["reference_id"])
    card, kind = Card(transaction, row), KINDS[row["kind"]]
    response = transaction.actions.response_of(row["id"], owner["id"])
    over = row["expires"] is not None and transaction.now >= row["expires"]
    is_theirs = "assignedTo" not in card.body or owner["id"] in card.body["assignedTo"]
    return {
        "kind": "card",
        "actionType": row["package_id"] or row["kind"],
        "actionId": row["id"],
        "text": _title(card),
        "details": kind.summary(card),
        "properties": card.properties,
        "questions": _questions(card),
        "open": bool(kind.answer and is_theirs and not over),
        "answers": _answers(Card.load(response["body"])) if response else None,
        "former": _former(kind, card, response) if response and not kind.many(card) else None,
        "files": _files(transaction, card),
        "results": _results(transaction, card, owner),
        "people": [_person(transaction, user_id) for user_id in card.body.get("assignedTo", ())],
        "until": row["expires"] or card.body.get("dueDate"),
    }


def _person(transaction: Transaction, user_id: str) -> dict[str, str]:
    row = transaction.users.get(user_id)
    return {"number": row["number"], "name": row["name"]}


def _files(transaction: Transaction, card: Card) -> list[dict[str, Any]]:
    picture = card.body.get("imageUrl")
    files = [{"name": "", "url": picture}] if picture else card.body.get("files", [])
    return [_file(transaction, one["name"], one["url"]) for one in files]


def _file(transaction: Transaction, name: str, url: str) -> dict[str, Any]:
    """A file: ``name``, and if it is kept here ``mediaId``, ``type`` and its ``size`` in bytes. Else these are "" and 0."""
    row = transaction.media.about(id_of(url))
    if row is None:
        return {"name": name, "mediaId": "", "type": "", "size": 0}
    return {"name": name or row["name"], "mediaId": row["id"], "type": row["type"], "size": row["size"]}


def _results(transaction: Transaction, card: Card, owner: sqlite3.Row) -> list[int] | None:
    asked = _questions(card)
    if [one["type"] for one in asked] != ["SingleOption"]:
        return None
    role = role_of(transaction, owner["id"], card.row["group_id"]) or SUBSCRIBER
    if not may_see_responses(card.row, owner["id"], role, card.body):
        return None
    chosen = Counter(title for _, body in card.responses for title in (body["answers"] or [None])[0] or ())
    return [chosen[title] for title in asked[0]["options"]]


def _answers(body: dict[str, Any]) -> list[Any]:
    if "isCompleted" in body:
        return ["Done" if body["isCompleted"] else "Not done"]
    return body["answers"]


def _former(kind: Kind, card: Card, response: sqlite3.Row) -> list[Any]:
    body = Card.load(response["body"])
    if "isCompleted" in body:
        return [body["isCompleted"]]
    return questions.as_sent(kind.questions(card), body["answers"])


def _title(card: Card) -> str:
    return KINDS[card.row["kind"]].title(card)


def _questions(card: Card) -> list[dict[str, Any]]:
    """The questions of a card: ``[{"title", "type", "options"}]``."""
    return [
        {"title": one["title"], "type": one["type"], "options": [option["title"] for option in one.get("options", ())]}
        for one in KINDS[card.row["kind"]].questions(card)
    ]
