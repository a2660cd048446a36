"""People: a person exists from the first time their number is met."""

import sqlite3

from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.serving.database import Database


class Users:
    """Rows of people: ``id``, ``number`` (E.164), ``name``, ``provisioned`` (has signed in)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_number(self, number: str) -> sqlite3.Row:
        """The person of a number. A person who did not exist does so from now on."""
        if self.find_by_number(number) is None:
            self.put(new_id(), number, "")
        return self._database.only("SELECT * FROM users WHERE number = ?", number)

    def find_by_number(self, number: str) -> sqlite3.Row | None:
        """The person of a number, if there is one."""
        return self._database.one("SELECT * FROM users WHERE number = ?", number)

    def find(self, user_id: str) -> sqlite3.Row | None:
        """The person of an id."""
        return self._database.one("SELECT * FROM users WHERE id = ?", user_id)

    def get(self, user_id: str) -> sqlite3.Row:
        """The person of an id that is known. Raises ``LookupError`` for any other."""
        return self._database.only("SELECT * FROM users WHERE id = ?", user_id)

    def put(self, user_id: str, number: str, name: str) -> None:
        """Add a person with a given id. Raises ``sqlite3.IntegrityError`` when id or number is taken."""
        self._database.run("INSERT INTO users (id, number, name) VALUES (?, ?, ?)", user_id, number, name)

    def rename(self, user_id: str, name: str) -> None:
        """Give a person a name."""
        self._database.run("UPDATE users SET name = ? WHERE id = ?", name, user_id)

    def provision(self, user_id: str) -> None:
        """Note that a person has signed in."""
        self._database.run("UPDATE users SET provisioned = 1 WHERE id = ? AND NOT provisioned", user_id)
