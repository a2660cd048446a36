"""What a learner's hands do in lesson 00, in a real page: edit a form, then press Run, or Shift+Enter, twice."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.lab import Notebook

BEGIN = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
"""
FORM = """
send_message = kaizala.content.send_message.form(message="Hello")
kaizala.show(send_message, kaizala.phone("+447700900002"))
"""
REPLY = "send_message.send_once().df"
KEPT = "Your text from before."
PICTURES = os.environ.get("PICTURES", "")


def picture(page: Notebook, form, name: str) -> None:
    """To be looked at, where ``PICTURES`` names a folder."""
    if PICTURES:
        form.screenshot(path=Path(PICTURES) / f"{name}.png")


def go_on(page: Notebook, how: str) -> None:
    """Run the current cell and go to the next one, with the hand."""
    if how == "run":
        page.panel.get_by_role("button", name="Run this cell and advance").click()
    else:
        page.page.keyboard.press("Shift+Enter")


def twice(page: Notebook, how: str) -> None:
    """Run the form's cell again, and the one below it."""
    for active in (2, 3):
        go_on(page, how)
        page.wait_until(lambda active=active: page.active == active and not page.busy)


@pytest.mark.parametrize("how", ["run", "shift-enter"])
def test_the_message_that_was_typed_is_the_one_that_is_sent(notebook, how):
    page = notebook(BEGIN, FORM, REPLY, "kaizala.phone('+447700900002').chats['text'].iloc[-1]")
    page.run(0)
    form = page.run(1)
    form.get_by_label("Message *").click()
    page.page.keyboard.press("ControlOrMeta+A")
    page.page.keyboard.type("Typed by hand")
    if how == "shift-enter":
        form.get_by_text("Send message on a group").click()  # beside the field
    assert page.active == 1
    twice(page, how)
    form = page.cell(1)
    expect(form.get_by_label("Message *")).to_have_value("Typed by hand")
    form.get_by_text("Sent by the cell below.").wait_for()
    page.run(3).get_by_text("Typed by hand").wait_for()

    form = page.run(1)
    form.get_by_text(KEPT).wait_for()
    expect(form.get_by_label("Message *")).to_have_value("Typed by hand")
    form.get_by_role("button", name="Send", exact=True).wait_for()
    picture(page, form, f"kept-{how}")
    form.get_by_role("button", name="As in the cell").click()
    expect(form.get_by_label("Message *")).to_have_value("Hello")
    expect(form.get_by_text(KEPT)).to_have_count(0)
    expect(form.get_by_role("button", name="Send", exact=True)).to_be_focused()
    page.run(2)
    page.run(3).get_by_text("Hello").wait_for()
    assert page.errors == []


@pytest.mark.parametrize("how", ["run", "shift-enter"])
def test_the_number_that_was_typed_is_the_one_that_signs_in(notebook, how):
    page = notebook(
        "from kaizala_nb import Kaizala\nkaizala = Kaizala()",
        'sign_in = kaizala.sign_in(mobile_number="+447700900001")\nsign_in',
        "sign_in.send_once().df",
        "kaizala.authentication.me().json['mobileNumber']",
    )
    page.run(0)
    form = page.run(1)
    form.get_by_label("Mobile number").click()
    page.page.keyboard.press("ControlOrMeta+A")
    page.page.keyboard.type("+44 7700-900003")
    if how == "shift-enter":
        form.get_by_text("Sign in: three requests").click()
    twice(page, how)
    page.run(3).get_by_text("+447700900003").wait_for()
    form = page.run(1)
    form.get_by_text(KEPT).wait_for()
    expect(form.get_by_label("Mobile number")).to_have_value("+44 7700-900003")
    form.get_by_text("…0003", exact=True).wait_for()
    picture(page, form, f"kept-number-{how}")
    form.get_by_role("button", name="As in the cell").click()
    expect(form.get_by_label("Mobile number")).to_have_value("+447700900001")
    form.get_by_text("…0001", exact=True).wait_for()


def test_questions_and_files_put_in_by_hand_are_kept(notebook):
    page = notebook(
        BEGIN,
        "send_survey = kaizala.content.send_survey.form()\nsend_survey",
        "send_survey.send_once()",
        "upload_media = kaizala.content.upload_media.form()\nupload_media",
        "upload_media.send_once()",
    )
    page.run(0)
    form = page.run(1)
    form.get_by_label("Title *").fill("About lunch")
    question = form.get_by_role("group", name="Question 1")
    question.get_by_label("Title").fill("Which?")
    question.get_by_label("Type").select_option(label="SingleOption: one of several options")
    question.get_by_label("Option 1", exact=True).fill("Soup")
    question.get_by_label("Option 2", exact=True).fill("Salad")
    for _ in range(2):  # it waits; then it was sent and read
        form = page.run(1)
        form.get_by_text(KEPT).wait_for()
        expect(form.get_by_label("Option 2", exact=True)).to_have_value("Salad")
        page.run(2).get_by_text("200 OK").wait_for()
    form = page.run(3)
    with page.page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([{"name": "one.png", "mimeType": "image/png", "buffer": b"one"}])
    form.get_by_text("one.png, image/png, 3 bytes").wait_for()
    for _ in range(2):
        form = page.run(3)
        form.get_by_text(KEPT).wait_for()
        form.get_by_text("one.png, image/png, 3 bytes").wait_for()
        page.run(4).get_by_text("200 OK").wait_for()


