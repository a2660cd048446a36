"""Webhooks, and the outbox: what is still to be delivered to them."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from kaizala_nb.emulator.wire import dumps
from kaizala_nb.serving.database import Database

_MOST_REMEMBERED = 200
"""Deliveries that were made and are still known."""


class Webhooks:
    """Rows of webhooks: ``id``, ``object_id``, ``object_type``, ``events`` (JSON), ``url``, ``token``, ``context``,
    ``headers`` (JSON), ``at``, ``validity`` (epoch ms), ``active``, ``owner_id``, ``application_id``, ``group_id`` (of the group
    token that made it)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, webhook: dict[str, object]) -> None:
        """Add a webhook, or change one: all columns by name."""
        names = ", ".join(webhook)
        marks = ", ".join("?" * len(webhook))
        self._database.run(f"INSERT OR REPLACE INTO webhooks ({names}) VALUES ({marks})", *webhook.values())  # noqa: S608

    def find(self, webhook_id: str) -> sqlite3.Row | None:
        """The webhook of an id."""
        return self._database.one("SELECT * FROM webhooks WHERE id = ?", webhook_id)

    def of_object(self, object_id: str, object_type: str) -> list[sqlite3.Row]:
        """The webhooks on an object."""
        return self._database.all(
            "SELECT * FROM webhooks WHERE lower(object_id) = lower(?) AND object_type = ? ORDER BY at, id",
            object_id,
            object_type,
        )

    def listening(self, objects: Iterable[tuple[str, str]], now: int) -> list[sqlite3.Row]:
        """The active webhooks on any of these (id, type) that have not run out."""
        rows: list[sqlite3.Row] = []
        for object_id, object_type in objects:
            rows += [row for row in self.of_object(object_id, object_type) if row["active"] and row["validity"] > now]
        return rows

    @staticmethod
    def events_of(webhook: sqlite3.Row) -> list[str]:
        """The event types of a webhook."""
        return json.loads(webhook["events"])

    def set_active(self, webhook_id: str, active: bool) -> None:
        """Switch a webhook on or off. While it is off its deliveries wait."""
        self._database.run("UPDATE webhooks SET active = ? WHERE id = ?", int(active), webhook_id)

    def afresh(self, webhook_id: str, now: int) -> None:
        """Make the open deliveries of a webhook due now, each with all its tries again."""
        self._database.run(
            "UPDATE deliveries SET tries = 0, due = ? WHERE webhook_id = ? AND delivered IS NULL", now, webhook_id
        )

    def delete(self, webhook_id: str) -> None:
        """Delete a webhook with its deliveries."""
        self._database.run("DELETE FROM deliveries WHERE webhook_id = ?", webhook_id)
        self._database.run("DELETE FROM webhooks WHERE id = ?", webhook_id)

    def delete_of_connector(self, application_id: str) -> None:
        """Delete the webhooks that a connector made."""
        for row in self._database.all("SELECT id FROM webhooks WHERE application_id = ?", application_id):
            self.delete(row["id"])

    def enqueue(self, webhook_id: str, payload: dict[str, Any], due: int) -> None:
        """Add a delivery: an event in its envelope."""
        self._database.run(
            "INSERT INTO deliveries (webhook_id, event_id, event_type, payload, due) VALUES (?, ?, ?, ?, ?)",
            webhook_id,
            payload["eventId"],
            payload["eventType"],
            dumps(payload).decode(),
            due,
        )

    def due(self, now: int, busy: Iterable[str]) -> sqlite3.Row | None:
        """The oldest delivery that is due, of an active webhook that is not among ``busy``; with the webhook's ``url``,
        ``token`` and ``headers``."""
        webhook_ids = list(busy)
        marks = ", ".join("?" * len(webhook_ids))
        return self._database.one(
            "SELECT deliveries.*, url, token, headers FROM deliveries JOIN webhooks ON webhooks.id = webhook_id "  # noqa: S608
            f"WHERE delivered IS NULL AND due <= ? AND active AND webhook_id NOT IN ({marks}) "
            "ORDER BY due, deliveries.seq LIMIT 1",
            now,
            *webhook_ids,
        )

    def mark_delivered(self, seq: int, status: int, at: int) -> None:
        """Note that a delivery was made. The newest of these stay, so that one can be made again."""
        self._database.run(
            "UPDATE deliveries SET tries = tries + 1, status = ?, delivered = ? WHERE seq = ?", status, at, seq
        )
        self._database.run(
            "DELETE FROM deliveries WHERE seq = (SELECT seq FROM deliveries WHERE delivered IS NOT NULL "
            "ORDER BY delivered DESC, seq DESC LIMIT 1 OFFSET ?)",
            _MOST_REMEMBERED,
        )

    def postpone(self, seq: int, status: int, due: int) -> None:
        """Note that a try failed, and when the next one is due. ``status`` is that of the answer, 0 where there was none."""
        self._database.run(
            "UPDATE deliveries SET tries = tries + 1, status = ?, due = ? WHERE seq = ?", status, due, seq
        )

    def catch_up(self, now: int) -> None:
        """Make due now what was due before."""
        self._database.run("UPDATE deliveries SET due = ? WHERE delivered IS NULL AND due < ?", now, now)

    def again(self, event_id: str, now: int) -> int:
        """Deliver once more whatever was delivered of an event, or of the one that happened last. Gives the number of
        deliveries. The delivery of an older event may have ended later: its receiver was slow, or was tried again."""
        newest = self._database.one(
            "SELECT event_id FROM deliveries WHERE delivered IS NOT NULL AND (? = '' OR event_id = ?) "
            "GROUP BY event_id ORDER BY min(seq) DESC LIMIT 1",
            event_id,
            event_id,
        )
        if newest is None:
            return 0
        return self._database.run(
            "INSERT INTO deliveries (webhook_id, event_id, event_type, payload, due) "
            "SELECT webhook_id, event_id, event_type, payload, ? FROM deliveries WHERE seq IN ("
            "SELECT max(seq) FROM deliveries WHERE delivered IS NOT NULL AND event_id = ? GROUP BY webhook_id)",
            now,
            newest["event_id"],
        ).rowcount

    def deliveries(self) -> list[sqlite3.Row]:
        """The deliveries that were made or are to be made, oldest first, with the ``url`` and ``active`` of their webhooks."""
        return self._database.all(
            "SELECT deliveries.*, url, active FROM deliveries JOIN webhooks ON webhooks.id = webhook_id ORDER BY seq"
        )

    def waiting(self) -> int:
        """How many deliveries are still to be made."""
        return self._database.only("SELECT count(*) AS number FROM deliveries WHERE delivered IS NULL")["number"]
