"""Subscriptions to public groups. A subscriber receives what is sent to them and sees nothing else; there may be very many."""

import sqlite3

from kaizala_nb.serving.database import Database

_NOW = "group_id = ? AND user_id = ? AND last_event IS NULL"


class Subscriptions:
    """Who subscribes to which public group, and from which event to which."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, group_id: str, user_id: str, first_event: int) -> None:
        """Make somebody a subscriber, who receives from this event on."""
        self._database.run(
            "INSERT INTO subscriptions (group_id, user_id, first_event) VALUES (?, ?, ?)",
            group_id,
            user_id,
            first_event,
        )

    def remove(self, group_id: str, user_id: str, last_event: int) -> None:
        """End a subscription."""
        self._database.run(f"UPDATE subscriptions SET last_event = ? WHERE {_NOW}", last_event, group_id, user_id)  # noqa: S608

    def has(self, group_id: str, user_id: str) -> bool:
        """Whether somebody subscribes."""
        return self._database.one(f"SELECT 1 FROM subscriptions WHERE {_NOW}", group_id, user_id) is not None  # noqa: S608

    def count(self, group_id: str) -> int:
        """How many subscribe to a group."""
        row = self._database.only(
            "SELECT count(*) AS number FROM subscriptions WHERE group_id = ? AND last_event IS NULL", group_id
        )
        number: int = row["number"]
        return number

    def page(self, group_id: str, after: int, count: int) -> list[sqlite3.Row]:
        """Subscribers as people, in the order in which they came, with the number ``seq`` of the subscription, above ``after``."""
        return self._database.all(
            "SELECT users.*, subscriptions.seq FROM subscriptions JOIN users ON users.id = user_id "
            "WHERE group_id = ? AND last_event IS NULL AND subscriptions.seq > ? ORDER BY subscriptions.seq LIMIT ?",
            group_id,
            after,
            count,
        )
