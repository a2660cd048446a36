"""Typed text stays: when the cell has run, when the page was loaded again, when the kernel has started again. No secret stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import BUSY

BEGIN = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
"""
FORM = 'send_message = kaizala.content.send_message.form(message="Hello")\nsend_message'
KEPT = "Your text from before."
SECRET = "hush-hush-4711"


def stored(page):
    """What the tab keeps."""
    return page.page.evaluate("() => JSON.stringify({...sessionStorage})")


@pytest.mark.parametrize("key", ["Shift+Enter", "Control+Enter"])
def test_a_field_that_has_the_cursor_yet_is_sent_by_the_cell_below(notebook, key):
    page = notebook(BEGIN, FORM, "send_message.send_once()", "kaizala.phone('+447700900002').chats['text'].iloc[-1]")
    page.run(0)
    message = page.run(1).get_by_label("Message *")
    message.click()
    page.page.keyboard.press("ControlOrMeta+A")
    page.page.keyboard.type("Typed, and never left")
    page.page.keyboard.press(key)
    page.wait_until(lambda: not page.busy)
    expect(page.cell(1).get_by_label("Message *")).to_have_value("Typed, and never left")
    page.run(2).get_by_text("200 OK").first.wait_for()
    page.run(3).get_by_text("Typed, and never left").wait_for()


def test_it_is_there_after_a_reload_and_gone_when_it_was_sent_and_read(notebook):
    page = notebook(BEGIN, FORM, "send_message.send_once()")
    page.run(0)
    page.run(1).get_by_label("Message *").fill("Hello and more")
    assert "and more" in stored(page)
    page.save()
    page.reload()
    page.page.wait_for_timeout(500)
    form = page.run(1)
    expect(form.get_by_label("Message *")).to_have_value("Hello and more")
    form.get_by_text(KEPT).wait_for()
    page.run(2).get_by_text("200 OK").first.wait_for()
    page.wait_until(lambda: "and more" not in stored(page))


def test_it_is_there_after_the_kernel_has_started_again(notebook):
    page = notebook(BEGIN, FORM, "send_message.send_once()", "kaizala.phone('+447700900002').chats['text'].iloc[-1]")
    page.run(0)
    page.run(1).get_by_label("Message *").fill("Typed before")
    page.page.keyboard.press("Tab")
    page.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_until(lambda: not page.busy)
    form = page.cell(1)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("The kernel has restarted: Kernel, Restart Kernel and Run up to Selected Cell.").first.wait_for()
    expect(form.get_by_label("Message *")).to_have_value("Typed before")
    page.run(0)
    form = page.run(1)
    form.get_by_text(KEPT).wait_for()
    expect(form.get_by_label("Message *")).to_have_value("Typed before")
    form.get_by_role("button", name="As in the cell").click()
    expect(form.get_by_label("Message *")).to_have_value("Hello")
    page.run(2)
    page.run(3).get_by_text("Hello").wait_for()


def test_while_another_cell_runs_a_press_waits_and_says_so(notebook):
    page = notebook(BEGIN, FORM, BUSY, 'sum("messages" in call["path"] for call in kaizala.sandbox.calls)')
    page.run(0)
    form = page.run(1)
    send = form.get_by_role("button", name="Send", exact=True)
    send.wait_for()
    page.begin(2)
    send.click()
    form.get_by_text("Waits for the cells that run.").first.wait_for()
    page.let_it_end()
    form.get_by_text("200 OK").wait_for()
    expect(form.get_by_role("button", name="Send again")).to_be_focused()
    expect(page.run(3).locator(".jp-OutputArea-output").last).to_have_text("1")


@pytest.mark.parametrize("how", ["left", "sent"])
def test_a_secret_rests_nowhere(notebook, how):
    page = notebook(BEGIN, "form = kaizala.authentication.access_token.form()\nform", "str(form.get_state())", "form")
    page.run(0)
    form = page.run(1)
    secret = form.get_by_label("Refresh token")
    secret.fill(SECRET)
    secret.press("Tab" if how == "left" else "Enter")
    if how == "left":
        expect(secret).to_have_attribute("placeholder", "read, not stored")
    else:
        form.get_by_text("Refused").first.wait_for()
    expect(secret).to_have_value("")
    assert SECRET not in stored(page)
    assert SECRET not in page.page.content()
    page.run(2)
    page.run(3)
    assert SECRET not in page.save()
