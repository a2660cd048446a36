"""One sqlite3 connection behind one lock: in memory, or in a file that outlives the process.

A file is private (mode 0600) and belongs to one process at a time. It is looked at before it is changed: a file of another
program, of another version, or a damaged one is refused and left as it is. Commits go to a write-ahead log, so what was answered
is there after the process was killed.

The log belongs to the file by its name. When somebody moves the file while it is in use, the log is written into it, wherever it is
now. Nothing more is written until the file is back.
"""

import errno
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Kind:
    """What databases of one kind have in common. A file of another kind is refused.

    Args:
        owner: Whose state it is, for sentences: ``the library``.
        application_id: The number that SQLite keeps in each file of the kind.
        version: The version of the tables.
        statements: The statements that make the tables.
        upgrades: By version, the statement that makes a file of it one of the next version.
        most_bytes: The largest size. What needs more raises ``sqlite3.OperationalError`` (``SQLITE_FULL``). 0 for no limit.
    """

    owner: str
    application_id: int
    version: int
    statements: tuple[str, ...]
    upgrades: Mapping[int, str] = field(default_factory=dict)
    most_bytes: int = 0


class DatabaseTrouble(Exception):
    """A database file cannot be used. The message is one sentence for whoever named the file; the file is as it was."""


class FileMoved(sqlite3.OperationalError):
    """The database file was moved, renamed or deleted while it was in use, so nothing is written to it."""


def storage_trouble(trouble: BaseException) -> str:
    """What is wrong with the disk or the file, as a sentence without its full stop; "" if the trouble is of another kind."""
    if isinstance(trouble, FileMoved):
        return "The database file was moved, renamed or deleted while it was in use. Put it back, or start again with where it is"
    full = "There is no room on the disk, or the database file cannot be written to. Make room"
    if isinstance(trouble, sqlite3.OperationalError):
        name = getattr(trouble, "sqlite_errorname", "")
        return full if name in ("SQLITE_FULL", "SQLITE_READONLY") or name.startswith("SQLITE_IOERR") else ""
    if isinstance(trouble, OSError):
        return full if trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS) else ""
    return ""


