"""The time zone of the page: what is filled in and what is shown is in it, once it is known."""

from datetime import UTC, datetime, timedelta

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets import browser_page
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry
from tests.toolkit.widgets.conftest import ASHA, text_of


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
