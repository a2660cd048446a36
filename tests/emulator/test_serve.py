"""``kaizala-nb serve`` as a program of its own: the tutorial byte for byte, its one line, its file, its refusals."""

import dataclasses
import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kaizala_nb.emulator.store.schema import VERSION
from tests.emulator.conftest import ASHA, ME, serve
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

NUMBER, SECOND = "+447700900001", "+917995552658"
GROUP = "449b16d5-772d-4b25-8154-6d39ae357dfc"
TOKENS = (
    "090af9a6-a234-7c7c-4431-9d6af937a185",
    "35918c70-e897-b115-03be-cc03d0fb1c82",
    "9324c36e-0c56-d145-871c-25353f69f8be",
    "6192e748-6f06-a90d-0d84-a57a7f04cdb5",
    "d2ec1078-71a6-07ff-fcd2-0505c9d89ef4",
)


def raw(url: str, method: str, path: str, headers: dict[str, str], body: bytes | None) -> tuple[int, dict]:
    """One request as bytes over a socket, as the C# program's HTTP library wrote it."""
    where = urlsplit(url)
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    lines += ["Accept: application/json, application/xml, text/json, text/xml", "User-Agent: RestSharp/106.0.0.0"]
    lines += [
        f"Host: {where.netloc}",
        *([] if body is None else [f"Content-Length: {len(body)}"]),
        "Connection: Keep-Alive",
        "",
        "",
    ]
    with socket.create_connection((where.hostname, where.port), timeout=DEADLINE) as line:
        line.sendall("\r\n".join(lines).encode() + (body or b""))
        response = HTTPResponse(line)
        response.begin()
        return response.status, json.loads(response.read())


def test_the_tutorials_five_calls_byte_for_byte(served):
    known = served.known
    connector = " " + known["applicationId"]  # the tutorial's connector id begins with a blank
    seeded = {
        "groupId": GROUP,
        "groupName": "Demo",
        "members": [{"mobileNumber": NUMBER, "role": "Admin"}, {"mobileNumber": SECOND}],
    }
    served.client.control("POST", "seed", {"groups": [seeded]})

    def common(index: int) -> dict[str, str]:
        return {"postman-token": TOKENS[index], "cache-control": "no-cache"}

    typed = {"content-type": "application/json"}
    body = '{"mobileNumber":"%s", applicationId:"%s"}' % (NUMBER, connector)  # noqa: UP031  (its braces are the point)
    assert raw(known["url"], "POST", "/v1/generatePin", common(0) | typed, body.encode()) == (200, {})

    pin = served.client.control("GET", f"phones/{NUMBER}")["sms"][-1]["pin"]
    body = '{"mobileNumber":"%s","applicationId":"%s", "pin":%s}' % (NUMBER, connector, pin)  # noqa: UP031
    status, login = raw(known["url"], "POST", "/v1/loginWithPinAndApplicationId", common(1) | typed, body.encode())
    assert status == 200

    headers = {
        "refreshtoken": login["refreshToken"],
        "applicationsecret": known["applicationSecret"],
        "applicationid": connector,
    }
    status, access = raw(known["url"], "GET", "/v1/accessToken", common(2) | headers, None)
    assert status == 200
    assert access["endpointUrl"] == login["endpointUrl"] == known["url"] + "/"

    headers = common(3) | typed | {"accesstoken": access["accessToken"]}
    body = (
        '{name:"Kaizala Test group", welcomeMessage:"Welcome to group created via C# console application", '
        f'members:["{SECOND}"], groupType:"Group"}}'
    )
    path = urlsplit(access["endpointUrl"] + "/v1/groups").path
    status, group = raw(known["url"], "POST", path, headers, body.encode())
    assert (path, status) == ("//v1/groups", 200)  # the address ends in a slash, the program put one before its path
    assert group["groupName"] == "Kaizala Test group"
    assert group["membersAdded"] is True

    headers = common(4) | typed | {"accesstoken": access["accessToken"]}
    body = '{message:"Test message via C# console application"}\r\n'
    status, sent = raw(known["url"], "POST", f"//v1/groups/{GROUP}/messages", headers, body.encode())
    assert status == 200
    assert sent["referenceId"]

    chats = served.client.control("GET", f"phones/{SECOND}")["chats"]
    assert chats[-1]["text"] == "Test message via C# console application"
    assert {chat["groupName"] for chat in chats} == {"Demo", "Kaizala Test group"}


def test_it_prints_one_line_and_nothing_else_and_stops_when_asked(served):
    assert sorted(served.known) == ["applicationId", "applicationSecret", "key", "tenantAdmin", "url"]
    me = served.client.signed_in()
    me.call("POST", "/v1/groups", raw=b"{")
    served.process.send_signal(signal.SIGTERM)
    out, err = served.process.communicate(timeout=DEADLINE)
    assert served.process.returncode == 0
    assert out == ""
    for secret in (served.known["key"], served.known["applicationSecret"], me.token):
        assert secret not in err


def test_ctrl_c_stops_it(served):
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(DEADLINE) == 0


