"""The receiver on the page about the stand-in takes what is signed, and nothing else."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.patience import DEADLINE, wait_until
from tests.ports import free_port
from tests.toolkit.stand_in.manners.conftest import Door
from tests.toolkit.stand_in.manners.test_webhook import BOOK, until

PAGE = Path("docs/stand-in.md").read_text(encoding="utf-8")
(PROGRAM,) = [code for code in re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S) if "class Receiver" in code]


@pytest.fixture
def url() -> Iterator[str]:
    """The receiver, as a program of its own."""
    port = free_port()
    command = [sys.executable, "-c", PROGRAM.replace("8602", str(port))]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as program:
        try:
            wait_until(lambda: program.poll() is not None or _listens(port))
            yield f"http://127.0.0.1:{port}/"
        finally:
            program.kill()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_it_takes_what_is_signed_and_refuses_what_is_not(library: Door, url: str) -> None:
    library.manners.teach("webhook", url=url, tries=1)
    assert library("POST", "/books", json=BOOK).status_code == 201
    until(library, [("delivered", 1)])
    (told,) = library.manners.deliveries()
    assert told["status"] == 204
    assert requests.post(url, told["body"].encode(), timeout=DEADLINE).status_code == 401
    library.manners.teach("webhook", url=url, secret="of somebody else", tries=1)
    library("POST", "/books", json=BOOK)
    until(library, [("given up", 1)])
