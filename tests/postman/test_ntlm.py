"""NTLM: three requests on one connection, with a server that checks the password as a service of Windows does."""

import json
import re
from base64 import b64decode, b64encode

import pytest
import spnego
from click.testing import CliRunner

from kaizala_nb.cli import main
from tests.toolkit.client.raw import raw_server, read_request

PASSWORD = "s3cret-of-the-user"


@pytest.fixture
def service(tmp_path, monkeypatch):
    """The port of a service that lets in whoever knows the password; and for each connection what was asked on it."""
    users = tmp_path / "users"
    users.write_text(f"LIBRARY:ann:{PASSWORD}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    connections: list[list[bytes]] = []

    def talk(connection, over):
        heads: list[bytes] = []
        connections.append(heads)
        server = None
        while head := read_request(connection):
            heads.append(head)
            server = server or spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)
            status, asked = answer(server, head)
            lines = [f"HTTP/1.1 {status} Said", "Content-Length: 2", *(["WWW-Authenticate: " + asked] if asked else [])]
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n{}").encode())

    with raw_server(talk) as port:
        yield port, connections


def answer(server, head):
    given = re.search(rb"Authorization: NTLM (\S+)", head)
    if given is None:
        return 401, "Negotiate, NTLM"
    try:
        token = server.step(b64decode(given[1]))
    except spnego.exceptions.SpnegoError:
        return 401, "NTLM"
    return (200, "") if server.complete else (401, f"NTLM {b64encode(token or b'').decode()}")


def run(tmp_path, port, **fields):
    auth = {"type": "ntlm", "ntlm": [{"key": name, "value": value} for name, value in fields.items()]}
    request = {"method": "GET", "url": f"http://127.0.0.1:{port}/x", "auth": auth}
    file = tmp_path / "collection.json"
    file.write_text(json.dumps({"info": {"name": "Library"}, "item": [{"name": "One", "request": request}]}))
    return CliRunner().invoke(main, ["collection", "run", str(file)])


@pytest.mark.parametrize(
    "fields", [{"username": "ann", "domain": "LIBRARY"}, {"username": "LIBRARY\\ann"}, {"username": "ann@LIBRARY"}]
)
def test_who_knows_the_password_is_let_in_on_one_connection(tmp_path, service, fields):
    port, connections = service
    done = run(tmp_path, port, password=PASSWORD, workstation="desk", **fields)
    assert done.exit_code == 0, done.output
    (heads,) = [heads for heads in connections if heads]
    assert [b"Authorization" in head for head in heads] == [False, True, True]
    last = b64decode(re.search(rb"Authorization: NTLM (\S+)", heads[2])[1])
    assert "DESK".encode("utf-16-le") in last


def test_who_does_not_is_refused_once(tmp_path, service):
    port, connections = service
    done = run(tmp_path, port, username="ann", domain="LIBRARY", password="wrong-password")
    assert done.exit_code == 1
    assert "401" in done.stdout
    assert "wrong-password" not in done.output
    assert sum(map(len, connections)) == 3
