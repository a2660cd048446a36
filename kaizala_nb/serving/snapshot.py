"""The content of a database as JSON, out and in: every table with its rows."""

import base64
import binascii
import sqlite3
from collections.abc import Mapping
from typing import Any

from kaizala_nb.serving.database import Database

Tables = dict[str, list[dict[str, Any]]]
"""The rows of each table by its name; of each row, the values by the names of the columns."""

_BYTES = "$bytes"
_ANY: tuple[type, ...] = (str, int, float, bytes)
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (int, float), "BLOB": (bytes,)}


def tables_of(database: Database) -> Tables:
    """All tables."""
    return {name: [_out(row) for row in database.rows(name)] for name in database.tables()}


def put_tables(database: Database, tables: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put these tables in the place of those of the database; to be called inside a transaction.

    Raises ``ValueError``, with a part of a sentence, if they do not fit.
    """
    columns = {name: database.columns(name) for name in database.tables()}
    if set(tables) != set(columns):
        raise ValueError("it has other tables")
    database.empty()
    try:
        for table, rows in tables.items():
            for row in rows:
                _insert(database, table, columns[table], row)
    except sqlite3.IntegrityError:
        raise ValueError("its rows do not fit") from None


def _insert(database: Database, table: str, columns: dict[str, str], row: dict[str, Any]) -> None:
    if set(row) != set(columns):
        raise ValueError(f"rows of {table} have other columns")
    values = {name: _in(row[name]) for name in columns}
    for name, declared in columns.items():
        value = values[name]
        fits = value is None or (isinstance(value, _TYPES.get(declared, _ANY)) and not isinstance(value, bool))
        if not fits or (isinstance(value, int) and abs(value) >= 2**63):
            raise ValueError(f"a value of {name} in {table} does not fit")
    database.put(table, values)


def _out(row: sqlite3.Row) -> dict[str, Any]:
    return {
        name: {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in zip(row.keys(), row, strict=True)
    }


def _in(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    try:
        return base64.b64decode(value[_BYTES], validate=True)
    except (KeyError, TypeError, binascii.Error):
        raise ValueError("a value in it is of no kind that there is") from None