SLOW = 20
"""How much slower than this machine a page is."""


def slow_down(page: Notebook) -> None:
    """Let the page's processor be as slow as an old telephone's."""
    session = page.context.new_cdp_session(page.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})


def test_enter_right_after_typing_is_heard_on_a_slow_page(notebook):
    page = notebook(
        "from kaizala_nb import Kaizala\nkaizala = Kaizala()",
        'sign_in = kaizala.sign_in(mobile_number="+447700900001")\nsign_in',
        "kaizala.groups.create_group(name='Field team', members=['+447700900002']).json['groupId']",
        FORM,
        "kaizala.phone('+447700900002').chats['text'].tolist()",
    )
    page.run(0)
    form = page.run(1)
    slow_down(page)
    form.get_by_label("Mobile number").press("Enter")
    sms = form.get_by_text("Your PIN is")
    sms.wait_for()
    pin = re.search(r"\d{6}", sms.text_content())[0]
    expect(form.get_by_role("textbox", name="PIN")).to_be_focused()
    page.page.keyboard.type(f"{pin[:3]} {pin[3:]}")
    page.page.keyboard.press("Enter")
    form.get_by_text("Signed in as +44 •••• ••0001.").wait_for()
    page.run(2)
    form = page.run(3)
    form.get_by_label("Message *").click()
    page.page.keyboard.press("ControlOrMeta+A")
    page.page.keyboard.type("Typed by hand")
    page.page.keyboard.press("Enter")
    form.get_by_text("200 OK").wait_for()
    expect(page.run(4).locator(".jp-OutputArea-output").last).to_contain_text("Typed by hand")
    expect(page.cell(4)).not_to_contain_text("Hello")
    assert page.errors == []


RIGHT_TO_LEFT = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="\u05e6\u05d5\u05d5\u05ea", members=["+447700900002"])
text = "\u05e9\u05dc\u05d5\u05dd, OK?"
kaizala.content.post_poll(question=text, choices=[text, "No"])
"""


def test_each_text_runs_in_its_own_direction(notebook):
    page = notebook(
        RIGHT_TO_LEFT,
        "kaizala.show(kaizala.content.send_message.form(message=text), kaizala.phone('+447700900002'))",
        "kaizala.queries.fetch_polls()",
    )
    page.run(0)
    form = page.run(1)
    places = [
        form.get_by_label("Message *"),
        form.locator(".kz-bubbles > li").last,
        form.locator(".kz-tick span").first,
        form.locator(".kz-card .kz-title"),
        page.run(2).locator("td").filter(has_text="OK?").first,
    ]
    for place in places:
        looks = place.evaluate("one => [getComputedStyle(one).unicodeBidi, getComputedStyle(one).textAlign]")
        assert looks[0] in ("plaintext", "isolate")
        assert looks[1] in ("start", "center"), "a text begins on its own side"


AT_NINE = """from datetime import datetime
kaizala.content.post_meeting.form(title="Review", starting_time=datetime(2030, 7, 1, 9))"""


def test_times_begin_in_the_zone_of_the_browser(browser, lab):
    made = new_notebook(
        cells=[
            new_code_cell(code) for code in (BEGIN, "kaizala.content.post_meeting.form(title='Review')", FORM, AT_NINE)
        ]
    )
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "zone.ipynb")
    page = Notebook(lab, browser, "zone.ipynb", zone="America/St_Johns")
    page.run(0)
    form = page.run(1)
    zone = form.get_by_label("Time zone")
    expect(zone.locator("option:checked")).to_have_text(re.compile("your.browser's:.UTC-0[23]:30"))
    form.get_by_label("Date and time").fill("2030-01-01T09:00")
    form.get_by_text("Sent as 2030-01-01T12:30:00Z.").wait_for()
    form.get_by_label("Date and time").fill("2030-07-01T09:00")
    form.get_by_text("Sent as 2030-07-01T11:30:00Z.").wait_for()
    page.run(2).get_by_text(re.compile(r"Times: UTC-0[23]:30 \(America/St_Johns\)")).wait_for()
    page.run(3).get_by_text("Sent as 2030-07-01T11:30:00Z.").wait_for()
    page.close()
