"""What arrived on somebody's phone stands below the table of the reply, and in no table that is made of it."""

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.course import kaizala as module

ME, ASHA, BEN = "+447700900001", "+447700900002", "+447700900003"


@pytest.fixture
def kaizala(monkeypatch):
    """A Kaizala as in a notebook, with Asha's phone."""
    monkeypatch.setattr(module, "in_notebook", lambda: True)
    monkeypatch.setattr(module, "_ask_for_the_time_zone", lambda: None)
    kaizala = Kaizala()
    kaizala.sign_in(ME).send_once()
    kaizala.groups.create_group(name="Field team", members=[BEN, ASHA])
    kaizala.phone(ASHA, name="Asha")
    yield kaizala
    kaizala.close()


def test_a_message_is_shown_as_it_arrived_and_only_below_its_own_table(kaizala):
    reply = kaizala.content.send_message(message="Hello <b>there</b>")
    [arrival] = reply.arrivals
    assert str(arrival) == "Arrived on Asha's phone …0002 and 1 other phone: You (notebook): Hello <b>there</b>"
    html = reply.df._repr_html_()
    assert "Hello &lt;b&gt;there&lt;/b&gt;" in html and "Field team, 3 people · You (notebook)" in html
    assert repr(reply.df).endswith(str(arrival))
    assert "Arrived" not in reply.df.head()._repr_html_() + repr(reply.df.copy())
    assert "kz-arrival" in reply.as_html() and str(arrival) in reply.as_text()


def test_a_form_says_what_arrived_in_a_line(kaizala):
    form = kaizala.content.send_message.form(message="Hello <b>there</b>")
    form.send()
    assert (
        "Arrived on Asha&#x27;s phone …0002 and 1 other phone: You (notebook): Hello &lt;b&gt;there&lt;/b&gt;"
        in form.as_html()
    )
    assert form.content["said"] == "Sent. The reply is 200. Arrived on Asha's phone …0002 and 1 other phone."


def test_a_picture_and_a_card_arrive(kaizala, tmp_path):
    from PIL import Image

    Image.new("RGB", (300, 200), "teal").save(tmp_path / "door.png")
    kaizala.content.upload_media(files=[str(tmp_path / "door.png")])
    picture = kaizala.content.send_image(caption="By the door")
    assert '<img src="data:image/png;base64,' in picture.df._repr_html_() and "By the door" in picture.df._repr_html_()
    poll = kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])
    said = kaizala.content.post_announcement(message="The kitchen is open <b>again</b>").df._repr_html_()
    assert ">Announcement</p>" in said and "The kitchen is open &lt;b&gt;again&lt;/b&gt;" in said
    assert ">Poll</p>" in poll.df._repr_html_() and "Lunch?" in poll.df._repr_html_()


def test_what_reaches_nobody_else_or_changes_nothing_has_no_arrival(kaizala):
    assert not kaizala.groups.create_group(name="Alone", members=[]).arrivals
    assert not kaizala.content.send_message(message="Anyone?").arrivals
    assert not kaizala.groups.fetch_groups().arrivals


def test_what_somebody_writes_on_a_phone_is_no_arrival_of_a_later_request(kaizala):
    kaizala.phone(ASHA).send_message(kaizala.environment["test-group-id"], "Hello, notebook")
    kaizala.inbox()
    assert not kaizala.webhooks.subscribe_to_group().arrivals
    assert kaizala.content.send_message(message="Hello, Asha").arrivals


def test_the_phone_of_the_notebook_comes_first_and_any_other_has_no_name(kaizala):
    kaizala.groups.create_group(name="Others", members=[BEN])
    [arrival] = kaizala.content.send_message(message="Hello").arrivals
    assert arrival.where == "the phone …0003"


def test_without_the_phones_a_request_goes_all_the_same(kaizala):
    kaizala.sandbox._key = ""
    assert kaizala.content.send_message(message="Hello").status == 200


def test_after_a_reset_the_numbers_begin_again(kaizala):
    kaizala.reset()
    kaizala.sign_in(ME).send_once()
    [arrival] = kaizala.groups.create_group(name="Again", members=[ASHA]).arrivals
    assert arrival.words == "Asha was added"


def test_a_lesson_that_begins_prepared_shows_no_old_arrival(monkeypatch):
    monkeypatch.setattr(module, "in_notebook", lambda: True)
    monkeypatch.setattr(module, "_ask_for_the_time_zone", lambda: None)
    kaizala = Kaizala(start="05")
    assert not kaizala.groups.create_group(name="Alone", members=[]).arrivals
    kaizala.close()


def test_people_who_were_added_together_arrive_together_with_the_welcome_message(kaizala):
    chen, dalia, goran = "+447700900004", "+447700900005", "+447700900008"
    kaizala.sandbox.seed(
        users=[{"mobileNumber": number, "name": name} for number, name in ((BEN, "Ben"), (chen, "Chen"))]
    )
    [arrival] = kaizala.groups.create_group(
        name="Both", members=[ASHA, BEN], welcome_message="Hello <b>all</b>"
    ).arrivals
    assert arrival.words == "Asha and Ben were added. Welcome message: Hello <b>all</b>"
    assert "Asha and Ben were added. Welcome message: Hello &lt;b&gt;all&lt;/b&gt;" in arrival.html
    assert kaizala.groups.add_members(members=[ASHA, chen]).arrivals[0].words == "Chen was added"
    [arrival] = kaizala.groups.create_group(name="All", members=[ASHA, BEN, chen, dalia, goran]).arrivals
    assert arrival.words == "Asha, Ben, Chen and 2 others were added"
