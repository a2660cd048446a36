"""A state that survives: killed at any moment, moved as a snapshot, or given to a program that cannot use it."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time

import pytest
import requests

from tests.emulator.conftest import ASHA, ME, THIRD, Client, serve
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE, wait_until

KILLS = 200 if os.environ.get("SOAK") else 10


def write_until_killed(client: Client, group: str, acknowledged: list[str]) -> None:
    """Send messages for as long as somebody answers, and remember which were acknowledged."""
    number = len(acknowledged)
    while True:
        text = f"message {number}"
        try:
            reply = client.http.post(
                f"{client.url}/v1/groups/{group}/messages",
                json={"message": text},
                headers={"accessToken": client.token},
                timeout=DEADLINE,
            )
        except requests.RequestException:
            return
        if reply.status_code == 200:
            acknowledged.append(text)
        number += 1


def test_what_was_acknowledged_is_there_and_every_event_arrives_however_often_it_is_killed(tmp_path):
    file, acknowledged, group, token = str(tmp_path / "kaizala.db"), [], "", ""
    with receiver() as hook:
        for _ in range(KILLS):
            served = serve("--database", file, "--no-throttle")
            client = served.client
            if not group:
                client = client.signed_in()
                group, token = client.group(ASHA), client.token
                wanted = {"objectId": group, "objectType": "Group", "eventTypes": ["TextMessageCreated"]}
                assert client.call("POST", "/v1/webhook", wanted | {"callBackUrl": hook.url}).status_code == 200
            client.token = token
            writer = threading.Thread(target=write_until_killed, args=(client, group, acknowledged))
            writer.start()
            wait_until(
                lambda: acknowledged
            )  # the first time: else it could be killed before it has said anything at all
            time.sleep(random.uniform(0.02, 0.25))  # noqa: S311  (a random moment)
            served.process.send_signal(signal.SIGKILL)
            served.process.communicate()
            writer.join()
        again = serve("--database", file, "--no-throttle")
        chats = again.client.control("GET", f"phones/{ASHA}")["chats"]
        stored = [chat["text"] for chat in chats if chat["kind"] == "message"]
        assert acknowledged
        assert set(acknowledged) <= set(stored)
        assert len(stored) - len(acknowledged) <= KILLS  # at most the one that was under way each time
        end = time.monotonic() + 120
        while missing := set(stored) - {body["data"]["text"] for body in list(hook.bodies)}:
            assert time.monotonic() < end, f"{len(missing)} of {len(stored)} events never came"
            time.sleep(0.05)
        assert {body["data"]["text"] for body in hook.bodies} == set(stored)  # and nothing is told that did not happen
        again.process.kill()
        again.process.communicate()


def test_a_snapshot_is_the_whole_state_and_masks_used_pins(me):
    group = me.group(ASHA)
    me.call("POST", f"/v1/groups/{group}/messages", {"message": "Before"})
    card = {"actionType": "Poll", "actionBody": {"question": "Q?", "choices": [{"title": "A"}]}}
    poll = me.call("POST", f"/v1/groups/{group}/actions", card).json()["actionId"]
    me.control("POST", "clock", {"advance": 60})
    pin = me.control("GET", f"phones/{ME}")["sms"][-1]["pin"]
    snapshot = me.control("GET", "snapshot")
    assert pin == "••••••"
    assert all(sms["pin"] == "••••••" for sms in snapshot["tables"]["sms"])
    me.control("POST", "reset", {})
    assert me.call("GET", "/v1/groups").status_code == 401
    me.control("PUT", "snapshot", snapshot)
    assert me.control("GET", "clock")["offset"] == 60
    assert [one["groupId"] for one in me.call("GET", "/v1/groups").json()["groups"]] == [group]
    assert me.call("GET", f"/v1/groups/{group}/actions/{poll}").status_code == 200
    assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "After"}).status_code == 200
    texts = [chat["text"] for chat in me.control("GET", f"phones/{ASHA}")["chats"] if chat["kind"] == "message"]
    assert texts == ["Before", "After"]


def test_an_unused_pin_of_a_snapshot_can_be_used(client):
    pin = client.pin(THIRD)
    client.control("PUT", "snapshot", client.control("GET", "snapshot"))
    body = {"mobileNumber": THIRD, "applicationId": client.application_id, "pin": pin}
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body).status_code == 200


@pytest.mark.parametrize(
    "spoil",
    [
        lambda snapshot: snapshot | {"version": 99},
        lambda snapshot: snapshot | {"tables": {}},
        lambda snapshot: {"version": snapshot["version"]},
        lambda snapshot: snapshot | {"tables": snapshot["tables"] | {"meta": []}},
        lambda snapshot: snapshot | {"tables": snapshot["tables"] | {"users": [{"id": 1}]}},
        lambda snapshot: snapshot | {"tables": snapshot["tables"] | {"users": snapshot["tables"]["users"] * 2}},
        lambda snapshot: snapshot | {"tables": snapshot["tables"] | {"sqlite_schema": []}},
    ],
)
def test_a_snapshot_that_is_broken_changes_nothing(me, spoil):
    group = me.group(ASHA)
    broken = spoil(me.control("GET", "snapshot"))
    reply = me.call("PUT", "/_emulator/snapshot", broken, headers={"X-Emulator-Key": me.key})
    assert reply.status_code == 400
    assert [one["groupId"] for one in me.call("GET", "/v1/groups").json()["groups"]] == [group]


def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path):
    file = tmp_path / "kaizala.db"
    served = serve("--database", str(file), "--no-throttle")
    client = served.client.signed_in()
    group = client.group(ASHA)
    served.process.terminate()
    served.process.communicate()
    limit, hard = file.stat().st_size + 400_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.getrlimit(resource.RLIMIT_FSIZE)[1])); "
        "sys.argv[0] = 'kaizala-nb'; "
        "from kaizala_nb.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "serve", "--database", str(file), "--no-throttle"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        known = json.loads(process.stdout.readline())
        small = Client(
            known["url"], known["key"], known["applicationId"], known["applicationSecret"], token=client.token
        )
        acknowledged, refused = [], None
        for number in range(400):
            text = f"{number} " + "x" * 3900
            reply = small.http.post(
                f"{small.url}/v1/groups/{group}/messages",
                json={"message": text},
                headers={"accessToken": small.token},
                timeout=DEADLINE,
            )
            if reply.status_code != 200:
                refused = reply
                break
            acknowledged.append(text)
        assert refused is not None
        assert refused.status_code == 500
        assert set(refused.json()) == {"message", "errorCode", "errorCategoryKey"}
        assert "There is no room on the disk" in refused.json()["message"]
        assert small.call("GET", "/v1/groups").status_code == 200  # what is there can still be read
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
        text = "There is room again"
        reply = small.call("POST", f"/v1/groups/{group}/messages", {"message": text})
        assert reply.status_code == 200
        acknowledged.append(text)
        process.kill()
    again = serve("--database", str(file), "--no-throttle")
    chats = again.client.control("GET", f"phones/{ASHA}")["chats"]
    assert [chat["text"] for chat in chats if chat["kind"] == "message"] == acknowledged
    again.process.kill()
    again.process.communicate()
