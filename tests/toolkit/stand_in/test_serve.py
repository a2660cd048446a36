"""``kaizala-nb collection serve``: a process of its own."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from kaizala_nb import Collection
from kaizala_nb.cli import main
from tests.toolkit.stand_in.conftest import LIBRARY, TIMEOUT, Client

BOOK = {"title": "Emma", "author": "Jane Austen"}


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen, dict]]:
    """The process, and its line."""
    command = [sys.executable, "-m", "kaizala_nb", "collection", "serve", str(LIBRARY), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def test_it_says_where_it_is_answers_a_class_and_ends_when_it_is_asked():
    with served("--key", "k") as (process, known):
        assert (known["key"], known["name"]) == ("k", "City library")
        assert known["requests"] == len(Collection.from_postman(LIBRARY))
        clients = [Client(known["url"], known["key"]) for _ in range(30)]
        assert clients[0].control("POST", "faults", {"delay": 1, "times": 20}).status_code == 200
        headers = {"Authorization": "Bearer practice"}
        with ThreadPoolExecutor(30) as people:
            replies = list(people.map(lambda client: client.call("GET", "/hours"), clients))
            added = list(people.map(lambda client: client.call("POST", "/books", json=BOOK, headers=headers), clients))
        assert {reply.status_code for reply in replies} == {200}
        assert len({reply.content for reply in replies}) == 1
        assert len({reply.json()["id"] for reply in added}) == 30
        assert len(clients[0].control("GET", "journal").json()["calls"]) == 60
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0
        assert process.stdout.read() == process.stderr.read() == ""


def test_what_was_answered_is_there_after_kill_9(tmp_path):
    file, added = str(tmp_path / "library.db"), []
    for _ in range(2):
        with served("--database", file) as (process, known):
            client = Client(known["url"], known["key"])
            headers = {"Authorization": "Bearer practice"}
            added.append(client.call("POST", "/books", json=BOOK, headers=headers).json()["id"])
            assert all(client.call("GET", f"/books/{one}", headers=headers).status_code == 200 for one in added)
            process.kill()
            process.wait(TIMEOUT)
    assert len(set(added)) == 2


def test_the_copy_that_leads_to_it_is_there_when_it_is_ready(tmp_path):
    path = tmp_path / "led.json"
    with served("--write-collection", str(path)) as (_, known):
        assert known["collection"] == str(path)
        (base,) = [one for one in json.loads(path.read_text())["variable"] if one["key"] == "base_url"]
        assert base["value"] == known["variables"]["base_url"]


def test_a_file_that_cannot_be_used_is_said_in_a_sentence(tmp_path):
    (tmp_path / "notes.db").write_text("my notes")
    (tmp_path / "broken.json").write_text("{")
    for arguments, word in (
        ([str(LIBRARY), "--database", str(tmp_path / "notes.db")], "left as it is"),
        ([str(tmp_path / "broken.json")], "broken.json"),
        ([str(LIBRARY), "--environment", "nowhere"], "nowhere"),
        ([str(LIBRARY), "--write-collection", str(tmp_path / "notes.db")], "left as it is"),
    ):
        ran = CliRunner().invoke(main, ["collection", "serve", *arguments])
        assert ran.exit_code == 1
        assert word in ran.output
        assert "Traceback" not in ran.output
    assert (tmp_path / "notes.db").read_text() == "my notes"


def test_a_port_that_is_taken_is_said_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "kaizala_nb", "collection", "serve", str(LIBRARY), "--port", port]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    assert ran.returncode == 1
    assert f"Port {port} cannot be used" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "option", ["--port", "--database", "--stateless", "--environment", "--key", "--allow-host", "--write-collection"]
)
def test_its_help_names_its_options(option):
    assert option in CliRunner().invoke(main, ["collection", "serve", "--help"]).output
