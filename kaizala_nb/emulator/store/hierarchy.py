"""Which group is a sub-group of which. A group may have several parents; it is never its own."""

import sqlite3

from kaizala_nb.serving.database import Database

_BELOW = (
    "WITH RECURSIVE tree(id) AS (VALUES (:id) UNION SELECT child_id FROM hierarchy JOIN tree ON parent_id = tree.id) "
)
_ABOVE = (
    "WITH RECURSIVE tree(id) AS (VALUES (:id) UNION SELECT parent_id FROM hierarchy JOIN tree ON child_id = tree.id) "
)


class Hierarchy:
    """Links between groups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def link(self, parent_id: str, child_id: str) -> bool:
        """Make a group a sub-group. False if it is one already."""
        return (
            self._database.run(
                "INSERT OR IGNORE INTO hierarchy (parent_id, child_id) VALUES (?, ?)", parent_id, child_id
            ).rowcount
            > 0
        )

    def unlink(self, parent_id: str, child_id: str) -> bool:
        """Make a group a sub-group no longer. False if it was none."""
        sql = "DELETE FROM hierarchy WHERE parent_id = ? AND child_id = ?"
        return self._database.run(sql, parent_id, child_id).rowcount > 0

    def children(self, group_id: str) -> list[sqlite3.Row]:
        """The sub-groups of a group, one level."""
        return self._database.all(
            "SELECT groups.* FROM hierarchy JOIN groups ON groups.id = child_id WHERE parent_id = ? ORDER BY name, id",
            group_id,
        )

    def below(self, group_id: str) -> list[sqlite3.Row]:
        """All groups under a group, however deep, without itself."""
        return self._database.all(
            _BELOW  # noqa: S608  (our own words)
            + "SELECT groups.* FROM tree JOIN groups ON groups.id = tree.id WHERE groups.id <> :id ORDER BY name, groups.id",
            {"id": group_id},
        )

    def above(self, group_id: str) -> list[sqlite3.Row]:
        """All groups over a group, however high, without itself."""
        return self._database.all(
            _ABOVE  # noqa: S608
            + "SELECT groups.* FROM tree JOIN groups ON groups.id = tree.id WHERE groups.id <> :id ORDER BY name, groups.id",
            {"id": group_id},
        )

    def levels(self, group_id: str) -> tuple[int, int]:
        """How many sub-groups and how many parents a group has, one level each way."""
        row = self._database.only(
            "SELECT (SELECT count(*) FROM hierarchy WHERE parent_id = :id) AS children, "
            "(SELECT count(*) FROM hierarchy WHERE child_id = :id) AS parents",
            {"id": group_id},
        )
        return row["children"], row["parents"]

    def people(self, group_id: str) -> sqlite3.Row:
        """Members of a group and of all under it: ``memberships`` counts everybody in each group, ``people`` everybody once,
        ``strangers`` the memberships of those who never signed in."""
        return self._database.only(
            _BELOW + "SELECT count(*) AS memberships, count(DISTINCT user_id) AS people, "  # noqa: S608
            "count(*) FILTER (WHERE NOT provisioned) AS strangers FROM tree "
            "JOIN memberships ON group_id = tree.id AND last_event IS NULL JOIN users ON users.id = user_id",
            {"id": group_id},
        )
