"""Deliveries: at least once, tried six times more within two days, then held; and still to be made after a restart."""

import sqlite3
import threading
import time

import pytest

from kaizala_nb.emulator import Emulator, outbox
from kaizala_nb.emulator.values import RETRY_MS
from tests.emulator.conftest import ASHA, DOORS, opened, serve
from tests.emulator.receivers import receiver
from tests.emulator.test_webhooks import say, settle, shown, subscribe
from tests.patience import DEADLINE

RETRIES = (45, 90, 180, 360, 720, 1440)  # minutes


@pytest.fixture
def hook():
    """A receiver that works."""
    with receiver() as made:
        yield made


@pytest.fixture
def group(me):
    """A group with Asha in it."""
    return me.group(ASHA)


def turn(client, minutes=0, seconds=0):
    """Turn the clock ahead, and let everything that fell due be tried."""
    client.control("POST", "clock", {"advance": minutes * 60 + seconds})
    settle(client)


def deliveries(client):
    """What is in the outbox."""
    return client.control("GET", "deliveries")["deliveries"]


def test_there_are_six_retries_within_two_days():
    assert [milliseconds / 60_000 for milliseconds in RETRY_MS] == list(RETRIES)
    assert sum(RETRIES) * 60 < 2 * 86_400


@pytest.mark.parametrize("mode", ["refuse", "redirect", "created", "gone"])
def test_a_try_that_fails_is_made_again_at_its_time(me, group, hook, mode):
    subscribe(me, group, hook.url)
    hook.mode = mode
    say(me, group)
    settle(me)
    if mode == "created":  # any 2xx is a success
        assert deliveries(me)[0]["state"] == "delivered"
        return
    for number, minutes in enumerate(RETRIES, 1):
        assert (deliveries(me)[0]["state"], deliveries(me)[0]["tries"]) == ("waiting", number)
        turn(me, minutes, seconds=-30)
        assert deliveries(me)[0]["tries"] == number
        turn(me, seconds=30)
        assert deliveries(me)[0]["tries"] == number + 1
        if number == len(RETRIES):
            break
    assert deliveries(me)[0]["state"] == "held"
    assert deliveries(me)[0]["answered"] == {"refuse": 403, "redirect": 302, "gone": 0}[mode]
    if mode != "gone":
        assert len(hook.deliveries) == 7
        assert {body["eventId"] for body in hook.bodies} == {hook.bodies[0]["eventId"]}
    assert not any(path == "/elsewhere" for path in hook.asked)


def test_it_is_delivered_at_the_first_try_that_succeeds(me, group, hook):
    subscribe(me, group, hook.url)
    hook.mode = "refuse"
    say(me, group)
    turn(me, 45)
    hook.mode = "plain"
    turn(me, 90)
    turn(me, 100_000)
    assert len(hook.deliveries) == 3
    assert deliveries(me)[0]["state"] == "delivered"


def test_two_days_at_once_make_all_the_tries_that_fell_due(client, hook):
    me = client.signed_in()
    group = me.group()
    subscribe(me, group, hook.url)
    hook.mode = "refuse"
    say(me, group)
    settle(me)
    turn(me, 2 * 24 * 60)
    assert len(hook.deliveries) == 7
    assert shown(client.signed_in(), group)[0]["active"] is False


def test_a_webhook_that_was_switched_off_holds_what_waits_and_hears_nothing_new(client, hook):
    me = client.signed_in()
    group = me.group()
    webhook = subscribe(me, group, hook.url)
    hook.mode = "refuse"
    for text in ("first", "second"):
        say(me, group, text)
    settle(me)
    turn(me, 2 * 24 * 60)
    me = client.signed_in()
    assert shown(me, group)[0]["active"] is False
    say(me, group, "unheard")
    hook.mode, came = "plain", len(hook.deliveries)
    turn(me, 60)
    assert len(hook.deliveries) == came
    assert me.call("PUT", f"/v1/webhook/{webhook}", {"Active": True}).status_code == 200
    say(me, group, "third")
    settle(me)
    assert sorted(body["data"]["text"] for body in hook.bodies[came:]) == ["first", "second", "third"]
    assert {one["state"] for one in deliveries(me)} == {"delivered"}