class Database:
    """A connection that one thread uses at a time. ``path`` None keeps everything in memory.

    ``connection`` is for whoever writes SQL inside :meth:`transaction`.

    Raises :class:`DatabaseTrouble` if the file cannot be used.
    """

    def __init__(self, path: str | None, kind: Kind) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self.connection = _memory(kind) if path is None else _file(Path(path), kind)
        self.connection.row_factory = sqlite3.Row
        if kind.most_bytes:
            (page_size,) = self.connection.execute("PRAGMA page_size").fetchone()
            self.connection.execute(f"PRAGMA max_page_count={kind.most_bytes // page_size}")
        self._files = _Files(Path(path)) if path is not None else None
        self._moved = False
        self._written = 0  # the connection's count of changes when the transaction began

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing of what happens inside, undisturbed by other threads. May be nested. Gives the connection."""
        with self._lock:
            if self._depth == 0:
                self._look_at_file()
                self.connection.execute("BEGIN")
                self._written = self.connection.total_changes
            self._depth += 1
            try:
                yield self.connection
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._roll_back()
                raise
            self._depth -= 1
            if self._depth == 0:
                try:
                    if self._moved and self.connection.total_changes != self._written:
                        raise FileMoved
                    self.connection.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise

    def _look_at_file(self) -> None:
        """Note whether the file is where it was. Once it is not, the log is written into it, for it is found by the file's name."""
        was = self._moved
        self._moved = self._files is not None and not self._files.are_there()
        if self._moved and not was:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _roll_back(self) -> None:
        if self.connection.in_transaction:  # a full disk makes SQLite roll back by itself
            self.connection.execute("ROLLBACK")

    def run(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """Execute a statement; its values follow, or a mapping of them alone."""
        with self._lock:
            return self.connection.execute(sql, values[0] if values and isinstance(values[0], dict) else values)

    def one(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row, if there is one."""
        with self._lock:
            row: sqlite3.Row | None = self.run(sql, *values).fetchone()
            return row

    def only(self, sql: str, *values: Any) -> sqlite3.Row:
        """The first row of a question that always has one. Raises ``LookupError`` where it has none: a fault of the caller's."""
        row = self.one(sql, *values)
        if row is None:
            raise LookupError("a row that has to be there is not")
        return row

    def all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows."""
        with self._lock:
            return self.run(sql, *values).fetchall()

    def tables(self) -> list[str]:
        """The names of the tables, without those that SQLite makes for itself."""
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        return [row["name"] for row in self.all(names)]

    def columns(self, table: str) -> dict[str, str]:
        """The names of a table's columns, each with its declared type; "" for any."""
        return {row["name"]: row["type"] for row in self.all(f"PRAGMA table_info({table})")}

    def rows(self, table: str) -> list[sqlite3.Row]:
        """All rows of a table, whose name is one of :meth:`tables`."""
        return self.all(f"SELECT * FROM {table}")  # noqa: S608  (our own table names)

    def put(self, table: str, values: Mapping[str, Any]) -> None:
        """A row of a table: a value for each of its :meth:`columns`. Raises ``sqlite3.IntegrityError`` where it does not fit."""
        marks = ", ".join("?" * len(values))
        self.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", *values.values())  # noqa: S608

    def empty(self) -> None:
        """Forget everything; to be called inside a transaction."""
        for name in self.tables():
            self.run(f"DELETE FROM {name}")  # noqa: S608  (our own table names)

    def close(self) -> None:
        """Close it; what was committed stays."""
        with self._lock:
            self.connection.close()


def _memory(kind: Kind) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    for statement in kind.statements:
        connection.execute(statement)
    return connection


class _Files:
    """A database file and its log, as they were when they were opened."""

    def __init__(self, path: Path) -> None:
        names = [str(path.absolute()), f"{path.absolute()}-wal"]  # whatever folder this process is in later
        inodes = {name: _inode(name) for name in names}
        self._inodes = {name: inode for name, inode in inodes.items() if inode}

    def are_there(self) -> bool:
        """Whether both are where they were."""
        return all(_inode(name) == inode for name, inode in self._inodes.items())


def _inode(name: str) -> tuple[int, int] | None:
    try:
        status = os.stat(name)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _file(path: Path, kind: Kind) -> sqlite3.Connection:
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise DatabaseTrouble(f"{path}: it is not a file that data can be kept in.")
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as trouble:
        raise DatabaseTrouble(f"{path}: {trouble.strerror or trouble}.") from None
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=0)
    try:
        if connection.execute("PRAGMA page_count").fetchone() == (0,):
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            _make(connection, kind)
        else:
            _recognise(connection, path, kind)
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN IMMEDIATE")  # takes the file, which stays ours from here
        _upgrade(connection, kind)
        _check_tables(connection, path, kind)
        connection.execute("COMMIT")
        os.chmod(path, 0o600)
    except sqlite3.OperationalError as trouble:
        connection.close()
        if "locked" in str(trouble):
            raise DatabaseTrouble(f"{path}: another process is using it.") from None
        raise DatabaseTrouble(f"{path}: {trouble}.") from None
    except sqlite3.DatabaseError as trouble:
        connection.close()
        raise DatabaseTrouble(f"{path}: it is damaged, or not a database ({trouble}). It was left as it is.") from None
    except DatabaseTrouble:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection, kind: Kind) -> None:
    """Bring a file of an earlier version to this one, inside the transaction that took it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    while version in kind.upgrades:
        connection.execute(kind.upgrades[version])
        version += 1
        connection.execute(f"PRAGMA user_version={version}")


def _make(connection: sqlite3.Connection, kind: Kind) -> None:
    """Make the tables in one transaction. A process that is killed meanwhile leaves an empty file, and none that is half made."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id={kind.application_id}")
    connection.execute(f"PRAGMA user_version={kind.version}")
    for statement in kind.statements:
        connection.execute(statement)
    connection.execute("COMMIT")


def _recognise(connection: sqlite3.Connection, path: Path, kind: Kind) -> None:
    """Look at a file without changing it."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != kind.application_id:
        raise DatabaseTrouble(f"{path}: it is not a database of {kind.owner}. It was left as it is.")
    if version != kind.version and version not in kind.upgrades:
        raise DatabaseTrouble(
            f"{path}: it is of version {version}, and this program reads version {kind.version}. It was left as it is."
        )
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise DatabaseTrouble(f"{path}: it is damaged ({' '.join(verdict.split())}). It was left as it is.")
    if version == kind.version:
        _check_tables(connection, path, kind)


def _check_tables(connection: sqlite3.Connection, path: Path, kind: Kind) -> None:
    """Raise :class:`DatabaseTrouble` where the tables are not those of this version."""
    with closing(_memory(kind)) as pattern:
        own, columns = _columns(pattern), _columns(connection)
    if odd := [name for name in own if columns.get(name) != own[name]]:
        raise DatabaseTrouble(
            f"{path}: its tables are not those of {kind.owner} ({', '.join(odd)}). It was left as it is."
        )


def _columns(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The columns of each table, as sets: a column that was added later is the last one, so their order differs."""
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    return {name: {row[1] for row in connection.execute(f"PRAGMA table_info([{name}])")} for name in names}
