"""The form of a step: one request that waits, and is sent once, whoever comes first."""

import json
import re
import threading
from collections import Counter

import pytest

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Parameter
from tests.toolkit.widgets.conftest import ASHA, THIRD, button, calls, field, press, text_of, walk
from tests.toolkit.widgets.page import buttons, enter, press_for, raws, say

FOREIGN = "449b16d5-772d-4b25-8154-6d39ae357dfc"


@pytest.fixture
def form(signed_in):
    """A message that waits."""
    return signed_in.content.send_message.form(message="Hello")


def test_send_then_the_cell_below_is_one_request(signed_in, form):
    press(button(form, "Send"))
    assert form.send_once().status == 200
    assert calls(signed_in, "messages") == 1


def test_left_alone_the_cell_below_sends_it_and_the_form_says_so(signed_in, form):
    reply = form.send_once()
    assert calls(signed_in, "messages") == 1
    assert "Sent by the cell below." in text_of(form)
    assert "200 OK" in text_of(form)
    assert form.send_once() is reply
    assert calls(signed_in, "messages") == 1


def test_fields_edited_after_sending_are_said_and_not_sent(signed_in, form):
    form.send_once()
    field(form, "message").value = "Changed"
    changed = "The fields have changed since they were sent. Press Send again to send them."
    assert changed in text_of(form)
    form.send_once()
    assert changed in text_of(form)
    assert calls(signed_in, "messages") == 1
    field(form, "message").value = "Hello"
    assert changed not in text_of(form)


def test_what_came_stays_while_a_field_is_not_valid(signed_in, form):
    form.send_once()
    field(form, "message").value = ""
    press(button(form, "Send again"))
    assert "Nothing was sent: correct what is marked. The reply below is the former one." in text_of(form)
    assert "200 OK" in text_of(form)
    assert calls(signed_in, "messages") == 1
    field(form, "message").value = "Now there is one"
    assert "former one" not in text_of(form)


def test_an_emptied_field_says_which_value_is_sent(signed_in, form):
    words = "It is empty, so the value of {{test-group-id}} is sent."
    assert words not in text_of(form)
    field(form, "groupId").value = ""
    assert words in text_of(form)
    assert "Group: the value of {{test-group-id}}" in form.as_text().splitlines()
    assert form.send_once().status == 200


def test_send_again_is_one_more_on_purpose(signed_in, form):
    form.send_once()
    assert "POST: sent again, it is done again." in text_of(form)
    field(form, "message").value = "Once more"
    press(button(form, "Send again"))
    assert calls(signed_in, "messages") == 2
    assert form.send_once().df is not None
    assert calls(signed_in, "messages") == 2
    assert signed_in.phone(ASHA).chats["text"].iloc[-1] == "Once more"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("groups.fetch_groups", "Safe to repeat."),
        ("groups.add_members", "Safe to repeat."),
        ("groups.create_group", "POST: sent again"),
    ],
)
def test_it_says_what_sending_again_does(signed_in, path, words):
    folder, slug = path.split(".")
    form = getattr(getattr(signed_in, folder), slug).form(**({"name": "A group"} if slug == "create_group" else {}))
    form.send_once()
    assert words in text_of(form)


def test_a_refused_form_still_waits(signed_in):
    form = signed_in.content.send_message.form(message="Hello", group_id=FOREIGN)
    press(button(form, "Send"))
    assert "Refused: 404" in text_of(form)
    with pytest.raises(errors.RefusedError) as refused:
        form.send_once()
    advice = refused.value.advice.todo.replace("\n", " ")
    assert "If the field is empty, the id is taken from" in advice
    assert advice in text_of(form)
    field(form, "groupId").value = signed_in.environment["test-group-id"]
    assert form.send_once().status == 200
    assert "Refused" not in text_of(form)
    assert [call["status"] for call in signed_in.sandbox.calls if "messages" in call["path"]] == [404, 404, 200]