def run(*options: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    """A ``serve`` that is expected to say no."""
    command = [sys.executable, "-m", "kaizala_nb", "serve", *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=DEADLINE, env=os.environ | (env or {}), check=False
    )


@pytest.mark.parametrize("pin", ["012345", "12345", "1234567", "abcdef", "", "12345６"])
def test_a_pin_that_is_none_is_refused(pin):
    refused = run("--pin", pin)
    assert refused.returncode != 0
    assert "six digits" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""


def test_key_and_pin_may_be_chosen():
    served = serve("--key", "chosen", "--pin", "654321", "--no-throttle")
    assert served.known["key"] == "chosen"
    assert served.client.pin() == "654321"
    served.process.kill()
    served.process.communicate()


def test_the_key_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("KAIZALA_EMULATOR_KEY", "from-outside")
    served = serve()
    assert served.known["key"] == "from-outside"
    served.process.kill()
    served.process.communicate()


def test_a_port_that_is_taken_is_said_so():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("--port", str(taken.getsockname()[1]))
    assert refused.returncode != 0
    assert refused.stderr.startswith("Error: Port ")
    assert len(refused.stderr.splitlines()) == 1


def test_what_was_answered_is_there_after_kill_9(tmp_path):
    file = tmp_path / "kaizala.db"
    served = serve("--database", str(file), "--no-throttle")
    me = served.client.signed_in()
    group = me.group(ASHA)
    for number in range(20):
        me.call("POST", f"/v1/groups/{group}/messages", {"message": f"message {number}"})
    me.control("POST", "clock", {"advance": 60})
    served.process.kill()
    served.process.communicate()
    again = serve("--database", str(file), "--no-throttle")
    assert again.known["applicationSecret"] == served.known["applicationSecret"]
    assert again.known["key"] != served.known["key"]
    texts = [
        chat["text"] for chat in again.client.control("GET", f"phones/{ASHA}")["chats"] if chat["kind"] == "message"
    ]
    assert texts == [f"message {number}" for number in range(20)]
    assert again.client.control("GET", "clock")["offset"] == 60
    reader = again.client
    reader.token = me.token  # a token from before is good: the signing key is part of the state
    assert reader.call("GET", "/v1/users/me").json()["mobileNumber"] == ME
    again.process.kill()
    again.process.communicate()


def test_a_database_is_private_and_belongs_to_one_process(tmp_path):
    file = tmp_path / "kaizala.db"
    served = serve("--database", str(file))
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    refused = run("--database", str(file))
    assert refused.returncode != 0
    assert "another process is using it" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert served.client.signed_in().call("GET", "/v1/groups").status_code == 200
    served.process.kill()
    served.process.communicate()


def _of_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE precious (x)")


def _of_another_version(file: Path) -> None:
    served = serve("--database", str(file))
    served.process.terminate()
    served.process.communicate()
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")


def _damaged(file: Path) -> None:
    served = serve("--database", str(file))
    served.process.terminate()
    served.process.communicate()
    content = bytearray(file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    file.write_bytes(content)


@pytest.mark.parametrize(
    "make", [lambda file: file.write_text("hello " * 100), _of_another_program, _of_another_version, _damaged]
)
def test_a_file_that_cannot_be_used_is_said_so_and_left_as_it_is(tmp_path, make):
    file = tmp_path / "kaizala.db"
    make(file)
    before = file.read_bytes()
    refused = run("--database", str(file))
    assert refused.returncode != 0
    assert refused.stderr.startswith("Error: ")
    assert "Traceback" not in refused.stderr
    assert file.read_bytes() == before


def test_a_file_of_the_version_before_is_brought_to_this_one(tmp_path):
    file = tmp_path / "kaizala.db"
    served = serve("--database", str(file), "--no-throttle")
    me, hook = served.client.signed_in(), {"objectType": "Group", "eventTypes": ["TextMessageCreated"]}
    group = me.group()
    with receiver() as made:
        me.call("POST", "/v1/webhook", hook | {"objectId": group, "callBackUrl": made.url})
        served.process.terminate()
        served.process.communicate()
        with closing(sqlite3.connect(file)) as database:
            database.executescript("ALTER TABLE webhooks DROP COLUMN headers; PRAGMA user_version = 2;")
        served = serve("--database", str(file), "--no-throttle")
        again = dataclasses.replace(served.client, token=me.token)
        again.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"})
        assert made.wait(1)[0]["data"] == {"text": "Hello"}
        body = hook | {"objectId": group, "callBackUrl": made.url, "callBackHeaders": {"X-Api-Key": "x"}}
        assert again.call("POST", "/v1/webhook", body).status_code == 200
    served.process.terminate()
    served.process.communicate()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    refused = run("--database", str(tmp_path / "nowhere" / "kaizala.db"))
    assert refused.returncode != 0
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"POST /v1/groups HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /v1/groups HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /v1/groups HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: nonsense\r\n\r\n",
        b"GET /v1/groups HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_good_http_is_refused_with_the_three_keys(served, sent):
    where = urlsplit(served.known["url"])
    with socket.create_connection((where.hostname, where.port), timeout=DEADLINE) as line:
        line.sendall(sent)
        response = HTTPResponse(line)
        response.begin()
        assert 400 <= response.status <= 501
        assert set(json.loads(response.read())) == {"message", "errorCode", "errorCategoryKey"}
    assert served.client.signed_in().call("GET", "/v1/groups").status_code == 200


def test_a_thousand_calls_of_many_threads_are_all_answered(served):
    me = served.client.signed_in()
    group = me.group()
    with ThreadPoolExecutor(16) as pool:
        replies = list(
            pool.map(
                lambda number: me.call("POST", f"/v1/groups/{group}/messages", {"message": str(number)}), range(1000)
            )
        )
    assert {reply.status_code for reply in replies} == {200}
    chats = [chat["text"] for chat in me.control("GET", f"phones/{ME}")["chats"] if chat["kind"] == "message"]
    assert sorted(map(int, chats)) == list(range(1000))
