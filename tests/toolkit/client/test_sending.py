"""Two sendings at once: each carries its own token, and tells of its waits and its progress to whoever follows it alone."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import waiting
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.collection import Upload
from tests.patience import DEADLINE
from tests.toolkit.client.conftest import respond
from tests.toolkit.client.test_session import ACCESS_TOKEN, EXPIRED, SEND

UPLOAD = collection["(a) Upload media (image / document / audio / album/ video)"]
DONE = b'{"referenceId":"r-1","mediaResource":"m-1"}'


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Nobody waits here."""
    monkeypatch.setattr(waiting, "pause", lambda seconds: None)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gives, in a thread of its own."""
    with ThreadPoolExecutor(len(works)) as threads:
        return [made.result(DEADLINE) for made in [threads.submit(work) for work in works]]


def test_two_that_send_at_once_carry_their_own_tokens(session, scripted, environment):
    """Mine is refused for now, and repeated while the other one is inside ``using``; another of mine begins there too."""
    environment["bot-access-token"] = "SECRET-bot"
    mine_came, bot_came, mine_all_came = threading.Event(), threading.Event(), threading.Event()

    def answer(handler):
        if handler.path == "/v1/groups/bot/messages":
            bot_came.set()
            assert mine_all_came.wait(DEADLINE)
        elif handler.path == "/v1/groups/second/messages":
            mine_all_came.set()
        elif not mine_came.is_set():
            mine_came.set()
            assert bot_came.wait(DEADLINE)
            respond(handler, 429, b"{}", Retry_After="1")
            return
        respond(handler, 200, DONE)

    def as_me():
        for group in ("first", "second"):
            session.send(SEND, {"message": "Hello", "group_id": group})

    def as_bot():
        assert mine_came.wait(DEADLINE)
        with session.using("bot-access-token"):
            session.send(SEND, {"message": "Hello", "group_id": "bot"})

    scripted.answer = answer
    session.on_wait = lambda words: None
    at_once(as_me, as_bot)
    assert [(path.split("/")[3], headers["accessToken"]) for _, path, headers, _ in scripted.seen] == [
        ("first", "SECRET-access"),
        ("bot", "SECRET-bot"),
        ("first", "SECRET-access"),
        ("second", "SECRET-access"),
    ]


def test_what_is_used_for_a_while_is_used_by_one_thread(session, scripted, environment):
    environment["bot-access-token"] = "SECRET-bot"
    scripted.answer = lambda handler: respond(handler, 200, DONE)
    with session.using("bot-access-token"):
        at_once(lambda: session.send(SEND, {"message": "Hello"}))
        session.send(SEND, {"message": "Hello"})
    session.send(SEND, {"message": "Hello"})
    tokens = [headers["accessToken"] for _, _, headers, _ in scripted.seen]
    assert tokens == ["SECRET-access", "SECRET-bot", "SECRET-access"]


def test_each_follower_is_told_of_its_own_sending(session, scripted):
    """Two uploads, both on their way at the same time, are throttled for a while each, and one of them is not to be heard."""
    sizes = {"small": 1_000, "large": 90_000}
    heard: list[str] = []
    asked_to_wait: set[str] = set()
    both_came = threading.Barrier(2)

    def answer(handler):
        who = "large" if int(handler.headers["Content-Length"]) > 50_000 else "small"
        both_came.wait(DEADLINE)  # the first requests of both, then the second ones
        if who in asked_to_wait:
            respond(handler, 200, DONE)
        else:
            asked_to_wait.add(who)
            respond(handler, 429, b"{}", Retry_After={"small": "3", "large": "5"}[who])

    def upload(who: str) -> tuple[list[str], list[tuple[int, int]]]:
        threading.current_thread().name = who
        waits, progress = [], []
        watch = Watch(waits.append, lambda sent, size: progress.append((sent, size)), heard=who == "large")
        session.send(UPLOAD, {"files": [Upload("a.bin", b"x" * sizes[who], "image/png")]}, watch=watch)
        return waits, progress

    scripted.answer = answer
    session.on_wait = lambda words: heard.append(f"session: {words}")
    session.listeners.append(lambda: heard.append(threading.current_thread().name))
    (small_waits, small_progress), (large_waits, large_progress) = at_once(
        lambda: upload("small"), lambda: upload("large")
    )
    said = "Kaizala asked to wait: too many requests. Sending again in {}."
    assert small_waits == [said.format("3 seconds")]
    assert large_waits == [said.format("5 seconds")]
    for progress, size in ((small_progress, sizes["small"]), (large_progress, sizes["large"])):
        [whole] = {whole for _, whole in progress}
        assert size < whole < size + 1_000
        assert [sent for sent, _ in progress].count(whole) >= 2  # it went twice
    assert heard == ["large", "large"]


def test_whoever_follows_is_told_of_a_renewal_too(session, scripted):
    """A new token on the way is a part of the sending: its wait is told to the follower, and nobody else hears of it."""
    renewals = []

    def answer(handler):
        if handler.path == ACCESS_TOKEN.path:
            renewals.append(handler)
            new = {"accessToken": "SECRET-second", "endpointUrl": scripted.url + "/", "accessTokenExpiry": 1}
            if len(renewals) == 1:
                respond(handler, 429, b"{}", Retry_After="4")
            else:
                respond(handler, 200, json.dumps(new).encode())
        elif handler.headers["accessToken"] == "SECRET-second":
            respond(handler, 200, DONE)
        else:
            respond(handler, 401, EXPIRED)

    scripted.answer = answer
    elsewhere, waits = [], []
    session.on_wait = elsewhere.append
    session.listeners.append(lambda: elsewhere.append("heard"))
    session.send(SEND, {"message": "Hello"}, watch=Watch(waits.append, heard=False))
    assert waits == ["Kaizala asked to wait: too many requests. Sending again in 4 seconds."]
    assert elsewhere == []


def test_a_sending_that_nobody_follows_is_told_to_the_session(session, scripted):
    left = [lambda handler: respond(handler, 429, b"{}", Retry_After="2")]
    scripted.answer = lambda handler: left.pop()(handler) if left else respond(handler, 200, DONE)
    told = []
    session.on_wait = told.append
    session.listeners.append(lambda: told.append("heard"))
    session.send(SEND, {"message": "Hello"})
    assert told == ["heard", "Kaizala asked to wait: too many requests. Sending again in 2 seconds.", "heard"]
