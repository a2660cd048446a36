"""A form outlives a second run of its cell: what was put in by hand is kept, and what was sent is not sent again."""

import itertools
from datetime import datetime, timedelta

import pandas as pd
import pytest

from kaizala_nb.toolkit.widgets import cells
from tests.toolkit.widgets.conftest import ASHA, THIRD, at, button, calls, field, press, text_of
from tests.toolkit.widgets.page import VIEW, buttons, choose_file, raws, say

KEPT = "Your text from before."


@pytest.fixture
def cell(monkeypatch):
    """The cell that runs, as the front end tells: each form that is asked for is asked for in another run of it."""
    monkeypatch.setattr(cells, "current_cell", lambda: "cell-1")
    monkeypatch.setattr(cells, "current_run", map(str, itertools.count()).__next__)


def message_of(kaizala) -> str:
    """The newest message on Asha's phone."""
    return kaizala.phone(ASHA).chats["text"].iloc[-1]


def test_while_it_waits_it_is_the_same_form_with_what_was_typed(signed_in, cell):
    make = signed_in.content.send_message.form
    form = make(message="Hello")
    assert make(message="Hello") is form
    assert KEPT not in text_of(form)
    field(form, "message").value = "Typed"
    assert make(message="Hello") is form
    assert KEPT in text_of(form)
    assert KEPT in form.as_text()
    form.send_once()
    assert message_of(signed_in) == "Typed"
    assert calls(signed_in, "messages") == 1
    assert KEPT not in text_of(form)


def test_as_in_the_cell_gives_what_the_cell_says(signed_in, cell):
    make = signed_in.content.send_message.form
    field(make(message="Hello"), "message").value = "Typed"
    form = make(message="Hello")
    press(button(form, "As in the cell"))
    assert field(form, "message").value == "Hello"
    assert KEPT not in text_of(form)
    assert "As in the cell" not in buttons(form)
    assert make(message="Hello") is form
    assert KEPT not in text_of(form)


def test_typed_back_by_hand_it_says_nothing_any_more(signed_in, cell):
    make = signed_in.content.send_message.form
    field(make(message="Hello"), "message").value = "Typed"
    form = make(message="Hello")
    field(form, "message").value = "Hello"
    assert KEPT not in text_of(form)


