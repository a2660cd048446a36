"""Random lives of webhooks against a model: receivers that come and go, refuse, dawdle, lead elsewhere or echo JSON; a clock that
is turned; subscriptions that are changed, switched off and ended. What arrived where, and what waits, is what the model says."""

import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kaizala_nb.emulator import Emulator, outbox, outgoing
from kaizala_nb.emulator.webhooks import rules as webhook_rules
from tests.emulator import receivers
from tests.emulator.conftest import ASHA, opened
from tests.emulator.generated import CASES, share
from tests.emulator.receivers import Receiver
from tests.emulator.test_webhooks import shown
from tests.patience import DEADLINE

RETRIES = (45, 90, 180, 360, 720, 1440)  # minutes
ANSWERS = {"plain": 200, "express": 200, "php": 200, "json": 200, "redirect": 302, "refuse": 403, "slow": 0, "gone": 0}
"""What a receiver of each mode answers to a delivery; 0 for nothing in time."""
SHAKES = ("plain", "express", "php")
EVENTS = ("TextMessageCreated", "MemberAdded", "MemberRemoved")
ADVANCES = (1, 45, 90, 600, 2880)
PLACES = 3


@dataclass
class Due:
    """A delivery that waits, and when it is tried next, in minutes of the clock."""

    event: str
    at: int
    tries: int = 0


@dataclass
class Hook:
    """A webhook, as the model knows it."""

    place: int
    events: tuple[str, ...]
    active: bool = True
    waiting: list[Due] = field(default_factory=list)


