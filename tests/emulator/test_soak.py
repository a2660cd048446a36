"""A class at work on one ``serve``: fifty learners for a minute in ``make soak``, a few for a moment otherwise."""

import os
import random
import statistics
import threading
import time
from collections import Counter

from tests.emulator.conftest import ASHA, Client, serve
from tests.emulator.receivers import Receiver, receiver

LEARNERS, SECONDS = (50, 60) if os.environ.get("SOAK") else (6, 3)
PAUSE = 0.1
"""Seconds that a learner thinks, at most, before the next call: much quicker than people are."""


class Learner(threading.Thread):
    """Somebody who signs in, makes a group, and goes on sending and asking until the time is up."""

    def __init__(self, client: Client, number: int, hook: Receiver, end: float) -> None:
        super().__init__()
        self.number = f"+4477009{number + 100:05}"
        self.client, self.hook, self.end = (
            Client(client.url, client.key, client.application_id, client.application_secret),
            hook,
            end,
        )
        self.seconds: list[float] = []
        self.said: list[str] = []
        self.polls = 0
        self.trouble: BaseException | None = None
        self.group = ""

    def run(self) -> None:
        try:
            self.work()
        except BaseException as trouble:
            self.trouble = trouble

    def call(self, method: str, path: str, body: object = None) -> dict:
        """A call that has to work, and is timed."""
        started = time.perf_counter()
        reply = self.client.call(method, path, body)
        self.seconds.append(time.perf_counter() - started)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def work(self) -> None:
        """A lesson, over and over."""
        self.client = self.client.signed_in(self.number)
        self.group = self.client.group(ASHA, name=self.number)
        subscription = {"objectId": self.group, "objectType": "Group", "eventTypes": ["TextMessageCreated"]}
        self.call("POST", "/v1/webhook", subscription | {"callBackUrl": self.hook.url})
        path = f"/v1/groups/{self.group}"
        poll = {
            "actionType": "Poll",
            "actionBody": {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]},
        }
        while time.monotonic() < self.end:
            text = f"{self.number} {len(self.said)}"
            self.call("POST", f"{path}/messages", {"message": text})
            self.said.append(text)
            self.call("GET", f"{path}/members")
            action = self.call("POST", f"{path}/actions", poll)["actionId"]
            self.polls += 1
            response = {"actionType": "Poll", "actionBody": {"answers": ["Yes"]}}
            self.call("POST", f"{path}/actions/{action}/responses", response)
            self.call("GET", f"{path}/actions?actionType=poll&count=5")
            self.call("GET", "/v1/groups?showDetails=true")
            time.sleep(random.uniform(0, PAUSE))  # noqa: S311


def test_a_class_meets_no_error_and_loses_no_write(tmp_path, capsys):
    served = serve("--no-throttle", "--database", str(tmp_path / "kaizala.db"))
    try:
        with receiver() as hook:
            end = time.monotonic() + SECONDS
            learners = [Learner(served.client, number, hook, end) for number in range(LEARNERS)]
            for learner in learners:
                learner.start()
            for learner in learners:
                learner.join()
            assert [learner.trouble for learner in learners if learner.trouble] == []
            said = {text for learner in learners for text in learner.said}
            limit = time.monotonic() + 120
            while len({body["data"]["text"] for body in list(hook.bodies)}) < len(said):
                assert time.monotonic() < limit, "some events never came"
                time.sleep(0.1)
            assert {body["data"]["text"] for body in hook.bodies} == said
        for learner in learners:
            chats = served.client.control("GET", f"phones/{learner.number}")["chats"]
            kinds = Counter(chat["kind"] for chat in chats)
            assert [chat["text"] for chat in chats if chat["kind"] == "message"] == learner.said
            assert kinds["card"] == learner.polls
    finally:
        served.process.kill()
        served.process.communicate()
    seconds = sorted(one for learner in learners for one in learner.seconds)
    cuts = statistics.quantiles(seconds, n=100)
    with capsys.disabled():
        print(
            f"\n{LEARNERS} learners, {SECONDS} s: {len(seconds):,} calls ({len(seconds) / SECONDS:,.0f} a second), no error, "
            f"nothing lost, p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms"
        )
