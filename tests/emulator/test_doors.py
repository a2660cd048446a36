"""The doors are alike: whatever a body is made of, whatever is answered or goes wrong, in process it is as by a socket."""

import io
from datetime import timedelta
from email.utils import parsedate_to_datetime

import grimp
import pytest
import requests

from kaizala_nb.course.steps import collection
from kaizala_nb.emulator import Emulator, app, doors
from kaizala_nb.emulator.rooms import ROOMS
from kaizala_nb.serving.adapter import InProcessAdapter
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Upload
from tests.emulator.conftest import DOORS, TIMEOUT, opened, serve
from tests.emulator.test_faults import fault
from tests.emulator.test_media import fetch

CONTENT = bytes(range(256)) * 300
HEAD = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\nContent-Type: application/pdf\r\n\r\n'
FORM = HEAD + CONTENT + b"\r\n--b--\r\n"
TEXT_FORM = HEAD.decode() + "héllo\n" * 5_000 + "\r\n--b--\r\n"
UPLOAD = collection["(a) Upload media (image / document / audio / album/ video)"]


def pieces(whole, size=1000):
    yield from (whole[at : at + size] for at in range(0, len(whole), size))


class Reader:
    """Something to be read, of which nobody knows how long it is."""

    def __init__(self, content):
        self.read = io.BytesIO(content).read

    def __iter__(self):
        return iter(self.read, b"")


def further_on(content):
    """A file that has been read from already."""
    file = io.BytesIO(b"not this" + content)
    file.read(8)
    return file


BODIES = {
    "bytes": lambda folder: FORM,
    "a bytearray": lambda folder: bytearray(FORM),
    "a text": lambda folder: TEXT_FORM,
    "a file": lambda folder: (folder / "form").open("rb"),
    "a file of text": lambda folder: (folder / "text form").open(encoding="utf-8", newline=""),
    "a file further on": lambda folder: further_on(FORM),
    "a reader": lambda folder: Reader(FORM),
    "a generator": lambda folder: pieces(FORM),
    "a generator of texts": lambda folder: pieces(TEXT_FORM),
    "with empty pieces": lambda folder: iter([b"", FORM[:9], b"", FORM[9:], b""]),
}


@pytest.fixture(params=(*DOORS, "another process"))
def client(request):
    """A client that is signed in, by each of the three doors."""
    if request.param == "another process":
        made = serve("--no-throttle")
        yield made.client.signed_in()
        made.process.kill()
        made.process.communicate()
    else:
        emulator = Emulator(throttle=False)
        with opened(emulator, request.param) as client:
            yield client.signed_in()
        emulator.close()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "form").write_bytes(FORM)
    (tmp_path / "text form").write_bytes(TEXT_FORM.encode())
    return tmp_path


def test_the_core_knows_neither_the_application_nor_a_room():
    graph = grimp.build_graph("kaizala_nb")
    core = "kaizala_nb.emulator.core"
    others = [app.__name__, doors.__name__, *(f"kaizala_nb.emulator.{room}" for room in ROOMS)]
    assert graph.chain_exists(importer=doors.__name__, imported=core)
    assert not [one for one in others if graph.chain_exists(importer=core, imported=one, as_packages=True)]


def put(client, body, **more):
    headers = {"accessToken": client.token, "Content-Type": "multipart/form-data; boundary=b"} | more.pop("headers", {})
    return client.http.post(client.url + "/v1/media", data=body, headers=headers, timeout=TIMEOUT, **more)


@pytest.mark.filterwarnings("ignore::requests.exceptions.FileModeWarning")
def test_a_body_may_be_made_of_anything(client, folder):
    for kind, made in BODIES.items():
        body = made(folder)
        reply = put(client, body)
        assert reply.status_code == 200, (kind, reply.text)
        wanted = TEXT_FORM.encode()[len(HEAD) : -9] if "text" in kind else CONTENT
        assert fetch(client, reply.json()["mediaResource"]).content == wanted, kind
        getattr(body, "close", lambda: None)()