class Webhooks(RuleBasedStateMachine):
    """The machine."""

    hooks = Bundle("hooks")

    def __init__(self) -> None:
        super().__init__()
        self.emulator = Emulator(throttle=False)
        self.door = opened(self.emulator, "in process")
        client = self.door.__enter__()
        self.me = client.signed_in("+447700900000")
        self.places = [Receiver() for _ in range(PLACES)]
        self.model: dict[str, Hook] = {}
        self.arrived: list[list[tuple[str, str]]] = [[] for _ in range(PLACES)]
        self.now = 0
        self.signed_in_at = 0
        self.number = 0
        self.inside = False

    @initialize()
    def begin(self) -> None:
        self.group = self.me.group()

    # -- the model ---------------------------------------------------------------------------------------------------

    def happen(self, event_type: str, event: str) -> None:
        """Something happened: whoever listens gets it."""
        for hook in self.model.values():
            if hook.active and event_type in hook.events:
                hook.waiting.append(Due(event, self.now))
        self.pump()

    def pump(self) -> None:
        """Make every try that is due."""
        for webhook, hook in self.model.items():
            while hook.active and (
                due := min((one for one in hook.waiting if one.at <= self.now), key=lambda one: one.at, default=None)
            ):
                mode = self.places[hook.place].mode
                if mode != "gone":
                    self.arrived[hook.place].append((webhook, due.event))
                due.tries += 1
                if ANSWERS[mode] == 200:
                    hook.waiting.remove(due)
                elif due.tries <= len(RETRIES):
                    due.at += RETRIES[due.tries - 1]
                else:
                    hook.active = False

    def call(self, method: str, path: str, body: object = None, status: int = 200) -> dict:
        """A call, with a token that is good."""
        if self.now - self.signed_in_at > 1000:
            token = self.me.control("POST", f"connectors/{self.me.application_id}/tokens", {"kind": "tenant"})
            self.me.token = self.me.access(token["refreshToken"]).json()["accessToken"]
            self.signed_in_at = self.now
        reply = self.me.call(method, path, body)
        assert reply.status_code == status, reply.text
        return reply.json()

    # -- what happens ------------------------------------------------------------------------------------------------

    @rule(target=hooks, place=st.integers(0, PLACES - 1), events=st.sets(st.sampled_from(EVENTS), min_size=1))
    def subscribe(self, place: int, events: set[str]) -> str:
        named = tuple(one for one in EVENTS if one in events)
        good = self.places[place].mode in SHAKES
        body = {
            "objectId": self.group,
            "objectType": "Group",
            "eventTypes": named,
            "callBackUrl": self.places[place].url,
        }
        reply = self.call("POST", "/v1/webhook", body, 200 if good else 400)
        if good:
            self.model[reply["webhookId"]] = Hook(place, named)
        return reply.get("webhookId", "")

    @rule(place=st.integers(0, PLACES - 1), mode=st.sampled_from(sorted(ANSWERS)))
    def behave(self, place: int, mode: str) -> None:
        self.places[place].mode = mode

    @rule()
    def say(self) -> None:
        self.number += 1
        self.call("POST", f"/v1/groups/{self.group}/messages", {"message": str(self.number)})
        self.happen("TextMessageCreated", str(self.number))

    @rule()
    def come_or_go(self) -> None:
        if self.inside:
            members = self.call("GET", f"/v1/groups/{self.group}/members")["members"]
            member = next(one["id"] for one in members if one["mobileNumber"] == ASHA)
            self.call("DELETE", f"/v1/groups/{self.group}/members/{member}")
        else:
            self.call("PUT", f"/v1/groups/{self.group}/members", {"members": [ASHA]})
        self.inside = not self.inside
        self.happen("MemberAdded" if self.inside else "MemberRemoved", ASHA)

    @rule(minutes=st.sampled_from(ADVANCES))
    def wait(self, minutes: int) -> None:
        self.now += minutes
        self.me.control("POST", "clock", {"advance": minutes * 60})
        self.pump()

    @rule(
        webhook=hooks,
        mode=st.sampled_from([mode for mode, status in ANSWERS.items() if status != 200]),
        minutes=st.sampled_from(ADVANCES),
    )
    def fail_for_a_while(self, webhook: str, mode: str, minutes: int) -> None:
        """The receiver of a webhook is in trouble just when something happens, and then time goes by."""
        if webhook in self.model:
            self.behave(self.model[webhook].place, mode)
            self.say()
            self.wait(minutes)

    @rule(webhook=hooks, active=st.booleans())
    def switch(self, webhook: str, active: bool) -> None:
        if webhook not in self.model:
            return
        self.call("PUT", f"/v1/webhook/{webhook}", {"Active": str(active).lower()})
        hook = self.model[webhook]
        if active and not hook.active:
            for due in hook.waiting:
                due.at, due.tries = self.now, 0
        hook.active = active
        self.pump()

    @rule(webhook=hooks, place=st.integers(0, PLACES - 1))
    def move(self, webhook: str, place: int) -> None:
        if webhook not in self.model:
            return
        good = place == self.model[webhook].place or self.places[place].mode in SHAKES
        body = {"callBackUrl": self.places[place].url}
        self.call("PUT", f"/v1/webhook/{webhook}", body, 200 if good else 400)
        if good:
            self.model[webhook].place = place
        self.pump()

    @rule(webhook=hooks, events=st.sets(st.sampled_from(EVENTS), min_size=1))
    def listen_to(self, webhook: str, events: set[str]) -> None:
        if webhook in self.model:
            named = tuple(one for one in EVENTS if one in events)
            self.call("PUT", f"/v1/webhook/{webhook}", {"eventTypes": named})
            self.model[webhook].events = named

    @rule(webhook=consumes(hooks))
    def end(self, webhook: str) -> None:
        known = self.model.pop(webhook, None)
        self.call("DELETE", f"/v1/webhook/{webhook or 'none'}", status=200 if known else 404)

    # -- what must be so ---------------------------------------------------------------------------------------------

    @invariant()
    def the_webhooks_are_those_of_the_model(self) -> None:
        if not hasattr(self, "group"):
            return
        listed = (
            {one["id"]: one for one in shown(self.me, self.group)} if self.now - self.signed_in_at <= 1000 else None
        )
        if listed is not None:
            assert set(listed) == set(self.model)
            for webhook, hook in self.model.items():
                assert tuple(listed[webhook]["events"]) == hook.events
                assert listed[webhook]["active"] is hook.active
                assert listed[webhook]["callbackUrl"] == self.places[hook.place].url

    @invariant()
    def what_waits_is_what_waits_in_the_model(self) -> None:
        found = sorted(
            (one["webhookId"], one["tries"], one["state"])
            for one in self.me.control("GET", "deliveries")["deliveries"]
            if one["state"] != "delivered"
        )
        assert found == sorted(
            (webhook, due.tries, "waiting" if hook.active else "held")
            for webhook, hook in self.model.items()
            for due in hook.waiting
        )

    @invariant()
    def what_arrived_is_what_arrived_in_the_model(self) -> None:
        end = time.monotonic() + DEADLINE
        while sum(map(len, self.arrived)) != sum(len(place.deliveries) for place in self.places):
            assert time.monotonic() < end
            time.sleep(0.005)
        for place, expected in zip(self.places, self.arrived, strict=True):
            came = [
                (body["subscriptionId"], body["data"].get("text") or body["data"]["member"])
                for body in list(place.bodies)
            ]
            assert sorted(came) == sorted(expected)

    def teardown(self) -> None:
        for place in self.places:
            place.close()
        self.door.__exit__(None, None, None)
        self.emulator.close()


@pytest.fixture
def patience(monkeypatch):
    """A slow receiver hangs up as soon as it has read, as if its time were over. The others have all the time that they need."""

    def hang_up(seconds):
        raise ConnectionError

    def call(method, url, allowed, *, seconds, **how):
        return outgoing.call(method, url, allowed, seconds=DEADLINE, **how)

    monkeypatch.setattr(receivers, "time", SimpleNamespace(sleep=hang_up))
    monkeypatch.setattr(outbox, "call", call)
    monkeypatch.setattr(webhook_rules, "call", call)


def test_random_lives_of_webhooks_go_as_the_model_says(patience):
    lives = max(15, CASES // 100)
    run_state_machine_as_test(Webhooks, settings=share(lives / CASES, steps=25))
