"""Enter, presses and the focus, as a page and a kernel that are both slow at times bring them about."""

import asyncio
from datetime import UTC, datetime

import ipywidgets as widgets
import pytest

from kaizala_nb.widgets import cells, inputs
from tests.widgets.conftest import enter, press, until


@pytest.fixture
def focused(monkeypatch):
    """Which widgets were given the focus."""
    found = []
    monkeypatch.setattr(widgets.DOMWidget, "focus", lambda self: found.append(self))
    return found


class Shell:
    """What a kernel knows of its front end."""

    def __init__(self, header=None):
        self.execution_count = 1
        self.header = header or {}

    def get_parent(self):
        return {"header": self.header}


def test_enter_without_a_text_is_heard_by_itself():
    heard = []

    async def type_and_wait():
        box = widgets.Text(continuous_update=False)
        inputs.EnterKey(box, lambda: heard.append(box.value))
        enter(box)
        await until(lambda: heard)

    asyncio.run(type_and_wait())
    assert heard == [""]


def test_a_kernel_that_was_busy_reads_the_text_before_it_takes_enter_for_alone(monkeypatch):
    monkeypatch.setattr(inputs, "_MOMENT", 0.05)
    heard = []

    async def type_into_a_busy_kernel():
        loop = asyncio.get_running_loop()
        box = widgets.Text(continuous_update=False)
        inputs.EnterKey(box, lambda: heard.append(box.value))
        enter(box)
        time = loop.time
        loop.time = lambda: time() + 10  # it did something else for ten seconds
        loop.call_later(0, setattr, box, "value", "Typed")
        await until(lambda: heard)

    asyncio.run(type_into_a_busy_kernel())
    assert heard == ["Typed"]


def test_two_clicks_are_as_far_apart_as_the_page_says(monkeypatch):
    shell = Shell({"date": datetime(2026, 1, 1, tzinfo=UTC)})
    monkeypatch.setattr(cells, "_shell", lambda: shell)
    monkeypatch.setattr(inputs, "PAUSE", 0.5)
    heard = []
    button = inputs.PressButton("Send", lambda: heard.append(1), inputs.Presses())
    for milliseconds, presses in ((0, 1), (200, 1), (1_500, 2)):
        shell.header = {"date": datetime(2026, 1, 1, microsecond=0, second=milliseconds // 1000, tzinfo=UTC)}
        shell.header["date"] = shell.header["date"].replace(microsecond=milliseconds % 1000 * 1000)
        press(button)
        assert len(heard) == presses


def test_a_new_button_gets_the_focus_when_it_is_on_the_page_and_not_before(focused):
    button = inputs.PressButton("Send", lambda: None, inputs.Presses())
    inputs.focus_on(button)
    assert focused == []
    button._view_count = 1
    assert focused == [button]
    button._view_count = 2
    assert focused == [button]


def test_whoever_has_run_a_cell_meanwhile_keeps_the_focus(focused, monkeypatch):
    shell = Shell()
    monkeypatch.setattr(cells, "_shell", lambda: shell)
    button = inputs.PressButton("Send", lambda: None, inputs.Presses())
    inputs.focus_on(button)
    shell.execution_count += 1
    button._view_count = 1
    assert focused == []


def test_a_field_that_is_there_gets_the_focus_at_once(focused):
    box = widgets.Text()
    inputs.focus_on(box)
    assert focused == [box]