def test_the_bounds_are_the_same(client):
    def large():
        yield HEAD
        for _ in range(21):
            yield bytes(1_000_000)

    def too_long():
        for _ in range(65):
            yield bytes(1_048_576)

    for body, headers, status, sentence in (
        (large(), {}, 413, "The file is larger than 20000000 bytes."),
        (HEAD + bytes(21_000_000), {}, 413, "The file is larger than 20000000 bytes."),
        (too_long(), {}, 413, "The request is too long."),
        (b"x", {"X-Long": "x" * 70_000}, 431, "The headers of the request are too long."),
        (b"x", {"Transfer-Encoding": "gzip"}, 501, "The transfer encoding is not supported."),
    ):
        reply = put(client, body, headers=headers)
        assert (reply.status_code, reply.json()["message"]) == (status, sentence)
    assert put(client, FORM).status_code == 200


def test_a_length_that_is_none_is_refused(client):
    request = requests.Request("POST", client.url + "/v1/media", headers={"accessToken": client.token}, data=b"x")
    prepared = client.http.prepare_request(request)
    for length in ("many", "-1", "+1", "1 1"):
        prepared.headers["Content-Length"] = length
        reply = client.http.send(prepared, timeout=TIMEOUT)
        assert (reply.status_code, reply.json()["message"]) == (400, "The request is not readable as HTTP.")


def test_the_date_of_what_never_reached_it_is_the_clocks_too(client):
    client.control("POST", "clock", {"advance": 3_600 * 24 * 365 * 2})
    dates = [
        parsedate_to_datetime(client.http.get(client.url, headers=headers, timeout=TIMEOUT).headers["Date"])
        for headers in ({}, {"X-Long": "x" * 70_000})
    ]
    assert abs(dates[1] - dates[0]) < timedelta(days=1)


def test_an_upload_of_our_client_tells_how_far_it_is(client):
    adapter = client.http.get_adapter(client.url)
    environment = Environment(collection)
    known = {"access-token": client.token, "api-root": client.url, "endpoint-url": client.url}
    environment.fill(known, source="the test")
    session = Session(environment, client.url, adapter=adapter if isinstance(adapter, InProcessAdapter) else None)
    told = []
    session.on_progress = lambda sent, size: told.append((sent, size))
    session.send(UPLOAD, {"files": [Upload("a.pdf", CONTENT)]})
    session.close()
    sizes = {size for _, size in told}
    assert len(sizes) == 1
    assert [sent for sent, _ in told] == sorted(sent for sent, _ in told)
    assert told[-1][0] == told[-1][1] > len(CONTENT)
    assert len(told) > 3


def test_what_goes_wrong_while_a_body_is_read_is_told_as_it_is(client):
    def breaks(trouble):
        yield HEAD
        raise trouble

    with pytest.raises(ZeroDivisionError):
        put(client, breaks(ZeroDivisionError()))
    with pytest.raises(requests.ConnectionError):
        put(client, breaks(OSError("the disk is gone")))
    assert put(client, FORM).status_code == 200


def test_a_file_is_sent_again_where_the_service_moved_to(client):
    fault(client, moved=client.url, path="/v1/media")
    file = further_on(FORM)
    reply = put(client, file)
    assert [one.status_code for one in (*reply.history, reply)] == [308, 200]
    assert fetch(client, reply.json()["mediaResource"]).content == CONTENT


def test_whoever_waits_too_long_hears_that_it_was_too_long(client):
    fault(client, delay=0.5)
    with pytest.raises(requests.ReadTimeout):
        client.http.get(client.url + "/v1/groups", headers={"accessToken": client.token}, timeout=(TIMEOUT, 0.1))
    with pytest.raises(ValueError, match="timeout"):
        client.http.get(client.url + "/v1/groups", timeout=-1)
    assert client.call("GET", "/v1/groups").status_code == 200


def test_an_answer_that_is_cut_off_is_told(client):
    fault(client, truncate=True)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        client.call("GET", "/v1/groups")
    assert client.call("GET", "/v1/groups").status_code == 200


def test_head_has_no_body_also_when_it_goes_wrong(client):
    token = {"accessToken": client.token}
    for status in (200, 503, 404):
        if status == 503:
            fault(client, status=503)
        path = "/v1/nothing" if status == 404 else "/v1/groups"
        reply = client.http.head(client.url + path, headers=token, timeout=TIMEOUT)
        assert (reply.status_code, reply.content) == (status, b"")
        assert int(reply.headers["Content-Length"]) > 0
        assert client.call("GET", "/v1/groups").status_code == 200  # on the same line


def test_a_header_beyond_latin_1_is_refused_before_it_is_sent(client):
    with pytest.raises(UnicodeEncodeError):
        client.http.get(client.url + "/v1/groups", headers={"X-Name": "नाम"}, timeout=TIMEOUT)
