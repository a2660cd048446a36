"""What the local Kaizala itself calls: this computer, and hosts that it was told of; and which of their addresses."""

import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from kaizala_nb.emulator import Emulator
from kaizala_nb.serving import outgoing
from tests.emulator.conftest import DOORS, opened, serve
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

REFUSED = [
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "fe80::1",
    "fd00:ec2::254",
    "fc00::1",
    "::",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "8.8.8.8",
    "2606:4700:4700::1111",
    "2002:7f00:1::1",
    "64:ff9b::7f00:1",
    "fec0::1",
    "::a9fe:a9fe",
    "::7f00:1",
    "::ffff:0:a9fe:a9fe",
    "64:ff9b:1::a9fe:a9fe",
    "192.88.99.1",
    "192.0.0.9",
    "192.0.0.170",
    "198.18.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "ff0e::1",
    "2001::1",
    "2001:20::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
]
PRIVATE = [address for address in REFUSED if address not in ("8.8.8.8", "2606:4700:4700::1111")]


class Network(SimpleNamespace):
    """Stands for ``socket`` in the emulator's own calls: names resolve to what is written in ``names``, and whoever connects to
    anything but this computer is caught."""

    def __init__(self) -> None:
        super().__init__(SOCK_STREAM=socket.SOCK_STREAM, socket=socket.socket)
        self.names: dict[str, list[str]] = {}
        self.asked: list[str] = []

    def getaddrinfo(self, host, port, **how):
        self.asked.append(host)
        found = []
        for address in self.names.get(host, [host]):
            found += socket.getaddrinfo(address, port, **how)
        return found

    def create_connection(self, address, **how):
        assert address[0] in ("127.0.0.1", "::1"), f"connected to {address[0]}"
        return socket.create_connection(address, **how)


@pytest.fixture
def network(monkeypatch):
    """The network as the emulator sees it."""
    made = Network()
    monkeypatch.setattr(outgoing, "socket", made)
    return made


@pytest.fixture
def names(network):
    """``names["evil.example"] = ["10.0.0.1"]``: what names resolve to."""
    return network.names


def fetch_and_subscribe(me, url):
    """What is said to a picture of this address, and to a webhook."""
    group = me.group()
    media = me.call("POST", "/v1/media/url", {"mediaUrl": url})
    body = {"objectId": group, "objectType": "Group", "eventTypes": ["MemberAdded"], "callBackUrl": url}
    return media, me.call("POST", "/v1/webhook", body)


@pytest.mark.parametrize("address", REFUSED)
def test_no_other_computer_is_called_by_its_address(me, names, address):
    host = f"[{address}]" if ":" in address else address
    for scheme in ("http", "https"):
        for reply in fetch_and_subscribe(me, f"{scheme}://{host}:1/latest/meta-data"):
            assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters")


@pytest.mark.parametrize("address", REFUSED)
def test_no_other_computer_is_called_by_a_name_that_resolves_there(me, names, address):
    for resolved in ([address], ["127.0.0.1", address], [address, "127.0.0.1"]):
        names["evil.example"] = resolved
        for reply in fetch_and_subscribe(me, "https://evil.example:1/"):
            assert reply.status_code == 400


