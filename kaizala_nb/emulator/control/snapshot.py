"""The whole state as JSON, out and in: every table with its rows. In it a PIN that can no longer be used is masked."""

from typing import Any

from kaizala_nb.emulator import identity
from kaizala_nb.emulator.control.screen import MASKED_PIN
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import SNAPSHOT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.identifiers import new_secret
from kaizala_nb.emulator.store.schema import VERSION
from kaizala_nb.emulator.values import PIN_LIFE_MS
from kaizala_nb.emulator.wire import Whole, Wire
from kaizala_nb.serving.snapshot import put_tables, tables_of

MOST_BYTES = 500_000_000


class Snapshot(Wire):
    """What :func:`take` gave."""

    version: Whole
    tables: dict[str, list[dict[str, Any]]]


def take(emulator: Emulator) -> dict[str, Any]:
    """The state as JSON."""
    database = emulator.store.database
    with emulator.transaction() as transaction:
        tables = tables_of(database)
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
            put_tables(database, snapshot.tables)
            identity.read(emulator.store)
            emulator.keep_connector(*own)
    except ValueError as trouble:
        raise Refusal(SNAPSHOT_REFUSED, reason=Plain(trouble)) from None
    emulator.reload()
    emulator.outbox.catch_up()
    return {}
