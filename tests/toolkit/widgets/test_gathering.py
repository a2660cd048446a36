"""A bar beneath the cell that says how far it is, how it ended, and how to stop it. Stopped, it keeps what came."""

import tempfile
import time
from queue import Empty

import pytest
from jupyter_client import KernelManager

from kaizala_nb.course.teaching.kernel import by_files
from kaizala_nb.toolkit.widgets import gathering
from tests.toolkit.widgets.conftest import text_of

PREPARE = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
sign_in = kaizala.sign_in("+447700900001").send_once()
kaizala.sandbox.seed(groups=[{
    "groupId": "news", "groupName": "News", "groupType": "ConnectGroup",
    "members": [{"mobileNumber": "+447700900001", "role": "Admin"}],
    "subscribers": [f"+9198000{number:05d}" for number in range(1000)],
}])
kaizala.environment.update({"test-public-group-id": "news"})
kaizala.sandbox.fail_next(path="subscribers", times=1000, delay=1)
"""


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change is shown."""
    monkeypatch.setattr(gathering, "PAUSE", 0.0)


def test_a_bar_says_how_far_it_is_and_how_to_stop_it():
    bar = gathering.NotebookProgress("Subscribers")
    bar.at("50 on 1 page")
    assert "Subscribers: 50 on 1 page so far" in text_of(bar)
    assert "press ■" in text_of(bar)
    assert "<progress" in bar._bar.value
    assert " value=" not in bar._bar.value


@pytest.mark.parametrize("whole", [True, False])
def test_a_bar_says_how_it_ended(whole):
    bar = gathering.NotebookProgress("Subscribers")
    bar.at("<img src=x onerror=alert(1)>")
    assert "<img" not in bar._words.value
    bar.say("<img src=x onerror=alert(1)>")
    assert "<img" not in bar._note.value
    bar.end("100 on 2 pages, 0.1 seconds.", whole=whole)
    assert text_of(bar).strip() == "Subscribers: 100 on 2 pages, 0.1 seconds."
    assert ('value="1"' in bar._bar.value) is whole
    assert bar._repr_mimebundle_()["text/plain"] == "Subscribers: 100 on 2 pages, 0.1 seconds."


def test_a_line_is_written_anew_only_where_somebody_looks_on(capsys, monkeypatch):
    line = gathering.gathering("Subscribers")
    line.at("50 on 1 page")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    line = gathering.gathering("Subscribers")
    line.at("50 on 1 page")
    line.at("100 on 2 pages")
    line.end("120 on 3 pages.", whole=True)
    told = capsys.readouterr().err
    assert told.count("\r") == 3
    assert told.endswith("Subscribers: 120 on 3 pages.\n")


@pytest.fixture
def sockets():
    """A folder with a short name."""
    with tempfile.TemporaryDirectory(prefix="kaizala-") as folder:
        yield folder


def test_the_notebooks_stop_button_ends_it_with_what_has_come(sockets):
    manager = KernelManager(config=by_files(sockets))
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        run(client, PREPARE)
        client.execute("table = kaizala.groups.subscribers()\nlen(table), bool(table.attrs['cursor'])")
        said = until(client, "so far")
        manager.interrupt_kernel()
        ended = until(client, "execute_result")
        rows, more = eval(ended[-1]["content"]["data"]["text/plain"])  # noqa: S307
        assert 50 <= rows < 1000
        assert more is True
        shown = [one["content"]["data"] for one in [*said, *ended] if one["msg_type"].endswith("display_data")]
        assert "application/vnd.jupyter.widget-view+json" in shown[0]
        assert "stopped after" in shown[-1]["text/plain"]
        assert "kaizala.groups.subscribers(cursor=" in shown[-1]["text/plain"]
        run(client, "kaizala.sandbox.clear_faults(); rest = kaizala.groups.subscribers(cursor=table.attrs['cursor'])")
        assert "1000" in run(client, "print(len(table) + len(rest))")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client, code: str) -> str:
    """What a cell printed. It must not fail."""
    printed = []
    reply = client.execute_interactive(
        code, timeout=60, output_hook=lambda one: printed.append(str(one["content"].get("text", "")))
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(printed)


def until(client, words: str, seconds: float = 60) -> list[dict]:
    """What a kernel says, until it says this."""
    told, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            one = client.get_iopub_msg(timeout=1)
        except Empty:
            continue
        told.append(one)
        assert one["msg_type"] != "error", one["content"]
        if words in one["msg_type"] or words in str(one["content"]):
            return told
    raise AssertionError(f"{words!r} was not said in {seconds} seconds")
