"""The whole state as JSON, out and in: every table with its rows. In it a PIN that can no longer be used is masked."""

import base64
import binascii
import sqlite3
from typing import Any

from kaizala_nb.emulator import identity
from kaizala_nb.emulator.control.screen import MASKED_PIN
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import SNAPSHOT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.identifiers import new_secret
from kaizala_nb.emulator.store.schema import VERSION
from kaizala_nb.emulator.values import PIN_LIFE_MS
from kaizala_nb.emulator.wire import Whole, Wire

MOST_BYTES = 500_000_000
_BYTES = "$bytes"
_TYPES: dict[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "BLOB": (bytes,),
    "": (str, int, float, bytes),
}


class Snapshot(Wire):
    """What :func:`take` gave."""

    version: Whole
    tables: dict[str, list[dict[str, Any]]]


def take(emulator: Emulator) -> dict[str, Any]:
    """The state as JSON."""
    database = emulator.store.database
    with emulator.transaction() as transaction:
        tables = {name: [_out(row) for row in database.rows(name)] for name in database.tables()}
        now = transaction.now
    for sms in tables["sms"]:
        if sms["dead"] or now - sms["at"] >= PIN_LIFE_MS:
            sms |= {"pin": MASKED_PIN, "dead": 1}
    return {"version": VERSION, "tables": tables}


def restore(emulator: Emulator, snapshot: Snapshot) -> dict[str, Any]:
    """Put the state of a snapshot in the place of this one.

    The ready-made connector of this Kaizala keeps its id and secret. So whoever knows them can sign in, even where the snapshot is
    of another Kaizala.

    Raises Refusal (400) for one of another version, or one that is broken: nothing is changed then.
    """
    if snapshot.version != VERSION:
        raise Refusal(SNAPSHOT_REFUSED, reason=Plain(f"it is of version {snapshot.version}, not {VERSION}"))
    database = emulator.store.database
    try:
        with emulator.store.transaction():
            own = emulator.application_id, emulator.application_secret or new_secret()
            columns = {name: database.columns(name) for name in database.tables()}
            if set(snapshot.tables) != set(columns):
                raise ValueError("it has other tables")
            database.empty()
            for table, rows in snapshot.tables.items():
                for row in rows:
                    _insert(database, table, columns[table], row)
            identity.read(emulator.store)
            emulator.keep_connector(*own)
    except (ValueError, sqlite3.IntegrityError) as trouble:
        reason = trouble if isinstance(trouble, ValueError) else "its rows do not fit"
        raise Refusal(SNAPSHOT_REFUSED, reason=Plain(reason)) from None
    emulator.reload()
    emulator.outbox.catch_up()
    return {}


def _insert(database: Any, table: str, columns: dict[str, str], row: dict[str, Any]) -> None:
    if set(row) != set(columns):
        raise ValueError(f"rows of {table} have other columns")
    values = {name: _in(row[name]) for name in columns}
    for name, declared in columns.items():
        value = values[name]
        fits = value is None or (isinstance(value, _TYPES[declared]) and not isinstance(value, bool))
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
