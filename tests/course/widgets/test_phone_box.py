"""The phone in the page: what it shows, in what order, and how it follows what arrives."""

import asyncio
import base64
import io
import json

import pytest
from PIL import Image

from kaizala_nb import Upload
from kaizala_nb.course.widgets import phone_box
from kaizala_nb.course.widgets.phone_files import size_in_words
from tests.patience import DEADLINE
from tests.toolkit.widgets.conftest import ASHA, ME, THIRD, Views, calls, html_of, text_of, text_on_page, until, walk


def test_chats_come_in_order_with_names_and_times(signed_in):
    signed_in.content.send_message(message="First")
    signed_in.content.send_message(message="Second")
    said = text_of(signed_in.phone(ASHA, name="Asha").box())
    places = [
        said.index(text) for text in ("Field team, 2 people", "Asha was added", "You (notebook)", "First", "Second")
    ]
    assert places == sorted(places)
    assert said.split()[:3] == ["A", "Asha", "…0002"]


def entries(box):
    """All that stands on the phone, but for the SMS."""
    return [entry for part in box.content["parts"] if part["key"] != "sms" for entry in part["entries"]]


def test_each_phone_has_its_own_on_its_own_side_and_names_all_in_one_way(signed_in):
    signed_in.content.send_message(message="Mine")
    asha = signed_in.phone(ASHA, name="Asha Rao")
    asha.send_message(signed_in.environment["test-group-id"], "Hers")
    theirs, own = entries(asha.box())[-2:], entries(signed_in.phone().box())[-2:]
    assert [(one["who"], one["own"]) for one in theirs] == [("You (notebook)", False), ("Asha Rao", True)]
    assert [one["own"] for one in own] == [True, False]
    assert asha.box().content["initials"] == "AR"
    assert signed_in.phone().box().content["owner"] == "Your phone"


def test_the_name_that_the_service_knows_stands_above_a_phone(signed_in):
    signed_in.sandbox.seed(users=[{"mobileNumber": THIRD, "name": "Chen"}])
    box = signed_in.phone(THIRD).box()
    assert box.content["title"] == "Chen's phone …0003"
    assert box.as_text().startswith("Chen's phone …0003")


def test_what_came_since_the_last_send_is_new(signed_in):
    asha, group = signed_in.phone(ASHA, name="Asha"), signed_in.environment["test-group-id"]
    box = asha.box()

    def new():
        return [entry["text"] for entry in entries(box) if entry["new"]]

    assert new() == []
    signed_in.content.send_message(message="First")
    assert new() == ["First"]
    asha.send_message(group, "An answer")
    box.refresh()
    assert new() == ["First", "An answer"]
    signed_in.groups.fetch_groups()
    signed_in.groups.fetch_groups()
    assert new() == ["An answer"]
    signed_in.content.send_message(message="Second")
    assert new() == ["Second"]
    assert text_of(box).index("An answer") < text_of(box).index("New") < text_of(box).index("Second")


def test_the_chat_with_the_newest_entry_is_the_last_one(signed_in):
    first = signed_in.environment["test-group-id"]
    signed_in.groups.create_group(name="Another", members=[ASHA])
    box = signed_in.phone(ASHA).box()
    assert [part["title"] for part in box.content["parts"]] == ["Field team, 2 people", "Another, 2 people"]
    signed_in.content.send_message(message="Here", group_id=first)
    assert box.content["parts"][-1]["key"] == first


def test_a_public_group_has_members_and_subscribers(signed_in):
    signed_in.groups.create_public_group(name="Town news", members=[])
    signed_in.groups.add_subscribers(subscribers=[ASHA, THIRD])
    assert [part["title"] for part in signed_in.phone(ASHA).box().content["parts"]][-1] == (
        "Town news, 1 member, 2 subscribers"
    )


def picture(side, form="PNG", **how):
    """A picture of noise, which does not become smaller in a file."""
    file = io.BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(file, form, **how)
    return file.getvalue()


def send_files(signed_in, *contents, type="image/png", send="send_image"):
    """Files on all phones; gives them as Asha's phone has them."""
    signed_in.content.upload_media(files=[Upload("a.png", content, type=type) for content in contents])
    getattr(signed_in.content, send)(caption="")
    box = signed_in.phone(ASHA).box()
    return box, entries(box)[-1]["files"]


