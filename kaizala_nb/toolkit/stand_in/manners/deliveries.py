"""The deliveries of webhooks: what waits, what was tried, and what came of it.

They are a part of the state, so a delivery is made after a restart too. Where the stand-in is served, a thread makes them, one
after the other; where it is called in process, :meth:`Deliveries.flush` makes them after each call. Nothing is locked while a
receiver is called. Times follow the clock of the stand-in.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.stand_in.state import State

TABLE = """CREATE TABLE IF NOT EXISTS manner_deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, event TEXT NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL,
    body BLOB NOT NULL, at REAL NOT NULL, due REAL, wait REAL NOT NULL, tries_left INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0, said TEXT NOT NULL DEFAULT '')"""
"""``due`` is NULL for a delivery that is over. ``status`` is that of the last answer, 0 if there was none."""

CALLER = "the stand-in"
USER_AGENT = "stand-in-webhook"

_SECONDS = 5.0
_MOST_ANSWER_BYTES = 65_536
_MOST_KEPT, _MOST_BYTES = 500, 2 * 1024 * 1024
_MOST_IN_A_FLUSH = 100
_LOOK_EVERY, _REST = 0.2, 2.0
"""Seconds after which the thread looks by itself: somebody may have turned the clock, or put an old state back."""


@dataclass(frozen=True)
class Delivery:
    """What a receiver is to get. ``tries`` is how often at most, ``wait`` the seconds until the second try."""

    id: str
    event: str
    url: str
    headers: dict[str, str]
    body: bytes
    tries: int
    wait: float


class Deliveries:
    """Makes them. After :meth:`start` a thread does; before, :meth:`flush`.

    Args:
        state: Where they are kept.
        now: The clock of the stand-in.
        allow_outgoing: Hosts that may be called beside this computer.
    """

    def __init__(self, state: State, now: Callable[[], float], allow_outgoing: Collection[str]) -> None:
        self._state, self._now, self._allow_outgoing = state, now, allow_outgoing
        self._something = threading.Condition()
        self._making = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_served = False
        self._is_stopping = False

    def add(self, delivery: Delivery) -> None:
        """Deliver something from now on. The oldest that are over give way, and then the oldest that wait."""
        one = delivery
        values = (one.id, one.event, one.url, json.dumps(one.headers), one.body, one.wait, one.tries)
        with self._state.transaction() as database:
            database.execute(
                """INSERT INTO manner_deliveries (id, event, url, headers, body, wait, tries_left, at, due)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (*values, self._now(), self._now()),
            )
            database.execute(
                """DELETE FROM manner_deliveries WHERE seq IN (
                    SELECT seq FROM (
                        SELECT seq, row_number() OVER newest AS place, sum(length(body)) OVER newest AS bytes
                        FROM manner_deliveries WINDOW newest AS (ORDER BY due IS NULL, seq DESC))
                    WHERE place > ? OR bytes > ?)""",
                (_MOST_KEPT, _MOST_BYTES),
            )
        self._wake()

    def journal(self) -> list[dict[str, Any]]:
        """All that are known, the oldest first, as JSON."""
        with self._state.transaction() as database:
            rows = database.execute("SELECT * FROM manner_deliveries ORDER BY seq").fetchall()
        return [_entry(row) for row in rows]

    def start(self) -> None:
        """Deliver in a thread from now on."""
        with self._something:
            self._is_served, self._is_stopping = True, False
        if self._next_due() is not None:
            self._wake()

    def stop(self) -> None:
        """End the thread, after the delivery that it is at."""
        with self._something:
            self._is_served, self._is_stopping = False, True
            self._something.notify_all()
            thread, self._thread = self._thread, None
        if thread:
            thread.join(_SECONDS + 1)

    def flush(self) -> None:
        """Make what is due, if no thread does."""
        if self._is_served:
            return
        for _ in range(_MOST_IN_A_FLUSH):
            if not self._make_next():
                return

    def _wake(self) -> None:
        """Wake the thread. It begins with the first delivery: most stand-ins have none."""
        with self._something:
            if self._is_served and self._thread is None:
                self._thread = threading.Thread(target=self._work, name="delivers webhooks", daemon=True)
                self._thread.start()
            self._something.notify_all()

    def _work(self) -> None:
        while not self._is_stopping:
            try:
                if self._make_next():
                    continue
                due = self._next_due()
            except sqlite3.ProgrammingError:  # the state was closed
                return
            except sqlite3.OperationalError:  # no room to write down what came of it
                due = self._now()
            with self._something:
                if not self._is_stopping:
                    self._something.wait(_REST if due is None else _LOOK_EVERY)

    def _next_due(self) -> float | None:
        with self._state.transaction() as database:
            due: float | None = database.execute("SELECT min(due) FROM manner_deliveries").fetchone()[0]
        return due

    def _make_next(self) -> bool:
        """Make the first delivery that is due. False if there is none, or if somebody else is at one."""
        if not self._making.acquire(blocking=False):
            return False
        try:
            with self._state.transaction() as database:
                row = database.execute(
                    "SELECT * FROM manner_deliveries WHERE due <= ? ORDER BY seq LIMIT 1", (self._now(),)
                ).fetchone()
            if row is None:
                return False
            self._note(row, *self._call(row))
            return True
        finally:
            self._making.release()

    def _call(self, row: sqlite3.Row) -> tuple[int, str]:
        """The status of the answer and "", or 0 and what went wrong."""
        from kaizala_nb.serving.outgoing import call  # with it comes TLS, which most stand-ins never need

        try:
            answer = call(
                "POST",
                row["url"],
                self._allow_outgoing,
                most_bytes=_MOST_ANSWER_BYTES,
                seconds=_SECONDS,
                headers=json.loads(row["headers"]),
                body=row["body"],
                status_only=True,
                who=CALLER,
            )
        except (ValueError, TypeError) as trouble:  # it must not be called, or a strange snapshot brought it
            return 0, str(trouble)
        return answer.status, ""

    def _note(self, row: sqlite3.Row, status: int, said: str) -> None:
        """Write down what came of a try, and when the next one is."""
        is_over = 200 <= status < 300 or row["tries_left"] <= 1
        due = None if is_over else self._now() + row["wait"]
        with self._state.transaction() as database:
            database.execute(
                """UPDATE manner_deliveries SET due = ?, status = ?, said = ?, tries = tries + 1,
                tries_left = tries_left - 1, wait = wait * 2 WHERE seq = ? AND id = ?""",
                (due, status, said, row["seq"], row["id"]),
            )


def _entry(row: sqlite3.Row) -> dict[str, Any]:
    is_good = 200 <= row["status"] < 300
    state = "waits"
    if row["due"] is None:
        state = "delivered" if is_good else "given up"
    names = ("id", "event", "url", "at", "tries", "status", "said")
    return {name: row[name] for name in names} | {"state": state, "body": row["body"].decode()}
