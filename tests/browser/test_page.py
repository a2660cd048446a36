"""Forms, phones and panels in a real page: odd clicks, the keyboard, other people's messages, and scripts that do not run."""

import json
import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.browser.lab import BUSY
from tests.emulator.conftest import Client

ONE_PAGE = True
BEGIN = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
"""
FORM = 'send_message = kaizala.content.send_message.form(message="Hello")\nsend_message'
SCRIPT = "<img src=x onerror='window.ran=1'><script>window.ran=1</script>"


def sent(notebook, index):
    """How many messages the service received, counted by a cell."""
    printed = notebook.run(index).locator(".jp-OutputArea-output").last
    expect(printed).to_have_text(re.compile(r"\d"))  # it stands there before its text
    return printed.text_content().strip()


COUNT = 'sum("messages" in call["path"] for call in kaizala.sandbox.calls)'


def test_a_click_while_cells_run_and_the_cell_below_send_once(notebook):
    """JupyterLab may let the kernel hear it beside the cell that runs, or after all of them: one message goes either way."""
    page = notebook(BEGIN, FORM, BUSY, "send_message.send_once().df", COUNT)
    page.run(0)
    send = page.run(1).get_by_role("button", name="Send", exact=True)
    send.wait_for()
    page.page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-below')")
    page.wait_for_busy()
    send.click()
    page.let_it_end()
    page.wait_until(lambda: not page.busy)
    page.cell(1).get_by_text("200 OK").wait_for()
    assert sent(page, 4) == "1"


def test_a_double_click_sends_once(notebook):
    page = notebook(BEGIN, FORM, COUNT)
    page.run(0)
    form = page.run(1)
    form.get_by_role("button", name="Send", exact=True).dblclick()
    form.get_by_text("200 OK").wait_for()
    assert sent(page, 2) == "1"


def test_by_keyboard_alone(notebook):
    page = notebook(
        "from kaizala_nb import Kaizala\nkaizala = Kaizala()",
        'kaizala.sign_in("+447700900001")',
        'kaizala.groups.create_group.form(name="", members=["+447700900002"])',
        "kaizala.phone('+447700900002')",
    )
    keyboard = page.page.keyboard

    def tab_to(thing):
        for _ in range(30):
            if thing.evaluate("element => element === document.activeElement"):
                return
            keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {thing}")

    page.run(0)
    form = page.run(1)
    number = form.get_by_label("Mobile number")
    number.wait_for()
    tab_to(number)
    keyboard.press("Enter")
    expect(form.get_by_role("textbox", name="PIN")).to_be_focused()
    keyboard.type(re.search(r"\d{6}", form.get_by_text("Your PIN is").text_content())[0])
    keyboard.press("Enter")
    expect(form.get_by_role("button", name="Sign in as someone else")).to_be_focused()
    keyboard.press("Shift+Enter")
    page.wait_until(lambda: page.active == 2 and not page.busy)
    keyboard.press("Shift+Enter")
    page.wait_until(lambda: page.active == 3 and not page.busy)
    form = page.cell(2)
    tab_to(form.get_by_label("Name"))
    keyboard.press("Enter")
    form.get_by_text("Nothing was sent: correct what is marked.").wait_for()
    expect(form.get_by_label("Name")).to_be_focused()
    expect(form.get_by_text("Name is needed.")).to_be_visible()
    keyboard.type("By keyboard")
    expect(form.get_by_text("Name is needed.")).to_be_hidden()
    keyboard.press("Enter")
    form.get_by_text("200 OK").wait_for()
    expect(form.get_by_label("Name")).to_be_focused()
    fold = form.get_by_text("JSON", exact=True)
    tab_to(fold)
    keyboard.press("Enter")
    form.get_by_text('"groupName": "By keyboard"').wait_for()
    page.run(3).get_by_text("By keyboard").wait_for()


def test_the_phone_stands_beside_the_form_from_690_pixels_and_below_it_under(notebook):
    page = notebook(
        BEGIN,
        "form = kaizala.content.send_message.form(message='Hello')\n"
        "kaizala.show(form, kaizala.phone('+447700900002', name='Asha'))",
    )
    page.run(0)
    pair = page.run(1).locator(".kz-pair")
    pair.get_by_role("log").wait_for()
    for width, beside in ((700, True), (690, True), (680, False), (500, False)):
        pair.evaluate("(element, width) => { element.style.width = `${width}px`; }", width)
        form, phone = (pair.locator(f":scope > {kind}").bounding_box() for kind in (".kz-form", ".kz-side"))
        assert (phone["x"] >= form["x"] + form["width"]) == beside, width
        assert (phone["y"] >= form["y"] + form["height"]) != beside, width
        assert pair.evaluate("element => element.scrollWidth <= element.clientWidth"), width


def test_what_others_send_appears_by_itself(notebook):
    command = [sys.executable, "-m", "kaizala_nb", "serve", "--no-throttle"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serve:
        known = json.loads(serve.stdout.readline())
        other = Client(known["url"], known["key"], known["applicationId"], known["applicationSecret"]).signed_in()
        group = other.group("+447700900002", name="From elsewhere")
        page = notebook(
            f"from kaizala_nb import Kaizala\nkaizala = Kaizala(url={known['url']!r}, key={known['key']!r})\n"
            'kaizala.phone("+447700900002", name="Asha")'
        )
        phone = page.run(0).get_by_role("log", name="Asha's phone")
        phone.get_by_text("From elsewhere").wait_for()
        other.call("POST", f"/v1/groups/{group}/messages", {"message": "Nobody ran a cell"})
        phone.get_by_text("Nobody ran a cell").wait_for()
        serve.kill()


def test_a_pin_that_waits_is_read_on_the_page_and_saved_nowhere(notebook):
    page = notebook(
        "from kaizala_nb import Kaizala\nkaizala = Kaizala()\n"
        'kaizala.authentication.generate_pin(mobile_number="+447700900001")',
        "kaizala.phone()",
        "kaizala.show(kaizala.content.send_message.form(), kaizala.phone())",
    )
    page.run(0)
    for index in (1, 2):
        sms = page.run(index).get_by_text(re.compile(r"Your PIN is \d{6}\."))
        sms.wait_for()
        pin = re.search(r"\d{6}", sms.text_content())[0]
    saved = page.save()
    page.save()  # the second time the first one becomes the checkpoint
    checkpoints = list(page.file.parent.glob(f".ipynb_checkpoints/{page.file.stem}*"))
    assert checkpoints
    assert saved.count("Your PIN is ••••••.") == 4  # twice, as text and as HTML
    assert not [file for file in (page.file, *checkpoints) if pin in file.read_text()]


def test_scripts_in_what_comes_from_outside_do_not_run(notebook):
    page = notebook(
        f"from kaizala_nb import Kaizala\nkaizala = Kaizala()\nscript = {SCRIPT!r}",
        'kaizala.sandbox.seed(users=[{"mobileNumber": "+447700900002", "name": script}])\n'
        'kaizala.sign_in("+447700900001").send_once()\n'
        'kaizala.groups.create_group(name=script, welcome_message=script, members=["+447700900002"])',
        'form = kaizala.content.send_message.form(message=script)\nkaizala.show(form, kaizala.phone("+447700900002", name=script))',
        "form.send_once()",
        "kaizala.groups.query_members()",
        "kaizala.groups.query_members().df",
        "kaizala.content.send_message(message='x', group_id=script)",
        """
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
class Says(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(400); self.end_headers()
        import json
        self.wfile.write(json.dumps({"message": script, "errorCode": script, "errorCategoryKey": script}).encode())
server = HTTPServer(("127.0.0.1", 0), Says)
threading.Thread(target=server.serve_forever, daemon=True).start()
other = Kaizala(url=f"http://127.0.0.1:{server.server_port}", application_id=script)
refused = other.authentication.generate_pin.form(mobile_number="+447700900001")
refused""",
        "refused.send_once()",
        "kaizala.check('00')",
        "kaizala.environment",
    )
    for index in range(11):
        page.run(index)
    for index in (2, 3, 4, 6, 7, 8):
        page.cell(index).get_by_text("onerror").first.wait_for(state="attached")
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("() => window.ran") is None
    assert page.panel.locator("img[src=x]").count() == 0


def test_a_card_is_answered_by_a_click_on_the_phone(notebook):
    page = notebook(
        BEGIN,
        """
import requests
url = f"{kaizala.sandbox.url}/v1/groups/{kaizala.environment['test-group-id']}/actions"
card = {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]}
requests.post(url, json={"actionType": "Poll", "actionBody": card}, headers={"accessToken": kaizala.environment["access-token"]})
kaizala.phone("+447700900002", name="Asha")""",
    )
    page.run(0)
    phone = page.run(1)
    phone.get_by_role("radio", name="Yes").check()
    phone.get_by_role("button", name="Answer as Asha").click()
    phone.get_by_role("log").locator(".kz-result").filter(has_text="YesAsha's1").wait_for()
    expect(phone.get_by_role("button", name="Change")).to_be_focused()
