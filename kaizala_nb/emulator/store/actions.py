"""Actions (cards) that were sent, and the responses to them."""

import json
import sqlite3
from typing import Any

from kaizala_nb.emulator.identifiers import unversioned
from kaizala_nb.serving.database import Database

_SENT = (
    "SELECT actions.*, users.number AS sender_number, users.name AS sender_name "
    "FROM actions JOIN users ON users.id = sender_id "
)
_RESPONSE = (
    "SELECT responses.*, number, name FROM responses JOIN users ON users.id = user_id "
    "WHERE action_id = ? AND responses.id = ?"
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
        """Add an action."""
        self._database.run(
            "INSERT INTO actions (seq, id, reference_id, group_id, kind, package_id, sender_id, at, expires, body, properties) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            seq,
            action_id,
            reference_id,
            group_id,
            kind,
            package_id,
            sender_id,
            at,
            expires,
            json.dumps(body),
            json.dumps(properties),
        )

    def find(self, group_id: str, action_id: str) -> sqlite3.Row | None:
        """The action of an id in a group; its reference will do."""
        return self._database.one(
            _SENT + "WHERE group_id = :group AND (actions.id = :action OR reference_id = :action)",
            {"group": group_id, "action": action_id},
        )

    def find_anywhere(self, action_id: str) -> sqlite3.Row | None:
        """The action of an id or a reference, in whatever group."""
        return self._database.one(_SENT + "WHERE actions.id = :id OR reference_id = :id", {"id": action_id})

    def get(self, action_id: str) -> sqlite3.Row:
        """The action of an id or a reference that is known. Raises ``LookupError`` for any other."""
        return self._database.only(_SENT + "WHERE actions.id = :id OR reference_id = :id", {"id": action_id})

    def of_kind(
        self, group_id: str, kind: str, since: int, count: int, *, subscriber: str | None = None
    ) -> list[sqlite3.Row]:
        """The oldest actions of a kind since a time (epoch ms). ``subscriber``: only those that were sent to this one."""
        return self._find_all("kind = :name", group_id, kind, since, count, subscriber)

    def of_package(
        self, group_id: str, package_id: str, since: int, count: int, *, subscriber: str | None = None
    ) -> list[sqlite3.Row]:
        """The same by a package's id, in any casing, with or without its version (``com.example.form.2``)."""
        folded = package_id.lower()
        rows = self._database.all("SELECT DISTINCT package_id AS name FROM actions WHERE group_id = ?", group_id)
        names = [row["name"] for row in rows if folded in (row["name"].lower(), unversioned(row["name"].lower()))]
        sql = "package_id IN (SELECT value FROM json_each(:name))"
        return self._find_all(sql, group_id, json.dumps(names), since, count, subscriber)

    def _find_all(
        self, condition: str, group_id: str, name: str, since: int, count: int, subscriber: str | None
    ) -> list[sqlite3.Row]:
        if subscriber is not None:
            condition += (
                " AND EXISTS (SELECT 1 FROM events WHERE events.seq = actions.seq AND (audience = 'everyone' OR "
                "EXISTS (SELECT 1 FROM targets WHERE event_seq = events.seq AND user_id = :subscriber)))"
            )
        values = {"group": group_id, "name": name, "since": since, "count": count, "subscriber": subscriber}
        return self._database.all(
            _SENT + f"WHERE group_id = :group AND {condition} AND at >= :since ORDER BY at, seq LIMIT :count", values
        )

    def set_properties(self, action_id: str, properties: list[dict[str, Any]]) -> None:
        """Replace an action's properties."""
        self._database.run("UPDATE actions SET properties = ? WHERE id = ?", json.dumps(properties), action_id)

    def respond(self, response_id: str, action_id: str, user_id: str, at: int, body: dict[str, Any]) -> None:
        """Add a response."""
        self._database.run(
            "INSERT INTO responses (id, action_id, user_id, at, body) VALUES (?, ?, ?, ?, ?)",
            response_id,
            action_id,
            user_id,
            at,
            json.dumps(body),
        )

    def change_response(self, response_id: str, at: int, body: dict[str, Any]) -> None:
        """Change a response."""
        self._database.run(
            "UPDATE responses SET at = ?, body = ?, updates = updates + 1 WHERE id = ?",
            at,
            json.dumps(body),
            response_id,
        )

    def response(self, action_id: str, response_id: str) -> sqlite3.Row | None:
        """The response of an id to an action, with ``number`` and ``name`` of who gave it."""
        return self._database.one(_RESPONSE, action_id, response_id)

    def get_response(self, action_id: str, response_id: str) -> sqlite3.Row:
        """The same of a response that is known. Raises ``LookupError`` for any other."""
        return self._database.only(_RESPONSE, action_id, response_id)

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
        return self._database.only("SELECT count(*) AS number FROM responses WHERE action_id = ?", action_id)["number"]