def test_sent_and_unread_it_is_the_same_form(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Hello") is form
    form.send_once()
    assert calls(signed_in, "messages") == 1


def test_edited_sent_and_unread_it_is_the_same_form_and_says_so(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    field(form, "message").value = "Typed"
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Hello") is form
    assert KEPT in text_of(form)
    press(button(form, "As in the cell"))
    assert "The fields have changed since they were sent." in text_of(form)
    form.send_once()
    assert message_of(signed_in) == "Typed"


def test_read_it_is_a_new_form_which_waits(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    form.send_once()
    again = signed_in.content.send_message.form(message="Hello")
    assert again is not form
    assert KEPT not in text_of(again)
    assert calls(signed_in, "messages") == 1
    press(button(form, "Send again"))
    again.send_once()
    assert calls(signed_in, "messages") == 3


def test_read_the_new_form_begins_with_the_text_typed_before(signed_in, cell):
    make = signed_in.content.send_message.form
    for _ in range(3):
        form = make(message="Hello")
        field(form, "message").value = "Typed"
        form.send_once()
    again = make(message="Hello")
    assert "waits" in repr(again)
    assert KEPT in text_of(again)
    assert field(again, "message").value == "Typed"
    press(button(again, "As in the cell"))
    again.send_once()
    assert message_of(signed_in) == "Hello"
    assert calls(signed_in, "messages") == 4


def test_a_refused_form_still_waits_and_is_the_same(signed_in, cell):
    make = lambda: signed_in.content.send_message.form(message="Hello", group_id="nowhere")  # noqa: E731
    form = make()
    press(button(form, "Send"))
    assert make() is form
    assert "Refused" in text_of(form)


def test_what_the_cell_changed_is_as_in_the_cell_the_rest_as_typed(signed_in, cell):
    make = signed_in.content.send_message.form
    form = make(message="Hello")
    field(form, "message").value = "Typed"
    field(form, "replyToReferenceId").value = "a-reference"
    again = make(message="Something else")
    assert again is not form
    assert field(again, "message").value == "Something else"
    assert field(again, "replyToReferenceId").value == "a-reference"
    assert KEPT in text_of(again)
    stamp = field(again, "replyToReferenceId").content["stamp"]
    assert stamp, "the page opens the fold for what is filled in there"
    press(button(again, "As in the cell"))
    assert field(again, "replyToReferenceId").value == ""


def test_an_argument_left_out_is_changed_too(signed_in, cell):
    make = signed_in.content.send_message.form
    field(make(message="Hello"), "message").value = "Typed"
    assert field(make(), "message").value == ""


def test_a_list_that_was_changed_in_place_is_changed(signed_in, cell):
    make, members = signed_in.groups.create_group.form, [ASHA]
    form = make(name="Team", members=members)
    members.append(THIRD)
    again = make(name="Team", members=members)
    assert again is not form
    assert THIRD in field(again, "members").value


@pytest.mark.parametrize(
    "value", [pd.Series(["1"]), pd.Series(["1", "2"]), pd.DataFrame({"a": [1]}), pd.NA, pd.NaT, [pd.NA]]
)
def test_values_that_do_not_say_whether_they_are_the_same_are_compared(cell, value):
    made = []

    class Waits:
        done = False

        def come_back(self):
            made.append("came back")

        def take_over(self, former, changed):
            made.append(changed)

    forms = cells.FormsOfCells()
    for given in (value, value, "another"):
        forms.form("name", {"value": given}, lambda key: Waits())
    assert made == ["came back", {"value"}]


def test_in_another_cell_it_is_a_new_form(signed_in, cell, monkeypatch):
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    monkeypatch.setattr(cells, "current_cell", lambda: "cell-2")
    assert signed_in.content.send_message.form(message="Hello") is not form


def test_two_forms_in_one_cell_are_two(signed_in, cell, monkeypatch):
    make = signed_in.content.send_message.form
    monkeypatch.setattr(cells, "current_run", lambda: "first")
    first, second = make(message="Hello"), make(message="Hello")
    assert first is not second
    field(second, "message").value = "Typed"
    monkeypatch.setattr(cells, "current_run", lambda: "second")
    assert (make(message="Hello"), make(message="Hello")) == (first, second)


def test_where_no_cell_is_known_it_is_a_new_form(signed_in):
    assert cells.current_cell() == ""
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Hello") is not form


def test_after_a_reset_it_is_a_new_form(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    field(form, "message").value = "Typed"
    signed_in.reset()
    assert field(signed_in.content.send_message.form(message="Hello"), "message").value == "Hello"


def test_what_nobody_typed_follows_its_variable(signed_in, cell):
    make = signed_in.content.send_message.form
    form = make(message="Hello")
    group = signed_in.groups.create_group(name="Another team", members=[ASHA]).json["groupId"]
    assert make(message="Hello") is form
    assert field(form, "groupId").value == group
    assert "Another team." in text_of(form)
    assert KEPT not in text_of(form)
    field(form, "groupId").value = "typed"
    signed_in.groups.create_group(name="A third team")
    make(message="Hello")
    assert field(form, "groupId").value == "typed"


def test_a_secret_is_never_kept(signed_in, cell):
    make = signed_in.authentication.login_with_pin.form
    signed_in.authentication.generate_pin()
    form = make()
    field(form, "pin").value = str(signed_in.phone().pin)
    form.send_once()
    signed_in.authentication.generate_pin()
    field(form, "pin").value = "111111"
    again = make()
    assert again is not form
    assert not field(again, "pin").filled
    assert KEPT not in text_of(again)


# -- each kind of value ------------------------------------------------------------------------------------------------


def put_questions(form):
    questions = [{"title": "Which?", "type": "SingleOption", "options": ["Soup", "Salad"]}, "Why?"]
    form.values["questions"] = questions


def put_files(form):
    choose_file(form, "one.png", b"one")
    choose_file(form, "two.png", b"two")


def put_time(form):
    form.values["starting_time"] = "2030-01-01T14:30:00+05:30"
    at(form, "duration/number").value = "1.5"
    at(form, "duration/unit").value = "hours"
    form.values["place"] = (17.4, 78.3, "Hyderabad")


def put_time_here(form):
    form.values["starting_time"] = datetime(2030, 1, 1, 9)
    form.values["duration"] = timedelta(minutes=20)


def put_choices(form):
    form.values["choices"] = [{"title": "Yes", "image": "a-picture"}, "No"]


def put_properties(form):
    form.values["properties"] = {"occasion": "birthday", "age": 7}


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("content.send_survey", put_questions),
        ("content.upload_media", put_files),
        ("content.post_meeting", put_time),
        ("content.post_meeting", put_time_here),
        ("content.post_poll", put_choices),
        ("content.post_custom_action_with_properties", put_properties),
    ],
)
def test_what_was_built_by_hand_is_kept(signed_in, cell, name, put):
    folder, slug = name.split(".")
    make = getattr(getattr(signed_in, folder), slug).form
    form = make()
    begun = form._fingerprints()
    put(form)
    typed, stands, shown = form._fingerprints(), raws(form), form.as_text()
    assert typed != begun
    assert make() is form
    assert form._fingerprints() == typed
    form._reply, form._reply_was_read = object(), True  # as if it had been sent, and its reply taken
    again = make()
    assert again is not form
    assert again._fingerprints() == typed
    assert raws(again) == stands
    assert [line for line in again.as_text().splitlines() if line != KEPT][:-1] == shown.splitlines()[:-1]
    assert KEPT in text_of(again)
    press(button(again, "As in the cell"))
    assert again._fingerprints() == begun


def test_answers_keep_their_time_zone(signed_in, cell):
    asked = [{"title": "When?", "type": "DateTime"}, "Why?"]
    signed_in.content.send_survey(title="Lunch", questions=asked)
    make = signed_in.content.respond_to_survey.form
    form = make()
    at(form, "answers/0").value = {"when": "2030-01-01T14:30", "zone": 330}
    shown = form.as_text()
    assert "UTC+05:30" in shown
    form._reply, form._reply_was_read = object(), True
    assert [line for line in make().as_text().splitlines() if line != KEPT][:-1] == shown.splitlines()[:-1]


def test_the_page_keeps_text_under_the_name_of_the_form_in_its_cell(signed_in, cell, monkeypatch):
    make = signed_in.content.send_message.form
    monkeypatch.setattr(cells, "current_run", lambda: "first")
    keys = [make(message="Hello").content["key"] for _ in range(2)]
    assert keys == ["cell-1 Send message on a group 1", "cell-1 Send message on a group 2"]
    assert make(message="Hello").content["done"] is False


def test_text_that_the_tab_has_kept_is_taken_and_said(signed_in):
    """After the page was loaded again, or the kernel was started again: the page sends what it has kept."""
    form = signed_in.content.send_message.form(message="Hello")
    say(form, kind="edit", name="message", value="Typed before", view="another", kept=True)
    assert KEPT in text_of(form)
    form.send_once()
    assert message_of(signed_in) == "Typed before"
    assert form.content["done"] is True, "the page forgets it"


def test_a_page_does_not_write_over_what_is_being_typed_there(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    stamp = field(form, "message").content["stamp"]
    field(form, "message").value = "Typed"
    now = field(form, "message").content
    assert (now["stamp"], now["by"]) == (stamp + 1, VIEW), "it is the page's own"
    form.values["message"] = "From code"
    now = field(form, "message").content
    assert (now["stamp"], now["by"]) == (stamp + 2, "")
