"""Webhooks, and the outbox: what is still to be delivered to them."""

import json
import sqlite3
from collections.abc import Iterable

from kaizala_nb.emulator.store.database import Database


class Webhooks:
    """Rows of webhooks: ``id``, ``object_id``, ``object_type``, ``events`` (JSON), ``url``, ``token``, ``context``, ``at``,
    ``validity`` (epoch ms), ``active``, ``owner_id``, ``application_id``, ``group_id`` (of the group token that made it)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, webhook: dict[str, object]) -> None:
        """A new webhook, or a changed one: all columns by name."""
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
        """Switch a webhook on or off. Off, what was still to be delivered is dropped."""
        self._database.run("UPDATE webhooks SET active = ? WHERE id = ?", int(active), webhook_id)
        if not active:
            self._database.run("DELETE FROM deliveries WHERE webhook_id = ?", webhook_id)

    def delete(self, webhook_id: str) -> None:
        """A webhook is gone, and what was still to be delivered to it."""
        self._database.run("DELETE FROM deliveries WHERE webhook_id = ?", webhook_id)
        self._database.run("DELETE FROM webhooks WHERE id = ?", webhook_id)

    def enqueue(self, webhook_id: str, payload: dict[str, object], due: int) -> None:
        """Something to deliver."""
        self._database.run(
            "INSERT INTO deliveries (webhook_id, payload, due) VALUES (?, ?, ?)", webhook_id, json.dumps(payload), due
        )

    def due(self, now: int, but: Iterable[str]) -> sqlite3.Row | None:
        """The oldest delivery that is due, of a webhook that is not among ``but``; with the webhook's ``url`` and ``token``."""
        busy = list(but)
        marks = ", ".join("?" * len(busy))
        return self._database.one(
            "SELECT deliveries.*, url, token FROM deliveries JOIN webhooks ON webhooks.id = webhook_id "  # noqa: S608
            f"WHERE due <= ? AND webhook_id NOT IN ({marks}) ORDER BY due, deliveries.seq LIMIT 1",
            *(now, *busy),
        )

    def delivered(self, seq: int) -> None:
        """A delivery is done."""
        self._database.run("DELETE FROM deliveries WHERE seq = ?", seq)

    def postpone(self, seq: int, due: int) -> None:
        """A delivery failed, and is due again later."""
        self._database.run("UPDATE deliveries SET tries = tries + 1, due = ? WHERE seq = ?", due, seq)

    def waiting(self) -> int:
        """How many deliveries there are to make."""
        return self._database.one("SELECT count(*) AS number FROM deliveries")["number"]
