"""Connectors, and the refresh tokens that they were given."""

import hashlib
import sqlite3

from kaizala_nb.serving.database import Database


class Connectors:
    """Rows of connectors: ``id``, ``secret``, ``name``, ``permissions`` (a mask), ``redirect_url``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, application_id: str, secret: str, name: str, permissions: str, redirect_url: str = "") -> None:
        """Add a connector, or put it in the place of the one with this id."""
        self._database.run(
            "INSERT OR REPLACE INTO connectors (id, secret, name, permissions, redirect_url) VALUES (?, ?, ?, ?, ?)",
            application_id,
            secret,
            name,
            permissions,
            redirect_url,
        )

    def grant(self, application_id: str, permissions: str) -> None:
        """Say what a connector may do from now on, as a mask."""
        self._database.run("UPDATE connectors SET permissions = ? WHERE id = ?", permissions, application_id)

    def all(self) -> list[sqlite3.Row]:
        """All connectors."""
        return self._database.all("SELECT * FROM connectors ORDER BY name, id")

    def delete(self, application_id: str) -> bool:
        """Delete a connector with its refresh tokens and codes. False if there was none."""
        self._database.run("DELETE FROM refresh_tokens WHERE application_id = ?", application_id)
        self._database.run("DELETE FROM codes WHERE application_id = ?", application_id)
        return self._database.run("DELETE FROM connectors WHERE id = ?", application_id).rowcount > 0

    def find(self, application_id: str) -> sqlite3.Row | None:
        """The connector of an id."""
        return self._database.one("SELECT * FROM connectors WHERE id = ?", application_id)

    def get(self, application_id: str) -> sqlite3.Row:
        """The connector of an id that is known. Raises ``LookupError`` for any other."""
        return self._database.only("SELECT * FROM connectors WHERE id = ?", application_id)

    def keep_refresh_token(
        self, token: str, application_id: str, user_id: str, expires: int, group_id: str = ""
    ) -> None:
        """Remember a token that was given out, by its digest. ``expires`` is in epoch seconds."""
        self._database.run(
            "INSERT INTO refresh_tokens (digest, application_id, user_id, expires, group_id) VALUES (?, ?, ?, ?, ?)",
            _digest(token),
            application_id,
            user_id,
            expires,
            group_id,
        )

    def revoke_refresh_tokens(self, application_id: str, user_id: str, group_id: str = "") -> None:
        """Revoke the tokens of a connector for a person, or for a group."""
        self._database.run(
            "UPDATE refresh_tokens SET revoked = 1 "
            "WHERE application_id = ? AND group_id = ? AND (user_id = ? OR group_id <> '')",
            application_id,
            group_id,
            user_id,
        )

    def knows_refresh_token(self, token: str) -> bool:
        """Whether a token was given out and not revoked."""
        row = self._database.one("SELECT revoked FROM refresh_tokens WHERE digest = ?", _digest(token))
        return row is not None and not row["revoked"]

    def gave_refresh_token(self, token: str) -> bool:
        """Whether a token was ever given out."""
        return self._database.one("SELECT 1 FROM refresh_tokens WHERE digest = ?", _digest(token)) is not None

    def forget_refresh_tokens(self, now: int) -> None:
        """Forget the tokens that have run out at ``now`` (epoch seconds)."""
        self._database.run("DELETE FROM refresh_tokens WHERE expires <= ?", now)

    def keep_code(self, code: str, application_id: str, user_id: str, expires: int) -> None:
        """Remember an OAuth code, by its digest. ``expires`` is in epoch milliseconds."""
        self._database.run(
            "INSERT INTO codes (digest, application_id, user_id, expires) VALUES (?, ?, ?, ?)",
            _digest(code),
            application_id,
            user_id,
            expires,
        )

    def take_code(self, code: str) -> sqlite3.Row | None:
        """Find a code that was given out, and forget it: it works once."""
        row = self._database.one("SELECT * FROM codes WHERE digest = ?", _digest(code))
        self._database.run("DELETE FROM codes WHERE digest = ?", _digest(code))
        return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
