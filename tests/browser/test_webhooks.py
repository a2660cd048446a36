"""The inbox, the portal's forms and the page of OAuth, used by hand in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import requests
from playwright.sync_api import expect

from kaizala_nb.emulator import Emulator
from kaizala_nb.emulator.doors import in_thread
from tests.browser.lab import BUSY
from tests.browser.test_page import BEGIN, SCRIPT
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

NUMBER = "+447700900077"
SUBSCRIBE = """
import requests
inbox = kaizala.inbox()
call = {"objectId": kaizala.environment["test-group-id"], "objectType": "Group", "eventTypes": ["TextMessageCreated"]}
call |= {"callBackUrl": inbox.url, "callBackToken": str(inbox.token)}
headers = {"accessToken": str(kaizala.environment["access-token"])}
requests.post(f"{kaizala.sandbox.url}/v1/webhook", json=call, headers=headers).raise_for_status()
inbox"""


def test_events_appear_in_the_inbox_by_themselves(notebook):
    say = f"kaizala.content.send_message(message={SCRIPT!r})"
    page = notebook(
        BEGIN,
        SUBSCRIBE,
        say,
        "kaizala.sandbox.deliver_again()",
        "inbox.wait(2, duplicates=True)",
        "inbox.wait(3, timeout=0.1)",
    )
    page.run(0)
    log = page.run(1).get_by_role("log", name="Inbox")
    log.get_by_text("Nothing yet.").wait_for()
    page.run(2)
    log = page.cell(1).get_by_role("log", name="Inbox")
    log.get_by_text("TextMessageCreated, from you: <img src=x").wait_for()
    page.run(3)
    page.cell(1).get_by_text("(came before)").wait_for()
    page.run(4).get_by_role("columnheader", name="duplicate").wait_for()
    page.run(5).get_by_text("Waited: Not all events have come").wait_for()
    assert page.page.evaluate("() => window.ran") is None


def test_the_portals_forms_by_hand(notebook):
    page = notebook(
        BEGIN,
        "kaizala.portal()",
        "kaizala.authentication.access_token()",
        "kaizala.groups.create_group(name='x', members=[])",
        BUSY,
    )
    page.run(0)
    form = page.run(1).get_by_role("group", name="The portal", exact=True)
    name = form.get_by_role("textbox", name="Name", exact=True)
    grid = form.get_by_role("table", name="Permissions")
    expect(grid.get_by_role("checkbox")).to_have_count(31)
    name.fill(" ")
    form.get_by_role("button", name="Register, and use it here").click()
    form.get_by_text("Nothing was registered").locator("visible=true").first.wait_for()
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Name is needed.")
    name.fill("Reader")
    page.page.keyboard.press("Tab")  # from here on by keyboard alone
    for _ in range(31):
        page.page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Tick all")).to_be_focused()
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    expect(grid.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(form.get_by_role("status")).to_have_text("None is ticked.")
    box = grid.get_by_role("row", name="Group Information").get_by_role("checkbox", name="Group Information Get")
    box.focus()
    page.page.keyboard.press("Space")
    form = page.run(1).get_by_role("group", name="The portal", exact=True)  # what was typed is there again
    expect(name).to_have_value("Reader")
    expect(grid.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.begin(4)
    page.cell(1)
    form.get_by_role("button", name="Register, and use it here").click()
    expect(form.get_by_role("status")).not_to_have_text("")  # though the kernel works
    page.let_it_end()
    form.get_by_text("Reader is registered").locator("visible=true").first.wait_for()
    expect(form.get_by_role("status")).to_contain_text("Reader is registered")
    expect(form.get_by_label("Connector", exact=True).locator("option:checked")).to_contain_text("Reader (")
    form.get_by_label("Token", exact=True).select_option("User: all groups of a person")
    expect(form.get_by_label("Mobile number")).to_have_value("+447700900001")
    page.page.wait_for_timeout(600)  # two clicks that are closer together than half a second are one
    form.get_by_role("button", name="Take the refresh token").click()
    form.get_by_text("{{refresh-token}} is set.").locator("visible=true").first.wait_for()
    name.fill("Reader's other")
    for text in page.page.content(), page.save():
        assert not re.search(r"eyJ[\w-]{20}", text)
    page.reload()
    page.cell(1)
    expect(name).to_have_value("Reader's other")  # it was never left
    page.run(2).get_by_text("groupinfo.read").first.wait_for()
    page.run(3).get_by_text("Refused: 403").wait_for()


def test_signing_in_on_the_page_of_oauth(browser):
    emulator = Emulator(throttle=False)
    server = in_thread(emulator)
    key = {"X-Emulator-Key": emulator.key}
    context = browser.new_context()
    with receiver(path="/back") as app:
        connector = {"name": f"An app {SCRIPT}", "redirectUrl": app.url}
        made = requests.post(f"{server.url}/_emulator/connectors", json=connector, headers=key, timeout=DEADLINE).json()
        page = context.new_page()
        asked = f"client_id={made['applicationId']}&redirect_uri={app.url}&state=mine"
        page.goto(f"{server.url}/api/Oauth/Authorize?{asked}")
        expect(page.get_by_text("wants to act for you.")).to_contain_text("An app <img")
        page.get_by_label("Mobile number").fill("12")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("is not a possible mobile number")
        page.get_by_label("Mobile number").fill(NUMBER)
        page.get_by_role("button", name="Send PIN").click()
        page.get_by_label("PIN").fill("000000")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("The mobile number or the PIN is not valid.")
        page.get_by_role("button", name="Send a new PIN").click()
        page.get_by_text(f"A PIN went by SMS to {NUMBER}.").wait_for()
        phone = requests.get(f"{server.url}/_emulator/phones/{NUMBER}", headers=key, timeout=DEADLINE).json()
        assert len(phone["sms"]) == 2
        page.get_by_label("PIN").fill(phone["sms"][-1]["pin"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{app.url}?*")
        back = parse_qs(urlsplit(page.url).query)
        assert back["state"] == ["mine"]
        form = {"client_id": made["applicationId"], "client_secret": made["applicationSecret"], "code": back["code"][0]}
        tokens = requests.post(f"{server.url}/api/oauth/token", data=form, timeout=DEADLINE).json()
        me = requests.get(
            f"{server.url}/v1/users/me", headers={"accessToken": tokens["accessToken"]}, timeout=DEADLINE
        ).json()
        assert me["mobileNumber"] == NUMBER
        assert page.evaluate("() => window.ran") is None
    context.close()
    server.close()
    emulator.close()
