"""Files that were uploaded."""

import sqlite3

from kaizala_nb.serving.database import Database


class Media:
    """Rows of files: ``id``, ``name`` (as its owner called it: never a file name here), ``type``, ``at``, ``content``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, media_id: str, name: str, type: str, owner_id: str, at: int, content: bytes) -> None:
        """Add a file."""
        self._database.run(
            "INSERT INTO media (id, name, type, owner_id, at, content) VALUES (?, ?, ?, ?, ?, ?)",
            media_id,
            name,
            type,
            owner_id,
            at,
            content,
        )

    def find(self, media_id: str) -> sqlite3.Row | None:
        """The file of an id."""
        return self._database.one("SELECT * FROM media WHERE id = ?", media_id)

    def about(self, media_id: str) -> sqlite3.Row | None:
        """``id``, ``name``, ``type`` and ``size`` (in bytes) of the file of an id, without its content."""
        return self._database.one("SELECT id, name, type, length(content) AS size FROM media WHERE id = ?", media_id)
