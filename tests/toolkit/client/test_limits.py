"""One deadline for a whole answer, however it comes, and one limit on its size. No time is asserted, but that an end comes."""

import ssl
import subprocess
import threading

import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Upload
from tests.patience import DEADLINE
from tests.toolkit.client.raw import Talk, drips, raw_server, read_request, says

SEND = collection["Send message on a group"]
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
DRIPS = {
    "the status line": drips(b"HTTP/1.1 200 O", b"K"),
    "a header": drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "headers": drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "100 Continue": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "headers of 100 Continue": drips(b"HTTP/1.1 100 Continue\r\n", b"X-A: b\r\n"),
    "the size of a chunk": drips(CHUNKED, b"0"),
    "an extension of a chunk": drips(CHUNKED + b"5;x=", b"x"),
    "chunks": drips(CHUNKED, b"1;x=y\r\n \r\n"),
    "a chunk": drips(CHUNKED + b"ffff\r\n", b" "),
    "trailers": drips(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-A: b\r\n"),
    "a body": drips(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" "),
    "a body of no length": drips(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b" "),
    "a body of a move": drips(b"HTTP/1.1 308 X\r\nLocation: /x\r\nContent-Length: 100000\r\n\r\n", b" "),
    "a body of a refusal": drips(b"HTTP/1.1 400 X\r\nContent-Length: 100000\r\n\r\n", b" "),
}


@pytest.fixture
def to(environment):
    """A session with whoever listens at an address. It waits as long as a test does, or half a second if it is ``hasty``."""
    made = []

    def session(url: str, *, hasty: bool = False) -> Session:
        environment.fill({"api-root": url, "endpoint-url": url}, source="test")
        made.append(Session(environment, url))
        made[-1].timeout = 0.5 if hasty else DEADLINE * 2
        return made[-1]

    yield session
    for one in made:
        one.close()


def within(work):
    """What came of it, value or error; fails where nothing does."""
    got = []

    def run() -> None:
        try:
            got.append(work())
        except Exception as trouble:
            got.append(trouble)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(DEADLINE)
    assert got, "it still waits"
    return got[0]


def send(session: Session):
    return within(lambda: session.send(SEND, {"message": "Hello"}))


@pytest.mark.parametrize("what", DRIPS)
def test_the_deadline_is_for_all_of_an_answer(to, what):
    with raw_server(DRIPS[what]) as port:
        trouble = send(to(f"http://127.0.0.1:{port}", hasty=True))
    assert isinstance(trouble, errors.TimedOut), trouble
    assert "0.5 seconds" in str(trouble)


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (CHUNKED, (b"1;" + b"x" * 60_000 + b"\r\n \r\n") * 10),
        (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-A: b\r\n" * 1000),
        (b"HTTP/1.1 308 X\r\nLocation: /x\r\nContent-Length: 100000000\r\n\r\n", b" " * 65_536),
    ],
    ids=["100 Continue", "extensions of chunks", "trailers", "a body of a move"],
)
def test_what_comes_beside_the_content_is_limited_too(to, before, piece):
    with raw_server(drips(before, piece, pause=0)) as port:
        session = to(f"http://127.0.0.1:{port}")
        session.max_reply_bytes = 100_000
        trouble = send(session)
    assert isinstance(trouble, errors.ReplyTooLarge), trouble
    assert "100,000 bytes" in trouble.as_text()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 " + b"O" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 two OK\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x50",
    ],
    ids=["status line", "header", "headers", "another protocol", "no number", "TLS"],
)
def test_what_is_no_http_is_said_so(to, answer):
    with raw_server(says(answer)) as port:
        trouble = send(to(f"http://127.0.0.1:{port}"))
    assert isinstance(trouble, errors.UnreadableReplyError), trouble
    assert "no HTTP that can be read" in trouble.as_text()


def test_a_request_that_nobody_reads_ends(to):
    def never_read(connection, over):
        over.wait()

    with raw_server(never_read) as port:
        session = to(f"http://127.0.0.1:{port}", hasty=True)
        upload = next(step for step in collection if step.slug == "upload_media")
        trouble = within(lambda: session.send(upload, {"files": [Upload("big.png", b"x" * 19_000_000)]}))
    assert isinstance(trouble, errors.TimedOut), trouble


