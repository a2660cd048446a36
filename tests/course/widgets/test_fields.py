"""Fields of the kinds that are Kaizala's: places, choices of a poll, answers."""

import pytest

from kaizala_nb.course.widgets.fields.answers import FreeAnswer
from kaizala_nb.course.widgets.fields.place import PlaceEntry
from kaizala_nb.toolkit.client import errors
from tests.toolkit.widgets.conftest import at, button, calls, field, press, text_of
from tests.toolkit.widgets.page import call_of

SURVEY = [
    {"title": "Name?", "type": "Text"},
    {"title": "Which?", "type": "SingleOption", "options": ["A", "B"]},
    {"title": "Many?", "type": "MultiOption", "options": ["C", "D"]},
    {"title": "How many?", "type": "Numeric"},
    {"title": "Where?", "type": "Location"},
    {"title": "When?", "type": "DateTime"},
    {"title": "Picture?", "type": "Image"},
]


def body(kaizala, form):
    """What the form would send."""
    return call_of(form).body


@pytest.mark.parametrize("given", [(51.5, -0.1, "London"), {"latitude": 51.5, "LONGITUDE": -0.1, "n": "London"}])
def test_a_place_is_given_in_any_way_that_a_call_takes(given):
    entry = PlaceEntry()
    entry.put(given)
    assert entry.value() == {"latitude": 51.5, "longitude": -0.1, "name": "London"}
    assert entry.text() == "51.5, -0.1, London"
    entry.put(None)
    assert entry.value() is None


def test_a_place_without_degrees_is_said_beside_the_first_that_is_missing(signed_in):
    form = signed_in.content.post_meeting.form(title="Review", starting_time="2030-01-01T09:00:00Z")
    at(form, "place/name").value = "Office"
    press(button(form, "Send"))
    assert "Fill in latitude and longitude, in degrees. Or empty all fields of the place." in text_of(form)
    for place in ({"name": "Office"}, "Office"):
        with pytest.raises(errors.InputError, match="A place needs a latitude and a longitude"):
            signed_in.content.post_meeting(title="R", starting_time="2030-01-01T09:00:00Z", place=place)


def test_options_that_are_no_list_are_told_what_a_list_is(signed_in):
    question = {"title": "Lunch?", "type": "SingleOption", "options": "Yes, No"}
    with pytest.raises(errors.InputError, match=r"Question 1: The options are a list, in square brackets\."):
        signed_in.content.send_survey(title="Lunch", questions=[question])


def test_half_a_place_is_said_beside_it(signed_in):
    form = signed_in.content.post_meeting.form(title="Review", starting_time="2030-01-01T09:00:00Z", place=(91, 0, ""))
    press(button(form, "Send"))
    assert "The latitude of a place is between -90 and 90." in text_of(form)
    assert calls(signed_in, "actions") == 0


def test_a_poll_without_choices_sends_nothing_and_loses_nothing(signed_in):
    form = signed_in.content.post_poll.form(question="Lunch?")
    press(button(form, "Send"))
    assert "Choices are needed." in text_of(form)
    assert calls(signed_in, "actions") == 0
    at(form, "choices/0/title").value = "Yes"
    at(form, "choices/1/title").value = "No"
    assert field(form, "question").value == "Lunch?"
    assert form.send_once().status == 200
    (poll,) = signed_in.queries.fetch_polls().json["actions"]
    assert poll["actionBody"]["choices"] == [{"title": "Yes"}, {"title": "No"}]


# -- answers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("Some text", "Some text"),
        ("12", '"12"'),
        (12, "12"),
        ("true", '"true"'),
        (True, "true"),
        (["a", "b"], '["a", "b"]'),
        ({"lt": 1.5}, '{"lt": 1.5}'),
        ("NaN", "NaN"),
        ("{not json", "{not json"),
        (" ", '" "'),
        (None, ""),
    ],
)
def test_an_answer_to_nobody_knows_what_is_json_or_else_text(value, stands):
    entry = FreeAnswer()
    entry.put(value)
    assert entry.raw == stands
    assert entry.value() == value


@pytest.fixture
def survey(signed_in):
    """A survey that this notebook has sent."""
    signed_in.content.send_survey(title="Seven", questions=SURVEY)
    return signed_in


def test_answers_to_a_survey_of_this_notebook_are_asked_by_its_questions(survey):
    form = survey.content.respond_to_survey.form()
    for question in SURVEY:
        assert question["title"] in text_of(form)
    assert at(form, "answers/1").options == ["", "A", "B"]
    at(form, "answers/1").value = "B"
    at(form, "answers/2").value = ["D"]
    at(form, "answers/3").value = "12"
    for name, typed in (("latitude", "51.5"), ("longitude", "-0.1"), ("name", "London")):
        at(form, f"answers/4/{name}").value = typed
    at(form, "answers/5").value = {"when": "2017-07-18T11:31:11", "zone": 0}
    assert body(survey, form)["actionBody"]["answers"] == [
        *(None, "B", ["D"], 12),
        {"lt": 51.5, "lg": -0.1, "n": "London"},
        *(1500377471, None),
    ]
    assert form.send_once().status == 200
    assert len(survey.queries.fetch_survey_responses().df) == 1


def test_what_is_wrong_with_an_answer_is_said_beside_it(survey):
    form = survey.content.respond_to_survey.form()
    at(form, "answers/3").value = "many"
    press(button(form, "Send"))
    assert "Answer 4: This is a number." in text_of(form)
    assert list(field(form, "answers").content["problems"]) == ["/3"]
    assert calls(survey, "responses") == 0


def test_an_answer_that_does_not_fit_its_question_stands_as_it_was_given(survey):
    given = [["x"], "none of them", "C", "many", {"lat": 1}, "yesterday", 5]
    form = survey.content.respond_to_survey.form(answers=given)
    assert body(survey, form)["actionBody"]["answers"] == given


def test_another_card_is_asked_by_its_own_questions(survey):
    first = survey.environment["test-survey-id"]
    survey.content.send_survey(title="One", questions=["Only this?"])
    form = survey.content.respond_to_survey.form(answers=["Yes"])
    assert "Only this?" in text_of(form)
    field(form, "actionId").value = first
    assert "Only this?" not in text_of(form)
    assert "Picture?" in text_of(form)
    assert body(survey, form)["actionBody"]["answers"][0] == "Yes"
    field(form, "actionId").value = "somebody else's"
    assert "Picture?" not in text_of(form)
    assert body(survey, form)["actionBody"]["answers"] == ["Yes"]


def test_answers_of_another_card_that_the_page_still_shows_are_none(survey):
    form = survey.content.respond_to_survey.form(answers=["Anna"])
    at(form, "answers").value = ["rows", "of", "a card that nobody knows"]
    assert body(survey, form)["actionBody"]["answers"][0] == "Anna"


def test_a_card_that_was_fetched_is_known_too(survey):
    survey.content.post_custom_action()
    card = survey.environment["test-action-id"]
    assert survey.environment.questions.get(card) is None
    fetched = survey.queries.fetch_action_responses().json["actions"][0]["actionBody"]
    assert survey.environment.questions.get(card, []) == (fetched.get("questions") or [])


def test_each_menu_of_types_names_the_field_of_the_body(signed_in):
    survey = signed_in.content.send_survey.form(questions=SURVEY)
    card = signed_in.content.post_custom_action_with_properties.form(title="A", properties={"age": "40"})
    assert at(survey, "questions/0/type").description["wire"] == "type"
    assert at(card, "properties/0/type").description["wire"] == "type"
