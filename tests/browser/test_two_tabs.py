"""One notebook in two tabs, on one kernel: both see what is sent and what came, and neither destroys what is typed in the other."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import BUSY
from tests.browser.test_typed_text import BEGIN

FORM = "send_message = kaizala.content.send_message.form(message='Hello')\nsend_message"
SENT = "print(kaizala.phone('+447700900002').chats['text'].tolist())"


@pytest.fixture
def tabs(one_after_the_other, notebook):
    """The notebook, the form of its second cell in the first tab, and the same form in a second tab."""
    page = notebook(BEGIN, FORM, BUSY, SENT)
    page.run(0)
    page.run(1).get_by_role("button", name="Send", exact=True).wait_for()
    page.save()
    other = page.context.new_page()
    other.goto(page.page.url)
    form = other.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kz-form")
    form.get_by_role("button", name="Send", exact=True).wait_for()
    return page, page.cell(1).locator(".kz-form"), form


def test_what_is_typed_in_one_tab_is_destroyed_by_nothing_in_the_other_and_sent_once(tabs):
    page, one, other = tabs
    mine, theirs = one.get_by_label("Message *"), other.get_by_label("Message *")
    theirs.fill("Half a text")
    mine.fill("From the first tab")
    mine.press("Tab")
    other.page.wait_for_timeout(500)
    expect(theirs).to_have_value("Half a text")
    assert "Half a text" in other.page.evaluate("() => JSON.stringify({...sessionStorage})")

    page.begin(2)
    for form in (one, other):  # both presses are on their way before the kernel hears the first
        form.get_by_role("button", name="Send", exact=True).click()
        expect(form.get_by_role("status")).not_to_have_text("")
    page.let_it_end()
    for form in (one, other):
        form.get_by_text("200 OK").wait_for()
        form.get_by_role("button", name="Send again").wait_for()
    other.get_by_text("Already sent.").wait_for()
    expect(theirs).to_have_value("Half a text")
    said = page.run(3).locator(".jp-OutputArea-output").last
    expect(said).to_contain_text("From the first tab")
    expect(said).not_to_contain_text("Half a text")
    assert page.errors == []
