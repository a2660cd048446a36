"""The phone in the page: what it shows, in what order, and how it follows what arrives."""

import asyncio
import json

from kaizala_nb.course.widgets import phone_box
from tests.toolkit.widgets.conftest import ASHA, ME, Views, html_of, text_of, text_on_page, until, walk


def test_chats_come_in_order_with_names_and_times(signed_in):
    signed_in.content.send_message(message="First")
    signed_in.content.send_message(message="Second")
    said = text_of(signed_in.phone(ASHA, name="Asha").box())
    assert (
        said.index("Field team") < said.index("Asha was added") < said.index("you: First") < said.index("you: Second")
    )
    assert said.strip().startswith("Asha's phone …0002")


def test_it_is_a_log_with_a_name(signed_in):
    box = signed_in.phone(ASHA, name="Asha").box()
    assert 'role="log" aria-label="Asha&#x27;s phone …0002"' in html_of(box)


def test_its_faces_have_a_bound_and_show_the_newest(signed_in):
    group = signed_in.environment["test-group-id"]
    phone = signed_in.phone(ASHA, name="Asha")
    phone.send_message(group, "The first")
    for number in range(60):
        phone.send_message(group, "\"'<&>" * 700 + f" number {number}.")
    shown = phone.box()._repr_mimebundle_()["text/plain"], html_of(phone.box())
    assert len(json.dumps(shown, ensure_ascii=False).encode()) < 200_000
    for face in shown:
        assert "before these: see .chats." in face
        assert "characters more" in face
        assert "The first" not in face
    phone.send_message(group, "The last")
    assert "The last" in html_of(phone.box())
    assert phone.chats["text"].str.contains("The first").any()
    assert len(phone.chats) > 60


def test_an_empty_phone_says_so(kaizala):
    box = kaizala.phone(ASHA).box()
    assert "Chats None yet." in text_of(box)
    assert box._repr_mimebundle_()["text/plain"].splitlines() == ["Phone …0002", "Nothing yet."]


def test_it_follows_every_request_of_the_notebook(signed_in):
    box = signed_in.phone(ASHA).box()
    signed_in.content.send_message(message="By itself")
    assert "By itself" in text_of(box)


def test_a_used_pin_is_masked_at_once(kaizala):
    box = kaizala.phone(ME).box()
    kaizala.authentication.generate_pin(mobile_number=ME)
    pin = str(kaizala.phone(ME).pin)
    assert f"Your PIN is {pin}." in text_on_page(box)

    async def look():
        views = Views(box)
        box._view_count = 1
        views.say(kind="here")
        await until(lambda: pin in views.html())
        kaizala.authentication.login_with_pin(pin=pin)
        assert pin not in views.html()
        assert "Your PIN is ••••••." in views.html()
        box._view_count = 0

    asyncio.run(look())


def test_a_pin_that_waits_stands_on_the_page_alone(kaizala):
    """Whatever is saved of the phone holds a mask: what stands in its place, and its state, while a page shows it too, even when
    the service is gone by then."""
    kaizala.authentication.generate_pin(mobile_number=ME)
    pin = str(kaizala.phone(ME).pin)
    box = kaizala.phone(ME).box()
    beside = kaizala.show(kaizala.content.send_message.form(), kaizala.phone(ME))

    def saved():
        state = [str(one.get_state()) for shown in (box, beside) for one in walk(shown)]
        faces = [str(shown._repr_mimebundle_()) for shown in (box, beside, kaizala.phone(ME))]
        assert all("Your PIN is ••••••." in face for face in faces)
        return " ".join(state + faces)

    assert pin not in saved()
    assert pin in text_on_page(box)
    assert pin not in saved()

    async def look():
        views = Views(box)
        box._view_count = 1
        views.say(kind="here")
        await until(lambda: pin in views.html())
        assert pin not in saved()
        kaizala.sandbox.close()
        box.refresh()
        assert pin in views.html()
        box._view_count = 0
        assert pin not in str(box.get_state())

    asyncio.run(look())


def test_a_view_that_comes_later_is_told_the_pin_too_and_one_that_is_not_there_is_not(kaizala):
    views = Views(kaizala.phone(ME).box())
    kaizala.authentication.generate_pin(mobile_number=ME)
    assert views.messages == []
    views.say(kind="here")
    assert str(kaizala.phone(ME).pin) in views.html()


def test_what_a_phone_is_read_as_does_not_show_its_pin(kaizala):
    kaizala.authentication.generate_pin(mobile_number=ME)
    held, pin = kaizala.phone(ME).read(), str(kaizala.phone(ME).pin)
    assert held["sms"][0]["pin"] == pin
    assert held["sms"][0]["text"] == f"Your PIN is {pin}."
    assert pin not in repr(held)
    assert pin not in repr(kaizala.sandbox.call("GET", f"phones/{ME}")["sms"][0]["pin"])


def test_it_looks_while_it_is_shown_and_no_longer(signed_in, monkeypatch):
    monkeypatch.setattr(phone_box.PhoneBox, "every", 0.02)
    box = signed_in.phone(ASHA).box()
    group = signed_in.environment["test-group-id"]

    def from_elsewhere(text):
        """A message by another client: no request of this notebook tells of it."""
        import requests

        headers = {"accessToken": str(signed_in.environment["access-token"])}
        url = f"{signed_in.sandbox.url}/v1/groups/{group}/messages"
        assert requests.post(url, json={"message": text}, headers=headers, timeout=5).ok

    async def look():
        from_elsewhere("Before it is shown")
        assert box._polling is None
        box._view_count = 1
        await until(lambda: "Before it is shown" in text_of(box))
        from_elsewhere("While it is shown")
        await until(lambda: "While it is shown" in text_of(box))
        looking = box._polling
        box._view_count = 0
        await until(looking.done)
        from_elsewhere("After it was shown")
        assert box._polling is None
        assert "After it was shown" not in text_of(box)

    asyncio.run(look())


def test_what_cannot_be_read_stays_as_it_was(signed_in):
    box = signed_in.phone(ASHA).box()
    before = text_of(box)
    signed_in.close()
    box.refresh()
    assert text_of(box) == before


def test_text_from_right_to_left_leaves_the_sentence_around_it_as_it_is(signed_in):
    said, name = "\u05e9\u05dc\u05d5\u05dd?", "\u05d0\u05e9\u05d4"
    signed_in.content.send_message(message=said)
    phone = signed_in.phone(ASHA, name=name)
    assert phone.title == f"\u2068{name}\u2069's phone …0002"
    assert f"\u2068{name}\u2069 was added" in phone.lines()[0]
    assert phone.lines()[-1].endswith(f"you: \u2068{said}\u2069")
    assert phone.chats["text"].iloc[-1] == said
    signed_in.content.send_message(message="Hello?")
    assert phone.lines()[-1].endswith("you: Hello?")


def test_what_is_saved_of_a_phone_holds_no_pin_at_all(kaizala):
    kaizala.authentication.generate_pin(mobile_number=ME)
    phone = kaizala.phone(ME)
    pin, saved = str(phone.pin), phone.masked(phone.read())
    assert saved["sms"] == [{"text": "Your PIN is ••••••.", "pin": "••••••", "at": saved["sms"][0]["at"]}]
    assert pin not in json.dumps(saved)
