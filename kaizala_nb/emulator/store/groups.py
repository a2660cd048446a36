"""Groups and their members. A membership says from which event to which a member sees what happens."""

import sqlite3

from kaizala_nb.serving.database import Database


class Groups:
    """Rows of groups: ``id``, ``name``, ``welcome``, ``type``, ``photo``; of members: those of the person, and ``role``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, group_id: str, name: str, welcome: str, kind: str, photo: str = "") -> None:
        """Add a group with a given id. Raises ``sqlite3.IntegrityError`` when the id is taken."""
        self._database.run(
            "INSERT INTO groups (id, name, welcome, type, photo) VALUES (?, ?, ?, ?, ?)",
            group_id,
            name,
            welcome,
            kind,
            photo,
        )

    def find(self, group_id: str) -> sqlite3.Row | None:
        """The group of an id."""
        return self._database.one("SELECT * FROM groups WHERE id = ?", group_id)

    def get(self, group_id: str) -> sqlite3.Row:
        """The group of an id that is known. Raises ``LookupError`` for any other."""
        return self._database.only("SELECT * FROM groups WHERE id = ?", group_id)

    def of_member(self, user_id: str) -> list[sqlite3.Row]:
        """The groups that a person is in, oldest membership first."""
        return self._database.all(
            "SELECT groups.* FROM memberships JOIN groups ON groups.id = group_id "
            "WHERE user_id = ? AND last_event IS NULL ORDER BY memberships.seq",
            user_id,
        )

    def role(self, group_id: str, user_id: str) -> str | None:
        """A person's role in a group; None for somebody who is not in it."""
        row = self._database.one(
            "SELECT role FROM memberships WHERE group_id = ? AND user_id = ? AND last_event IS NULL", group_id, user_id
        )
        return row["role"] if row else None

    def members(self, group_id: str) -> list[sqlite3.Row]:
        """Who is in a group, in the order in which they came."""
        return self._database.all(
            "SELECT users.*, role FROM memberships JOIN users ON users.id = user_id "
            "WHERE group_id = ? AND last_event IS NULL ORDER BY memberships.seq",
            group_id,
        )

    def counts(self, group_id: str) -> tuple[int, int]:
        """How many people are in a group, and how many of them never signed in."""
        row = self._database.only(
            "SELECT count(*) AS people, count(*) FILTER (WHERE NOT provisioned) AS strangers "
            "FROM memberships JOIN users ON users.id = user_id WHERE group_id = ? AND last_event IS NULL",
            group_id,
        )
        return row["people"], row["strangers"]

    def add(self, group_id: str, user_id: str, role: str, first_event: int) -> None:
        """Make somebody a member, who sees the group from this event on."""
        self._database.run(
            "INSERT INTO memberships (group_id, user_id, role, first_event) VALUES (?, ?, ?, ?)",
            group_id,
            user_id,
            role,
            first_event,
        )

    def remove(self, group_id: str, user_id: str, last_event: int) -> None:
        """End a membership. The person sees the group up to this event."""
        self._database.run(
            "UPDATE memberships SET last_event = ? WHERE group_id = ? AND user_id = ? AND last_event IS NULL",
            last_event,
            group_id,
            user_id,
        )

    def set_role(self, group_id: str, user_id: str, role: str) -> None:
        """Change a member's role."""
        self._database.run(
            "UPDATE memberships SET role = ? WHERE group_id = ? AND user_id = ? AND last_event IS NULL",
            role,
            group_id,
            user_id,
        )

    def all(self) -> list[sqlite3.Row]:
        """All groups, by name."""
        return self._database.all("SELECT * FROM groups ORDER BY name, id")

    def search(self, text: str) -> list[sqlite3.Row]:
        """The groups whose name holds a text, in any casing of any script (SQLite's own knows ASCII alone), by name."""
        folded = text.casefold()
        return [group for group in self.all() if folded in group["name"].casefold()]
