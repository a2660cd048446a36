"""Likes and comments, on anything that was sent."""

import sqlite3

from kaizala_nb.serving.database import Database

_WITH_PEOPLE = "SELECT reactions.*, number, name FROM reactions JOIN users ON users.id = user_id "


class Reactions:
    """Rows of reactions: ``seq``, ``id``, ``group_id``, ``reference_id``, ``user_id``, ``kind`` (Like or Comment), ``text``,
    ``at`` (epoch ms), ``ticks`` (the same in .NET ticks, and a little later than that of every reaction before it)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        reaction_id: str,
        group_id: str,
        reference_id: str,
        user_id: str,
        kind: str,
        text: str,
        at: int,
        ticks: int,
    ) -> None:
        """Add a reaction."""
        self._database.run(
            "INSERT INTO reactions (id, group_id, reference_id, user_id, kind, text, at, ticks) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, max(?, 1 + (SELECT coalesce(max(ticks), 0) FROM reactions)))",
            reaction_id,
            group_id,
            reference_id,
            user_id,
            kind,
            text,
            at,
            ticks,
        )

    def newest(self) -> int:
        """The ticks of the newest reaction of all, 0 before there is one."""
        return self._database.only("SELECT coalesce(max(ticks), 0) AS ticks FROM reactions")["ticks"]

    def like_of(self, reference_id: str, user_id: str) -> sqlite3.Row | None:
        """A person's like of what was sent."""
        return self._database.one(
            "SELECT * FROM reactions WHERE reference_id = ? AND user_id = ? AND kind = 'Like'", reference_id, user_id
        )

    def of(self, reference_id: str, kind: str = "", since: int = 0) -> list[sqlite3.Row]:
        """Reactions to what was sent, after ``since`` (ticks), oldest first, with ``number`` and ``name`` of whose they are."""
        return self._database.all(
            _WITH_PEOPLE + "WHERE reference_id = ? AND (? = '' OR kind = ?) AND ticks > ? ORDER BY seq",
            reference_id,
            kind,
            kind,
            since,
        )

    def counts(self, reference_id: str) -> dict[str, int]:
        """How many of each kind."""
        rows = self._database.all(
            "SELECT kind, count(*) AS number FROM reactions WHERE reference_id = ? GROUP BY kind", reference_id
        )
        return {row["kind"]: row["number"] for row in rows}

    def references_since(self, group_id: str, since: int) -> list[str]:
        """The references in a group that somebody reacted to later than ``since`` (ticks), oldest reaction first."""
        rows = self._database.all(
            "SELECT reference_id, max(ticks) AS newest FROM reactions WHERE group_id = ? AND ticks > ? "
            "GROUP BY reference_id ORDER BY newest",
            group_id,
            since,
        )
        return [row["reference_id"] for row in rows]
