"""What modules of JavaScript draw, in a real page: a kernel that works, restarts or dies; many at once."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab import BUSY, JupyterLab, Notebook
from tests.browser.test_page import BEGIN

POLL = """
kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])
asha = kaizala.phone("+447700900002", name="Asha")"""
ANSWER = "Answer as Asha"
RESTARTED = "The kernel has restarted: Kernel, Restart Kernel and Run up to Selected Cell."
LINKED = "() => globalThis[Symbol.for('kaizala-nb.modules')].size"
FORM_WITH_SECRET = "kaizala.authentication.access_token.form()"
SECRET = "hush-hush-4711"


def note(cell: Locator) -> Locator:
    """What is said of a press, on its card."""
    return cell.locator(".kz-card > p").last


def phone_with_poll(notebook: Callable[..., Notebook], *more: str) -> tuple[Notebook, Locator]:
    """Asha's phone, with a poll on it."""
    page = notebook(BEGIN, POLL, "asha", *more)
    for index in (0, 1, 2):
        page.run(index)
    cell = page.cell(2)
    cell.get_by_role("radio", name="Yes").check()
    return page, cell


def test_a_press_while_cells_run_waits_and_goes_through_once(one_after_the_other, notebook):
    page, cell = phone_with_poll(notebook, BUSY)
    page.begin(3)
    cell.get_by_role("button", name=ANSWER).click()
    expect(note(cell)).to_have_text("Waits for the cells that run.")
    expect(cell.get_by_role("status")).to_have_text("Waits for the cells that run.")
    cell.get_by_role("button", name=ANSWER).click()
    page.let_it_end()
    cell.get_by_role("button", name="Change").wait_for()
    expect(note(cell)).to_have_text("")
    cell.get_by_role("log").locator(".kz-result").filter(has_text="YesAsha's1").wait_for()


def test_after_a_restart_of_the_kernel_a_press_says_so(notebook):
    page, cell = phone_with_poll(notebook)
    page._evaluate("() => { window.jupyterapp.commands.execute('kernelmenu:restart'); }")
    page.page.locator(".jp-Dialog .jp-mod-accept").click()
    page.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    cell.get_by_role("button", name=ANSWER).click()
    expect(note(cell)).to_have_text(RESTARTED)
    described = cell.get_by_role("button", name=ANSWER).get_attribute("aria-describedby")
    assert note(cell).get_attribute("id") == described
    expect(cell.get_by_role("status")).to_have_text(RESTARTED)


def test_after_a_kernel_died_a_press_says_so(notebook):
    page, cell = phone_with_poll(notebook, "import os; os.kill(os.getpid(), 9)")
    page._evaluate(
        """() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 3;
           window.jupyterapp.commands.execute('notebook:run-cell'); }"""
    )
    page.page.get_by_role("button", name="OK").click()
    page.wait_until(lambda: not page.busy)
    cell = page.cell(2)
    cell.get_by_role("button", name=ANSWER).click()
    expect(note(cell)).to_have_text(RESTARTED)


def test_what_is_typed_stays_while_the_log_grows(notebook):
    page, cell = phone_with_poll(
        notebook,
        'kaizala.content.send_survey(title="Ask", questions=["Name?"])',
        'kaizala.content.send_message(message="By the way")',
    )
    page.run(3)
    field = page.cell(2).get_by_label("Name?")
    field.fill("Half a na")
    cell.get_by_role("log").evaluate("log => { log.mine = true; }")
    page.run(4)
    log = page.cell(2).get_by_role("log")
    log.get_by_text("By the way").wait_for()
    assert log.evaluate("log => log.mine")
    expect(field).to_have_value("Half a na")


def test_many_widgets_link_the_modules_once_and_share_a_style_sheet(notebook):
    page = notebook(
        BEGIN, "import ipywidgets\ninbox = kaizala.inbox()\nipywidgets.VBox([inbox.box() for _ in range(200)])"
    )
    page.run(0)
    page.page.evaluate("() => { window.before = document.adoptedStyleSheets.length; }")
    cell = page.run(1)
    page.wait_until(lambda: cell.get_by_role("log").count() == 200)
    assert page.page.evaluate(LINKED) <= 12
    assert page.page.evaluate("() => document.adoptedStyleSheets.length - window.before") == 1
    assert page.errors == []


