"""All of the state, out and in: every table with its rows. A PIN that can no longer be used is masked in it."""

import base64
import binascii
import sqlite3
from typing import Any

from kaizala_nb.emulator.control.phones import MASKED_PIN
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import SNAPSHOT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.inferred import PIN_LIFE_MS
from kaizala_nb.emulator.store.database import VERSION
from kaizala_nb.emulator.wire import Whole, Wire

MOST_BYTES = 500_000_000
_BYTES = "$bytes"


class Snapshot(Wire):
    """What :func:`take` gave."""

    version: Whole
    tables: dict[str, list[dict[str, Any]]]


def take(emulator: Emulator) -> dict[str, Any]:
    """The state as JSON."""
    with emulator.store.transaction():
        database = emulator.store.database
        tables = {name: [_out(row) for row in database.all(f"SELECT * FROM {name}")] for name in database.tables()}  # noqa: S608
        now = emulator.clock.now()
    for sms in tables["sms"]:
        if sms["dead"] or now - sms["at"] >= PIN_LIFE_MS:
            sms |= {"pin": MASKED_PIN, "dead": 1}
    return {"version": VERSION, "tables": tables}


def restore(emulator: Emulator, snapshot: Snapshot) -> dict[str, Any]:
    """The state as it was when the snapshot was taken. Raises Refusal (400) for one of another version, or one that is broken."""
    if snapshot.version != VERSION:
        raise Refusal(SNAPSHOT_REFUSED, reason=Plain(f"it is of version {snapshot.version}, not {VERSION}"))
    database = emulator.store.database
    try:
        with emulator.store.transaction():
            columns = {name: database.columns(name) for name in database.tables()}
            if set(snapshot.tables) != set(columns):
                raise ValueError("it has other tables")
            database.empty()
            for table, rows in snapshot.tables.items():
                for row in rows:
                    _insert(database, table, columns[table], row)
            if emulator.store.get("signing_key") is None or emulator.store.get("application_id") is None:
                raise ValueError("it is not whole")
            emulator.reload()
    except (ValueError, TypeError, sqlite3.Error, binascii.Error) as trouble:
        emulator.reload()
        reason = trouble if isinstance(trouble, ValueError) else "its rows do not fit"
        raise Refusal(SNAPSHOT_REFUSED, reason=Plain(reason)) from None
    emulator.outbox.catch_up()
    return {}


def _insert(database: Any, table: str, columns: list[str], row: dict[str, Any]) -> None:
    if set(row) != set(columns):
        raise ValueError(f"rows of {table} have other columns")
    marks = ", ".join("?" * len(columns))
    values = [_in(row[name]) for name in columns]
    database.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", *values)  # noqa: S608


def _out(row: sqlite3.Row) -> dict[str, Any]:
    return {
        name: {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in zip(row.keys(), row, strict=True)
    }


def _in(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value[_BYTES], validate=True) if set(value) == {_BYTES} else None
    return value
