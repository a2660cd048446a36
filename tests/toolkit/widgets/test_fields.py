"""Fields of every kind: what is given stands in them, what stands in them is sent, what is wrong is said beside them."""

from datetime import UTC, datetime, timedelta, timezone

import ipywidgets as widgets
import pytest

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Upload
from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry
from tests.toolkit.widgets.conftest import button, calls, field, press, text_of, walk


def nothing():
    pass


def body(kaizala, form):
    """What the form would send."""
    return kaizala.session.prepare(form.step, form._arguments()).body


def of_kind(form, kind):
    return [one for one in walk(form) if isinstance(one, kind)]


# -- durations ---------------------------------------------------------------------------------------------------------


def test_a_duration_is_given_in_either_unit_and_sent_in_its_own():
    entry = DurationEntry("hours", nothing)
    entry.put(48)
    number, unit = of_kind(entry.box, widgets.Text)[0], of_kind(entry.box, widgets.Dropdown)[0]
    assert (number.value, unit.value, unit.options) == ("48", "hours", ("hours", "days"))
    number.value, unit.value = "1.5", "days"
    assert entry.value() == 36
    entry.put(timedelta(days=2))
    assert (entry.value(), entry.text()) == (48, "48 hours")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("soon", "This is a number of hours."), ("-1", "not below 0"), ("1.5", "whole number of hours")],
)
def test_a_duration_that_is_none_is_said_beside_it(signed_in, typed, problem):
    form = signed_in.content.post_poll.form(question="Lunch?", choices=["Yes", "No"], expiry_in_hours=1)
    next(one for one in of_kind(form, widgets.Text) if one.value == "1").value = typed
    press(button(form, "Send"))
    assert problem in text_of(form)
    assert calls(signed_in, "actions") == 0


def test_the_same_duration_in_another_unit_is_no_change(signed_in):
    form = signed_in.content.post_poll.form(question="Lunch?", choices=["Yes", "No"], expiry_in_hours=48)
    form.send_once()
    unit = next(one for one in of_kind(form, widgets.Dropdown) if one.value == "hours")
    number = next(one for one in of_kind(form, widgets.Text) if one.value == "48")
    number.value = "2"
    assert "The fields have changed" in text_of(form)
    unit.value = "days"
    assert "The fields have changed" not in text_of(form)


# -- times -------------------------------------------------------------------------------------------------------------

INDIA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("unit", "given", "picked", "zone", "sent"),
    [
        ("iso", "2030-01-01T09:00:00Z", datetime(2030, 1, 1, 9), 0, "2030-01-01T09:00:00Z"),
        ("iso", "2030-01-01T09:00:00+05:30", datetime(2030, 1, 1, 9), 330, "2030-01-01T03:30:00Z"),
        ("iso", datetime(2030, 1, 1, 9, tzinfo=INDIA), datetime(2030, 1, 1, 9), 330, "2030-01-01T03:30:00Z"),
        ("iso", "2030-01-01T09:00:00+05:37", datetime(2030, 1, 1, 9), 337, "2030-01-01T03:23:00Z"),
        ("seconds", 1500377471, datetime(2017, 7, 18, 11, 31, 11), 0, 1500377471),
        ("milliseconds", 1500377471123, datetime(2017, 7, 18, 11, 31, 11, 123000), 0, 1500377471123),
    ],
)
def test_a_time_stands_in_the_zone_that_it_was_given_in(unit, given, picked, zone, sent):
    entry = TimeEntry(unit, nothing)
    entry.put(given)
    picker, zones = of_kind(entry.box, widgets.NaiveDatetimePicker)[0], of_kind(entry.box, widgets.Dropdown)[0]
    assert (picker.value, zones.value, entry.value()) == (picked, zone, sent)


def test_a_time_without_a_zone_is_in_this_computers_and_says_what_is_sent():
    entry = TimeEntry("iso", nothing)
    entry.put(datetime(2030, 1, 1, 9))
    sent = datetime(2030, 1, 1, 9).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert entry.value() == sent
    assert f"in this computer's time zone. Sent as {sent}." in text_of(entry.box)
    of_kind(entry.box, widgets.Dropdown)[0].value = 330
    assert entry.value() == "2030-01-01T03:30:00Z"