def test_a_picture_is_saved_small_and_given_whole_to_a_page_that_shows_it(signed_in):
    small, large = picture(40), picture(600)
    _, [file] = send_files(signed_in, small)
    assert file["still"] == "data:image/png;base64," + base64.b64encode(small).decode()
    assert [file[name] for name in ("width", "height", "whole")] == [40, 40, True]
    box, [file] = send_files(signed_in, large)
    assert [file[name] for name in ("width", "height", "whole", "size")] == [240, 240, False, size_in_words(len(large))]
    assert file["still"].startswith("data:image/jpeg;base64,")
    assert file["still"] in html_of(box)
    views = Views(box)
    views.say(kind="file", id=file["id"])
    assert views.messages == [{"kind": "file", "id": file["id"], "type": "image/png"}]
    assert views.buffers == [large]
    signed_in.content.upload_media(files=[Upload("plan.pdf", b"%PDF-", type="application/pdf")])
    signed_in.content.send_document(caption="")
    before = calls(signed_in)
    for other in (entries(box)[-1]["files"][0]["id"], "another"):
        views.say(kind="file", id=other)
        assert views.buffers[-1] == b""
    assert calls(signed_in) == before  # and the journal knows of no page


def test_many_pictures_have_a_bound_in_what_is_saved(signed_in):
    for _ in range(4):
        box, files = send_files(signed_in, *[picture(600) for _ in range(4)], send="send_album")
    assert files[0]["still"]
    assert len(json.dumps(box.content)) < 100_000


@pytest.mark.parametrize(
    ("content", "type", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "image/png", "document"),
        (b"\xff\xd8\xff" + b"0" * 5_000_001, "image/jpeg", "document"),
        (b"RIFF", "audio/wav", "audio"),
        (b"ftyp", "video/mp4", "video"),
        (b"%PDF-", "application/pdf", "document"),
    ],
)
def test_what_is_no_picture_has_its_name_and_its_size(signed_in, content, type, kind):
    send = {"audio/wav": "send_audio", "video/mp4": "send_video", "application/pdf": "send_document"}
    box, [file] = send_files(signed_in, content, type=type, send=send.get(type, "send_image"))
    assert (file["kind"], file["size"]) == (kind, size_in_words(len(content)))
    assert f"a.png {file['size']}" in text_of(box).replace("  ", " ")


def test_a_file_that_the_local_kaizala_does_not_hold_is_named_and_not_fetched(signed_in):
    files = [{"Name": "far.png", "Url": "https://example.com/att/far.png", "Size": 1}]
    resource = base64.b64encode(json.dumps({"ActionType": 3, "Files": files}).encode()).decode()
    signed_in.content.send_image(media_resource=resource)
    box = signed_in.phone(ASHA).box()
    assert entries(box)[-1]["files"] == [{"id": "", "name": "far.png", "type": "", "size": "", "kind": "document"}]
    assert "example.com" not in json.dumps(box.content)


def test_a_place_has_a_name_and_coordinates(signed_in):
    signed_in.phone(ASHA).share_location(signed_in.environment["test-group-id"], 17.385, 78.4867, "Hyderabad")
    assert "Hyderabad (17.385, 78.4867)" in text_of(signed_in.phone(ASHA).box())


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


def test_a_phone_says_what_it_liked(signed_in):
    asha, group = signed_in.phone(ASHA, name="Asha"), signed_in.environment["test-group-id"]
    signed_in.content.send_message(group_id=group, message="Where do we eat?")
    newest = signed_in.environment["test-reference-id"]
    assert asha.like(newest) == 'Asha likes "Where do we eat?".'
    assert signed_in.phone(ASHA).comment(newest, "Here") == 'The person comments on "Where do we eat?".'


def test_an_empty_phone_says_so(kaizala):
    box = kaizala.phone(ASHA).box()
    assert "Nothing yet. What is sent to this phone arrives here." in text_of(box)
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
        assert requests.post(url, json={"message": text}, headers=headers, timeout=DEADLINE).ok

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
    assert phone.lines()[-1].endswith(f"You (notebook): \u2068{said}\u2069")
    assert phone.chats["text"].iloc[-1] == said
    signed_in.content.send_message(message="Hello?")
    assert phone.lines()[-1].endswith("You (notebook): Hello?")


def test_what_is_saved_of_a_phone_holds_no_pin_at_all(kaizala):
    kaizala.authentication.generate_pin(mobile_number=ME)
    phone = kaizala.phone(ME)
    pin, saved = str(phone.pin), phone.masked(phone.read())
    assert saved["sms"] == [{"text": "Your PIN is ••••••.", "pin": "••••••", "at": saved["sms"][0]["at"]}]
    assert pin not in json.dumps(saved)
