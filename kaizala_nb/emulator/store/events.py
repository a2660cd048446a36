"""Everything that happened in the groups, in one order.

What happens is one row, however many people see it. Members see what happened while they were in a group; subscribers of
a public group what was sent to all of them, or to them by number.
"""

import sqlite3
from collections.abc import Iterable

from kaizala_nb.serving.database import Database

MEMBERS, EVERYONE, CHOSEN = "members", "everyone", "chosen"
"""Who sees an event beside the members: nobody, all subscribers, those who were named."""


class Events:
    """Rows of events: ``seq``, ``group_id``, ``kind``, ``actor_id``, ``member_id``, ``text``, ``at``, ``reference_id``,
    ``reply_to``, ``audience``. Kinds: ``created``, ``added``, ``removed``, ``role``, ``subscribed``, ``unsubscribed``,
    ``message``, ``action``, ``reminder``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def happen(
        self,
        group_id: str,
        kind: str,
        at: int,
        *,
        actor_id: str | None = None,
        member_id: str | None = None,
        text: str = "",
        reference_id: str | None = None,
        reply_to: str | None = None,
        audience: str = MEMBERS,
        targets: Iterable[str] = (),
    ) -> int:
        """Add an event of a group. Gives its number in the order of all. ``targets`` are the people of ``CHOSEN``."""
        seq = self._database.run(
            "INSERT INTO events (group_id, kind, actor_id, member_id, text, at, reference_id, reply_to, audience) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            group_id,
            kind,
            actor_id,
            member_id,
            text,
            at,
            reference_id,
            reply_to,
            audience,
        ).lastrowid
        assert seq is not None  # sqlite3 has one after every INSERT
        for user_id in targets:
            self._database.run("INSERT OR IGNORE INTO targets (event_seq, user_id) VALUES (?, ?)", seq, user_id)
        return seq

    def of_reference(self, group_id: str, reference_id: str) -> sqlite3.Row | None:
        """What was sent in a group with this reference."""
        return self._database.one(
            "SELECT * FROM events WHERE group_id = ? AND reference_id = ?", group_id, reference_id
        )

    def get(self, reference_id: str) -> sqlite3.Row:
        """What was sent with a reference that is known. Raises ``LookupError`` for any other."""
        return self._database.only("SELECT * FROM events WHERE reference_id = ?", reference_id)

    def went_to(self, seq: int, audience: str, user_id: str) -> bool:
        """Whether an event went to a subscriber."""
        if audience != CHOSEN:
            return audience == EVERYONE
        row = self._database.one("SELECT 1 FROM targets WHERE event_seq = ? AND user_id = ?", seq, user_id)
        return row is not None

    def references_seen_by(self, user_id: str) -> set[str]:
        """The references of all that a person sees or saw."""
        return {row["reference_id"] for row in self.seen_by(user_id) if row["reference_id"]}

    def seen_by(self, user_id: str) -> list[sqlite3.Row]:
        """All that a person sees or saw, oldest first, with names and numbers of whom it is about."""
        return self._database.all(
            "SELECT events.*, groups.name AS group_name, groups.welcome, actors.number AS actor_number, "
            "actors.name AS actor_name, members.number AS member_number, members.name AS member_name FROM ("
            "SELECT events.seq FROM memberships JOIN events ON events.group_id = memberships.group_id "
            "AND events.seq >= first_event AND events.seq <= coalesce(last_event, events.seq) "
            "WHERE memberships.user_id = :user AND kind NOT IN ('subscribed', 'unsubscribed') "
            "UNION SELECT events.seq FROM subscriptions JOIN events ON events.group_id = subscriptions.group_id "
            "AND events.seq >= first_event AND events.seq <= coalesce(last_event, events.seq) "
            "WHERE subscriptions.user_id = :user AND (audience = 'everyone' OR events.seq IN (first_event, last_event) "
            "OR EXISTS (SELECT 1 FROM targets WHERE event_seq = events.seq AND targets.user_id = :user))"
            ") AS seen JOIN events ON events.seq = seen.seq JOIN groups ON groups.id = events.group_id "
            "LEFT JOIN users AS actors ON actors.id = actor_id LEFT JOIN users AS members ON members.id = member_id "
            "ORDER BY events.seq",
            {"user": user_id},
        )

    def newest(self) -> int:
        """The number of the newest event; 0 if there is none."""
        return int(self._database.only("SELECT coalesce(max(seq), 0) AS seq FROM events")["seq"])

    def reached_after(self, seq: int) -> list[sqlite3.Row]:
        """Whom the events after this number reached, each once: ``number``, ``name``; whoever got the newest comes first.

        Whoever did something themselves was not reached by it.
        """
        return self._database.all(
            "SELECT users.number, users.name, max(events.seq) AS newest FROM events JOIN ("
            "SELECT user_id, group_id, first_event, last_event, 'member' AS role FROM memberships UNION ALL "
            "SELECT user_id, group_id, first_event, last_event, 'subscriber' FROM subscriptions"
            ") AS places ON places.group_id = events.group_id AND events.seq >= first_event "
            "AND events.seq <= coalesce(last_event, events.seq) JOIN users ON users.id = places.user_id "
            "WHERE events.seq > :seq AND places.user_id IS NOT actor_id AND CASE role "
            "WHEN 'member' THEN events.kind NOT IN ('subscribed', 'unsubscribed') "
            "ELSE audience = 'everyone' OR events.seq IN (first_event, last_event) "
            "OR EXISTS (SELECT 1 FROM targets WHERE event_seq = events.seq AND targets.user_id = places.user_id) END "
            "GROUP BY users.id ORDER BY newest DESC, users.name = '', users.number",
            {"seq": seq},
        )
