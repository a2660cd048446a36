"""The SMS that phones have received; each holds a PIN."""

import sqlite3

from kaizala_nb.serving.database import Database


class Sms:
    """Rows of SMS: ``seq``, ``number``, ``application_id``, ``pin``, ``at`` (epoch ms), ``tries``, ``dead``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def deliver(self, number: str, application_id: str, pin: str, at: int) -> None:
        """Add an SMS with a PIN. The PINs that this number got before are dead."""
        self._database.run("UPDATE sms SET dead = 1 WHERE number = ? AND NOT dead", number)
        self._database.run(
            "INSERT INTO sms (number, application_id, pin, at) VALUES (?, ?, ?, ?)", number, application_id, pin, at
        )

    def live(self, number: str, application_id: str) -> sqlite3.Row | None:
        """The SMS whose PIN a connector may use for this number."""
        return self._database.one(
            "SELECT * FROM sms WHERE number = ? AND application_id = ? AND NOT dead ORDER BY seq DESC",
            number,
            application_id,
        )

    def kill_pin(self, seq: int) -> None:
        """The PIN of this SMS is good no longer."""
        self._database.run("UPDATE sms SET dead = 1 WHERE seq = ?", seq)

    def count_try(self, seq: int) -> None:
        """Count one more wrong PIN."""
        self._database.run("UPDATE sms SET tries = tries + 1 WHERE seq = ?", seq)

    def to_number(self, number: str) -> list[sqlite3.Row]:
        """All SMS to a number, oldest first."""
        return self._database.all("SELECT * FROM sms WHERE number = ? ORDER BY seq", number)
