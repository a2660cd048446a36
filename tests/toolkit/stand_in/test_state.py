"""What a stand-in remembers: in a file of one collection, moved as a snapshot."""

import pytest

from kaizala_nb import Collection
from kaizala_nb.serving.database import DatabaseTrouble
from kaizala_nb.toolkit.stand_in import manners
from kaizala_nb.toolkit.stand_in import state as of_state
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from kaizala_nb.toolkit.stand_in.state import State
from tests.toolkit.stand_in.conftest import LIBRARY

BOOKS = "CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, cover BLOB)"


def state(file=None, collection="Library"):
    return State(file and str(file), (BOOKS,), collection)


def add(into, title):
    with into.transaction() as connection:
        connection.execute("INSERT INTO books (title, cover) VALUES (?, ?)", (title, b"\x00\xff"))


def titles(of):
    with of.transaction() as connection:
        return [row["title"] for row in connection.execute("SELECT title FROM books ORDER BY id")]


def test_a_file_is_private_and_belongs_to_one_collection_and_one_at_a_time(tmp_path):
    file = tmp_path / "library.db"
    first = state(file)
    add(first, "Emma")
    with pytest.raises(DatabaseTrouble, match="another process"):
        state(file)
    first.close()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(DatabaseTrouble, match="another collection"):
        state(file, "Archive")
    again = state(file)
    assert titles(again) == ["Emma"]
    again.close()


def test_a_snapshot_is_all_of_it_and_one_that_does_not_fit_changes_nothing():
    here = state()
    add(here, "Emma")
    snapshot = here.snapshot()
    here.clear()
    assert titles(here) == []
    here.restore(snapshot)
    assert titles(here) == ["Emma"]
    for broken in (
        {},
        snapshot | {"version": 99},
        snapshot | {"tables": []},
        snapshot | {"tables": snapshot["tables"] | {"books": [{"id": 1}]}},
        snapshot | {"tables": snapshot["tables"] | {"books": snapshot["tables"]["books"] * 2}},
        state(collection="Archive").snapshot(),
    ):
        with pytest.raises(ValueError, match="snapshot"):
            here.restore(broken)
        assert titles(here) == ["Emma"]
    here.close()


def test_what_has_no_room_is_refused_in_words_and_what_is_there_stays(monkeypatch):
    monkeypatch.setattr(of_state, "MOST_BYTES", 200_000)
    monkeypatch.setattr(manners, "TABLES", (*manners.TABLES, BOOKS))
    stand_in = StandIn(Collection.from_postman(LIBRARY))

    def store(found, request, go_on):
        add(stand_in.state, "x" * 10_000)
        return go_on(request)

    monkeypatch.setattr(stand_in.manners, "answer", store)
    statuses = [stand_in.answer(Request("GET", "/hours")).status for _ in range(40)]
    assert set(statuses) == {200, 507}
    assert len(titles(stand_in.state)) == statuses.count(200) == statuses.index(507)
    assert b"Nothing was changed" in stand_in.answer(Request("GET", "/hours")).body
    stand_in.reset()
    assert stand_in.answer(Request("GET", "/hours")).status == 200
    stand_in.close()
