"""Forms by keyboard alone, with a screen reader, with large text, by touch: in a plain page of a strict policy."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from kaizala_nb import Kaizala
from tests.browser.plain_page import PlainPage

ME, ASHA = "+447700900001", "+447700900002"
SIGN_IN = """
group 'Sign in: three requests'
  heading3 'Sign in: three requests'
  group '1 Ask for a PIN'
    heading4 '1 Ask for a PIN'
    textbox 'Mobile number *' (With country code. Any number: nothing leaves this computer.) required focused
    paragraph ''
    button 'Send PIN'
"""
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


def tab_to(page: PlainPage, thing: Locator, key: str = "Tab") -> None:
    """Press Tab until a thing has the focus."""
    for _ in range(60):
        if thing.evaluate("element => element === document.activeElement"):
            return
        page.page.keyboard.press(key)
    raise AssertionError(f"{key} does not reach {thing}")


def sends(page: PlainPage, key: str = "Enter") -> list[str]:
    """Press a key that sends; gives what is announced until all is done, each once: a slow machine may say that it waits."""
    page.page.keyboard.press(key)
    return [words for words in dict.fromkeys(page.heard()) if words != "Waits for the cells that run."]


def test_signing_in(open_page):
    page, kaizala = open_page(), Kaizala()
    keyboard = page.page.keyboard
    form = page.show(kaizala.sign_in(ME).form)
    tab_to(page, form.get_by_label("Mobile number"))
    assert "\n".join(page.tree(form)).startswith(SIGN_IN.strip())
    keyboard.type("12")
    assert sends(page) == ["Sending …", "Nothing was sent: correct what is marked."]
    number = form.get_by_label("Mobile number")
    expect(number).to_be_focused()
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_accessible_description(re.compile("^Add the country code"))
    keyboard.press("ControlOrMeta+A")
    keyboard.type(ME)
    assert sends(page)[-1] == "The PIN is sent. Type it from your phone."
    pin = form.get_by_role("textbox", name="PIN")
    expect(pin).to_be_focused()
    keyboard.type("000000")
    assert sends(page)[1:] == ["Refused: 401  Kaizala does not know who you are. What is wrong stands below."]
    expect(pin).to_be_focused()
    keyboard.type(kaizala.phone(ME).pin)
    said = sends(page)
    assert [words[:12] for words in said if words != "Sending …"] == ["Signed in as"]
    expect(form.get_by_role("button", name="Sign in as someone else")).to_be_focused()
    kaizala.close()


def test_a_survey_with_its_rows(open_page, kaizala):
    page = open_page()
    keyboard = page.page.keyboard
    survey = kaizala.content.send_survey.form()
    form = page.show(survey)
    title, send = form.get_by_label("Title *"), form.get_by_role("button", name="Send")
    tab_to(page, send)
    assert sends(page) == ["Sending …", "Nothing was sent: correct what is marked."]
    expect(title).to_be_focused()
    assert "  textbox 'Title *' (Title is needed. What it is about.) required invalid focused" in page.tree(form)
    keyboard.type("About lunch")
    tab_to(page, form.get_by_role("button", name="Remove question 1"))
    keyboard.press("Enter")
    assert page.heard() == ["Question 1 is removed. There are 0 left."]
    add = form.get_by_role("button", name="Add a question")
    expect(add).to_be_focused()
    expect(add).to_have_accessible_description("Questions are needed.")
    for words in ("Second", "First", "Third"):
        tab_to(page, add)
        keyboard.press("Enter")
        keyboard.type(words)  # the new row has the focus
    tab_to(page, form.get_by_role("button", name="Move question 2 up"), "Shift+Tab")
    page.heard()
    keyboard.press("Enter")
    assert page.heard() == ["Question 2 is question 1 of 3 now."]
    expect(form.get_by_role("button", name="Move question 1 down")).to_be_focused()
    tab_to(page, form.get_by_role("button", name="Remove question 3"))
    keyboard.press("Enter")
    assert page.heard() == ["Question 3 is removed. There are 2 left."]
    expect(form.get_by_role("button", name="Remove question 2")).to_be_focused()
    expect(form.get_by_role("status")).to_contain_text("There are 2 left.")  # as long as nothing else is said
    tab_to(page, send)
    assert sends(page, "Space") == ["Sending …", "Sent. The reply is 200."]
    expect(form.get_by_role("button", name="Send again")).to_be_focused()
    assert [one["title"] for one in survey.values["questions"]] == ["First", "Second"]


def test_the_focus_is_in_the_field_that_was_drawn_anew(open_page, kaizala):
    kaizala.content.send_survey(
        title="Ask", questions=[{"title": "Which?", "type": "SingleOption", "options": ["a", "b"]}]
    )
    page = open_page()
    form = page.show(kaizala.content.respond_to_survey.form())
    form.get_by_label("Action *").fill("another")
    form.get_by_label("1. Which?").focus()
    expect(form.get_by_label("Answer 1", exact=True)).to_be_focused()


def test_the_portal(open_page, kaizala):
    page = open_page()
    keyboard = page.page.keyboard
    form = page.show(kaizala.portal())
    name, register = form.get_by_label("Name"), form.get_by_role("button", name="Register, and use it here")
    tab_to(page, name)
    keyboard.press("ControlOrMeta+A")
    keyboard.press("Delete")
    tab_to(page, form.get_by_role("button", name="Tick none"))
    keyboard.press("Enter")
    assert page.heard() == ["None is ticked."]
    keyboard.press("Shift+Tab")
    keyboard.press("Shift+Tab")
    expect(form.get_by_role("checkbox", name="Reaction Remove")).to_be_focused()
    keyboard.press("Space")
    tab_to(page, register)
    assert sends(page) == ["Sending …", "Nothing was registered: correct what is marked."]
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Name is needed.")
    keyboard.type("Mine")
    tab_to(page, register)
    assert sends(page)[1].startswith("Mine is registered:")
    expect(register).to_be_focused()


def test_the_phone_and_the_inbox(open_page, kaizala):
    kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])
    page = open_page()
    phone = page.show(kaizala.phone(ASHA, name="Asha").box())
    inbox = page.show(kaizala.inbox().box())
    name = repr("Asha's phone …0002")
    assert page.tree(phone)[:2] == [f"group {name}", "  heading3 'Asha'"] and f"  log {name}" in page.tree(phone)
    inbox.get_by_role("log", name="Inbox").wait_for()
    tab_to(page, phone.get_by_role("radio", name="Yes"))
    page.page.keyboard.press("Space")
    tab_to(page, phone.get_by_role("button", name="Answer as Asha"))
    assert "YesAsha's1" in " ".join(sends(page))  # the poll's results
    expect(phone.get_by_role("button", name="Change")).to_be_focused()
    assert phone.locator(".kz-phone").evaluate("phone => getComputedStyle(phone).borderTopStyle") == "solid"


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
