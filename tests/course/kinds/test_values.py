"""Properties and answers, in any of the ways that people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from kaizala_nb.course.kinds.values import read_answer, read_place, read_property
from tests.toolkit.collection.test_plain import values


def test_a_day_in_a_property_is_as_its_type_has_it():
    noon = datetime(2030, 1, 31, 12, tzinfo=UTC)
    assert read_property({"name": "a", "value": noon, "type": "DateTime"})["value"] == str(int(noon.timestamp() * 1000))
    assert read_property({"name": "a", "value": date(2030, 1, 31)})["value"] == "2030-01-31"
    midnight = str(int(datetime(2030, 1, 31).timestamp() * 1000))
    assert read_property({"name": "a", "value": date(2030, 1, 31), "type": "datetime"})["value"] == midnight


@settings(max_examples=300, deadline=None)
@given(values)
def test_what_a_phone_answers_is_json_or_refused_in_words(value):
    try:
        repr(read_answer(value)).encode()
    except ValueError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize("place", [(90, 180), (-90, -180), (0, 0), (90.0, "-180")])
def test_the_poles_and_the_other_side_of_the_world_are_places(place):
    read = read_place(place)
    assert (read["latitude"], read["longitude"]) == (float(place[0]), float(place[1]))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((90.1, 0), "The latitude of a place is between -90 and 90."),
        ((-90.1, 0), "The latitude of a place is between -90 and 90."),
        ((0, 180.1), "The longitude of a place is between -180 and 180."),
        ((0, -180.1), "The longitude of a place is between -180 and 180."),
    ],
)
def test_what_lies_beyond_them_is_none(place, said):
    with pytest.raises(ValueError, match=said):
        read_place(place)
