"""Bots: people who are programs."""

import sqlite3

from kaizala_nb.serving.database import Database

_ALL = (
    "SELECT bots.*, users.name, users.number, creators.number AS creator_number, creators.name AS creator_name FROM bots "
    "JOIN users ON users.id = user_id LEFT JOIN users AS creators ON creators.id = creator_id WHERE NOT deleted "
)


class Bots:
    """Rows of bots: ``user_id``, ``name``, ``number``, ``picture``, ``creator_id``, ``creator_number``, ``creator_name``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, user_id: str, number: str, name: str, picture: str, creator_id: str) -> None:
        """A new bot, with a number that nobody else has."""
        self._database.run(
            "INSERT INTO users (id, number, name, provisioned) VALUES (?, ?, ?, 1)", user_id, number, name
        )
        self._database.run(
            "INSERT INTO bots (user_id, creator_id, picture, deleted) VALUES (?, ?, ?, 0)", user_id, creator_id, picture
        )

    def of_creator(self, creator_id: str) -> list[sqlite3.Row]:
        """The bots that somebody made."""
        return self._database.all(_ALL + "AND creator_id = ? ORDER BY users.name, user_id", creator_id)

    def find(self, user_id: str) -> sqlite3.Row | None:
        """The bot of an id."""
        return self._database.one(_ALL + "AND user_id = ?", user_id)

    def picture(self, user_id: str, picture: str) -> None:
        """Give a bot another picture."""
        self._database.run("UPDATE bots SET picture = ? WHERE user_id = ?", picture, user_id)

    def delete(self, user_id: str) -> None:
        """Delete a bot; what it sent stays."""
        self._database.run("UPDATE bots SET deleted = 1 WHERE user_id = ?", user_id)
