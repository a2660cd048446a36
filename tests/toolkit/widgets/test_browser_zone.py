"""The time zone of the page: what is filled in and what is shown is in it, once it is known."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets import browser_zone
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry
from tests.toolkit.widgets.conftest import ASHA, text_of

Page = Callable[[object], None]


@pytest.fixture
def page(monkeypatch) -> Page:
    """A page that says its zone when a test lets it."""
    monkeypatch.setattr(browser_zone, "in_notebook", lambda: True)
    monkeypatch.setattr(browser_zone, "_questions", [])
    monkeypatch.setattr(faces, "_zone", None)
    assert browser_zone.browser_zone() is None
    return lambda zone: browser_zone._questions[-1]._handle_custom_msg({"zone": zone}, [])


def test_after_all_widgets_were_closed_the_page_is_asked_anew(page):
    browser_zone._questions[-1].close()
    assert browser_zone.browser_zone() is None
    page("Asia/Kolkata")
    assert str(browser_zone.browser_zone()) == "Asia/Kolkata"


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../../etc/passwd", "/etc/passwd"])
def test_a_zone_that_nobody_knows_is_left_out(page, name):
    page(name)
    assert browser_zone.browser_zone() is None
    assert faces.whose_zone() == "this computer's"


def test_a_time_without_a_zone_is_in_that_of_the_page_if_it_is_known(page):
    early = TimeEntry("iso")
    early.put(datetime(2030, 1, 1, 9))
    assert early.raw["zone"] == "here"
    page("America/St_Johns")
    late = TimeEntry("iso")
    late.put(datetime(2030, 1, 1, 9))
    assert late.raw == {"when": "2030-01-01T09:00", "zone": "browser", "offset": -210}
    assert late.value() == "2030-01-01T12:30:00Z"
    late.put(datetime(2030, 7, 1, 9))
    assert late.value() == "2030-07-01T11:30:00Z"
    other = TimeEntry("iso")
    other.take_over(early)
    assert (other.raw, other.value()) == (early.raw, early.value())


def test_a_phone_shows_times_as_the_page_has_them_and_says_so(page, signed_in):
    phone = signed_in.phone(ASHA)
    shown = phone.box()
    assert f"Times: {faces.zone()}." in text_of(shown)
    page("Pacific/Marquesas")
    at = datetime.fromtimestamp(phone.read()["chats"][0]["at"] / 1000, UTC) - timedelta(hours=9.5)
    assert f"{at:%H:%M}" in text_of(shown)
    assert "Times: your browser's time zone, UTC-09:30." in text_of(shown)
    assert f"{at:%H:%M}" in phone.box().as_text()
