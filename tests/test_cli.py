"""The command line, used as one uses it: JupyterLab on the first lesson, and a shared Kaizala that is emptied between classes."""

import json
import os
import subprocess
import sys
import urllib.request
from urllib.error import URLError

import pytest
from click.testing import CliRunner

from kaizala_nb import Kaizala, KaizalaError
from kaizala_nb.cli import main
from tests.patience import DEADLINE, wait_until
from tests.ports import free_port

ME, ASHA = "+447700900001", "+447700900002"


@pytest.fixture
def shared():
    """A Kaizala with a group in it."""
    made = Kaizala()
    made.sign_in(ME).send_once()
    made.groups.create_group(name="Of the class before", members=[ASHA])
    yield made
    made.close()


def answers(url: str) -> bool:
    """Whether somebody answers there."""
    try:
        with urllib.request.urlopen(url, timeout=DEADLINE):  # noqa: S310
            return True
    except (URLError, OSError):
        return False


def test_help_says_that_calls_are_throttled_unless_it_is_turned_off():
    assert "[default: throttle]" in CliRunner().invoke(main, ["serve", "--help"]).output


@pytest.mark.parametrize("command", [["serve"], ["collection", "serve", __file__]])
def test_an_empty_key_is_refused(command):
    ran = CliRunner().invoke(main, [*command, "--key", ""])
    assert ran.exit_code == 2
    assert "Invalid value for '--key': It is empty. Give one, or leave the option out." in ran.output


def test_a_collection_without_a_request_is_said_to_have_none(tmp_path):
    (tmp_path / "empty.json").write_text('{"info": {"name": "Empty", "schema": "v2.1.0"}, "item": []}')
    ran = CliRunner().invoke(main, ["collection", "check", str(tmp_path / "empty.json")])
    assert (ran.exit_code, ran.output) == (1, "Error: The collection holds no request.\n")


@pytest.mark.parametrize("where", ["--key", "KAIZALA_EMULATOR_KEY"])
def test_a_shared_kaizala_is_emptied(shared, where):
    key = str(shared.sandbox._key)
    given = ["--key", key] if where == "--key" else []
    ran = CliRunner().invoke(main, ["reset", "--url", shared.sandbox.url, *given], env={"KAIZALA_EMULATOR_KEY": key})
    assert ran.exit_code == 0
    assert ran.output == f"The Kaizala at {shared.sandbox.url} is empty again. Run the lesson from its first cell.\n"
    assert shared.phone(ASHA).chats.empty
    with pytest.raises(KaizalaError):
        shared.groups.fetch_groups()


@pytest.mark.parametrize(
    ("url", "key", "said"),
    [
        ("here", "wrong", "The key of the local Kaizala is missing or wrong."),
        ("http://127.0.0.1:9", "any", "No local Kaizala answers at http://127.0.0.1:9."),
        ("nonsense", "any", "'nonsense' is not an address"),
    ],
)
def test_what_cannot_be_emptied_is_said_in_a_sentence(shared, url, key, said):
    url = shared.sandbox.url if url == "here" else url
    ran = CliRunner().invoke(main, ["reset", "--url", url, "--key", key])
    assert ran.exit_code != 0
    assert said in ran.output
    assert "Traceback" not in ran.output
    assert len(shared.groups.fetch_groups().df) == 1


def test_lab_opens_the_first_lesson_and_ends_when_it_is_ended(tmp_path):
    port = free_port()
    private = {
        name: str(tmp_path) for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    mine = {"doNotDisturbMode": True}
    own = tmp_path / "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(mine))
    arguments = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=known"]
    lab = subprocess.Popen(
        [sys.executable, "-m", "kaizala_nb", "lab", *arguments, "--ServerApp.port_retries=0"],
        env={name: value for name, value in os.environ.items() if not name.startswith("JPY_")} | private,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: lab.poll() is not None or answers(f"{url}/api/status?token=known"))
        with urllib.request.urlopen(f"{url}/?token=known", timeout=DEADLINE) as page:  # noqa: S310
            assert page.url.startswith(f"{url}/lab/tree/00-your-first-message.ipynb")
        assert answers(f"{url}/api/contents/00-your-first-message.ipynb?token=known")
        asks = f"{url}/lab/api/settings/@jupyterlab/apputils-extension:notification?token=known"
        with urllib.request.urlopen(asks, timeout=DEADLINE) as told:  # noqa: S310
            notification = json.load(told)
        assert notification["schema"]["properties"]["fetchNews"]["default"] == "false"  # "none": it asks
        assert json.loads(notification["raw"]) == mine
        assert own.read_text() == json.dumps(mine)
    finally:
        lab.terminate()
        lab.wait(DEADLINE)
    wait_until(lambda: not answers(f"{url}/api/status?token=known"))


def test_help_says_that_a_postman_file_of_anybody_will_do():
    said = CliRunner().invoke(main, ["--help"]).output
    assert "begin with: kaizala-nb open FILE" in said
    assert "collection  Check, run, serve any Postman collection." in said
