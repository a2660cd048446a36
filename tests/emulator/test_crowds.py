"""Many at once: connections that are kept, requests sent by halves, calls that wait for others. Whoever comes is answered."""

import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPResponse
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from kaizala_nb.emulator import Emulator, outbox
from kaizala_nb.emulator.doors import in_thread
from kaizala_nb.emulator.media import routes
from kaizala_nb.emulator.webhooks import rules
from kaizala_nb.serving import descriptors, waiting
from tests.emulator.conftest import Client, Served, opened, read_line, serve
from tests.emulator.receivers import SILENT, receiver
from tests.emulator.test_webhooks import say, subscribe
from tests.patience import DEADLINE, wait_until

IDLE, HALVES = 1000, 110
SOON = 45
"""Seconds within which a newcomer has to be answered: long before the minute after which idle connections are closed."""
DOORS = ("thread", "process")
HALF = b"POST /v1/groups HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"


@pytest.fixture
def many_descriptors():
    """This process may hold both ends of all the connections, if the system lets it; gives how many idle ones there can be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * (IDLE + HALVES) + 2 * descriptors._FOR_OTHER_USES
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, limit), hard))
    yield min(IDLE, (max(soft, limit) - 2 * descriptors._FOR_OTHER_USES) // 2 - HALVES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def door(name: str) -> Iterator[str]:
    """The address of a Kaizala behind a door."""
    if name == "process":
        served = serve("--no-throttle")
        yield served.known["url"]
        served.process.kill()
        served.process.communicate()
    else:
        emulator = Emulator(throttle=False)
        server = in_thread(emulator)
        yield server.url
        server.close()
        emulator.close()


def connect(url: str, timeout: float = SOON) -> socket.socket:
    """A connection."""
    where = urlsplit(url)
    return socket.create_connection((where.hostname, where.port), timeout=timeout)


def ask(line: socket.socket) -> int:
    """One call on a connection, which stays open; gives the status."""
    line.sendall(b"GET /v1/users/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    answer = HTTPResponse(line)
    answer.begin()
    answer.read()
    return answer.status


def is_open(line: socket.socket) -> bool:
    """Whether the other end has not closed a connection on which nothing is to come."""
    line.setblocking(False)
    try:
        return bool(line.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


@pytest.mark.parametrize("name", DOORS)
def test_a_thousand_idle_connections_and_a_hundred_and_ten_halves_keep_nobody_out(name, many_descriptors):
    with door(name) as url, ExitStack() as kept:
        lines = [kept.enter_context(connect(url)) for _ in range(many_descriptors)]
        for line in lines:
            assert ask(line) == 401
        halves = [kept.enter_context(connect(url)) for _ in range(HALVES)]
        for line in halves:
            line.sendall(HALF)
        for _ in range(3):
            with connect(url) as newcomer:
                assert ask(newcomer) == 401
        assert all(is_open(line) for line in lines + halves)  # and nobody had to go for it


@pytest.fixture
def small_server(monkeypatch):
    """The address of a server that keeps forty connections, and its emulator."""
    monkeypatch.setattr(descriptors, "MOST_CONNECTIONS", 40)
    monkeypatch.setattr(descriptors, "_FEWEST", 40)
    emulator = Emulator(throttle=False)
    with opened(emulator, "socket") as client:
        yield client
    emulator.close()


@pytest.fixture
def over(monkeypatch):
    """Until it is set, a delay of a call lasts."""
    made = threading.Event()
    monkeypatch.setattr(waiting, "time", SimpleNamespace(sleep=lambda seconds: made.wait(DEADLINE)))
    yield made
    made.set()


def test_at_the_limit_those_go_that_have_been_idle_longest_and_no_call_is_cut(small_server, over):
    client = small_server
    client.control("POST", "faults", {"delay": 1, "path": "/v1/users/me", "carriedOut": True})
    with ThreadPoolExecutor(1) as pool, ExitStack() as kept:
        working = pool.submit(client.call, "GET", "/v1/users/me")
        wait_until(lambda: not client.control("GET", "faults")["faults"])
        lines = []
        for _ in range(120):
            lines.append(kept.enter_context(connect(client.url)))
            assert ask(lines[-1]) == 401
        assert not working.done()
        assert not any(is_open(line) for line in lines[:60])
        assert all(is_open(line) for line in lines[-10:])
        over.set()
        assert working.result().status_code == 401


def test_at_the_limit_halves_go_too_the_oldest_first_however_they_drip(small_server):
    with ExitStack() as kept:
        halves = []
        for _ in range(80):
            halves.append(kept.enter_context(connect(small_server.url)))
            halves[-1].sendall(HALF)
            for line in halves:
                with suppress(OSError):  # it is one of those that had to go
                    line.sendall(b" ")
        with connect(small_server.url) as newcomer:
            assert ask(newcomer) == 401
        assert not is_open(halves[0])
        assert is_open(halves[-1])


def test_without_descriptors_it_makes_room_and_goes_on():
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48)); sys.argv[0] = 'kaizala-nb'; "
        "from kaizala_nb.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "serve", "--no-throttle"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            client = Served(process, read_line(process)).client
            with ExitStack() as kept:
                for _ in range(150):
                    assert ask(kept.enter_context(connect(client.url))) == 401
                client = client.signed_in()
                assert client.group()
        finally:
            process.kill()
        assert process.stderr.read() == ""


@contextmanager
def silent() -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of somebody who takes connections and says nothing, and what ends them."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/picture.png", listening.close


def waits(me: Client, what: str, url: str) -> int:
    """A call that waits for somebody who is silent; gives its status."""
    if what == "media":
        return me.call("POST", "/v1/media/url", {"mediaUrl": url}).status_code
    if what == "handshake":
        body = {"objectId": "form", "objectType": "ActionPackage", "eventTypes": ["ActionCreated"], "callBackUrl": url}
        return me.call("POST", "/v1/webhook", body).status_code
    return me.call("GET", "/v1/groups").status_code


@pytest.mark.parametrize("what", ["media", "handshake", "delay"])
def test_calls_that_wait_for_others_hold_nobody_else(what, monkeypatch, over):
    number = 24
    monkeypatch.setattr(routes, "FETCH_SECONDS", DEADLINE)
    monkeypatch.setattr(rules, "HANDSHAKE_SECONDS", DEADLINE)
    emulator = Emulator(throttle=False)
    with opened(emulator, "socket") as client, ThreadPoolExecutor(number) as pool, silent() as (url, go):
        me = client.signed_in()
        if what == "delay":
            client.control("POST", "faults", {"delay": 1, "times": number, "path": "/v1/groups", "carriedOut": True})
        calls = [pool.submit(waits, me, what, url) for _ in range(number)]
        wait_until(lambda: emulator.waiting._of.total() == number)
        with connect(client.url) as newcomer:
            assert ask(newcomer) == 401
        assert not any(call.done() for call in calls)
        over.set()
        go()
        assert {call.result() for call in calls} == {200 if what == "delay" else 400}
    emulator.close()


def test_one_caller_has_a_share_of_what_may_wait_and_is_told_so(monkeypatch):
    monkeypatch.setattr(waiting, "MOST_OF_ONE", 3)
    monkeypatch.setattr(routes, "FETCH_SECONDS", DEADLINE)
    emulator = Emulator(throttle=False)
    with opened(emulator, "socket") as client, ThreadPoolExecutor(3) as pool, silent() as (url, go):
        me, other = client.signed_in(), client.signed_in("+447700900002")
        calls = [pool.submit(waits, me, "media", url) for _ in range(3)]
        wait_until(lambda: emulator.waiting._of.total() == 3)
        refused = me.call("POST", "/v1/media/url", {"mediaUrl": url})
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
        with receiver("page") as page:
            assert other.call("POST", "/v1/media/url", {"mediaUrl": page.url}).status_code == 415
        assert not any(call.done() for call in calls)
        go()
    assert emulator.waiting._of.total() == 0
    emulator.close()


@pytest.mark.parametrize("number", [4, 40])
def test_silent_receivers_delay_their_own_events_alone(number, monkeypatch):
    monkeypatch.setattr(outbox, "DELIVERY_SECONDS", DEADLINE)
    emulator = Emulator(throttle=False)
    with ExitStack() as stack:
        client = stack.enter_context(opened(emulator, "socket"))
        me = client.signed_in()
        group = me.group()
        hooks = [stack.enter_context(receiver()) for _ in range(number)]
        for hook in hooks:
            subscribe(me, group, hook.url)
            hook.mode = SILENT
        quick = stack.enter_context(receiver())
        its = subscribe(me, group, quick.url)
        for text in ("first", "second"):
            say(me, group, text)
        assert [body["data"]["text"] for body in quick.wait(2, SOON)] == ["first", "second"]
        rows = [one for one in client.control("GET", "deliveries")["deliveries"] if one["webhookId"] != its]
        assert len(rows) == 2 * number
        assert {one["tries"] for one in rows} == {0}  # none of them was over
        assert all(len(hook.deliveries) <= 1 for hook in hooks)
    emulator.close()


def test_webhooks_that_lead_to_one_silent_receiver_hold_no_other(monkeypatch):
    emulator = Emulator(throttle=False)
    with ExitStack() as stack:
        client = stack.enter_context(opened(emulator, "socket"))
        me = client.signed_in()
        group = me.group()
        hook, quick = stack.enter_context(receiver()), stack.enter_context(receiver())
        for number in range(30):
            subscribe(me, group, f"{hook.url}?{number}")
        subscribe(me, group, quick.url)
        hook.mode = SILENT
        say(me, group)
        quick.wait(1, SOON)
        assert 1 <= len(hook.deliveries) <= 4
        hook.close()
    emulator.close()


def test_a_full_class_of_receivers_gets_everything_in_order():
    """With more webhooks than are called at once, each has its events, in their order."""
    emulator = Emulator(throttle=False)
    with ExitStack() as stack:
        client = stack.enter_context(opened(emulator, "socket"))
        me = client.signed_in()
        group = me.group()
        hooks = [stack.enter_context(receiver()) for _ in range(30)]
        for hook in hooks:
            subscribe(me, group, hook.url)
        texts = [str(number) for number in range(10)]
        for text in texts:
            say(me, group, text)
        for hook in hooks:
            assert [body["data"]["text"] for body in hook.wait(len(texts))] == texts
    emulator.close()
