"""Enter, presses and the focus, as a page and a kernel that are both slow at times bring them about."""

from datetime import UTC, datetime, timedelta

import ipywidgets as widgets
import pytest

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets import browser_page, cells, inputs
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry
from tests.toolkit.widgets.conftest import ASHA, enter, press, text_of


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


class SlowPage:
    """A page that answers when a test lets it."""

    def __init__(self, monkeypatch, hours=0.0):
        monkeypatch.setattr(browser_page, "in_notebook", lambda: True)
        monkeypatch.setattr(browser_page, "_pages", [])
        monkeypatch.setattr(faces, "_zone", None)
        self.page, self._offset = browser_page.browser_page(), timedelta(hours=hours)

    def answer(self):
        """What the tie of its two date fields does in a page."""
        self.page._answer.value = self.page._question.value.replace(tzinfo=UTC) - self._offset


def test_enter_without_a_text_is_heard_when_the_page_has_sent_all(monkeypatch):
    slow, heard = SlowPage(monkeypatch), []
    box = widgets.Text(value="As it stands", continuous_update=False)
    inputs.EnterKey(box, lambda: heard.append(box.value))
    enter(box)
    assert heard == []
    slow.answer()
    assert heard == ["As it stands"]


@pytest.mark.parametrize("typed", ["Typed", ""])
def test_enter_is_heard_with_the_text_that_was_typed_however_late_it_comes(monkeypatch, typed):
    slow, heard = SlowPage(monkeypatch), []
    box = widgets.Text(value="Old text", continuous_update=False)
    inputs.EnterKey(box, lambda: heard.append(box.value))
    enter(box)
    box.value = typed
    slow.answer()
    assert heard == [typed]
    enter(box)
    slow.answer()
    assert heard == [typed, typed]


def test_a_page_that_is_slow_answers_several_questions_at_once(monkeypatch):
    slow, heard = SlowPage(monkeypatch, hours=5.5), []
    for number in range(3):
        slow.page.ask(lambda number=number: heard.append(number))
    slow.answer()
    slow.answer()
    assert heard == [0, 1, 2]
    assert browser_page.browser_zone().utcoffset(None) == timedelta(hours=5.5)


def test_after_all_widgets_were_closed_the_page_is_asked_anew(monkeypatch):
    slow = SlowPage(monkeypatch)
    slow.page._question.close()
    assert browser_page.browser_page() is not slow.page
    assert browser_page.browser_page().is_there


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


# -- the zone of the page ----------------------------------------------------------------------------------------------


def test_a_time_without_a_zone_is_in_that_of_the_page_if_it_is_known(monkeypatch):
    slow = SlowPage(monkeypatch, hours=5.5)
    early = TimeEntry("iso")
    early.put(datetime(2030, 1, 1, 9))
    assert early.raw["zone"] == "here"
    slow.answer()
    late = TimeEntry("iso")
    late.put(datetime(2030, 1, 1, 14, 30))
    assert late.raw == {"when": "2030-01-01T14:30", "zone": "browser", "offset": 330}
    assert late.value() == "2030-01-01T09:00:00Z"
    other = TimeEntry("iso")
    other.take_over(early)
    assert (other.raw, other.value()) == (early.raw, early.value())


def test_a_phone_shows_times_as_the_page_has_them_and_says_so(monkeypatch, signed_in):
    phone = signed_in.phone(ASHA)
    shown = phone.box()
    assert f"Times: {faces.zone()}." in text_of(shown)
    slow = SlowPage(monkeypatch, hours=-9.5)
    shown = phone.box()
    slow.answer()
    at = datetime.fromtimestamp(phone.read()["chats"][0]["at"] / 1000, UTC) - timedelta(hours=9.5)
    assert f"{at:%H:%M}" in text_of(shown)
    assert "Times: your browser's time zone, UTC-09:30." in text_of(shown)
    assert f"{at:%H:%M}" in phone.box().as_text()
