"""Fields of every kind: what is given stands in them, what stands in them is sent, what is wrong is said beside them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Upload
from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry
from tests.toolkit.widgets.conftest import at, button, calls, field, press, text_of, walk
from tests.toolkit.widgets.page import call_of


def body(kaizala, form):
    """What the form would send."""
    return call_of(form).body


# -- durations ---------------------------------------------------------------------------------------------------------


def test_a_duration_is_given_in_either_unit_and_sent_in_its_own():
    entry = DurationEntry("hours")
    entry.put(48)
    assert entry.raw == {"number": "48", "unit": "hours"}
    assert entry.describe()["parts"][1]["choices"] == [("hours", "hours"), ("days", "days")]
    entry.read({"number": "1.5", "unit": "days"})
    assert entry.value() == 36
    entry.put(timedelta(days=2))
    assert (entry.value(), entry.text()) == (48, "48 hours")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("soon", "This is a number of hours."), ("-1", "not below 0"), ("1.5", "whole number of hours")],
)
def test_a_duration_that_is_none_is_said_beside_it(signed_in, typed, problem):
    form = signed_in.content.post_poll.form(question="Lunch?", choices=["Yes", "No"], expiry_in_hours=1)
    at(form, "expiry_in_hours/number").value = typed
    press(button(form, "Send"))
    assert problem in text_of(form)
    assert calls(signed_in, "actions") == 0


def test_the_same_duration_in_another_unit_is_no_change(signed_in):
    form = signed_in.content.post_poll.form(question="Lunch?", choices=["Yes", "No"], expiry_in_hours=48)
    form.send_once()
    at(form, "expiry_in_hours/number").value = "2"
    assert "The fields have changed" in text_of(form)
    at(form, "expiry_in_hours/unit").value = "days"
    assert "The fields have changed" not in text_of(form)


# -- times -------------------------------------------------------------------------------------------------------------

INDIA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("unit", "given", "when", "zone", "sent"),
    [
        ("iso", "2030-01-01T09:00:00Z", "2030-01-01T09:00", 0, "2030-01-01T09:00:00Z"),
        ("iso", "2030-01-01T09:00:00+05:30", "2030-01-01T09:00", 330, "2030-01-01T03:30:00Z"),
        ("iso", datetime(2030, 1, 1, 9, tzinfo=INDIA), "2030-01-01T09:00", 330, "2030-01-01T03:30:00Z"),
        ("iso", "2030-01-01T09:00:00+05:37", "2030-01-01T09:00", 337, "2030-01-01T03:23:00Z"),
        ("seconds", 1500377471, "2017-07-18T11:31:11", 0, 1500377471),
        ("milliseconds", 1500377471123, "2017-07-18T11:31:11.123", 0, 1500377471123),
    ],
)
def test_a_time_stands_in_the_zone_that_it_was_given_in(unit, given, when, zone, sent):
    entry = TimeEntry(unit)
    entry.put(given)
    assert (entry.raw, entry.value()) == ({"when": when, "zone": zone}, sent)


def test_a_time_without_a_zone_is_in_this_computers_and_says_what_is_sent():
    entry = TimeEntry("iso")
    entry.put(datetime(2030, 1, 1, 9))
    sent = datetime(2030, 1, 1, 9).astimezone(UTC)
    assert entry.value() == f"{sent:%Y-%m-%dT%H:%M:%SZ}"
    assert entry.notes() == {"": {"at": sent.timestamp() * 1000, "sent": entry.value()}}
    entry.read({"when": "2030-01-01T09:00", "zone": 330})
    assert entry.value() == "2030-01-01T03:30:00Z"


def test_a_time_that_is_picked_is_in_the_browsers_zone_as_the_page_says():
    entry = TimeEntry("iso")
    assert entry.raw["zone"] == "browser"
    entry.read({"when": "2030-07-01T12:00", "zone": "browser", "offset": 120})
    assert entry.value() == "2030-07-01T10:00:00Z"
    assert entry.text() == "2030-07-01 12:00 UTC+02:00"


@pytest.mark.parametrize(
    "raw", [None, "x", {}, {"when": 5, "zone": None}, {"when": "", "zone": "browser", "offset": "?"}]
)
def test_what_is_no_time_on_the_page_is_none(raw):
    entry = TimeEntry("iso")
    entry.read(raw)
    assert entry.value() in (None, "")


def test_a_text_that_is_no_time_is_said_and_replaced_by_the_one_that_is_picked(signed_in):
    form = signed_in.content.post_meeting.form(title="Review", starting_time="tomorrow")
    with pytest.raises(errors.InputError, match="This is not a time"):
        form.send_once()
    assert "This is not a time" in text_of(form)
    at(form, "starting_time").value = {"when": "2030-01-01T09:00", "zone": 0}
    assert form.send_once().status == 200


def test_a_time_may_be_left_out(signed_in):
    form = signed_in.queries.fetch_polls.form()
    assert "fromDate" not in str(form.send_once().request)
    form = signed_in.queries.fetch_polls.form(from_date=datetime(2030, 1, 1, tzinfo=UTC))
    assert "fromDate=1893456000" in str(form.send_once().request)


# -- choices, texts ------------------------------------------------------------------------------------------


def test_several_choices_are_boxes_to_tick(signed_in):
    form = signed_in.webhooks.subscribe_to_action.form(object_id="x", callback_url="http://127.0.0.1:9/")
    ticks = field(form, "eventTypes")
    assert len(ticks.description["choices"]) > 2
    assert ticks.value == ["ActionCreated", "ActionResponse"]
    ticks.value = ["ActionResponse"]
    assert body(signed_in, form)["eventTypes"] == ["ActionResponse"]
    assert "eventTypes" not in body(signed_in, signed_in.webhooks.update_webhook.form(webhook_id="x", active=False))


def test_texts_are_rows_and_may_hold_commas(signed_in):
    form = signed_in.groups.add_sub_group.form(sub_groups=["a,b", "c"])
    assert body(signed_in, form) == {"subGroups": ["a,b", "c"]}
    assert "Sub groups: \n  1. a,b\n  2. c" in form.as_text()


def test_one_may_be_left_open_where_none_is_needed(signed_in):
    form = signed_in.reactions.fetch_reactions.form(reference_id="x")
    assert form.values["reaction_type"] is None
    field(form, "reactionType").value = "Like"
    assert form.values["reaction_type"] == "Like"
    field(form, "reactionType").value = ""
    assert "reactionType" not in call_of(form).path


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
    rows = field(form, "choices")
    rows.value = list(reversed(rows.value))
    assert "The fields have changed since they were sent." in text_of(form)
    assert form.send_once() is reply
    rows.value = list(reversed(rows.value))
    assert "The fields have changed" not in text_of(form)
    rows.value = [*rows.value, rows.description["row"]["blank"]]  # an empty row is none
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
