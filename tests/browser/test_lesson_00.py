"""Lesson 00 by hand, in a real browser on a real JupyterLab: click, type, Shift+Enter; and what is saved of it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.runner import LESSON_00, Run, read, run, secrets_in
from tests.course.lessons.test_lesson_00 import CREATE_GROUP, SEND_MESSAGE, SIGN_IN, journal_of, lesson_and_journal
from tests.course.lessons.test_lesson_00 import FIRST_CHECK as CHECK

LAST = len(read().cells)
"""The cell that :func:`lesson_and_journal` adds."""
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


class Hand:
    """A learner's hand, which counts what it does beside Shift+Enter."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.clicks = 0
        self.keys = ""

    def click(self, where: Locator) -> None:
        """One click."""
        where.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        """Keys, into whatever has the focus."""
        self.notebook.page.keyboard.type(text)
        self.keys += text

    def run_to(self, index: int) -> None:
        """Shift+Enter until the cell of this index has the turn."""
        while self.notebook.active < index:
            before = self.notebook.active
            self.notebook.page.keyboard.press("Shift+Enter")
            self.notebook.wait_until(lambda before=before: self.notebook.active > before and not self.notebook.busy)


def by_hand(notebook: Notebook) -> Hand:
    """The lesson from its first cell to the message on Asha's phone, as its words tell one to."""
    hand = Hand(notebook)
    hand.run_to(SIGN_IN + 1)
    form = notebook.cell(SIGN_IN)
    hand.click(form.get_by_role("button", name="Send PIN"))
    sms = form.get_by_text("Your PIN is")
    sms.wait_for()
    pin_field = form.get_by_role("textbox", name="PIN")
    expect(pin_field).to_be_focused()
    hand.type(re.search(r"\d{6}", sms.text_content())[0])
    hand.click(form.get_by_role("button", name="Sign in"))
    form.get_by_text("Signed in as +44 •••• ••0001.").wait_for()
    expect(form.get_by_role("button", name="Sign in as someone else")).to_be_focused()
    for index in (CREATE_GROUP, SEND_MESSAGE):
        hand.run_to(index + 1)
        hand.click(notebook.cell(index).get_by_role("button", name="Send", exact=True))
        notebook.cell(index).get_by_text("200 OK").wait_for()
        expect(notebook.cell(index).get_by_role("button", name="Send again")).to_be_focused()
    notebook.cell(SEND_MESSAGE).get_by_role("log", name="Asha's phone").get_by_text("Hello from my notebook").wait_for()
    return hand


@pytest.fixture(scope="module", params=[False, True], ids=["as it comes", "widget state saved"])
def done(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request
) -> Iterator[tuple[JupyterLab, Notebook, Hand]]:
    """The lesson, done by hand to the message, the rest run, and saved."""
    lab = JupyterLab(tmp_path_factory.mktemp("lab"), save_widget_state=request.param)
    nbformat.write(lesson_and_journal(), Path(lab.root) / LESSON_00.name)
    notebook = Notebook(lab, browser, LESSON_00.name)
    hand = by_hand(notebook)
    hand.run_to(LAST)
    notebook.run(LAST)
    notebook.save()
    yield lab, notebook, hand
    notebook.close()
    lab.stop()


@pytest.fixture(scope="module")
def saved(done) -> nbformat.NotebookNode:
    """The file as JupyterLab saved it."""
    return nbformat.read(done[1].file, as_version=4)


def test_the_way_to_the_message_is_four_clicks_and_six_digits(done):
    _, _, hand = done
    assert hand.clicks <= 4
    assert re.fullmatch(r"\d{6}", hand.keys)


def test_the_page_says_that_it_is_done(done):
    _, notebook, _ = done
    expect(notebook.cell(CHECK).get_by_text("3 of 3 done")).to_have_count(1)
    assert notebook.outside == []
    assert notebook.errors == []


@pytest.fixture(scope="module")
def headless(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The lesson, run without a page."""
    with ThreadPoolExecutor(1) as other:  # in this thread runs the browser's event loop
        return other.submit(run, lesson_and_journal(), tmp_path_factory.mktemp("headless")).result()


def test_the_service_received_what_it_receives_headless(saved, headless):
    printed = "".join(output.text for output in saved.cells[LAST].outputs)
    assert journal_of(printed) == journal_of(headless.text(LAST))


def test_nothing_secret_is_saved(done, saved):
    lab, notebook, _ = done
    assert len(lab.secrets) >= 7
    text = notebook.file.read_text()
    state = saved.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    assert bool(state) == lab.saves_widget_state
    assert secrets_in(text, lab.secrets) <= {"000000"}  # the wrong PIN, which stands in the lesson's code
