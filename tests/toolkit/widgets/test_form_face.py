"""A form where there are no widgets: HTML and text in the same output, with values and reply, and no secret."""

import pytest

from kaizala_nb.toolkit.client import errors
from tests.toolkit.widgets.conftest import field

SCRIPT = "<img src=x onerror=alert(1)>"


def html_of(form):
    """What stands in the output for a page without widgets."""
    return form._repr_mimebundle_()["text/html"]


def test_it_has_the_fields_their_values_and_the_reply(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    before = html_of(form)
    for words in ("Send message on a group", "{{endpoint-url}}", "Message *", "Hello", "More fields: Subscribers"):
        assert words in before
    assert "200 OK" not in before
    form.send_once()
    assert "200 OK" in html_of(form)
    assert "Sent by the cell below." in html_of(form)


def test_it_has_what_is_wrong(signed_in):
    form = signed_in.content.send_message.form(message="")
    field(form, "message").value = " "
    assert "Message is needed." in html_of(form)


def test_every_kind_of_value_stands_in_it(signed_in):
    meeting = signed_in.content.post_meeting.form(
        title="Review", starting_time="2030-01-01T09:00:00+05:30", duration=20, place=(17.4, 78.3, "Hyderabad")
    )
    for words in ("2030-01-01 09:00 UTC+05:30", "20, minutes", "17.4, 78.3, Hyderabad"):
        assert words in html_of(meeting)
    questions = [{"title": "Which?", "type": "SingleOption", "options": ["Soup", "Salad"]}, "Why?"]
    survey = html_of(signed_in.content.send_survey.form(questions=questions))
    assert "1. Which?, SingleOption: one of several options, 1. Soup 2. Salad\n2. Why?, Text: a text" in survey


def test_a_secret_is_masked_also_where_it_was_typed_into_another_field(signed_in):
    token = str(signed_in.environment["access-token"])
    form = signed_in.content.send_message.form(message=f"My token: {token}")
    assert token not in html_of(form) + form.as_text()


def test_a_script_is_text(signed_in):
    form = signed_in.content.post_poll.form(question=SCRIPT, choices=[SCRIPT, {"title": "b", "image": SCRIPT}])
    assert "onerror" in html_of(form)
    assert "<img" not in html_of(form)
    with pytest.raises(errors.BadRequest):  # the picture is none
        form.send_once()
    assert "<img" not in html_of(form)


def test_where_the_cell_below_sent_it_the_fields_are_folded_unless_one_is_wrong(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    form.send_once()
    assert "<details><summary>Fields (5)</summary>" in html_of(form)
    assert ".code(&quot;curl&quot;)" in html_of(form)
    field(form, "message").value = " "
    assert "Fields (5)" not in html_of(form)