@pytest.fixture
def zoned(browser: Browser, lab: JupyterLab) -> Iterator[Notebook]:
    """A survey that asks for a time, in a browser of Newfoundland."""
    ask = 'kaizala.content.send_survey(title="Ask", questions=[{"title": "When?", "type": "DateTime"}])\n'
    ask += 'kaizala.phone("+447700900002")'
    read = "kaizala.phone('+447700900002').read()['chats'][-1]['answers']"
    made = new_notebook(cells=[new_code_cell(code) for code in (BEGIN, ask, read)])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "survey-zone.ipynb")
    page = Notebook(lab, browser, "survey-zone.ipynb", zone="America/St_Johns")
    yield page
    page.close()


def test_a_time_on_a_card_is_in_the_zone_of_the_browser(zoned):
    zoned.run(0)
    cell = zoned.run(1)
    expect(cell.locator(".kz-help")).to_have_text(
        re.compile(r"In your browser's time zone, UTC-0[23]:30 \(America/St_Johns\)\.")
    )
    when = datetime.now(ZoneInfo("America/St_Johns")).replace(hour=9, minute=30, second=0, microsecond=0)
    cell.get_by_label("When?").fill(f"{when:%Y-%m-%dT%H:%M}")
    cell.get_by_role("button", name="Answer").click()
    cell.get_by_text(re.compile(r"When\? .* 09:30")).wait_for()
    zoned.run(2).get_by_text(str(int(when.timestamp() * 1000))).wait_for()


@pytest.fixture
def saves(browser: Browser, tmp_path) -> Iterator[Notebook]:
    """A notebook whose widgets are saved with it."""
    lab = JupyterLab(tmp_path, save_widget_state=True)
    begin = "from kaizala_nb import Kaizala\nkaizala = Kaizala()\n"
    begin += 'kaizala.authentication.generate_pin(mobile_number="+447700900001")'
    made = new_notebook(cells=[new_code_cell(code) for code in (begin, "kaizala.phone()", FORM_WITH_SECRET)])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "saves.ipynb")
    page = Notebook(lab, browser, "saves.ipynb")
    yield page
    page.close()
    lab.stop()


def nowhere(page: Notebook, *secrets: str) -> None:
    """Neither the file has them, which holds the state of all widgets, nor its checkpoint, nor what the browser stores."""
    saved = page.save()
    checkpoint = page.file.parent / ".ipynb_checkpoints" / f"{page.file.stem}-checkpoint.ipynb"
    page.wait_until(lambda: checkpoint.exists() and checkpoint.read_text() == saved)
    stored = page.page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "Refresh token" in saved
    for secret in secrets:
        assert secret not in saved
        assert secret not in stored


def test_a_secret_and_a_pin_that_waits_are_saved_nowhere_and_the_pin_comes_again_after_a_reload(saves):
    saves.run(0)
    sms = saves.run(1).get_by_text(re.compile(r"Your PIN is \d{6}\."))
    sms.wait_for()
    pin = re.search(r"\d{6}", sms.text_content())[0]
    text = saves.save()
    assert '"AnyModel"' in text
    assert "••••••" in text
    assert pin not in text
    saves.run(2).get_by_label("Refresh token").fill(SECRET)
    nowhere(saves, SECRET, pin)
    saves.page.keyboard.press("Tab")
    expect(saves.cell(2).get_by_label("Refresh token")).to_have_attribute("placeholder", "read, not stored")
    nowhere(saves, SECRET, pin)
    saves.reload()
    saves.cell(1).get_by_text(f"Your PIN is {pin}.").wait_for()


def test_a_notebook_that_is_not_trusted_shows_a_phone_that_stands_still(browser, lab, notebook):
    """So it is wherever there are no widgets: the same entries, times and cards; no PIN."""
    made = notebook(BEGIN + POLL + '\nkaizala.authentication.generate_pin(mobile_number="+447700900002");', "asha")
    made.run(0)
    made.run(1).get_by_text(re.compile(r"Your PIN is \d{6}\.")).wait_for()
    foreign = made.save().replace("Field team", "Foreign team")  # another text than the one that was signed
    (lab.root / "foreign.ipynb").write_text(foreign)
    page = Notebook(lab, browser, "foreign.ipynb")
    shown = page.cell(1).locator(".jp-OutputArea")
    for text in ("Asha", "…0002", "Your PIN is ••••••.", "Foreign team", "Asha was added", "Lunch?", "Yes"):
        shown.get_by_text(text).first.wait_for()
    assert shown.get_by_role("button").count() == 0
    page.close()
