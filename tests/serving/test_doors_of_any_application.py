"""The doors take any application: what it answers, and what it never hears of, is alike by each of them, and in its own words."""

import gzip
import hashlib
import json
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests
from waitress.channel import HTTPChannel

from kaizala_nb.serving import process, waiting
from kaizala_nb.serving.adapter import InProcessAdapter
from kaizala_nb.serving.served import MOST_BODY_BYTES, MOST_HEADER_BYTES, Served
from kaizala_nb.serving.thread import ServerThread
from tests.patience import wait_until
from tests.serving.library import DOORS, REGRETS, TIMEOUT, Library, opened, regret, served

HERE = ("thread", "in process")
"""The doors of this process."""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "notes"


@pytest.fixture(params=DOORS)
def reader(request, file):
    """A reader of the library, by each of the three doors."""
    with opened(request.param, served(file), file) as made:
        yield made


def notes(file):
    return file.read_text().split() if file.exists() else []


def here(reader):
    """That the library still answers."""
    reply = reader.call("GET", "/books/1")
    return reply.status_code == 200 and reply.json() == {"title": "Die Verwandlung – Kafka"}


def test_a_reply(reader):
    reply = reader.call("GET", "/books/1?of=Kafka")
    assert (reply.status_code, reply.reason) == (200, "Here You Are")
    assert reply.json() == {"title": "Die Verwandlung – Kafka"}
    assert reply.headers["Server"] == "Library/1"
    assert len(reply.raw.headers.getlist("Date")) == 1


