"""The outbox, seen from outside. And a second delivery of one event, for which a receiver has to be ready at any time."""

import sqlite3
from typing import Annotated, Any

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import TAP_REFUSED, Plain, Refusal
from kaizala_nb.emulator.wire import Id, Number, Wire, between

_LONGEST_WAIT = 8


class Again(Wire):
    """Which event; the newest if none is named."""

    event_id: Id = ""


class Settle(Wire):
    """How many seconds to wait at most."""

    seconds: Annotated[Number, between(0, _LONGEST_WAIT)] = 5.0


def list_all(emulator: Emulator) -> dict[str, Any]:
    """The newest deliveries, and those to be made. ``state`` is ``delivered``, ``waiting``, or ``held``: its webhook is off."""
    with emulator.transaction() as transaction:
        rows = transaction.webhooks.deliveries()
    return {
        "deliveries": [
            {
                "webhookId": row["webhook_id"],
                "eventId": row["event_id"],
                "eventType": row["event_type"],
                "tries": row["tries"],
                "answered": row["status"],
                "state": _state(row),
                "due": None if row["delivered"] else row["due"],
            }
            for row in rows
        ]
    }


def _state(row: sqlite3.Row) -> str:
    if row["delivered"]:
        return "delivered"
    return "waiting" if row["active"] else "held"


def again(emulator: Emulator, body: Again) -> dict[str, Any]:
    """Deliver an event once more. Raises Refusal (400) for one that was not delivered."""
    with emulator.transaction() as transaction:
        webhooks = transaction.webhooks
        number = webhooks.again(body.event_id, transaction.now)
        if not number:
            raise Refusal(TAP_REFUSED, reason=Plain("no such event was delivered"))
        event_type = webhooks.deliveries()[-1]["event_type"]
    emulator.outbox.wake()
    return {"deliveries": number, "eventType": event_type}


def settle(emulator: Emulator, body: Settle) -> dict[str, Any]:
    """Wait until nothing is due."""
    with emulator.waiting.anyhow("control"):
        return {"settled": emulator.outbox.settle(body.seconds)}
