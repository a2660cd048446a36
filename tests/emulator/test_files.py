"""Database files that are odd, and what happens to one while it is in use: a clear error, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from kaizala_nb.emulator import DatabaseTrouble, Emulator
from tests.emulator.conftest import ASHA, opened, serve
from tests.emulator.test_serve import run
from tests.patience import DEADLINE


@pytest.fixture
def file(tmp_path):
    """A database of a Kaizala that stopped."""
    path = tmp_path / "kaizala.db"
    Emulator(database=str(path)).close()
    return path


def drop_all(database):
    """Leave the file as ours, without tables."""
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        database.execute(f"DROP TABLE {name}")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (drop_all, "tables"),
        (lambda database: database.execute("DROP TABLE sms"), "sms"),
        (lambda database: database.execute("ALTER TABLE sms RENAME COLUMN at TO moment"), "sms"),
        (lambda database: database.execute("UPDATE meta SET value = 'abc' WHERE name = 'offset'"), "clock"),
        (lambda database: database.execute("UPDATE meta SET value = 1e300 WHERE name = 'offset'"), "clock"),
        (lambda database: database.execute("UPDATE meta SET value = -1 WHERE name = 'offset'"), "clock"),
        (lambda database: database.execute("UPDATE meta SET value = 7 WHERE name = 'signing_key'"), "key"),
        (lambda database: database.execute("DELETE FROM meta WHERE name = 'signing_key'"), "key"),
        (lambda database: database.execute("DELETE FROM meta WHERE name = 'application_id'"), "connector"),
    ],
)
def test_a_file_whose_inside_does_not_fit_is_said_so_and_left_as_it_is(file, spoil, word):
    with closing(sqlite3.connect(file)) as database:
        database.execute("INSERT OR IGNORE INTO meta VALUES ('offset', 0.0)")
        spoil(database)
        database.commit()
    before = file.read_bytes()
    refused = run("--database", str(file))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Error: {file}: ")
    assert word in refused.stderr
    assert "left as it is" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert file.read_bytes() == before


def test_a_deleted_connector_locks_nobody_out_of_a_file(file):
    with closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM connectors")
        database.commit()
    emulator = Emulator(database=str(file), throttle=False)
    with opened(emulator, "in process") as client:
        assert client.signed_in().call("GET", "/v1/groups").status_code == 200
    emulator.close()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_said_so_at_once(tmp_path, make):
    make(tmp_path / "odd.db")
    with pytest.raises(DatabaseTrouble, match="not a file"):
        Emulator(database=str(tmp_path / "odd.db"))
    refused = run("--database", str(tmp_path / "odd.db"))
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr


def test_an_empty_file_and_one_whose_making_was_killed_begin_anew(tmp_path):
    """Killed at any moment while the file is made, it can be started again."""
    path = tmp_path / "kaizala.db"
    path.touch()
    Emulator(database=str(path)).close()
    code = (
        "import os, sqlite3, sys; from kaizala_nb.serving import database as d; from kaizala_nb.emulator import Emulator\n"
        "steps = int(sys.argv[2])\n"
        "class Killed(sqlite3.Connection):\n"
        "    def execute(self, *given):\n"
        "        global steps; steps -= 1\n"
        "        if steps < 0: os._exit(9)\n"
        "        return super().execute(*given)\n"
        "connect = sqlite3.connect\n"
        "d.sqlite3.connect = lambda *given, **named: connect(*given, factory=Killed, **named)\n"
        "Emulator(database=sys.argv[1])"
    )
    for steps in (1, 2, 3, 5, 20, 40, 43, 44, 45, 46, 47, 48, 50, 55):
        path = tmp_path / f"{steps}.db"
        killed = subprocess.run([sys.executable, "-c", code, str(path), str(steps)], check=False, timeout=DEADLINE)
        assert killed.returncode in (0, 9)
        Emulator(database=str(path)).close()


def texts(client):
    """The messages on Asha's phone."""
    chats = client.control("GET", f"phones/{ASHA}")["chats"]
    return [chat["text"] for chat in chats if chat["kind"] == "message"]


def say(me, group, text):
    """A message; what was answered, whatever it is."""
    url = f"{me.url}/v1/groups/{group}/messages"
    return me.http.post(url, json={"message": text}, headers={"accessToken": me.token}, timeout=DEADLINE)


@pytest.mark.parametrize("also_log", [False, True])
def test_a_file_that_is_renamed_while_serving_loses_nothing_and_takes_no_more(tmp_path, also_log):
    file, moved = tmp_path / "kaizala.db", tmp_path / "elsewhere" / "moved.db"
    moved.parent.mkdir()
    served = serve("--database", str(file), "--no-throttle")
    me = served.client.signed_in()
    group = me.group(ASHA)
    assert say(me, group, "before").status_code == 200
    file.rename(moved)
    if also_log:
        (tmp_path / "kaizala.db-wal").rename(tmp_path / "elsewhere" / "kaizala.db-wal")
    refused = say(me, group, "lost")
    assert refused.status_code == 500
    assert "moved, renamed or deleted" in refused.json()["message"]
    assert texts(me) == ["before"]  # what is there can still be read
    copy = tmp_path / "copy.db"
    shutil.copy(moved, copy)  # as a kill would leave it
    again = Emulator(database=str(copy), throttle=False)
    with opened(again, "in process") as client:
        assert texts(client) == ["before"]
    again.close()
    moved.rename(file)
    if also_log:
        (tmp_path / "elsewhere" / "kaizala.db-wal").rename(tmp_path / "kaizala.db-wal")
    assert say(me, group, "after").status_code == 200
    served.process.kill()
    served.process.communicate()
    again = Emulator(database=str(file), throttle=False)
    with opened(again, "in process") as client:
        assert texts(client) == ["before", "after"]
    again.close()


def test_a_file_that_is_deleted_while_serving_takes_no_more(tmp_path):
    file = tmp_path / "kaizala.db"
    served = serve("--database", str(file), "--no-throttle")
    me = served.client.signed_in()
    group = me.group(ASHA)
    file.unlink()
    assert say(me, group, "lost").status_code == 500
    assert me.call("GET", "/v1/groups").status_code == 200
    served.process.kill()
    served.process.communicate()