def test_what_was_held_has_all_its_tries_again(client, hook):
    me = client.signed_in()
    group = me.group()
    webhook = subscribe(me, group, hook.url)
    hook.mode = "refuse"
    say(me, group)
    settle(me)
    turn(me, 2 * 24 * 60)
    me = client.signed_in()
    me.call("PUT", f"/v1/webhook/{webhook}", {"Active": True})
    settle(me)
    assert deliveries(me)[0]["tries"] == 1
    assert shown(me, group)[0]["active"] is True


def test_an_answer_that_is_too_long_or_drips_is_judged_by_its_status(me, group, hook, monkeypatch):
    subscribe(me, group, hook.url)
    hook.mode = "long"
    say(me, group)
    settle(me)
    assert deliveries(me)[0]["state"] == "delivered"
    monkeypatch.setattr(outbox, "DELIVERY_SECONDS", 0.3)
    hook.mode = "slow"
    say(me, group)
    settle(me)
    assert (deliveries(me)[1]["state"], deliveries(me)[1]["answered"]) == ("waiting", 0)


def test_one_receiver_that_is_slow_keeps_no_other_waiting():
    emulator = Emulator(throttle=False)
    with opened(emulator, "socket") as client, receiver() as slow, receiver() as quick:
        me = client.signed_in()
        group = me.group()
        subscribe(me, group, slow.url)
        subscribe(me, group, quick.url)
        slow.mode = "slow"
        for number in range(5):
            say(me, group, str(number))
        bodies = quick.wait(5)
        assert [body["data"]["text"] for body in bodies] == [str(number) for number in range(5)]
        assert len(slow.deliveries) < 5
        slow.mode = "plain"
        slow.wait(5)
    emulator.close()


def test_a_delivery_tells_the_emulators_time(me, group, hook):
    from email.utils import parsedate_to_datetime

    subscribe(me, group, hook.url)
    me.control("POST", "clock", {"advance": 3600})
    say(me, group)
    hook.wait(1)
    now = me.control("GET", "clock")["now"] / 1000
    assert abs(parsedate_to_datetime(hook.deliveries[0].headers["date"]).timestamp() - now) < 60


def test_a_body_is_compact_json_in_utf_8(me, group, hook, monkeypatch):
    raw = []
    came = hook.came
    monkeypatch.setattr(hook, "came", lambda headers, body: (raw.append(body), came(headers, body)))
    subscribe(me, group, hook.url)
    say(me, group, "naïve – 🜏")
    hook.wait(1)
    assert '"data":{"text":"naïve – 🜏"}'.encode() in raw[0]


def test_an_event_is_delivered_again_on_demand(me, group, hook):
    with receiver() as other:
        subscribe(me, group, hook.url)
        subscribe(me, group, other.url)
        say(me, group)
        settle(me)
        assert me.control("POST", "deliveries/again", {}) == {"deliveries": 2, "eventType": "TextMessageCreated"}
        settle(me)
        assert hook.bodies[0] == hook.bodies[1]
        assert len(hook.bodies) == len(other.bodies) == 2
    for event in ("unknown", hook.bodies[0]["eventId"] + "x"):
        reply = me.call("POST", "/_emulator/deliveries/again", {"eventId": event}, headers={"X-Emulator-Key": me.key})
        assert reply.status_code == 400


def test_again_means_the_event_that_happened_last_not_the_one_that_arrived_last(me, hook):
    with receiver() as late:
        early, newer = me.group(ASHA), me.group(ASHA)
        subscribe(me, early, late.url)
        subscribe(me, newer, hook.url)
        late.mode = "refuse"
        say(me, early)
        settle(me)
        say(me, newer)
        settle(me)
        late.mode = "plain"
        turn(me, 45)
        assert [one["state"] for one in deliveries(me)] == ["delivered"] * 2
        for again in (1, 2):
            me.control("POST", "deliveries/again", {})
            settle(me)
            assert (len(hook.bodies), len(late.deliveries)) == (1 + again, 2)