def test_an_answer_in_pieces_that_is_in_time_is_taken(to):
    def pieces(connection, over):
        read_request(connection)
        for byte in CHUNKED + b'2\r\n{"\r\n15;a=b\r\nreferenceId": "r-1"} \r\n0\r\nX-A: b\r\n\r\n':
            over.wait(0.001)
            connection.sendall(bytes([byte]))

    with raw_server(pieces) as port:
        assert send(to(f"http://127.0.0.1:{port}")).json == {"referenceId": "r-1"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this computer, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "certificate.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    name = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(made[0]), "-keyout", str(made[1])]
    subprocess.run(["openssl", "req", *kind, *name], check=True, capture_output=True)
    return made


@pytest.fixture
def context(certificate, monkeypatch):
    """TLS of a server that the client believes."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*certificate)
    return made


@pytest.fixture
def believing(to, certificate):
    """A session that believes the certificate; for this computer's own addresses the user's settings are not asked."""

    def session(url: str, **more: bool) -> Session:
        made = to(url, **more)
        made._transport._http.verify = str(certificate[0])
        return made

    return session


@pytest.mark.parametrize("what", ["a header", "100 Continue", "an extension of a chunk", "trailers", "a body"])
def test_the_deadline_holds_through_tls(believing, context, what):
    with raw_server(DRIPS[what], context) as port:
        trouble = send(believing(f"https://127.0.0.1:{port}", hasty=True))
    assert isinstance(trouble, errors.TimedOut), trouble


def test_tls_works_at_all(believing, context):
    with raw_server(says(b'HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{"referenceId":"r-1"}'), context) as port:
        assert send(believing(f"https://127.0.0.1:{port}")).json == {"referenceId": "r-1"}


def test_a_service_without_tls_is_said_so(to):
    def talk(connection, over):
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 400 Sorry\r\n\r\n")
        over.wait()

    with raw_server(talk) as port:
        trouble = send(to(f"https://127.0.0.1:{port}"))
    assert isinstance(trouble, errors.UnreadableReplyError), trouble
    assert "perhaps it must begin with http, and not with https" in trouble.as_text()


def _handshake(connection, over):
    connection.recv(65_536)
    connection.sendall(b"\x16\x03\x03\x40\x00")  # the head of a record of 16,384 bytes
    while not over.wait(0.02):
        connection.sendall(b"\x02")


def _tunnel(connection, over):
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    _handshake(connection, over)


def test_a_handshake_that_drips_ends(believing):
    with raw_server(_handshake) as port:
        trouble = send(believing(f"https://127.0.0.1:{port}", hasty=True))
    assert isinstance(trouble, errors.TimedOut), trouble


def through_proxy(monkeypatch, port: int, url: str) -> None:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "")


@pytest.mark.parametrize(
    ("url", "talk"),
    [
        ("http://kaizala.test", DRIPS["a header"]),
        ("http://kaizala.test", DRIPS["trailers"]),
        ("https://kaizala.test", DRIPS["a header"]),  # the proxy's own answer to CONNECT
        ("https://kaizala.test", lambda connection, over: _tunnel(connection, over)),  # TLS behind it
    ],
)
def test_the_deadline_holds_through_a_proxy(to, monkeypatch, url: str, talk: Talk):
    with raw_server(talk) as port:
        through_proxy(monkeypatch, port, url)
        trouble = send(to(url, hasty=True))
    assert isinstance(trouble, errors.TimedOut), trouble


def test_a_proxy_works_at_all(to, monkeypatch):
    with raw_server(says(b'HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{"referenceId":"r-1"}')) as port:
        through_proxy(monkeypatch, port, "http://kaizala.test")
        assert send(to("http://kaizala.test")).json == {"referenceId": "r-1"}


def test_all_addresses_of_a_host_share_the_time(to, monkeypatch):
    import socket

    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:  # what listens takes no more: whoever connects waits
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 1000
        monkeypatch.setattr("kaizala_nb.toolkit.client.limits.socket.getaddrinfo", lambda host, *args, **more: there)
        trouble = send(to(f"http://kaizala.test:{port}", hasty=True))
        for one in waiting:
            one.close()
    assert isinstance(trouble, errors.TimedOut), trouble


def test_a_host_that_nobody_knows_is_said_so(to):
    trouble = send(to("http://kaizala.invalid"))
    assert isinstance(trouble, errors.ConnectionTrouble), trouble
    assert "No computer is called kaizala.invalid" in str(trouble)
