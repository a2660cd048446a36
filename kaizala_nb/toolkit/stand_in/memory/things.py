"""The things of which something has changed since the start, in the state."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kaizala_nb.toolkit.stand_in.memory.roles import Place

MOST_THINGS = 10_000
MOST_BYTES = 256 * 1024
"""Of one thing, as JSON."""
MOST_BYTES_IN_ALL = 24 * 1024 * 1024

TABLES = (
    "CREATE TABLE IF NOT EXISTS things (number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL,"
    " rank INTEGER, bytes INTEGER NOT NULL, thing TEXT, UNIQUE (collection, id), UNIQUE (collection, rank, number))",
    "CREATE TABLE IF NOT EXISTS things_size (one INTEGER PRIMARY KEY, things INTEGER NOT NULL, bytes INTEGER NOT NULL)",
)
"""``thing`` is NULL where it was deleted, ``rank`` where it was there at the start. ``number`` is the order in which they came.
In a collection, a deleted thing with the id "" says that all that was there at the start was deleted."""


class Full(Exception):
    """The memory holds all that it may. Its text is a sentence."""


class Things:
    """The things, inside a transaction.

    Args:
        connection: The connection of the transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has(self, place: Place) -> bool:
        """Whether anything is known of the id: the thing, or that it was deleted."""
        return self._row(place) is not None

    def get(self, place: Place) -> Any:
        """The thing; None if it was deleted, or if nothing is known."""
        row = self._row(place)
        return json.loads(row[0]) if row and row[0] is not None else None

    def are_as_at_start(self) -> bool:
        """Whether nothing has changed at all."""
        return self._connection.execute("SELECT 1 FROM things LIMIT 1").fetchone() is None

    def changed(self, place: Place) -> bool:
        """Whether anything has changed in the collection of this place."""
        query = "SELECT 1 FROM things WHERE collection = ? LIMIT 1"
        return self._connection.execute(query, (place.collection,)).fetchone() is not None

    def texts(self, place: Place) -> Iterator[tuple[str, str | None]]:
        """The ids of a collection with their things as JSON, in the order in which they came; None for one that was deleted."""
        query = "SELECT id, thing FROM things WHERE collection = ? ORDER BY number"
        yield from self._connection.execute(query, (place.collection,))

    def highest(self, place: Place) -> int:
        """The highest rank in a collection; 0 if there is none."""
        query = "SELECT max(rank) FROM things WHERE collection = ?"
        return int(self._connection.execute(query, (place.collection,)).fetchone()[0] or 0)

    def put(self, place: Place, thing: Any, rank: int | None = None) -> None:
        """Keep a thing. Raises :class:`Full`. ``rank`` is the number in the id of one that was not there at the start."""
        text = json.dumps(thing)  # plain ASCII: also half a surrogate pair can be kept
        if len(text) > MOST_BYTES:
            raise Full(f"The stand-in remembers things of {MOST_BYTES // 1024} KiB at most: send a smaller one.")
        self._put(place, text, len(text), rank)

    def delete(self, place: Place) -> None:
        """Remember that a thing was deleted, and forget all that was below it."""
        self._forget(place.below)
        self._put(place, None, 0, None)

    def empty(self, place: Place, start: Iterable[str]) -> None:
        """Remember that all things of a collection were deleted, and forget all that was below them.

        Args:
            place: The collection.
            start: The ids of what was there at the start.
        """
        self._forget(place.collection)
        query = "SELECT coalesce(sum(bytes), 0) FROM things WHERE collection = ?"
        (size,) = self._connection.execute(query, (place.collection,)).fetchone()
        self._connection.execute("UPDATE things SET thing = NULL, bytes = 0 WHERE collection = ?", (place.collection,))
        self._grow(0, -size)
        for ident in {*start, ""}:
            if not self.has(replace(place, id=ident)):
                self._put(replace(place, id=ident), None, 0, None)

    def is_emptied(self, place: Place) -> bool:
        """Whether all that was there at the start was deleted at once."""
        return self.has(replace(place, id=""))

    def clear(self) -> None:
        """Forget everything."""
        self._connection.execute("DELETE FROM things")
        self._connection.execute("DELETE FROM things_size")

    def _forget(self, path: str) -> None:
        """Forget the collections below a path."""
        ranges = (f"{path}/", f"{path}0")  # a zero is what comes after a slash
        count, size = self._connection.execute(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM things WHERE collection >= ? AND collection < ?", ranges
        ).fetchone()
        if count:
            self._connection.execute("DELETE FROM things WHERE collection >= ? AND collection < ?", ranges)
            self._grow(-count, -size)

    def _row(self, place: Place) -> Any:
        query = "SELECT thing, bytes FROM things WHERE collection = ? AND id = ?"
        return self._connection.execute(query, (place.collection, place.id)).fetchone()

    def _put(self, place: Place, text: str | None, size: int, rank: int | None) -> None:
        before = self._row(place)
        if before and before[0] is None and rank is not None:  # it comes again, as the last one
            self._connection.execute("DELETE FROM things WHERE collection = ? AND id = ?", (place.collection, place.id))
        new, more = (0, size - before[1]) if before else (1, size)
        self._make_room(new, more)
        self._connection.execute(
            "INSERT INTO things (collection, id, rank, bytes, thing) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (collection, id) DO UPDATE SET bytes = excluded.bytes, thing = excluded.thing",
            (place.collection, place.id, rank, size, text),
        )
        self._grow(new, more)

    def _make_room(self, new: int, more: int) -> None:
        """Raises :class:`Full` if there is no room, even without what is only remembered as deleted."""
        if self._fits(new, more):
            return
        count = self._connection.execute("DELETE FROM things WHERE thing IS NULL AND rank IS NOT NULL").rowcount
        self._grow(-count, 0)
        if not self._fits(new, more):
            raise Full(
                f"The stand-in remembers {MOST_THINGS:,} things, or {MOST_BYTES_IN_ALL // 2**20} MiB, at most:"
                " delete some, or reset it."
            )

    def _fits(self, new: int, more: int) -> bool:
        row = self._connection.execute("SELECT things, bytes FROM things_size").fetchone()
        things, size = row or (0, 0)
        too_many = new > 0 and things + new > MOST_THINGS
        return not too_many and (more <= 0 or size + more <= MOST_BYTES_IN_ALL)

    def _grow(self, new: int, more: int) -> None:
        self._connection.execute(
            "INSERT INTO things_size VALUES (1, ?, ?) ON CONFLICT (one)"
            " DO UPDATE SET things = things + excluded.things, bytes = bytes + excluded.bytes",
            (new, more),
        )
