"""A Kaizala behind a proxy that speaks TLS: its address is the public one, and its host is answered to."""

import subprocess
import sys

import pytest
from requests.structures import CaseInsensitiveDict

from kaizala_nb.emulator import Emulator, SettingError
from tests.emulator.conftest import DOORS, ME, opened, serve
from tests.emulator.test_media import read
from tests.emulator.world import picture, upload
from tests.patience import DEADLINE

PUBLIC = "https://api.example.org"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("host", ["api.example.org", "API.example.org:443", "127.0.0.1"])
def test_every_address_that_it_gives_is_the_public_one(door, host):
    emulator = Emulator(throttle=False, public_url=PUBLIC)
    with opened(emulator, door) as client:
        client.http.headers = CaseInsensitiveDict({"Host": host, "X-Forwarded-Proto": "http"})
        refresh = {"mobileNumber": ME, "applicationId": client.application_id, "pin": client.pin()}
        login = client.call("POST", "/v1/loginWithPinAndApplicationId", refresh).json()
        access = client.access(login["refreshToken"]).json()
        client.token = access["accessToken"]
        assert {login["endpointUrl"], access["endpointUrl"]} == {f"{PUBLIC}/"}
        resource = upload(client, "/v1/media", picture()).json()["mediaResource"]
        assert read(resource)["Files"][0]["Url"].startswith(f"{PUBLIC}/att/")
    emulator.close()


def test_without_one_an_address_is_the_host_that_was_called(client):
    assert client.access(client.log_in()).json()["endpointUrl"] == f"{client.url}/"


@pytest.mark.parametrize("host", ["api.example.org", "api.example.org:8443", "[::1]"])
def test_a_port_of_its_own_may_be_passed_on_or_not(host):
    emulator = Emulator(throttle=False, public_url=f"{PUBLIC}:8443")
    with opened(emulator, "in process") as client:
        client.http.headers = CaseInsensitiveDict({"Host": host})
        assert client.access(client.log_in()).json()["endpointUrl"] == f"{PUBLIC}:8443/"
    emulator.close()


def test_serve_takes_it():
    served = serve("--no-throttle", "--public-url", f"{PUBLIC}/")
    try:
        client = served.client
        client.http.headers["Host"] = "api.example.org"
        assert client.access(client.log_in()).json()["endpointUrl"] == f"{PUBLIC}/"
        client.http.headers["Host"] = "other.example.org"
        assert client.call("GET", "/v1/groups").status_code == 403
    finally:
        served.process.kill()
        served.process.communicate()


def test_the_refusal_of_a_foreign_host_names_it_and_the_options(client):
    reply = client.call("GET", "/v1/groups", headers={"Host": "api.kaiza.la:8600"})
    assert reply.status_code == 403
    for word in ("'api.kaiza.la'", "--allow-host", "--public-url"):
        assert word in reply.json()["message"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://API.Example.org.:8443/", "https://api.example.org:8443/"),
        ("http://[::1]:80", "http://[::1]:80/"),
        ("https://10.0.0.1", "https://10.0.0.1/"),
    ],
)
def test_it_is_written_in_one_form(given, meant):
    emulator = Emulator(public_url=given)
    assert emulator.public_url == meant
    emulator.close()


WRONG = [
    "api.example.org",
    "ftp://x.org",
    "https://",
    "https://x.org/path",
    "https://x.org?q",
    "https://u:p@x.org",
    "https://x.org#f",
]


@pytest.mark.parametrize("url", [*WRONG, "http://[", "https://x.org:99999", "https://a b", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(SettingError):
        Emulator(public_url=url)


def test_serve_says_which_option_is_wrong():
    command = [sys.executable, "-m", "kaizala_nb", "serve", "--public-url", "http://["]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert refused.returncode == 2
    assert "--public-url" in refused.stderr
    assert "Traceback" not in refused.stderr