@pytest.mark.parametrize("kind", ["whole", "in pieces", "nothing"])
def test_an_upload(reader, kind):
    content = b"" if kind == "nothing" else bytes(range(256)) * 10_000
    body = (content[at : at + 9_999] for at in range(0, len(content), 9_999)) if kind == "in pieces" else content
    reply = reader.call("PUT", "/books/2", data=body)
    assert reply.status_code == 201
    assert reply.json() == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def too_heavy():
    for _ in range(MOST_BODY_BYTES // 1_048_576 + 1):
        yield bytes(1_048_576)


@pytest.mark.parametrize("status", [400, 413, 431, 501])
def test_what_never_reaches_it_is_refused_in_its_words(reader, status):
    request = requests.Request("PUT", f"{reader.url}/books/2", data=too_heavy() if status == 413 else b"x")
    prepared = reader.http.prepare_request(request)
    if status == 431:
        prepared.headers["X-Label"] = "x" * MOST_HEADER_BYTES
    elif status == 501:
        prepared.headers["Transfer-Encoding"] = "gzip"
    elif status == 400:
        prepared.headers["Content-Length"] = "many"
    reply = reader.http.send(prepared, timeout=TIMEOUT)
    assert (reply.status_code, reply.reason, reply.text) == (status, "Sorry", REGRETS[status])
    named = ("Content-Type", "X-Desk", "Server", "Connection", "Content-Length")
    wanted = ["text/plain; charset=utf-8", "3", "Library/1", "close", str(len(REGRETS[status]))]
    assert [reply.headers[name] for name in named] == wanted
    assert len(reply.raw.headers.getlist("Date")) == 1
    assert here(reader)


@pytest.mark.parametrize("first", [b"\x16\x03\x01\x02", b"\x80.\x01"], ids=["TLS", "SSL 2"])
def test_what_begins_like_no_http_is_answered_at_once(file, first):
    with (
        opened("thread", served(file), file) as reader,
        socket.create_connection(("127.0.0.1", urlsplit(reader.url).port), timeout=TIMEOUT) as client,
    ):
        client.sendall(first)
        assert client.recv(65_536).startswith(b"HTTP/1.0 400 Sorry")


def test_just_within_the_bounds_it_is_the_applications(reader):
    reply = reader.call("PUT", "/books/2", data=bytes(67_108_863), headers={"X-Label": "x" * 65_000})
    assert reply.json()["bytes"] == 67_108_863


def test_head_has_no_body(reader):
    reply = reader.call("HEAD", "/books/1")
    assert (reply.status_code, reply.content) == (200, b"")
    assert int(reply.headers["Content-Length"]) > 0
    assert here(reader)  # on the same line


@pytest.mark.parametrize("reader", ["thread", "process"], indirect=True)
def test_after_the_head_nothing_follows(reader):
    """As it goes over the line: a body would be taken for the beginning of the next answer."""
    where = urlsplit(reader.url)
    with socket.create_connection((where.hostname, where.port), timeout=TIMEOUT) as line:
        line.sendall(b"HEAD /books/1 HTTP/1.1\r\nHost: library\r\nConnection: close\r\n\r\n")
        came = b"".join(iter(lambda: line.recv(65_536), b""))
    assert came.startswith(b"HTTP/1.1 200 ")
    assert came.endswith(b"\r\n\r\n")


def test_the_headers_are_sent_together_with_the_body(file, monkeypatch):
    """Sent alone, they would wake the client, which would then wait once more."""
    sent = []
    send = HTTPChannel.send

    def noted(channel, data, **options):
        sent.append(bytes(data))
        return send(channel, data, **options)

    monkeypatch.setattr(HTTPChannel, "send", noted)
    with opened("thread", served(file), file) as reader:
        assert here(reader)
        assert reader.call("HEAD", "/books/1").status_code == 200
    whole, head = sent
    assert whole.startswith(b"HTTP/1.1 200 Here You Are\r\n")
    assert whole.endswith(b'Kafka"}')
    assert head.endswith(b"\r\n\r\n")


def test_what_it_fails_at_is_said_in_its_words_and_it_goes_on(reader):
    reply = reader.call("GET", "/shelf")
    assert (reply.status_code, reply.text, reply.headers["X-Desk"]) == (500, REGRETS[500], "3")
    assert here(reader)


def test_it_may_hang_up(reader):
    with pytest.raises(requests.ConnectionError):
        reader.call("GET", "/fire")
    assert here(reader)


def test_it_may_write_before_it_returns(reader):
    assert reader.call("GET", "/aloud").content == b"Once upon a"


def test_each_door_asks_for_what_it_needs_and_may_be_closed_twice(reader, file):
    assert here(reader)
    assert here(reader)
    reader.close()
    reader.close()
    assert notes(file) == (["swept", "swept"] if reader.door == "in process" else ["opened", "closed"])
    if reader.door != "in process":
        with pytest.raises(requests.ConnectionError):
            reader.call("GET", "/books/1")


def test_a_thread_ends_with_its_door(file):
    before = set(threading.enumerate())
    with opened("thread", served(file), file) as reader:
        assert here(reader)
        assert "serves Library/1" in {one.name for one in threading.enumerate()}
    wait_until(lambda: set(threading.enumerate()) <= before)


def test_calls_that_wait_hold_nobody_else(file):
    together = threading.Barrier(30)  # more than there are threads to answer
    library = Library(lambda: together.wait(TIMEOUT))
    with opened("thread", served(file, library), file) as reader, ThreadPoolExecutor(30) as pool:

        def wait(number):
            return requests.get(f"{reader.url}/waiting", headers={"X-Reader": str(number)}, timeout=TIMEOUT).json()

        assert list(pool.map(wait, range(30))) == [{"waited": True}] * 30


def test_one_caller_has_a_share_of_what_may_wait(file, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_OF_ONE", 2)
    arrived, leave = threading.Semaphore(0), threading.Event()
    library = Library(lambda: (arrived.release(), leave.wait(TIMEOUT)))
    with opened("thread", served(file, library), file) as reader, ThreadPoolExecutor(3) as pool:

        def wait(who):
            return requests.get(f"{reader.url}/waiting", headers={"X-Reader": who}, timeout=TIMEOUT).status_code

        waits = [pool.submit(wait, who) for who in ("Ada", "Ada", "Blaise")]
        for _ in waits:
            assert arrived.acquire(timeout=TIMEOUT)
        assert wait("Ada") == 503
        leave.set()
        assert [one.result() for one in waits] == [200] * 3


def test_a_process_tells_one_line_and_stops_when_asked(file):
    command = [sys.executable, "-m", "tests.serving.library", "0", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        line = json.loads(running.stdout.readline())
        assert list(line) == ["url", "town"]
        assert line["town"] == "Alexandria"
        assert requests.get(line["url"], timeout=TIMEOUT).status_code == 200
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=TIMEOUT) == ("", "")
        assert running.returncode == 0
    assert notes(file) == ["opened", "closed"]


def test_a_port_that_is_taken_is_said_so_and_nothing_is_started(file):
    before = set(threading.enumerate())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            ServerThread(served(file), port=port)
        with pytest.raises(OSError, match="in use"):
            process.serve(served(file), port, {})
    assert notes(file) == []
    wait_until(lambda: set(threading.enumerate()) <= before)


# -- in process it is as by a socket ------------------------------------------------------------------------------------


def plain(application):
    return Served(application, regret, ident="Library/1")


def answering(status, headers, *parts):
    def app(environ, start_response):
        start_response(status, headers)
        return iter(parts)

    return app


ANSWERS = {
    "as it is": ("200 OK", [("Content-Length", "3")], b"abc"),
    "no length": ("200 OK", [("Content-Type", "text/plain")], b"abc", b"", b"def"),
    "nothing": ("204 No Content", []),
    "not modified": ("304 Not Modified", [("ETag", '"x"')]),
    "empty": ("200 OK", [("Content-Length", "0")]),
    "two of a name": ("200 OK", [("X-Two", "a"), ("x-two", "b"), ("Content-Length", "0")]),
    "cookies": ("200 OK", [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2"), ("Content-Length", "0")]),
    "gzip": ("200 OK", [("Content-Encoding", "gzip")], gzip.compress(b"abc" * 9)),
    "other letters": ("200 Très bien", [("X-Name", "é"), ("Content-Length", "0")]),
    "of another server": ("404 Nowhere", [("Server", "other"), ("Content-Length", "1")], b"x"),
    "moved": ("302 Found", [("Location", "/there"), ("Content-Length", "0")]),
}


def facts(reply):
    headers = {name.lower(): value for name, value in reply.headers.items()}
    for name in ("date", "connection", "transfer-encoding", "via"):  # of the line, not of the answer
        headers.pop(name, None)
    return (
        *(reply.status_code, reply.reason, headers, reply.raw.headers.getlist("x-two"), reply.cookies.get_dict()),
        *(reply.content, reply.text, reply.encoding, reply.is_redirect, reply.raw.version),
    )


def test_answers_are_read_alike(file):
    for kind, given in ANSWERS.items():
        read = []
        for door in HERE:
            with opened(door, plain(answering(*given)), file) as reader:
                how = {"allow_redirects": False}
                read.append((*facts(reader.call("GET", "/x", **how)), reader.http.cookies.get_dict()))
                lines = reader.call("GET", "/x", stream=True, **how)
                read[-1] += (b"".join(lines.iter_content(2)),)
                raw = reader.call("GET", "/x", stream=True, **how).raw
                read[-1] += (raw.read1(2, decode_content=True)[:1],)
        assert read[0] == read[1], kind


SEEN = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "QUERY_STRING",
    "CONTENT_TYPE",
    "HTTP_X_Y",
    "HTTP_X_BYTES",
    "HTTP_X_BLANKS",
    "HTTP_HOST",
)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/a%20b/%C3%A9;c=1//d?q=%5B&q=+#part", {}),
        ("", {}),
        ("/x", {"headers": {"X_Y": "1", "X-Bytes": b"1", "x-blanks": "1\t"}}),
        ("/x", {"headers": {"X-Bytes": "é".encode("latin-1"), "Host": "LOCALHOST"}}),
        ("/x", {"data": {"a": "b"}}),
        ("/x", {"data": b""}),
        ("/x", {"method": "DELETE", "json": {}}),
        ("/x", {"method": "purge"}),
    ],
)
def test_requests_arrive_alike(path, more, file):
    seen = []

    def app(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        known = {name: environ.get(name) for name in SEEN}
        known["HTTP_HOST"] = known["HTTP_HOST"].rpartition(":")[0] or known["HTTP_HOST"]
        seen.append((known, body, [name for name in environ if name.startswith("HTTP_TRANSFER")]))
        start_response("200 OK", [("Content-Length", "0")])
        return []

    for door in HERE:
        with opened(door, plain(app), file) as reader:
            reader.url = reader.url.replace("://", "://user:pass@")
            reader.call(more.get("method", "POST"), path, **{name: more[name] for name in more if name != "method"})
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1", "127.0.0.1", "80"),
        ("http://127.0.0.1:8123", "127.0.0.1:8123", "8123"),
        ("http://library.example:8123", "library.example:8123", "8123"),
        ("http://[::1]:8123", "[::1]:8123", "8123"),
        ("http://me:secret@127.0.0.1:8123", "127.0.0.1:8123", "8123"),
    ],
)
def test_in_process_the_application_is_told_the_host_that_was_called_with_its_port(url, host, port):
    told = {}

    def application(environ, start_response):
        told.update(environ)
        start_response("204 No Content", [])
        return []

    with requests.Session() as http:
        http.trust_env = False
        http.mount("http://", InProcessAdapter(Served(application, regret, ident="Library/1")))
        assert http.get(f"{url}/books", timeout=TIMEOUT).status_code == 204
    assert (told["HTTP_HOST"], told["SERVER_PORT"]) == (host, port)
