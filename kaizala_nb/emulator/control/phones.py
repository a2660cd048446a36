"""What a phone shows. A PIN that can no longer be used is masked in every view."""

import sqlite3
from typing import Any

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.inferred import PIN_LIFE_MS

MASKED_PIN = "••••••"


def read(emulator: Emulator, number: str) -> dict[str, Any]:
    """``{"sms": [{"text", "pin", "at"}], "chats": [...]}``, oldest first; ``at`` in epoch milliseconds.

    An entry of ``chats`` has ``kind``, ``groupId``, ``groupName``, ``from`` and ``fromName`` (who did it), ``own`` (whether
    the phone's owner did it), ``text`` and ``at``. The kinds are ``message``, with its ``referenceId``; ``welcome``; and
    ``event``, whose ``event`` is ``created``, ``added`` or ``removed``, the latter two with ``member`` and ``memberName``.
    """
    owner = emulator.store.users.of_number(number)
    sms = [_sms(row, emulator.clock.now()) for row in emulator.store.phones.sms(number)]
    chats: list[dict[str, Any]] = []
    for row in emulator.store.events.seen_by(owner["id"]):
        chats.append(_entry(row, owner))
        if row["kind"] == "added" and row["member_id"] == owner["id"] and row["welcome"]:
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


def _entry(row: sqlite3.Row, owner: sqlite3.Row) -> dict[str, Any]:
    common = _common(row, owner)
    if row["kind"] == "message":
        return common | {"kind": "message", "text": row["text"], "referenceId": row["reference_id"]}
    if row["kind"] == "created":
        return common | {"event": "created", "text": "The group was created."}
    who = row["member_name"] or row["member_number"]
    return common | {
        "event": row["kind"],
        "member": row["member_number"],
        "memberName": row["member_name"],
        "text": f"{who} was {row['kind']}.",
    }
