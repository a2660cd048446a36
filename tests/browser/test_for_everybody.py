"""Forms with large text, on a narrow page, by touch: in a plain page of a strict policy."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from kaizala_nb import Kaizala
from tests.browser.plain_page import PlainPage

ME, ASHA = "+447700900001", "+447700900002"
LARGE = "html { font-size: 32px } body { font-size: 26px } :root { --jp-ui-font-size1: 26px }"
CUT = """() => [...document.querySelectorAll('main > div *')].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  if (!one.checkVisibility() || box.width <= 1 || one.closest('.kz-unseen, .kz-table, option')) return false;
  const isCut = one.scrollWidth > one.clientWidth + 1 && style.overflowX !== 'visible' && !one.matches('input');
  return isCut || box.right > one.closest('main > div').getBoundingClientRect().right + 1;
}).map(one => one.outerHTML.slice(0, 200))"""
SMALL = """size => [...document.querySelectorAll('main :is(button, input, select, summary)')].filter(one => {
  const box = (one.matches('[type=checkbox]') ? one.closest('label') : one).getBoundingClientRect();
  return one.checkVisibility() && Math.min(box.height, box.width) < size;
}).map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., PlainPage]]:
    """Opens a page; at the end, nothing was refused by its policy, and no script has failed."""
    pages: list[PlainPage] = []

    def opened(**options: Any) -> PlainPage:
        pages.append(PlainPage(browser, **options))
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


@pytest.fixture
def kaizala() -> Iterator[Kaizala]:
    """A local Kaizala: somebody is signed in, and has a group."""
    made = Kaizala()
    made.sign_in(ME).send_once()
    made.groups.create_group(name="Field team", members=[ASHA])
    yield made
    made.close()


@pytest.mark.parametrize("how", ["large text", "narrow", "touch"])
def test_nothing_is_cut_or_too_small(open_page, kaizala, how):
    page = open_page(is_mobile=how == "touch", has_touch=how == "touch")
    if how == "narrow":
        page.page.set_viewport_size({"width": 320, "height": 900})
    if how == "large text":
        page.dress(LARGE)
    webhook = kaizala.webhooks.subscribe_to_group.form(callback_url="http://127.0.0.1:9/", event_types=["JobCreated"])
    survey = kaizala.content.send_survey.form(
        title="A", questions=[{"type": "MultiOption", "options": ["a", "b"]}], due_date=4
    )
    survey_form = page.show(survey)
    survey_form.get_by_role("button", name="Send").click()
    survey_form.get_by_text("It needs a title.").wait_for()
    for widget in (webhook, kaizala.content.post_meeting.form(), kaizala.portal(), kaizala.sign_in(ME).form):
        page.show(widget)
    sign_in = page.page.locator("main > div").last
    sign_in.get_by_role("button", name="Send PIN").click()
    sign_in.get_by_text("Reply").wait_for()
    assert page.page.evaluate(CUT) == []
    assert page.page.evaluate(SMALL, 44 if how == "touch" else 24) == []