def test_a_field_that_is_not_valid_sends_nothing_and_names_itself(signed_in):
    form = signed_in.content.send_message.form(message="")
    press(button(form, "Send"))
    assert "Nothing was sent: correct what is marked." in text_of(form)
    with pytest.raises(errors.InputError, match="Message is needed") as wrong:
        form.send_once()
    assert wrong.value.advice.todo.splitlines() == [
        "Correct it in the form, and press Send.",
        "Or correct message=... in the cell, and run it again.",
    ]
    assert calls(signed_in, "messages") == 0
    field(form, "message").value = "Now there is one"
    assert "needed." not in text_of(form)
    assert "correct what is marked" not in text_of(form)
    assert form.send_once().status == 200


def test_a_late_click_on_the_old_button_sends_nothing(signed_in, form):
    old = button(form, "Send")
    form.send_once()
    press(old)
    assert "Already sent by the cell below." in text_of(form)
    assert calls(signed_in, "messages") == 1


def test_clicks_on_two_threads_are_one_request(signed_in, form):
    old = button(form, "Send")
    threads = [threading.Thread(target=press, args=(old,)) for _ in range(4)] + [
        threading.Thread(target=form.send_once)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls(signed_in, "messages") == 1


def test_a_plain_call_always_sends(signed_in):
    for _ in range(2):
        signed_in.content.send_message(message="Hello")
    assert calls(signed_in, "messages") == 2


def test_enter_in_a_line_sends_it_once(signed_in):
    form = signed_in.content.send_message.form()
    enter(field(form, "message"), "Typed")
    assert calls(signed_in, "messages") == 1
    assert signed_in.phone(ASHA).chats["text"].iloc[-1] == "Typed"
    enter(field(form, "message"))
    assert "Sent already. Press Send again to send it again." in text_of(form)
    enter(field(form, "message"), "Another")
    assert calls(signed_in, "messages") == 2


def test_leaving_a_line_sends_nothing(signed_in):
    field(signed_in.content.send_message.form(), "message").value = "Typed"
    assert calls(signed_in, "messages") == 0


def test_a_press_brings_all_that_stands_on_the_page(signed_in, form):
    """So a text whose own message was lost is sent all the same."""
    press_for(form, "send", 0, raws(form) | {"message": "Typed a moment ago"})
    assert signed_in.phone(ASHA).chats["text"].iloc[-1] == "Typed a moment ago"


def test_what_the_page_has_is_small_and_one_widget(form):
    assert list(walk(form)) == [form]
    assert len(json.dumps(form.get_state())) < 5_000


def test_values_are_read_and_set_by_code(signed_in, form):
    assert form.values["message"] == "Hello"
    form.values["message"] = "From code"
    assert field(form, "message").value == "From code"
    assert dict(form.values)["send_to_all_subscribers"] is None
    with pytest.raises(KeyError):
        form.values["massage"] = "?"
    form.send_once()
    form.send()
    assert signed_in.phone(ASHA).chats["text"].tolist()[-2:] == ["From code", "From code"]


def test_needed_fields_come_first_the_rest_is_folded(form):
    assert [one["wire"] for one in form.content["fields"]] == [
        "groupId",
        "message",
        "subscribers",
        "sendToAllSubscribers",
        "replyToReferenceId",
    ]
    assert form.content["first"] == 2


def test_a_label_names_the_field_in_words_and_on_the_wire(form):
    group = field(form, "groupId").content
    assert (group["label"], group["wire"]) == ("Group *", "groupId")
    assert "Field team. From {{test-group-id}}." in text_of(form)
    assert "5 of 4,000 characters." in text_of(form)


def test_kinds_of_fields(signed_in):
    create = signed_in.groups.create_group.form(name="Team")
    assert field(create, "groupType").options == ["Group", "ConnectGroup"]
    assert field(create, "members").value == ""
    field(create, "members").value = f"{ASHA}, {THIRD}"
    field(create, "welcomeMessage").value = "Hello you two"
    create.send_once()
    assert len(signed_in.groups.query_members().df) == 3
    fetch = signed_in.groups.fetch_groups.form()
    assert field(fetch, "showDetails").options == ["", "yes", "no"]
    field(fetch, "showDetails").value = "yes"
    assert "showDetails=true" in str(fetch.send_once().request)


@pytest.mark.parametrize(
    ("wire", "typed", "problem"),
    [
        ("members", "0770", "Add the country code, for example +44 7700 900001."),
        ("members", f"{ASHA}, +4477", "Too short for +44."),
        ("name", "", "needed"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(signed_in, wire, typed, problem):
    form = signed_in.groups.create_group.form(name="Team")
    field(form, wire).value = typed
    press(button(form, "Send"))
    assert problem in text_of(form)
    assert calls(signed_in, "/v1/groups") == 1  # the one that the test began with


def test_the_plain_text_face_says_what_is_sent(form):
    lines = form._repr_mimebundle_()["text/plain"].splitlines()
    assert lines[:2] == ["Send message on a group", "POST  {{endpoint-url}}/v1/groups/{groupId}/messages"]
    assert "Message: Hello" in lines
    assert lines[-1] == "Waits: press Send, or run the next cell."
    form.send_once()
    assert form._repr_mimebundle_()["text/plain"].splitlines()[-1] == "Sent."


def test_a_request_without_parameters_is_a_form_too(signed_in):
    form = signed_in.authentication.me.form()
    assert buttons(form) == ["Send"]
    assert form.send_once().status == 200


def test_the_star_is_explained_where_there_is_one(signed_in, form):
    assert form.content["hint"] == "* needed"
    assert signed_in.authentication.me.form().content["hint"] == ""


def test_a_form_that_waits_follows_its_variables(signed_in):
    signed_in.environment["test-group-id"] = ""
    message = signed_in.content.send_message.form()
    typed = signed_in.content.send_message.form()
    field(typed, "groupId").value = FOREIGN
    signed_in.environment["test-group-id"] = "g-1"
    assert field(message, "groupId").value == "g-1"
    assert field(message, "groupId").content["by"] == "a variable"
    assert not field(message, "groupId").content["required"]
    assert field(typed, "groupId").value == FOREIGN


def test_trouble_on_the_way_gives_the_button_back(signed_in):
    form = signed_in.groups.fetch_groups.form()
    signed_in.close()
    press(button(form, "Send"))
    assert "Kaizala did not answer" in text_of(form)
    assert buttons(form) == ["Send"]


def test_the_reply_is_a_line_with_closed_folds_and_says_where_the_table_is(signed_in, form):
    press(button(form, "Send"))
    reply = form.content["reply"]
    assert re.sub("<[^>]+>", " ", reply["head"]).split()[:3] == ["POST", "200", "OK"]
    assert re.findall("<summary>(.*?)</summary>", reply["folds"]) == ["Table", "JSON", "Request", "Python"]
    assert "<details open" not in reply["folds"]
    assert reply["table"] == "Run the next cell: it shows this reply."
    form.send_once()
    assert form.content["reply"]["table"] == ""


def test_where_the_cell_below_sent_it_the_fields_fold_and_nothing_is_said_of_the_table(form):
    assert not form.content["folded"]
    form.send_once()
    assert form.content["folded"]
    assert form.content["reply"]["table"] == ""


def test_after_a_press_nothing_above_the_reply_goes(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    field(form, "message").value = "Typed"
    form.come_back()
    assert form.content["kept"]
    press(button(form, "Send"))
    assert form.content["kept"]
    assert not form.content["folded"]


def test_other_languages_are_made_when_their_fold_is_opened(form):
    form.send_once()
    assert form.content["reply"]["languages"] == ""
    say(form, kind="languages", open=True)
    assert "cURL" in form.content["reply"]["languages"]
    form.send()
    assert form.content["reply"]["languages"] == ""


def test_each_field_is_checked_once_a_sending(signed_in, monkeypatch):
    forms = [signed_in.content.send_message.form(message="Hello"), signed_in.groups.create_group.form(name="Another")]
    checked, check = Counter(), Parameter.check

    def counted(parameter, value):
        checked[parameter.name] += 1
        return check(parameter, value)

    monkeypatch.setattr(Parameter, "check", counted)
    for form in forms:
        checked.clear()
        press(button(form, "Send"))
        assert checked == dict.fromkeys(form.values, 1)
