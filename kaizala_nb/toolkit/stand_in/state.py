"""What a stand-in has to remember, in one SQLite database: in memory, or in a file."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class State:
    """The database. Who remembers something declares its tables.

    Args:
        database: The file; None keeps everything in memory.
        tables: Statements ``CREATE TABLE IF NOT EXISTS …``.
    """

    def __init__(self, database: str | None = None, tables: Iterable[str] = ()) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(database or ":memory:", isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        for statement in tables:
            self._connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing of what happens inside, undisturbed by other threads. It may not be nested."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
