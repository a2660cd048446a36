"""Actions (cards) that were sent, and the responses to them."""

import json
import sqlite3
from typing import Any

from kaizala_nb.emulator.store.database import Database

_SENT = (
    "SELECT actions.*, users.number AS sender_number, users.name AS sender_name "
    "FROM actions JOIN users ON users.id = sender_id "
)


class Actions:
    """Rows of actions: ``seq`` (of its event), ``id``, ``reference_id``, ``group_id``, ``kind``, ``package_id``, ``sender_id``,
    ``sender_number``, ``sender_name``, ``at``, ``expires`` (epoch ms, or None), ``body`` and ``properties`` (JSON).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        seq: int,
        action_id: str,
        reference_id: str,
        group_id: str,
        *,
        kind: str,
        package_id: str,
        sender_id: str,
        at: int,
        expires: int | None,
        body: dict[str, Any],
        properties: list[dict[str, Any]],
    ) -> None:
        """An action is sent."""
        self._database.run(
            "INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(seq, action_id, reference_id, group_id, kind, package_id, sender_id, at, expires),
            *(json.dumps(body), json.dumps(properties)),
        )

    def find(self, group_id: str, action_id: str) -> sqlite3.Row | None:
        """The action of an id in a group; its reference will do."""
        return self._database.one(
            _SENT + "WHERE group_id = :group AND (actions.id = :action OR reference_id = :action)",
            {"group": group_id, "action": action_id},
        )

    def named(self, action_id: str) -> sqlite3.Row | None:
        """The action of an id or a reference, in whatever group."""
        return self._database.one(_SENT + "WHERE actions.id = :id OR reference_id = :id", {"id": action_id})

    def listed(self, group_id: str, column: str, value: str, since: int, count: int) -> list[sqlite3.Row]:
        """The oldest actions since a time (epoch ms), by ``kind`` or by ``package_id``."""
        if column not in ("kind", "package_id"):
            raise ValueError(column)
        return self._database.all(
            _SENT + f"WHERE group_id = ? AND {column} = ? AND at >= ? ORDER BY at, seq LIMIT ?",
            *(group_id, value, since, count),
        )

    def set_properties(self, action_id: str, properties: list[dict[str, Any]]) -> None:
        """Replace an action's properties."""
        self._database.run("UPDATE actions SET properties = ? WHERE id = ?", json.dumps(properties), action_id)

    def respond(self, response_id: str, action_id: str, user_id: str, at: int, body: dict[str, Any]) -> None:
        """A response."""
        self._database.run(
            "INSERT INTO responses (id, action_id, user_id, at, body) VALUES (?, ?, ?, ?, ?)",
            *(response_id, action_id, user_id, at, json.dumps(body)),
        )

    def change_response(self, response_id: str, at: int, body: dict[str, Any]) -> None:
        """A response is changed by whoever gave it."""
        self._database.run(
            "UPDATE responses SET at = ?, body = ?, updates = updates + 1 WHERE id = ?",
            at,
            json.dumps(body),
            response_id,
        )

    def response(self, action_id: str, response_id: str) -> sqlite3.Row | None:
        """The response of an id to an action, with ``number`` and ``name`` of who gave it."""
        return self._database.one(
            "SELECT responses.*, number, name FROM responses JOIN users ON users.id = user_id "
            "WHERE action_id = ? AND responses.id = ?",
            *(action_id, response_id),
        )

    def response_of(self, action_id: str, user_id: str) -> sqlite3.Row | None:
        """A person's newest response to an action."""
        return self._database.one(
            "SELECT * FROM responses WHERE action_id = ? AND user_id = ? ORDER BY seq DESC LIMIT 1", action_id, user_id
        )

    def responses(self, action_id: str) -> list[sqlite3.Row]:
        """All responses to an action, oldest first, with ``number`` and ``name`` of who gave them."""
        return self._database.all(
            "SELECT responses.*, number, name FROM responses JOIN users ON users.id = user_id WHERE action_id = ? ORDER BY seq",
            action_id,
        )

    def response_count(self, action_id: str) -> int:
        """How many responses there are."""
        return self._database.one("SELECT count(*) AS number FROM responses WHERE action_id = ?", action_id)["number"]