def test_what_was_delivered_and_cannot_be_written_down_is_not_delivered_again_and_again(hook, caplog):
    """A full disk is no reason to call a receiver twice a second; once there is room, all goes on."""
    emulator = Emulator(throttle=False)
    with opened(emulator, "socket") as client:
        me = client.signed_in()
        group = me.group()
        subscribe(me, group, hook.url)
        note, failed = emulator.store.webhooks.mark_delivered, threading.Semaphore(0)

        def full(*given):
            failed.release()
            raise sqlite3.OperationalError("database or disk is full")

        emulator.store.webhooks.mark_delivered = full
        for text in ("first", "second"):
            say(me, group, text)
        for _ in range(4):
            assert failed.acquire(timeout=DEADLINE)
        assert [body["data"]["text"] for body in hook.bodies] == ["first"]
        emulator.store.webhooks.mark_delivered = note
        assert [body["data"]["text"] for body in hook.wait(2)] == ["first", "second"]
        settle(me)
        assert {one["state"] for one in deliveries(me)} == {"delivered"}
    assert caplog.text.count("cannot be written down") == 1
    emulator.close()


@pytest.mark.parametrize("door", DOORS)
def test_what_is_still_to_be_delivered_outlives_the_emulator(tmp_path, door, hook):
    file = str(tmp_path / "kaizala.db")
    emulator = Emulator(database=file, throttle=False)
    with opened(emulator, door) as client:
        me = client.signed_in()
        group = me.group()
        subscribe(me, group, hook.url)
        hook.mode = "gone"
        for text in ("one", "two"):
            say(me, group, text)
        settle(me)
    emulator.close()
    hook.mode = "plain"
    again = Emulator(database=file, throttle=False)
    with opened(again, door) as client:
        settle(client)
        assert hook.deliveries == []  # its time has not come
        turn(client, 45)
        assert [body["data"]["text"] for body in hook.bodies] == ["one", "two"]
    again.close()


def test_time_that_passed_while_nobody_was_there_uses_up_no_tries(tmp_path, hook):
    """Two days without the emulator are no two days without the receiver."""
    file = str(tmp_path / "kaizala.db")
    emulator = Emulator(database=file, throttle=False)
    with opened(emulator, "in process") as client:
        me = client.signed_in()
        group = me.group()
        subscribe(me, group, hook.url)
        hook.mode = "refuse"
        say(me, group)
        emulator.store.set("offset", 2 * 86_400.0)
    emulator.close()
    again = Emulator(database=file, throttle=False)
    with opened(again, "in process") as client:
        settle(client)
        assert (deliveries(client)[0]["tries"], deliveries(client)[0]["state"]) == (2, "waiting")
    again.close()


def test_a_snapshot_takes_the_outbox_along(client, hook):
    me = client.signed_in()
    group = me.group()
    subscribe(me, group, hook.url)
    hook.mode = "refuse"
    say(me, group)
    settle(me)
    snapshot = me.control("GET", "snapshot")
    me.control("POST", "reset", {})
    assert deliveries(me) == []
    me.control("PUT", "snapshot", snapshot)
    hook.mode = "plain"
    turn(me, 45)
    assert len(hook.deliveries) == 2


def test_a_restart_of_serve_delivers_what_it_had_acknowledged(tmp_path, hook):
    file = str(tmp_path / "kaizala.db")
    served = serve("--database", file, "--no-throttle")
    me = served.client.signed_in()
    group = me.group()
    subscribe(me, group, hook.url)
    hook.mode = "slow"
    for number in range(5):
        say(me, group, str(number))
    served.process.kill()
    served.process.communicate()
    hook.mode = "plain"
    again = serve("--database", file, "--no-throttle")
    try:
        end = time.monotonic() + DEADLINE
        while {body["data"]["text"] for body in hook.bodies} != {str(number) for number in range(5)}:
            assert time.monotonic() < end, hook.bodies
            time.sleep(0.05)
    finally:
        again.process.kill()
        again.process.communicate()
