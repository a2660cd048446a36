"""One line of pandas draws what people answered."""

import matplotlib
import matplotlib.pyplot
import pytest

from tests.toolkit.tables.conftest import ASHA, BEN, ME

matplotlib.use("Agg")


@pytest.fixture(scope="module")
def responses(kaizala):
    """Three responses to a survey of each type that one draws."""
    asked = [
        {"title": "Lunch?", "type": "SingleOption", "options": ["Yes", "No"]},
        {"title": "Toppings?", "type": "MultiOption", "options": ["Olives", "Cheese", "None of it"]},
        {"title": "How many?", "type": "Numeric"},
        {"title": "When?", "type": "DateTime"},
    ]
    sent = kaizala.content.send_survey(title="Lunch", questions=asked)
    kaizala.phone(ASHA).answer(sent.json["actionId"], "Yes", ["Olives", "Cheese"], 2, 1500377471)
    kaizala.phone(BEN).answer(sent.json["actionId"], "No", ["Cheese"], None, 1500463871)
    kaizala.phone(ME).answer(sent.json["actionId"], "Yes", None, 2.5, None)
    return kaizala.queries.fetch_survey_responses().df


@pytest.fixture(autouse=True)
def closed():
    """No figure is left of what was drawn before, nor after each test."""
    matplotlib.pyplot.close("all")
    yield
    matplotlib.pyplot.close("all")


def bars(axes):
    """What a bar chart shows: a label and a length each."""
    shown = dict(zip([label.get_text() for label in axes.get_yticklabels()], axes.patches, strict=True))
    matplotlib.pyplot.close(axes.figure)  # the next one would be drawn on top of it
    return {label: bar.get_width() for label, bar in shown.items()}


def test_options_are_drawn_as_bars(responses):
    assert bars(responses["Lunch?"].value_counts().plot.barh()) == {"Yes": 2, "No": 1}


def test_several_options_are_drawn_as_bars(responses):
    assert bars(responses["Toppings?"].explode().value_counts().plot.barh()) == {"Cheese": 2, "Olives": 1}


def test_numbers_are_drawn_and_added_up(responses):
    assert bars(responses.groupby("Lunch?")["How many?"].sum().plot.barh()) == {"No": 0, "Yes": 4.5}
    assert len(responses["How many?"].plot.hist(bins=2).patches) == 2
    assert responses.plot.scatter(x="How many?", y="How many?") is not None


def test_responses_are_drawn_over_time(responses):
    by_hour = responses.set_index("responseTime").resample("h").size()
    assert by_hour.plot.bar().patches[0].get_height() == 3
    assert responses["When?"].dt.day.value_counts().plot.bar() is not None


def test_a_poll_a_group_and_the_journal_are_drawn_too(kaizala, responses):
    poll = kaizala.content.post_poll(question="Again?", choices=["Yes", "No"]).json["actionId"]
    for number in (ASHA, BEN):
        kaizala.phone(number).answer(poll, "No")
    table = kaizala.queries.fetch_survey_responses(action_id=poll).df
    assert bars(table["Again?"].value_counts().plot.barh()) == {"No": 2}
    assert bars(kaizala.groups.query_members().df["role"].value_counts().plot.barh()) == {"Member": 2, "Admin": 1}
    groups = kaizala.groups.fetch_all_groups().df
    assert groups.plot.barh(x="groupName", y="userCount") is not None
    assert kaizala.queries.fetch_polls().df.plot.barh(x="question", y="responseCount") is not None
    assert kaizala.sandbox.journal["status"].value_counts().plot.bar() is not None
