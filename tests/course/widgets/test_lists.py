"""Questions, choices and properties in rows: what is given stands in them, and what is wrong is said with its number."""

import pytest

from kaizala_nb.course.widgets.fields.lists import PropertiesEntry, poll_choices
from kaizala_nb.course.widgets.fields.questions import questions
from kaizala_nb.toolkit.widgets.form_face import is_shown


def lunch():
    """One question, with two options."""
    made = questions()
    made.put([{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}])
    return made


def test_rows_within_rows():
    made = questions()
    made.put([{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}, "Why?"])
    assert made.value() == [
        {"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]},
        {"title": "Why?", "type": "Text"},
    ]
    raw = made.raw
    raw[0]["options"].append("Perhaps")
    raw.append(made.describe()["row"]["blank"] | {"title": "Where?"})
    made.read(raw)
    assert made.value()[0]["options"] == ["Yes", "No", "Perhaps"]
    assert [question["title"] for question in made.value()] == ["Lunch?", "Why?", "Where?"]


def test_options_come_back_with_the_type():
    made = lunch()
    options = made.describe()["row"]["parts"][-1]
    assert is_shown(options, made.raw[0])
    made.read([made.raw[0] | {"type": "Numeric"}])
    assert not is_shown(options, made.raw[0])
    assert made.value() == [{"title": "Lunch?", "type": "Numeric"}]
    made.read([made.raw[0] | {"type": "MultiOption"}])
    assert made.value()[0]["options"] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (["Why?", {"type": "Numeric"}], {"/1": "Question 2: It needs a title.", "/1/title": "It needs a title."}),
        ([{"title": "Which?", "type": "SingleOption"}], {"/0": "Question 1: SingleOption needs options."}),
        (
            [{"title": "Which?", "type": "SingleOption", "options": ["A", "", "C"]}],
            {
                "/0": "Question 1: Option 2: It needs a title.",
                "/0/options/1": "Option 2: It needs a title.",
            },
        ),
    ],
)
def test_what_is_wrong_with_a_question_is_said_with_its_number(value, problems):
    made = questions()
    made.put(value)
    assert made.problems() == problems


def test_what_was_corrected_is_no_longer_said():
    made = questions()
    made.put(["Why?", {"type": "Numeric"}])
    made.read([made.raw[0], made.raw[1] | {"title": "How many?"}])
    assert made.problems() == {}


def test_a_choice_of_a_poll_may_have_a_picture():
    made = poll_choices()
    made.put(None)
    assert made.raw == [{"title": "", "image": ""}] * 2  # two choices to begin with
    made.put(["Yes", {"title": "No", "image": "resource"}])
    assert made.value() == ["Yes", {"title": "No", "image": "resource"}]
    made.read([made.raw[0], made.raw[1] | {"title": ""}])
    assert made.problems() == {"/1": "Choice 2: It needs a title."}


def test_properties_take_a_mapping_and_write_values_as_text():
    made = PropertiesEntry()
    made.put({"name": "Title", "place": {"lt": 1}, "many": ["a", "b"]})
    assert made.value() == [
        {"name": "name", "value": "Title", "type": "Text"},
        {"name": "place", "value": '{"lt": 1}', "type": "Text"},
        {"name": "many", "value": '["a", "b"]', "type": "Text"},
    ]