@pytest.mark.parametrize(
    "form", ["2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "127.1", "0x7f.1"]
)
def test_an_address_in_disguise_is_judged_by_what_it_is(me, names, form):
    resolved = {entry[4][0] for entry in socket.getaddrinfo(form, 1, type=socket.SOCK_STREAM)}
    for reply in fetch_and_subscribe(me, f"https://{form}:1/"):
        assert reply.status_code == 400
        told = "calls no host" in reply.json()["message"]
        assert told is ("169.254.169.254" in resolved)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_host_that_was_told_may_be_public_only(names, address):
    emulator = Emulator(throttle=False, allow_outgoing=["told.example"])
    with opened(emulator, DOORS[0]) as client:
        names["told.example"] = [address]
        for reply in fetch_and_subscribe(client.signed_in(), "https://told.example:1/"):
            assert reply.status_code == 400
            assert "calls no host" in reply.json()["message"]
    emulator.close()


def test_the_address_that_was_checked_is_the_one_connected_to(network):
    """A name that leads elsewhere the second time it is looked up is looked up once."""
    network.names["turning.example"] = ["127.0.0.1"]
    with receiver() as hook:
        url = f"http://turning.example:{hook.port}/hook?validationToken=x"
        answer = outgoing.call("GET", url, (), most_bytes=100, seconds=5)
        assert answer.content == b"x"
        assert hook.hosts == [f"turning.example:{hook.port}"]
    assert network.asked == ["turning.example"]


def test_a_redirect_is_not_followed(me, names):
    with receiver("redirect") as hook:
        media, webhook = fetch_and_subscribe(me, hook.url)
        assert (media.status_code, webhook.status_code) == (400, 400)
        assert [path.partition("?")[0] for path in hook.asked] == ["/hook", "/hook"]


def test_a_name_with_several_addresses_is_tried_at_each(names, me):
    names["several.example"] = ["::1", "127.0.0.1"]
    names["localhost"] = ["::1", "127.0.0.1"]
    with receiver() as hook:
        url = hook.url.replace("127.0.0.1", "several.example")
        assert outgoing.call("GET", url + "?validationToken=x", (), most_bytes=100, seconds=5).status == 200
        assert fetch_and_subscribe(me, hook.url.replace("127.0.0.1", "localhost"))[1].status_code == 200


def test_plain_http_is_for_this_computer_alone(names):
    emulator = Emulator(throttle=False, allow_outgoing=["told.example"])
    with opened(emulator, DOORS[0]) as client, receiver() as hook:
        names["told.example"] = ["127.0.0.1"]
        url = f"http://told.example:{hook.port}/hook"
        webhook = fetch_and_subscribe(client.signed_in(), url)[1]
        assert "it must be https" in webhook.json()["message"]
        assert not any("validationToken" in path for path in hook.asked)
    emulator.close()


def test_serve_is_told_of_other_receivers():
    """By an option; a told name that there is not is another refusal than one that was not told."""
    served = serve("--no-throttle", "--allow-outgoing", "192.0.2.1", "--allow-outgoing", "told.invalid")
    try:
        me = served.client.signed_in()
        for url, reason in [
            ("https://192.0.2.2/hook", "calls no host"),
            ("https://told.invalid/hook", "no computer has this name"),
            ("http://192.0.2.1/hook", "it must be https"),
        ]:
            assert reason in fetch_and_subscribe(me, url)[1].json()["message"]
    finally:
        served.process.kill()
        served.process.communicate()


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ("FD00:0:0::1", "fd00::1"),
        ("[fd00::1]", "FD00:0::1"),
        ("10.0.0.1", "10.0.0.1"),
        ("Told.Example.", "told.example"),
        ("told.example", "TOLD.example."),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_told_in_any_of_its_forms(names, told, called):
    emulator = Emulator(allow_outgoing=[told])
    names[called] = names[called.lower()] = [called.lower() if called[0].isdigit() or ":" in called else "8.8.8.8"]
    assert outgoing.resolve(called, 443, emulator.allow_outgoing)
    with pytest.raises(outgoing.NotAllowed):
        outgoing.resolve("10.0.0.2", 443, emulator.allow_outgoing)
    emulator.close()


@pytest.mark.parametrize(
    "host", ["https://hook.example", "hook.example:443", "hook.example/x", "10.0.0.0/8", "a b", "", "*.example"]
)
def test_what_is_no_host_cannot_be_told(host):
    served = subprocess.run(
        [sys.executable, "-m", "kaizala_nb", "serve", "--allow-outgoing", host],
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert served.returncode == 2
    assert "--allow-outgoing" in served.stderr
    assert "Traceback" not in served.stderr
