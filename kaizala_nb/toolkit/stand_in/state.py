"""What a stand-in has to remember, in one SQLite database: in memory, or in a file that survives the end of the program."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from kaizala_nb.serving.database import Database, DatabaseTrouble, Kind
from kaizala_nb.serving.snapshot import Tables, put_tables, tables_of

_VERSION = 1
_META = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
MOST_BYTES = 32 * 1024 * 1024
"""The largest size of the database. A snapshot of it has to fit into a request."""


class State:
    """The database. Who remembers something declares its tables. A file belongs to one collection, and to one process at a time.

    Args:
        database: The file; None keeps everything in memory.
        tables: Statements ``CREATE TABLE IF NOT EXISTS …``.
        collection: The name of the collection.

    Raises:
        DatabaseTrouble: the file cannot be used, or holds the state of another collection.
    """

    def __init__(self, database: str | None = None, tables: Iterable[str] = (), collection: str = "") -> None:
        kind = Kind("a stand-in", 0x6B737469, _VERSION, (_META, *tables), most_bytes=MOST_BYTES)  # "ksti"
        self._database = Database(database, kind)
        self._digest = hashlib.sha256(collection.encode("utf-8", "surrogatepass")).hexdigest()
        self._claim(database)

    def _claim(self, file: str | None) -> None:
        """Note whose state this is. Raises :class:`DatabaseTrouble` if it is that of another collection."""
        with self._database.transaction():
            digest = self.fact("collection")
            if not digest:
                self.keep("collection", self._digest)
        if digest not in ("", self._digest):
            self._database.close()
            raise DatabaseTrouble(f"{file}: it holds the state of another collection. It was left as it is.")

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """All or nothing of what happens inside, undisturbed by other threads. Rows are ``sqlite3.Row``.

        Raises ``sqlite3.OperationalError`` (``SQLITE_FULL``) if there is no room for what happens inside.
        """
        return self._database.transaction()

    def rows(self, query: str) -> list[sqlite3.Row]:
        """What is there now, for a question that needs no transaction."""
        return self._database.all(query)

    def fact(self, name: str) -> str:
        """A single value of the state, such as how far its clock was turned; "" if it was never set."""
        row = self._database.one("SELECT value FROM meta WHERE name = ?", name)
        return row["value"] if row else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a single value."""
        with self._database.transaction():
            self._database.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def snapshot(self) -> dict[str, Any]:
        """All of it, as JSON for :meth:`restore`."""
        with self._database.transaction():
            return {"version": _VERSION, "tables": tables_of(self._database)}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Put the state of a snapshot in the place of this one.

        Raises ``ValueError`` with a sentence if it does not fit; nothing is changed then.
        """
        tables = _tables_in(snapshot)
        if tables is None:
            raise ValueError("This is no snapshot of a stand-in of this version.")
        try:
            with self._database.transaction():
                put_tables(self._database, tables)
                if self.fact("collection") != self._digest:
                    raise ValueError("it is of another collection")
        except ValueError as trouble:
            raise ValueError(f"This snapshot does not fit: {trouble}.") from None

    def clear(self) -> None:
        """Forget everything."""
        with self._database.transaction():
            self._database.empty()
            self.keep("collection", self._digest)

    def close(self) -> None:
        """Close the database. Its file holds what was there."""
        self._database.close()


def _tables_in(snapshot: Mapping[str, Any]) -> Tables | None:
    """The tables of a snapshot; None if it is none of this version."""
    tables = snapshot.get("tables")
    if snapshot.get("version") != _VERSION or not isinstance(tables, dict):
        return None
    for rows in tables.values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            return None
    return tables