def test_a_text_that_is_no_time_is_said_and_replaced_by_the_one_that_is_picked(signed_in):
    form = signed_in.content.post_meeting.form(title="Review", starting_time="tomorrow")
    with pytest.raises(errors.InputError, match="This is a time, such as"):
        form.send_once()
    assert "This is a time, such as" in text_of(form)
    of_kind(form, widgets.NaiveDatetimePicker)[0].value = datetime(2030, 1, 1, 9)
    assert form.send_once().status == 200


def test_a_time_may_be_left_out(signed_in):
    form = signed_in.queries.fetch_polls.form()
    assert "fromDate" not in str(form.send_once().request)
    form = signed_in.queries.fetch_polls.form(from_date=datetime(2030, 1, 1, tzinfo=UTC))
    assert "fromDate=1893456000" in str(form.send_once().request)


# -- choices, texts ------------------------------------------------------------------------------------------


def test_several_choices_are_boxes_to_tick(signed_in):
    form = signed_in.webhooks.subscribe_to_action.form(object_id="x", callback_url="http://127.0.0.1:9/")
    ticks = of_kind(form, widgets.Checkbox)
    ticked = [tick for tick in ticks if tick.value]
    assert [tick.description.split("</span>")[1] for tick in ticked] == ["ActionCreated", "ActionResponse"]
    ticked[0].value = False
    assert body(signed_in, form)["eventTypes"] == ["ActionResponse"]
    assert "eventTypes" not in body(signed_in, signed_in.webhooks.update_webhook.form(webhook_id="x", active=False))


def test_texts_are_rows_and_may_hold_commas(signed_in):
    form = signed_in.groups.add_sub_group.form(sub_groups=["a,b", "c"])
    assert body(signed_in, form) == {"subGroups": ["a,b", "c"]}
    assert "Sub groups: \n  1. a,b\n  2. c" in form.as_text()


def test_one_may_be_left_open_where_none_is_needed(signed_in):
    form = signed_in.reactions.fetch_reactions.form(reference_id="x")
    assert field(form, "reactionType").value is None
    field(form, "reactionType").value = "Like"
    field(form, "reactionType").value = None
    assert "reactionType" not in signed_in.session.prepare(form.step, form._arguments()).path


def test_a_secret_given_in_code_is_sent_and_in_no_widget(signed_in):
    form = signed_in.webhooks.subscribe_to_group.form(
        callback_url="http://127.0.0.1:9/", callback_token="hush-hush-hush"
    )
    assert body(signed_in, form)["callBackToken"] == "hush-hush-hush"
    assert "hush-hush" not in str([one.get_state() for one in walk(form)]) + form.as_text()
    assert body(signed_in, form)["callBackToken"] == "hush-hush-hush"  # looking at it does not use it up


# -- lists and what was sent -------------------------------------------------------------------------------------------


def test_rows_edited_after_sending_are_said_and_not_sent(signed_in):
    form = signed_in.content.post_poll.form(question="Lunch?", choices=["Yes", "No"])
    reply = form.send_once()
    press(button(form, "Down"))
    assert "The fields have changed since they were sent." in text_of(form)
    assert form.send_once() is reply
    press(next(one for one in of_kind(form, widgets.Button) if one.description == "Up" and not one.disabled))
    assert "The fields have changed" not in text_of(form)
    press(button(form, "Add a choice"))  # an empty row is none
    assert "The fields have changed" not in text_of(form)
    assert calls(signed_in, "actions") == 1


def test_a_secret_typed_after_sending_is_a_change(signed_in):
    form = signed_in.authentication.access_token.form()
    form.send_once()
    field(form, "refreshToken").value = "another"
    assert "The fields have changed since they were sent." in text_of(form)


def test_files_in_code_are_uploads_too(signed_in):
    form = signed_in.content.upload_media.form(files=[Upload("a.png", b"\x89PNG")])
    assert form.send_once().status == 200
