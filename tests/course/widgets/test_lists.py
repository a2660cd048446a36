"""Questions, choices and properties in rows: what is given stands in them, and what is wrong is said with its number."""

import ipywidgets as widgets
import pytest

from kaizala_nb.course.widgets.fields.lists import PropertiesEntry, options, poll_choices
from kaizala_nb.course.widgets.fields.questions import questions
from tests.toolkit.widgets.conftest import button, buttons, press, text_of, walk


def lines(made):
    return [one for one in walk(made.box) if isinstance(one, widgets.Text)]


def test_rows_within_rows():
    made = questions(lambda: None)
    made.put([{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}, "Why?"])
    assert made.value() == [
        {"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]},
        {"title": "Why?", "type": "Text"},
    ]
    press(button(made.box, "Add an option"))
    lines(made)[3].value = "Perhaps"
    assert made.value()[0]["options"] == ["Yes", "No", "Perhaps"]
    assert '<span class="kz-unseen">Question 1, option 3: </span>Title' in lines(made)[3].description
    press(button(made.box, "Add a question"))
    lines(made)[-1].value = "Where?"
    assert [question["title"] for question in made.value()] == ["Lunch?", "Why?", "Where?"]


def test_options_come_back_with_the_type():
    made = questions(lambda: None)
    made.put([{"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]}])
    kind = next(one for one in walk(made.box) if isinstance(one, widgets.Dropdown))
    kind.value = "Numeric"
    assert "Add an option" not in buttons(made.box)
    assert made.value() == [{"title": "Lunch?", "type": "Numeric"}]
    kind.value = "MultiOption"
    assert made.value()[0]["options"] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (["Why?", {"type": "Numeric"}], "Question 2: It needs a title."),
        ([{"title": "Which?", "type": "SingleOption"}], "Question 1: SingleOption needs options."),
        (
            [{"title": "Which?", "type": "SingleOption", "options": ["A", "", "C"]}],
            "Question 1: Option 2: It needs a title.",
        ),
    ],
)
def test_what_is_wrong_with_a_question_is_said_with_its_number(value, problem):
    made = questions(lambda: None)
    made.put(value)
    assert made.mark() == problem
    assert problem in text_of(made.box)


def test_what_was_corrected_is_no_longer_said():
    made = questions(lambda: None)
    made.put(["Why?", {"type": "Numeric"}])
    made.mark()
    lines(made)[1].value = "How many?"
    assert made.mark() == ""
    assert "needs a title" not in text_of(made.box)


def test_a_choice_of_a_poll_may_have_a_picture():
    made = poll_choices(lambda: None)
    made.put(None)
    assert len(lines(made)) == 4  # two choices to begin with
    made.put(["Yes", {"title": "No", "image": "resource"}])
    assert made.value() == ["Yes", {"title": "No", "image": "resource"}]
    lines(made)[2].value = ""
    assert made.mark() == "Choice 2: It needs a title."


def test_properties_take_a_mapping_and_write_values_as_text():
    made = PropertiesEntry(lambda: None)
    made.put({"name": "Title", "place": {"lt": 1}, "many": ["a", "b"]})
    assert made.value() == [
        {"name": "name", "value": "Title", "type": "Text"},
        {"name": "place", "value": '{"lt": 1}', "type": "Text"},
        {"name": "many", "value": '["a", "b"]', "type": "Text"},
    ]


def test_what_is_in_a_row_is_text_and_nothing_else():
    script = "<img src=x onerror=alert(1)>"
    made = options(lambda: None)
    made.set_owner(script)
    assert "<img" not in "".join(one.description for one in walk(made.box) if hasattr(one, "description"))
