"""The inbox in the page: what it shows, in what order, and how it follows what arrives."""

import asyncio
import json
import time
from html import unescape

import requests

from kaizala_nb.course.inbox.inbox import USUAL_TOKEN
from kaizala_nb.course.widgets import inbox_box
from tests.patience import DEADLINE
from tests.toolkit.widgets.conftest import ME, html_of, text_of


def deliver(inbox, number=1, text="Hello", **event):
    """A delivery by hand, as the service makes one."""
    sent = {
        "eventId": str(number),
        "eventType": "TextMessageCreated",
        "fromUser": "+447700900002",
        "data": {"text": text},
    }
    return requests.post(
        inbox.url, data=json.dumps(sent | event), headers={"kz-callback-token": USUAL_TOKEN}, timeout=DEADLINE
    ).status_code


def test_it_is_a_log_with_a_name_and_says_how_it_answers(kaizala):
    inbox = kaizala.inbox()
    box = inbox.box()
    assert 'role="log" aria-label="Inbox"' in html_of(box)
    assert f"Inbox Listens at {inbox.url} Nothing yet." in text_of(box)
    inbox.answer = 503
    box.refresh()
    assert "and answers 503" in text_of(box)
    inbox.pause()
    box.refresh()
    assert "Paused: nobody answers at" in text_of(box)


def test_events_come_in_order_with_who_and_what(signed_in):
    inbox = signed_in.inbox()
    deliver(inbox, 1, "First")
    deliver(inbox, 2, "Second", fromUser=ME)
    deliver(inbox, 1, "First", fromUserName="Asha")
    inbox.answer = 500
    deliver(inbox, 3, "Third")
    said = text_of(inbox.box())
    first = said.index("TextMessageCreated, from +44 •••• ••0002: First")
    second = said.index("TextMessageCreated, from you: Second")
    again = said.index("TextMessageCreated, from Asha: First (came before)")
    failed = said.index("TextMessageCreated, from +44 •••• ••0002: Third (answered 500: you set inbox.answer = 500)")
    assert first < second < again < failed


def test_as_text_it_says_the_same(kaizala):
    inbox = kaizala.inbox()
    deliver(inbox, text="Hello")
    lines = inbox._repr_mimebundle_()["text/plain"].splitlines()
    assert lines[:2] == ["Inbox", f"Listens at {inbox.url}"]
    assert lines[2].endswith("TextMessageCreated, from +44 •••• ••0002: Hello")


def test_what_comes_from_outside_is_text(kaizala):
    inbox, script = kaizala.inbox(), "<img src=x onerror=alert(1)>"
    deliver(inbox, text=script, eventType=script, fromUserName=script, fromUser=script)
    assert "<img" not in html_of(inbox.box())
    assert script in unescape(html_of(inbox.box()))


def test_it_follows_while_it_is_shown_and_no_longer(kaizala, monkeypatch):
    monkeypatch.setattr(inbox_box.InboxBox, "every", 0.02)
    inbox = kaizala.inbox()
    box = inbox.box()

    async def until(text):
        end = time.monotonic() + DEADLINE
        while text not in text_of(box):
            assert time.monotonic() < end, text
            await asyncio.sleep(0.02)

    async def look():
        deliver(inbox, 1, "Before it is shown")
        assert "Before it is shown" not in text_of(box)
        box._view_count = 1
        await until("Before it is shown")
        deliver(inbox, 2, "While it is shown")
        await until("While it is shown")
        box._view_count = 0
        deliver(inbox, 3, "After it was shown")
        await asyncio.sleep(0.2)
        assert "After it was shown" not in text_of(box)

    asyncio.run(look())


def test_only_the_newest_are_on_the_page(kaizala, monkeypatch):
    monkeypatch.setattr(inbox_box, "_MOST_SHOWN", 2)
    inbox = kaizala.inbox()
    for number in range(5):
        deliver(inbox, number, f"text {number}")
    said = text_of(inbox.box())
    assert "And 3 before these: see inbox.df." in said
    assert "text 2" not in said
    assert said.index("text 3") < said.index("text 4")


def test_an_entry_keeps_its_key_when_older_ones_go(kaizala, monkeypatch):
    """By its key the browser knows which entries it shows already."""
    monkeypatch.setattr(inbox_box, "_MOST_SHOWN", 2)
    inbox = kaizala.inbox()
    keys = []
    for number in range(3):
        deliver(inbox, number)
        keys.append([entry["key"] for entry in inbox.box().content["entries"]])
    assert keys[1] == [*keys[0], keys[1][1]]
    assert keys[2] == [keys[1][1], keys[2][1]]
    assert len({keys[0][0], *keys[1], *keys[2]}) == 3


def test_it_stands_beside_a_form(signed_in):
    inbox = signed_in.inbox()
    form = signed_in.content.send_message.form(message="Hello")
    text = signed_in.show(form, inbox)._repr_mimebundle_()["text/plain"]
    assert text.index("Send message on a group") < text.index("Inbox")
