"""The database of any application: of one kind, of a size that has a limit."""

import sqlite3

import pytest

from kaizala_nb.serving.database import Database, DatabaseTrouble, Kind

LIBRARY = Kind("the library", 0x6C696272, 1, ("CREATE TABLE books (title TEXT)",), most_bytes=100_000)
ARCHIVE = Kind("the archive", 0x61726368, 1, ("CREATE TABLE books (title TEXT)",))


@pytest.mark.parametrize("where", ["a file", "memory"])
def test_a_full_database_refuses_what_comes_and_keeps_what_is_there(tmp_path, where):
    database = Database(str(tmp_path / "library.db") if where == "a file" else None, LIBRARY)
    stored = 0
    with pytest.raises(sqlite3.OperationalError, match="full"):
        while True:
            with database.transaction():
                database.run("INSERT INTO books VALUES (?)", "x" * 10_000)
            stored += 1
    with database.transaction():
        assert len(database.rows("books")) == stored > 5
        database.empty()
    with database.transaction():
        database.run("INSERT INTO books VALUES (?)", "Emma")
    database.close()


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path):
    file = tmp_path / "library.db"
    Database(str(file), LIBRARY).close()
    before = file.read_bytes()
    with pytest.raises(DatabaseTrouble, match="not a database of the archive"):
        Database(str(file), ARCHIVE)
    assert file.read_bytes() == before
