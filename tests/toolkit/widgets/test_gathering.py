"""A bar beneath the cell that says how far it is, how it ended, and how to stop it. Stopped, it keeps what came."""

import re
import time
from queue import Empty

import pytest
from jupyter_client import KernelManager

from kaizala_nb.toolkit.widgets import gathering
from tests.patience import DEADLINE

SCRIPT = "<img src=x onerror=alert(1)>"
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


class Cell:
    """A cell that runs. ``outputs`` are what stands below it."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, str]] = []

    def display(self, bundle: dict[str, str], *, raw: bool, display_id: bool) -> "Handle":
        """A new output."""
        assert raw
        assert display_id
        self.outputs.append(bundle)
        return Handle(self, len(self.outputs) - 1)

    def html(self) -> str:
        """All that it shows, without the style sheet."""
        return re.sub("<style>.*?</style>", "", "".join(one["text/html"] for one in self.outputs), flags=re.DOTALL)


class Handle:
    """An output of a cell, which can be replaced."""

    def __init__(self, cell: Cell, index: int) -> None:
        self._cell, self._index = cell, index

    def update(self, bundle: dict[str, str], *, raw: bool) -> None:
        """Show this in its place."""
        assert raw
        self._cell.outputs[self._index] = bundle


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Cell:
    """A cell of a notebook."""
    made = Cell()
    monkeypatch.setattr("IPython.display.display", made.display)
    monkeypatch.setattr(gathering, "in_notebook", lambda: True)
    return made


def test_a_bar_says_how_far_it_is_and_how_to_stop_it(cell):
    bar = gathering.gathering("Subscribers")
    with_bar = cell.outputs[1]
    bar.at("50 on 1 page")
    assert "Subscribers: 50 on 1 page so far" in cell.html()
    assert "press ■" in cell.html()
    assert "<progress" in cell.html()
    assert " value=" not in cell.html()
    assert cell.outputs[1] is with_bar  # drawn anew, it would begin anew to move


@pytest.mark.parametrize("whole", [True, False])
def test_a_bar_says_how_it_ended(cell, whole):
    bar = gathering.gathering("Subscribers")
    bar.at(SCRIPT)
    bar.say(SCRIPT)
    assert cell.html().count("&lt;img") == 2
    assert "<img" not in cell.html()
    bar.end("100 on 2 pages, 0.1 seconds.", whole=whole)
    assert re.sub("<.*?>", "", cell.html()) == "Subscribers: 100 on 2 pages, 0.1 seconds."
    assert ('value="1"' in cell.html()) is whole
    assert "".join(one["text/plain"] for one in cell.outputs) == "Subscribers: 100 on 2 pages, 0.1 seconds."


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


def test_the_notebooks_stop_button_ends_it_with_what_has_come(kernel_config):
    manager = KernelManager(config=kernel_config)
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=DEADLINE)
        run(client, PREPARE)
        client.execute("table = kaizala.groups.subscribers()\nlen(table), bool(table.attrs['cursor'])")
        said = until(client, "so far")
        manager.interrupt_kernel()
        ended = until(client, "execute_result")
        rows, more = eval(ended[-1]["content"]["data"]["text/plain"])  # noqa: S307
        assert 50 <= rows < 1000
        assert more is True
        shown = [one["content"]["data"] for one in [*said, *ended] if one["msg_type"].endswith("display_data")]
        assert "text/html" in shown[0]
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
        code, timeout=DEADLINE, output_hook=lambda one: printed.append(str(one["content"].get("text", "")))
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(printed)


def until(client, words: str, seconds: float = DEADLINE) -> list[dict]:
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
